import type { Answers, Range } from '../eligibility/vocabulary.ts';
import { sentence, type Figures } from './data.ts';
import { choice, count, each, money, plus, yuan, type Result } from './values.ts';

const law = '劳动法第41、44条；劳动争议司法解释（一）第42条';

/** 加班费 (劳动法44): 150 % on working days, 200 % on rest days without time off instead, 300 % on legal holidays. */
export function overtime(answers: Answers, figures: Figures): Result {
  const wage = money(answers, 'wage');
  if (!wage) return { lines: [sentence('result.noFigure')], notes: [], law, person: true };
  const [workday, restDay, holiday] = figures.list('OVERTIME_RATES', figures.today) as [
    number,
    number,
    number,
  ];
  const monthHours = (figures.number('PAID_DAYS', figures.today)! * 8) / 100;
  const hour = each(wage, (fen) => fen / monthHours);
  const pay = (hours: number, percent: number): Range =>
    each(wage, (fen) => (fen / monthHours) * hours * (percent / 100));
  const rested = choice(answers, 'timeOff') === 'yes';
  const parts = [
    { key: 'overtime.workday', hours: count(answers, 'workday') ?? 0, percent: workday },
    { key: 'overtime.restDay', hours: rested ? 0 : (count(answers, 'restDay') ?? 0), percent: restDay },
    { key: 'overtime.holiday', hours: count(answers, 'holiday') ?? 0, percent: holiday },
  ].filter(({ hours }) => hours > 0);
  const timeOff = rested ? [sentence('overtime.timeOff')] : [];
  const notes = [sentence('overtime.proof'), sentence('overtime.paid')];
  if (parts.length === 0)
    return { lines: [...timeOff, sentence('overtime.none')], notes, law, person: false };
  return {
    lines: [
      sentence('overtime.total', { amount: yuan(plus(...parts.map((one) => pay(one.hours, one.percent)))) }),
      sentence('overtime.hour', { hour: yuan(hour), wage: yuan(wage) }),
      ...parts.map(({ key, hours, percent }) => sentence(key, { hours, amount: yuan(pay(hours, percent)) })),
      ...timeOff,
    ],
    notes,
    law,
    person: false,
  };
}
