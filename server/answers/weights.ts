import { readFileSync } from 'node:fs';
import { dataPath } from '../platform/data.ts';
import type { Family } from './features.ts';

/** What the finder measures between a question and an entry, each 0 to about 1. */
export interface Signals {
  /** Cosine with the nearest phrasing. */
  similarity: number;
  /** Share of the question that the nearest phrasing explains. */
  coveredQuestion: number;
  /** Largest share of one phrasing that the question contains. */
  coveredPhrasing: number;
  /** BM25 over everything the entry says, as a share of the best possible. */
  bm25: number;
  /** Share of the question's words and lay concepts, weighted by rarity, that the entry uses anywhere. */
  coveredWords: number;
  /** BM25 over everything the entry's topic says, as a share of the best topic's. */
  topic: number;
  /** Best similarity of a single clause of a long message. */
  clause: number;
  /** Share of the question's lay concepts that the entry knows. */
  concepts: number;
  /** Share of the entry among all by learnt meaning. */
  meaning: number;
  /** Share of the entry's topic among all by learnt meaning. */
  topicMeaning: number;
  /** How well the entry's topic fits by the wording, each topic judged by itself. */
  topicGuess: number;
  /** 1 when the entry has the topic of the last answer. */
  context: number;
}

/** What tells a sure answer from a doubtful one. */
export interface TrustSignals {
  similarity: number;
  coveredQuestion: number;
  bm25: number;
  coveredWords: number;
  /** How much the shared words and concepts weigh in all: one common word is little, three rare ones are enough. */
  evidence: number;
  /** Share of the question, weighted by rarity, that occurs anywhere in the knowledge base. */
  known: number;
  /** Lead over the next entry, as a share of the first one's score. */
  margin: number;
  /** Lead over the best entry of another topic. */
  topicMargin: number;
  concepts: number;
  /** Share of the first entry's topic in the softmax of the scores: near 1 when the rivals are of the same topic. */
  topicShare: number;
  /** Share of the single signals whose best entry has the first one's topic. */
  agreement: number;
  meaning: number;
  topicMeaning: number;
  topicGuess: number;
  /** Cosine with the first entry's direction: near 1 only for what sounds like its phrasings. */
  direction: number;
  /** How little the message is like those that no topic answers. */
  familiar: number;
  /** 1 for a message told as a story. */
  long: number;
}

export interface Weights {
  learntOn: string;
  /** What the learning run measured on the training half, each part by weights that hadn't seen it. */
  crossValidated?: Record<string, number>;
  families: Record<Family, number>;
  ranking: Record<keyof Signals, number>;
  trust: Record<keyof TrustSignals | 'bias', number>;
  /** Least trust for a direct answer to a short message, and to a story, and for offering choices. */
  thresholds: { answer: number; story: number; choices: number };
}

/** The weights that the learning command has checked in. */
export function learntWeights(): Weights {
  return JSON.parse(readFileSync(dataPath(import.meta.url, 'weights.json'), 'utf8')) as Weights;
}
