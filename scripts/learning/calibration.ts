import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import {
  Alarm,
  likeliestCard,
  messageParts,
  together,
  type Judged,
} from '../../server/answers/alarm/model.ts';
import { spoken } from '../../server/answers/alarm/units.ts';
import { Listener } from '../../server/answers/convolution/listener.ts';
import type { Network } from '../../server/answers/convolution/network.ts';
import type { Question } from '../../server/answers/evaluation.ts';
import { fromBytes, inBytes } from '../../server/answers/linear/bytes.ts';
import { Reader } from '../../server/answers/linear/reader.ts';
import { patternsIn } from '../../server/answers/patterns.ts';
import { readSets } from '../../server/answers/questionSets.ts';
import { compact } from '../../server/answers/text.ts';
import { learnAlarm, type LearntAlarm } from './alarm.ts';
import { learnHearing } from './hearing.ts';
import { gathered, type Row } from './rows.ts';

/** The messages that set the thresholds are dealt into so many parts; each is judged by what was learnt without its part. */
export const folds = 2;

/** A message with how it was judged by what was learnt without it. */
export interface Scored {
  question: Question;
  danger: number;
  /** The danger by the judges alone, and as it was heard alone. */
  alone: { judges: number; network: number };
  card: string;
  /** In the order of the rules. */
  rules: number[];
  /** The written rules that match. */
  patterns: string[];
}

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const sets = path('../../server/answers/sets');

/** The messages that set the thresholds: those written for it, and the ordinary ones of the training half. */
function messages(): Question[] {
  return [
    ...readSets(path('calibration')),
    ...readSets(sets, 'train').filter(({ sort }) => sort === 'ordinary'),
  ];
}

/** A message that set the thresholds, to learn from; a question of a topic is not learnt from. */
function rowOf({ say, sort, card }: Question): Row[] {
  if (sort === 'crisis') return [{ say, weight: 4, card: card! }];
  return sort === 'ordinary' ? [{ say, weight: 2 }] : [];
}

/** What is learnt at once: the judges or the network, from everything or without the messages of a fold. */
export interface Part {
  learns: 'judges' | 'network';
  without: number | undefined;
}

/** What was made of the messages of a fold, in their order. */
export interface OfFold<Made> {
  /** The cards, then the rules. */
  classes: string[];
  messages: { say: string; made: Made }[];
}

/** The judges, or what they say of the messages of the fold that they were learnt without. */
export function learnJudging({ without }: Part): LearntAlarm | OfFold<Judged | undefined> {
  const learnt = learnAlarm(rowsWithout(without));
  if (without === undefined) return learnt;
  const { cards, rules, vocabulary, judges } = learnt;
  const alarm = new Alarm(cards.length, new Reader(vocabulary), asKept(judges));
  return ofFold(without, [...cards, ...rules], (say) => alarm.judge(messageParts(say, patternsIn(say))));
}

/** The network, or what it hears in the messages of the fold that it was learnt without. */
export function learnToHear({ without }: Part): Network | OfFold<Float32Array> {
  const { cards, rules, network } = learnHearing(rowsWithout(without));
  if (without === undefined) return network;
  const listener = new Listener(asKept(network));
  return ofFold(without, [...cards, ...rules], (say) => listener.hear(spoken(say)));
}

/** Rounded as it will be when it is kept: thresholds hold for what is used. */
function asKept<Learnt extends object>(learnt: Learnt): Learnt {
  return fromBytes<Learnt>(inBytes(learnt));
}

/**
 * The messages of a fold as both, taken together, judge them. Throws when they weren't made of the same messages and
 * classes, as when a file was changed while it was learnt.
 */
export function scoresOf(
  fold: number,
  judgings: OfFold<Judged | undefined>,
  hearings: OfFold<Float32Array>,
  cards: readonly string[],
): Scored[] {
  if (!isDeepStrictEqual(judgings.classes, hearings.classes)) throw new Error('The parts know other classes');
  return questionsOf(fold).flatMap((question, at): Scored[] => {
    const { say, made: judged } = judgings.messages[at]!;
    const heard = hearings.messages[at]!;
    if (say !== question.say || heard.say !== say)
      throw new Error('The messages changed while they were learnt; run npm run learn-alarm again');
    if (!judged) return [];
    const { danger, cards: fits, rules } = together(judged, heard.made);
    const alone = { judges: judged.danger, network: danger - judged.danger };
    return [{ question, danger, alone, card: likeliestCard(fits, cards), rules, patterns: patternsIn(say) }];
  });
}

function questionsOf(fold: number): Question[] {
  return messages().filter((_, at) => at % folds === fold);
}

function ofFold<Made>(fold: number, classes: string[], make: (say: string) => Made): OfFold<Made> {
  return { classes, messages: questionsOf(fold).map(({ say }) => ({ say, made: make(say) })) };
}
/** Everything to learn from, but for the messages of a fold. */
function rowsWithout(fold: number | undefined): Row[] {
  const others = messages().filter((_, at) => fold === undefined || at % folds !== fold);
  const rows = [...gathered(sets), ...others.flatMap(rowOf)];
  if (fold === undefined) return rows;
  const own = new Set(questionsOf(fold).map(({ say }) => compact(say)));
  return rows.filter(({ say }) => !own.has(compact(say)));
}
