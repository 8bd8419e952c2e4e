import { existsSync, readFileSync } from 'node:fs';
import { dataPath } from '../platform/data.ts';
import { conceptsIn } from './concepts.ts';
import { netOf, type Stored } from './networks/bytes.ts';
import { agreed, probabilities, type Convolution } from './networks/networks.ts';
import { convolutionScores } from './networks/scoring.ts';
import { Reader, vocabularyIn, type Features, type StoredVocabulary } from './networks/reader.ts';
import { compact } from './text.ts';

/** What `npm run learn-weights` learnt of topics, as it is kept in server/answers/topics.json. */
export interface TopicWeights {
  learntOn: string;
  /** In the order of the classes from 1; class 0 is what no topic answers. */
  topics: string[];
  vocabulary: StoredVocabulary;
  nets: Stored<Convolution>[];
}

/** Longest compact text that is read as one; of a longer one 14 such pieces are read. */
const longestPiece = 36;
const mostPieces = 14;

/** The pieces of a message that are read one by one. */
export function pieces(said: string): { units: Features[]; concepts: string[] } {
  const text = compact(said);
  const units: Features[] = [];
  for (let from = 0; from < text.length && units.length < mostPieces; from += longestPiece) {
    const piece = text.slice(from, from + longestPiece);
    units.push({ text: piece, whole: piece.length === text.length, keys: [], values: [] });
  }
  return { units, concepts: conceptsIn(text) };
}

/** Logarithm of a share from which on it counts as none. */
const lowest = -8;

/** Guesses the topic of a message from its wording, knowing also messages that no topic answers. */
export class TopicGuess {
  constructor(
    readonly topics: readonly string[],
    private readonly reader: Reader,
    private readonly nets: readonly Convolution[],
  ) {}

  /** For each of `topics` the logarithm of its share of everything, from 0 (none) to 1 (all of it). */
  of(said: string): Map<string, number> {
    const { units, concepts } = pieces(said);
    const shares = new Float64Array(this.topics.length + 1);
    const total = units.reduce((sum, { text }) => sum + text.length, 0);
    for (const unit of units) {
      const read = this.reader.unit(unit, concepts);
      const found = probabilities(agreed(this.nets.map((net) => convolutionScores(read, net))));
      for (let at = 0; at < shares.length; at++) shares[at]! += (found[at]! * unit.text.length) / total;
    }
    return new Map(
      this.topics.map((topic, at) => [
        topic,
        1 - Math.max(lowest, Math.log(Math.max(shares[at + 1]!, 1e-9))) / lowest,
      ]),
    );
  }
}

let learnt: TopicGuess | undefined;

/** What the learning command has checked in, read once a process; undefined before the first learning. */
export function learntTopicGuess(): TopicGuess | undefined {
  const path = dataPath(import.meta.url, 'topics.json');
  if (!learnt && existsSync(path)) {
    const { topics, vocabulary, nets } = JSON.parse(readFileSync(path, 'utf8')) as TopicWeights;
    learnt = new TopicGuess(topics, new Reader(vocabularyIn(vocabulary)), nets.map(netOf<Convolution>));
  }
  return learnt;
}
