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
  /** Best similarity of a single clause of a long message. */
  clause: number;
  /** Share of the question's lay concepts that the entry knows. */
  concepts: number;
  /** 1 when the entry has the topic of the last answer. */
  context: number;
}

/** What tells a sure answer from a doubtful one. */
export interface TrustSignals {
  similarity: number;
  coveredQuestion: number;
  margin: number;
  concepts: number;
  long: number;
}

export interface Weights {
  learntOn: string;
  families: Record<Family, number>;
  ranking: Record<keyof Signals, number>;
  trust: Record<keyof TrustSignals | 'bias', number>;
  /** Least trust for a direct answer, and for offering choices. */
  thresholds: { answer: number; choices: number };
}

/** The weights that the learning command has checked in. */
export function learntWeights(): Weights {
  return JSON.parse(readFileSync(dataPath(import.meta.url, 'weights.json'), 'utf8')) as Weights;
}
