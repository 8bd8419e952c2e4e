import type { Entry } from '../../server/answers/knowledge.ts';
import { inBytes } from '../../server/answers/linear/bytes.ts';
import { Reader, storedVocabulary } from '../../server/answers/linear/reader.ts';
import { sayingOf, TopicGuess, type TopicWeights } from '../../server/answers/topicGuess.ts';
import { learnJudges, type Class, type Learnt, type Told } from './judges.ts';

/** A message with the topic that it is about, undefined when no topic is. */
export interface Spoken {
  say: string;
  topic?: string;
  /** It is no legal matter at all. */
  offTopic?: boolean;
}

/** What was learnt of topics. */
export interface LearntTopics extends Learnt {
  topics: string[];
}

/** How many names the judges know. */
const known = 30_000;

/** Learns topics from the questions and phrasings of entries, and from what people say of a topic or of none. */
export function learnTopics(entries: readonly Entry[], spoken: readonly Spoken[]): LearntTopics {
  const topics = [...new Set(entries.map(({ topic }) => topic))].sort();
  const said: Spoken[] = [
    ...entries.flatMap(({ question, phrasings, topic }) =>
      [question, ...phrasings].map((say) => ({ say, topic })),
    ),
    ...spoken,
  ];
  const told = said.map(({ say }): Told => ({ parts: () => sayingOf(say), weight: 1 }));
  const classes: Class[] = [
    ...[undefined, ...topics].map((topic) => (at: number) => said[at]!.topic === topic),
    (at) => said[at]!.offTopic === true,
  ];
  return { topics, ...learnJudges(told, classes, known) };
}

/** What was learnt, ready to guess. */
export function guessOf({ topics, vocabulary, judges }: LearntTopics): TopicGuess {
  return new TopicGuess(topics, new Reader(vocabulary), judges);
}

/** The content of topics.json. */
export function keptTopics({ topics, vocabulary, judges }: LearntTopics, learntOn: string): string {
  const kept: TopicWeights = {
    learntOn,
    topics,
    vocabulary: storedVocabulary(vocabulary),
    judges: inBytes(judges),
  };
  return `${JSON.stringify(kept)}\n`;
}
