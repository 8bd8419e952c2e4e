import { sayDate } from '../eligibility/dates.ts';
import type { Answers } from '../eligibility/vocabulary.ts';
import { addDays, addMonths, builtInCalendar, type Calendar } from '../platform/calendar.ts';
import { sentence, type Figures } from './data.ts';
import { day, each, fullMonths, isRough, money, workdays, yuan, type Result } from './values.ts';

const law = '劳动合同法第82条；劳动合同法实施条例第6、7条；法释〔2025〕12号第6至9条';

/**
 * The second wage of whoever has no written contract (劳动合同法82): from the day after the first month to the day before
 * the contract, at most to the day before one year. Each month's claim has a year of its own (T12).
 */
export function doublePay(answers: Answers, figures: Figures, calendar: Calendar = builtInCalendar): Result {
  const started = day(answers, 'startedOn');
  const signed = day(answers, 'signedOn');
  const left = day(answers, 'leftOn');
  const open = answers['signedOn'] === 'never';
  if (!started || (!signed && !open)) return said([sentence('result.noFigure')], [], true);
  const months = figures.number('DOUBLE_PAY_MONTHS', figures.today)!;
  const from = addMonths(started, 1);
  const ends = [addDays(addMonths(started, months + 1), -1), left ?? figures.today];
  if (signed) ends.push(addDays(signed, -1));
  const to = ends.toSorted()[0]!;
  if (to < from) return said([sentence(signed ? 'double.none' : 'double.short')], [], false);

  const whole = fullMonths(started, addDays(to, 1)) - 1;
  const partFrom = addMonths(started, whole + 1);
  const part = workdays(partFrom, to, calendar);
  const full = workdays(partFrom, addDays(addMonths(started, whole + 2), -1), calendar);
  const rest = part.days > 0 ? sentence('double.rest', { days: part.days }) : '';
  const period = sentence('double.period', {
    ...{ from: sayDate(from), to: sayDate(to), months: whole, rest },
  });
  const wage = money(answers, 'wage');
  const share = whole + (part.days > 0 ? part.days / full.days : 0);
  const formula = (of: NonNullable<typeof wage>): string =>
    sentence('double.formula', {
      ...{ months: whole, wage: yuan(of) },
      rest:
        part.days > 0
          ? sentence('double.formulaRest', { wage: yuan(of), full: full.days, days: part.days })
          : '',
    });
  const over = monthsOver(started, whole, figures.today);
  return said(
    [
      ...(wage
        ? [sentence('double.amount', { amount: yuan(each(wage, (fen) => fen * share)) }), formula(wage)]
        : []),
      period,
      ...(wage ? [] : [sentence('double.noWage')]),
      sentence('double.clock'),
      ...(over > 0 ? [sentence('double.over', { count: over })] : []),
    ],
    [
      ...(isRough(answers, 'startedOn') ? [sentence('result.roughDay')] : []),
      ...(to === ends[0] ? [sentence('double.year')] : []),
      ...(part.days > 0 && !(part.sure && full.sure) ? [sentence('double.workdays')] : []),
      sentence('double.exception'),
    ],
    true,
  );
}

/** Of the whole months, those whose year is over: each month's claim begins with its end. */
function monthsOver(started: string, whole: number, today: string): number {
  let over = 0;
  for (let month = 1; month <= whole; month += 1)
    if (addMonths(addDays(addMonths(started, month + 1), -1), 12) < today) over += 1;
  return over;
}

const said = (lines: string[], notes: string[], person: boolean): Result => ({ lines, notes, law, person });
