import type { Network } from '../convolution/network.ts';
import type { Stored } from '../linear/bytes.ts';
import type { Judges } from '../linear/judges.ts';
import type { StoredVocabulary } from '../linear/reader.ts';

/** What `npm run learn-alarm` learnt, as it is kept in server/answers/alarm.json. */
export interface AlarmWeights {
  learntOn: string;
  /** The dangers' cards, then the rules, in the order of the judges from 1; judge 0 is for danger of any kind. */
  cards: string[];
  rules: string[];
  /** How much like danger a message must sound for a card, and to be asked after it. */
  thresholds: { sure: number; doubt: number };
  /** Least margin of each rule for its sentence. */
  ruleThresholds: Record<string, number>;
  vocabulary: StoredVocabulary;
  judges: Stored<Judges>;
  /** Its classes: anything else, then the cards and the rules. */
  network: Stored<Network>;
}
