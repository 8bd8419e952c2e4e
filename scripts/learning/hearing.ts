import { spoken } from '../../server/answers/alarm/units.ts';
import type { Network } from '../../server/answers/convolution/network.ts';
import { learnConvolution } from './convolution.ts';
import { classified, type Row } from './rows.ts';

/** A network that hears dangers and requests: its class 0 is anything else, then come the cards and the rules. */
export interface LearntHearing {
  cards: string[];
  rules: string[];
  network: Network;
}

/** Learns from whole messages. */
export function learnHearing(messages: readonly Row[]): LearntHearing {
  const { rows, cards, rules } = classified(messages);
  const classes = [...cards, ...rules];
  const lessons = rows.map(({ say, card, rule, weight }) => ({
    ...{ say: spoken(say), weight },
    class: 1 + classes.indexOf(card ?? rule ?? ''),
  }));
  return { cards, rules, network: learnConvolution(lessons, 1 + classes.length) };
}
