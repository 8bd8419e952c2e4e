import { fileURLToPath } from 'node:url';
import { Alarm, messageParts, type Judged } from '../../server/answers/alarm/model.ts';
import type { Question } from '../../server/answers/evaluation.ts';
import { Reader } from '../../server/answers/linear/reader.ts';
import { patternsIn } from '../../server/answers/patterns.ts';
import { readSets } from '../../server/answers/questionSets.ts';
import { compact } from '../../server/answers/text.ts';
import { learnAlarm, type LearntAlarm } from './alarm.ts';
import { gathered, type Row } from './rows.ts';

/** The messages that set the thresholds are dealt into so many parts; each is judged by what was learnt without its part. */
export const folds = 2;

/** A message with how it was judged by what was learnt without it. */
export interface Scored {
  question: Question;
  judged: Judged;
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

/** Learns from everything. */
export function learnAll(): LearntAlarm {
  return learnAlarm([...gathered(sets), ...messages().flatMap(rowOf)]);
}

/** Judges the messages of a fold by what was learnt without them. */
export function judgeFold(fold: number): Scored[] {
  const all = messages();
  const own = all.filter((_, at) => at % folds === fold);
  const others = all.filter((_, at) => at % folds !== fold).flatMap(rowOf);
  const known = new Set(own.map(({ say }) => compact(say)));
  const learntFrom = [...gathered(sets), ...others].filter(({ say }) => !known.has(compact(say)));
  const { cards, rules, vocabulary, judges } = learnAlarm(learntFrom);
  const alarm = new Alarm(cards, rules, new Reader(vocabulary), judges);
  return own.flatMap((question): Scored[] => {
    const patterns = patternsIn(question.say);
    const judged = alarm.judge(messageParts(question.say, patterns));
    return judged ? [{ question, judged, patterns }] : [];
  });
}
