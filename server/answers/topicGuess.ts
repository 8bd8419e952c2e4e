import { existsSync, readFileSync } from 'node:fs';
import { dataPath } from '../platform/data.ts';
import { conceptsIn } from './concepts.ts';
import { fromBytes, type Stored } from './linear/bytes.ts';
import { marginsOf, type Judges } from './linear/judges.ts';
import { Reader, vocabularyIn, type StoredVocabulary } from './linear/reader.ts';
import { wordingOf, type Part } from './linear/wording.ts';
import { compact } from './text.ts';

/** What `npm run learn-weights` learnt of topics, as it is kept in server/answers/topics.json. */
export interface TopicWeights {
  learntOn: string;
  /** In the order of the judges from 1; judge 0 is for what no topic answers, the last one for what is no legal matter. */
  topics: string[];
  vocabulary: StoredVocabulary;
  judges: Stored<Judges>;
}

/** So much of a message is read. */
const longest = 400;

/** What a message says of its topic. */
export function sayingOf(said: string): Part[] {
  const text = compact(said).slice(0, longest);
  return [...wordingOf(text), { weight: 0.7, names: conceptsIn(text).map((concept) => `#${concept}`) }];
}

/** Each from 0 (not at all) to 1 (clearly); 0.5 is undecided. */
export interface Guess {
  /** How well each topic fits. */
  topics: Map<string, number>;
  /** How little the message is like those that no topic answers. */
  familiar: number;
  /** How little it is like those that are no legal matter. */
  legal: number;
}

/** Guesses the topic of a message from its wording, knowing also messages that no topic answers. */
export class TopicGuess {
  constructor(
    readonly topics: readonly string[],
    private readonly reader: Reader,
    private readonly judges: Judges,
  ) {}

  /** What a message may be about; of what isn't known at all nothing fits. */
  of(said: string): Guess {
    const read = this.reader.read(sayingOf(said));
    const shares = Array.from(marginsOf(read, this.judges), shareOf);
    const known = read.ids.length > 0;
    return {
      topics: new Map(this.topics.map((topic, at) => [topic, known ? shares[at + 1]! : 0])),
      familiar: known ? 1 - shares[0]! : 0,
      legal: known ? 1 - shares[this.topics.length + 1]! : 0,
    };
  }
}

/** A judge's margin, from about -1 to 1, as a share. */
function shareOf(margin: number): number {
  return Math.max(0, Math.min(1, (margin + 1) / 2));
}

let learnt: TopicGuess | undefined;

/** What the learning command has checked in, read once a process; undefined before the first learning. */
export function learntTopicGuess(): TopicGuess | undefined {
  const path = dataPath(import.meta.url, 'topics.json');
  if (!learnt && existsSync(path)) {
    const { topics, vocabulary, judges } = JSON.parse(readFileSync(path, 'utf8')) as TopicWeights;
    learnt = new TopicGuess(topics, new Reader(vocabularyIn(vocabulary)), fromBytes<Judges>(judges));
  }
  return learnt;
}
