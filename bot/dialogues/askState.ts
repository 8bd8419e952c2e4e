import type { CalculatorId } from '../../server/calculators/contract.ts';
import type { State } from './talk.ts';

/** What else a message asks, as it is offered. */
export type Further = { id: string; question: string }[];

/** What the next number means, and what was answered last. */
export interface AskState extends State {
  at: 'ask';
  /** Ids that choices stand for. */
  offered?: string[];
  answer?: string;
  /**
   * What the numbers under the last answer stand for: sections by their titles, calculators, what else was asked. A follow-up's answer
   * leaves out the section that it is, so the numbers aren't those of the whole answer.
   */
  more?: { sections: string[]; calculators: CalculatorId[]; further?: Further; title?: string };
  /** Whether they are safe was asked with the last answer. */
  careful?: true;
  /** Answers that a follow-up is about: the last one, or both of two. They stay while choices are offered. */
  last?: string[];
  /** What was offered are answers to one message, which can be read on. */
  both?: true;
  /** These: two of them, and what else the message asks. */
  told?: Further;
  /** The question that `offered` or `answer` belongs to, for the editors when it didn't help. */
  asked?: string;
  misses: number;
  /** 问问题 was chosen: questions are for the assistant even while a person has the talk. */
  calm?: boolean;
}

/** The state of a question and its answer; a new one where the talk was elsewhere. */
export const askState = (state: State): AskState =>
  state.at === 'ask' ? (state as AskState) : { at: 'ask', misses: 0 };
