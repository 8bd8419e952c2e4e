import type { Stored } from '../networks/bytes.ts';
import type { Bag, Convolution } from '../networks/networks.ts';
import type { StoredVocabulary } from '../networks/reader.ts';

/** What `npm run learn-alarm` learnt, as it is kept in server/answers/alarm.json. */
export interface AlarmWeights {
  learntOn: string;
  /** The dangers' cards, then the rules, in the order of the classes from 1. */
  cards: string[];
  rules: string[];
  /** Least odds of danger, as a logarithm, for a card, and to ask after it. */
  thresholds: { sure: number; doubt: number };
  /** Least odds of each rule for its sentence. */
  ruleThresholds: Record<string, number>;
  vocabulary: StoredVocabulary;
  bags: Stored<Bag>[];
  convolutions: Stored<Convolution>[];
}
