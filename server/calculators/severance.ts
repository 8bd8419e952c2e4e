import { sayDate } from '../eligibility/dates.ts';
import { limitsFrom } from '../eligibility/limits.ts';
import type { RuleSet } from '../eligibility/rules.ts';
import type { Answers, Range } from '../eligibility/vocabulary.ts';
import { builtInCalendar, type Calendar } from '../platform/calendar.ts';
import type { Figures } from './data.ts';
import { sentence } from './data.ts';
import { choice, day, each, isRough, money, plus, severanceYears, yuan, type Result } from './values.ts';

const law = '劳动合同法第38、40、46、47、48、87、97条；劳动合同法实施条例第20、25、27条';
/** Ends of employment for which the law gives nothing (resigned; renewal on the same terms refused by the worker). */
const nothing = new Set(['resigned', 'keptTerms']);
/** Dismissals that may be unlawful: 2N or going back to work. */
const disputed = new Set(['fired', 'fault']);

/**
 * 经济补偿 N, N+1 and 赔偿金 2N (劳动合同法46, 47, 87), when going back to work is the better choice (T13, T14), and until
 * when arbitration can be applied for: a sum is of no use to whoever misses that.
 */
export function severance(
  answers: Answers,
  figures: Figures,
  rules: Pick<RuleSet, 'limits' | 'date'>,
  calendar: Calendar = builtInCalendar,
): Result {
  const reason = choice(answers, 'reason');
  if (reason && nothing.has(reason)) return said([sentence('severance.none')], [], false);
  const started = day(answers, 'startedOn');
  const still = answers['leftOn'] === 'still';
  const left = still ? figures.today : day(answers, 'leftOn');
  const limit = left && !still ? arbitration(left, rules, calendar) : noLimit;
  if (!started || !left || !reason)
    return said([sentence('result.noFigure'), ...limit.lines], [], true, limit);
  if (started > left) return said([sentence('severance.order')], [], false);
  // Service before the Labour Contract Law is reckoned by the rules of its time (97).
  if (started < '2008-01-01')
    return said([sentence('severance.before2008'), ...limit.lines], limit.notes, true, limit);

  const notes = [
    ...(still ? [sentence('severance.still')] : []),
    ...(isRough(answers, 'startedOn') || isRough(answers, 'leftOn') ? [sentence('result.roughDay')] : []),
    ...limit.notes,
  ];
  const years = severanceYears(started, left);
  const base = wageBase(money(answers, 'wage'), years, left, figures, notes);
  const lines = disputed.has(reason)
    ? unlawful(reason, years, base)
    : lawful(answers, reason, years, base, notes);
  const better = reinstatement(answers, reason, years);
  const person = better.length > 0 || disputed.has(reason) || limit.near;
  return said([...lines, ...better, ...limit.lines], notes, person, limit);
}

interface Base {
  wage: Range;
  years: number;
}

/** The monthly wage that counts: at least the minimum wage, and three times the average only where that is set. */
function wageBase(
  wage: Range | undefined,
  years: number,
  left: string,
  figures: Figures,
  notes: string[],
): Base | undefined {
  if (!wage) return undefined;
  let counted = wage;
  const least = figures.number('MIN_WAGE', left);
  if (least !== undefined && wage.min < least) {
    counted = each(wage, (fen) => Math.max(fen, least));
    notes.push(sentence('severance.floor', { wage: yuan(least) }));
  }
  const average = figures.averageWage;
  if (average === undefined) {
    // Only whoever earns well can be capped; the average is never below the minimum.
    if (least !== undefined && wage.max > least * 3) notes.push(sentence('severance.noCap'));
    return { wage: counted, years };
  }
  const cap = (average * figures.number('SEVERANCE_CAP', left)!) / 100;
  if (wage.min <= cap) return { wage: each(counted, (fen) => Math.min(fen, cap)), years };
  notes.push(sentence('severance.cap', { wage: yuan(cap) }));
  return {
    wage: { min: cap, max: cap },
    years: Math.min(years, figures.number('SEVERANCE_CAP_YEARS', left)!),
  };
}

function lawful(
  answers: Answers,
  reason: string,
  years: number,
  base: Base | undefined,
  notes: string[],
): string[] {
  const unnoticed = reason === 'notice' && choice(answers, 'noticed') !== 'yes';
  if (reason === 'notice') notes.push(sentence('severance.lawfulGround'));
  if (!base)
    return [
      sentence('severance.years', { years }),
      sentence('severance.noWage'),
      ...(unnoticed ? [sentence('severance.nPlusUnknown')] : []),
    ];
  const amount = each(base.wage, (fen) => fen * base.years);
  const lines = [
    sentence('severance.n', { amount: yuan(amount), years: base.years, wage: yuan(base.wage) }),
    sentence('severance.years', { years }),
  ];
  if (!unnoticed) return lines;
  const extra = money(answers, 'lastWage');
  const more =
    extra && choice(answers, 'noticed') === 'no'
      ? sentence('severance.nPlus', { extra: yuan(extra), amount: yuan(plus(amount, extra)) })
      : sentence('severance.nPlusUnknown');
  return [...lines, more];
}

function unlawful(reason: string, years: number, base: Base | undefined): string[] {
  return [
    ...(reason === 'fault' ? [sentence('severance.faultLawful')] : []),
    base
      ? sentence('severance.twoN', {
          amount: yuan(each(base.wage, (fen) => fen * base.years * 2)),
          years: base.years,
          wage: yuan(base.wage),
        })
      : sentence('severance.twoNMonths', { months: years * 2 }),
    sentence('severance.years', { years }),
    sentence('severance.burden'),
  ];
}

/** Unlawful dismissal isn't always best met with 2N: whoever is protected, or has worked little, may want the job back. */
function reinstatement(answers: Answers, reason: string, years: number): string[] {
  const special = choice(answers, 'special');
  const protectedBy = special === 'none' ? undefined : special;
  const short = disputed.has(reason) && years < 1;
  if (!protectedBy && !short) return [];
  const why = sentence(`severance.why.${protectedBy ?? 'short'}`);
  return [sentence('severance.reinstate', { why, months: years * 2 })];
}

interface ArbitrationLimit {
  lines: string[];
  notes: string[];
  /** Over, or over within a month. */
  near: boolean;
  /** Ends within 7 days: a person is called. */
  urgent: boolean;
  law: string;
}

/** Nobody has left yet, or nobody knows when. */
const noLimit: ArbitrationLimit = { lines: [], notes: [], near: false, urgent: false, law: '' };

/** The year for arbitration from the day of leaving (LT01, 劳动争议调解仲裁法27); demands made meanwhile begin it anew. */
function arbitration(
  left: string,
  rules: Pick<RuleSet, 'limits' | 'date'>,
  calendar: Calendar,
): ArbitrationLimit {
  const {
    dueOn,
    daysLeft = 0,
    nearness,
    provisional,
    law: article,
  } = limitsFrom('LT01', { start: left }, rules, calendar);
  if (dueOn === undefined) return noLimit;
  const key = nearness === 'over' ? 'over' : nearness === 'calm' ? 'due' : 'soon';
  return {
    lines: [sentence(`severance.limit.${key}`, { dueOn: sayDate(dueOn), days: daysLeft })],
    notes: provisional ? [sentence('deadline.provisional')] : [],
    near: nearness !== 'calm',
    urgent: nearness === 'E',
    law: `；${article}`,
  };
}

const said = (lines: string[], notes: string[], person: boolean, limit = noLimit): Result => ({
  ...{ lines, notes, person, urgent: limit.urgent },
  law: `${law}${limit.law}`,
});
