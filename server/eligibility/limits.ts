import { addDays, daysBetween, dueDate, type Calendar, type LegalDate } from '../platform/calendar.ts';
import { holds } from './condition.ts';
import { dayOf } from './facts.ts';
import type { LimitRule, RuleSet } from './rules.ts';
import type { Facts, Urgency } from './vocabulary.ts';

export interface Deadline {
  ruleId: string;
  name: string;
  /** Last day, in Asia/Shanghai. */
  dueOn: LegalDate;
  /** The calendar doesn't cover that day: the earlier, un-rolled date (以中心确认为准). */
  provisional: boolean;
  /** The first day was given roughly. */
  rough: boolean;
  /** From today to the last day; negative when it is over. */
  daysLeft: number;
  by: 'applicant' | 'other';
  aidFirst: boolean;
  tell: string;
  law: string;
}

export interface Limits {
  deadlines: Deadline[];
  /** Claims without a limit (赡养费, 在职期间的工资). */
  unlimited: LimitRule[];
  /** Limits that run, though nobody can say from when. */
  undated: LimitRule[];
}

/** Every legal limit (时效、期限) that runs on these facts, the nearest first. */
export function limitsOf(facts: Facts, rules: RuleSet, today: LegalDate, calendar: Calendar): Limits {
  const found: Limits = { deadlines: [], unlimited: [], undated: [] };
  for (const rule of rules.limits) {
    if (!rule.when || holds(rule.when, facts) !== true) continue;
    if (rule.unlimited) {
      found.unlimited.push(rule);
      continue;
    }
    const deadline = deadlineOf(rule, facts, today, calendar);
    if (deadline) found.deadlines.push(deadline);
    else if (facts.get(rule.start!) !== 'still') found.undated.push(rule);
  }
  found.deadlines.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  return found;
}

function deadlineOf(
  rule: LimitRule,
  facts: Facts,
  today: LegalDate,
  calendar: Calendar,
): Deadline | undefined {
  const start = facts.get(rule.start!);
  const startDay = dayOf(start);
  if (!startDay) return undefined;
  const restart = rule.restartedBy ? facts.get(rule.restartedBy) : undefined;
  const end = limitEnd(
    rule,
    { start: startDay, restarts: [dayOf(restart)].filter((day) => day !== undefined) },
    calendar,
  );
  if (!end) return undefined;
  const { id, name, by, tell, law } = rule;
  return {
    ...{ ruleId: id, name, by, tell, law },
    dueOn: end.date,
    provisional: end.provisional,
    rough: String(start).endsWith('~') || String(restart).endsWith('~'),
    daysLeft: daysBetween(today, end.date),
    aidFirst: rule.aidFirst === true,
  };
}

export interface LimitDates {
  start: LegalDate;
  /** Days on which it began anew (中断): demands, complaints, promises. Only those within the running period count. */
  restarts?: LegalDate[];
  /** Days that don't count (中止、非本人原因耽误). */
  pausedDays?: number;
}

/**
 * The last day of a limit; `undefined` where the rule has no span, or where an authority's working days reach a year
 * without calendar data, so that a person must count. The applicant's own are then counted as natural days: a warning
 * may come too early, never too late.
 */
export function limitEnd(
  rule: Pick<LimitRule, 'span' | 'by'>,
  { start, restarts = [], pausedDays = 0 }: LimitDates,
  calendar: Calendar,
): { date: LegalDate; provisional: boolean } | undefined {
  const { span, by } = rule;
  if (!span) return undefined;
  const reckon = (from: LegalDate): { date: LegalDate; provisional: boolean } =>
    dueDate(
      from,
      span.unit === 'working' ? span : { ...span, days: (span.days ?? 0) + pausedDays },
      calendar,
    );
  try {
    let end = reckon(start);
    for (const day of restarts.toSorted()) if (day > start && day <= end.date) end = reckon(day);
    return end;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    if (by !== 'applicant') return undefined;
    return { date: addDays(start, (span.days ?? 0) + pausedDays), provisional: true };
  }
}

/** A limit reckoned from given dates. */
export interface Reckoned {
  ruleId: string;
  name: string;
  /** The event it runs from, in Chinese: 收到裁决书之日. */
  startsAt: string;
  /** The last day; undefined where no limit runs, or where a person must count (see `limitEnd`). */
  dueOn?: LegalDate;
  provisional: boolean;
  /** From today to the last day; negative when it is over. */
  daysLeft?: number;
  /** over: seems to be past (never a refusal: it may have begun anew) · E: under 7 days · soon: within 30 · calm. */
  nearness: 'over' | 'E' | 'soon' | 'calm' | 'unlimited' | 'byPerson';
  tell: string;
  law: string;
  certainty: string;
}

/**
 * The calculator of legal limits (时效、期限; limits.yaml): one limit by its id (LT01 劳动仲裁, LT07 工伤认定, LT17 复议 …) from
 * the dates that a resident gives, with interruptions (`restarts`, 中断) and days that don't count (`pausedDays`). Pure.
 * @throws RangeError where no limit of this id is in force on the day of the rules.
 */
export function limitsFrom(
  id: string,
  dates: LimitDates,
  rules: Pick<RuleSet, 'limits' | 'date'>,
  calendar: Calendar,
): Reckoned {
  const rule = rules.limits.find((one) => one.id === id);
  if (!rule) throw new RangeError(`no limit ${id} is in force on ${rules.date}`);
  const { name, startsAt, tell, law, certainty } = rule;
  const known = { ruleId: id, name, startsAt, tell, law, certainty };
  if (rule.unlimited) return { ...known, provisional: false, nearness: 'unlimited' };
  const end = limitEnd(rule, dates, calendar);
  if (!end) return { ...known, provisional: true, nearness: 'byPerson' };
  const daysLeft = daysBetween(rules.date, end.date);
  return {
    ...known,
    dueOn: end.date,
    provisional: end.provisional,
    daysLeft,
    nearness: daysLeft < 0 ? 'over' : daysLeft < pressingDays ? 'E' : daysLeft <= soonDays ? 'soon' : 'calm',
  };
}

/** A limit that ends in fewer days calls a person the same minute. */
export const pressingDays = 7;
/** Within so many days a limit is told as a warning. */
export const soonDays = 30;

/** How pressing the applicant's own limits are: 30 days soon, under 7 days E (先行援助). */
export function urgencyOf(deadlines: readonly Deadline[]): Urgency {
  const left = deadlines.filter(({ by, daysLeft }) => by === 'applicant' && daysLeft >= 0);
  if (left.some(({ aidFirst, daysLeft }) => aidFirst && daysLeft < pressingDays)) return 'E';
  return left.some(({ daysLeft }) => daysLeft <= soonDays) ? 'soon' : 'none';
}
