import type { LeasedTurn, Push } from '../../server/channel/contract.ts';
import type { Endpoint, InputOf, ReplyOf } from '../../server/platform/contract.ts';

/** Where a talk stands. `at` names the dialogue that hears the next message first. */
export interface State {
  at: 'home' | 'ask' | 'calculate' | 'apply' | 'voice' | 'photo' | 'publicity' | 'activity' | 'subscribe';
  [more: string]: unknown;
}

export const home: State = { at: 'home' };

/** One turn as a dialogue sees it: what came in, where the talk stands, and the server in the resident's name. */
export interface Talk {
  push: Push;
  state: State;
  bound: LeasedTurn['bound'];
  /** The link to the signature page of this resident's commitment. */
  signLink(commitmentId: string): Promise<string>;
  /**
   * Calls the server for this resident. Commands carry the turn's key and a count, so that a turn which is handled again
   * after a kill repeats the same keys and changes nothing twice.
   */
  call<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<ReplyOf<E>>;
}

/** What the assistant says, message by message, and where the talk stands after it. */
export interface Said {
  say: string[];
  state: State;
}

/** Hears one message; undefined means that it isn't this dialogue's to answer. */
export type Dialogue = (talk: Talk, text: string) => Promise<Said | undefined>;

/** The number of a choice: 「1」「１」「一」「选1」「1.」 → 1; undefined for anything else. */
export function choiceOf(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^(选|第)/, '')
    .replace(/[.。、,，个]$/, '');
  const inWords = '零一二三四五六七八九'.indexOf(plain);
  if (plain.length === 1 && inWords > 0) return inWords;
  return /^\d{1,2}$/.test(plain) ? Number(plain) : undefined;
}

/** A message without white space and closing punctuation, for comparing with words of command. */
export const wordOf = (text: string): string => text.normalize('NFKC').replace(/[\s。.!！?？~,，]+/g, '');

/** Lines of numbered choices. */
export const numbered = (choices: readonly string[], from = 1): string =>
  choices.map((choice, i) => `${i + from} ${choice}`).join('\n');
