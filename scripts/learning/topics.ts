import type { Entry } from '../../server/answers/knowledge.ts';
import { storedNet } from '../../server/answers/networks/bytes.ts';
import type { Convolution } from '../../server/answers/networks/networks.ts';
import { Reader, storedVocabulary, type Vocabulary } from '../../server/answers/networks/reader.ts';
import { pieces, TopicGuess, type TopicWeights } from '../../server/answers/topicGuess.ts';
import { learnConvolution } from './convolution.ts';
import { lessonsOf, shapeOf, vocabularyOf, type Told } from './lessons.ts';

/** What was learnt of topics. */
export interface LearntTopics {
  topics: string[];
  vocabulary: Vocabulary;
  nets: Convolution[];
}

/** A message that no topic answers is rarer among the lessons than among what people write. */
const strangerWeight = 2;
/** One network for each; they guess together. */
const seeds = [5, 15];

/** Learns topics from the questions and phrasings of entries, and from messages that none of them answers. */
export function learnTopics(entries: readonly Entry[], strangers: readonly string[]): LearntTopics {
  const topics = [...new Set(entries.map(({ topic }) => topic))].sort();
  const told = [
    ...entries.flatMap(({ question, phrasings, topic }) =>
      [question, ...phrasings].map((said) => lessonOf(said, topics.indexOf(topic) + 1, 1)),
    ),
    ...strangers.map((said) => lessonOf(said, 0, strangerWeight)),
  ].filter(({ units }) => units.length);
  const vocabulary = vocabularyOf(told);
  const classes = { classes: topics.length + 1, dangers: topics.length };
  const lessons = lessonsOf(told, vocabulary);
  const shape = shapeOf(vocabulary, classes);
  return { topics, vocabulary, nets: seeds.map((seed) => learnConvolution(lessons, shape, seed)) };
}

function lessonOf(said: string, target: number, weight: number): Told {
  const { units, concepts } = pieces(said);
  return { units, patterns: concepts, target, weight };
}

/** What was learnt, ready to guess. */
export function guessOf({ topics, vocabulary, nets }: LearntTopics): TopicGuess {
  return new TopicGuess(topics, new Reader(vocabulary), nets);
}

/** The content of topics.json. */
export function keptTopics({ topics, vocabulary, nets }: LearntTopics, learntOn: string): string {
  const kept: TopicWeights = {
    learntOn,
    topics,
    vocabulary: storedVocabulary(vocabulary),
    nets: nets.map(storedNet),
  };
  return `${JSON.stringify(kept)}\n`;
}
