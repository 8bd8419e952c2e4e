import { rangeOf } from '../eligibility/condition.ts';
import { dayOf } from '../eligibility/facts.ts';
import { unknown, type Answers, type Range } from '../eligibility/vocabulary.ts';
import { addDays, addMonths, type Calendar, type LegalDate } from '../platform/calendar.ts';

/** What a calculation says. */
export interface Result {
  /** The figure first, then how it came about. */
  lines: string[];
  /** What was taken for granted, and what the result is not. */
  notes: string[];
  law: string;
  /** A person should look at it: pressing, split by old law, or not to be reckoned at all. */
  person: boolean;
  /** Ends within 7 days (FACTS §16E, class E): a person is called. */
  urgent?: boolean;
}

/** The answers of a calculation, read by kind; what was not known is undefined. */
export const day = (answers: Answers, id: string): LegalDate | undefined => dayOf(answers[id]);
export const money = (answers: Answers, id: string): Range | undefined => rangeOf(answers[id]);
export const count = (answers: Answers, id: string): number | undefined => rangeOf(answers[id])?.min;
export const choice = (answers: Answers, id: string): string | undefined => {
  const value = answers[id];
  return typeof value === 'string' && value !== unknown ? value : undefined;
};
/** A day that was said roughly. */
export const isRough = (answers: Answers, id: string): boolean => String(answers[id] ?? '').endsWith('~');

/** A sum of money in fen by what is done with both of its ends, rounded to the fen. */
export const each = (sum: Range, change: (fen: number) => number): Range => ({
  min: Math.round(change(sum.min)),
  max: Math.round(change(sum.max)),
});

export const plus = (...sums: Range[]): Range => ({
  min: sums.reduce((all, { min }) => all + min, 0),
  max: sums.reduce((all, { max }) => all + max, 0),
});

/** 1,234,550 fen → 12345.50元; a range as 3000元到3999元. */
export function yuan(sum: Range | number): string {
  const { min, max } = typeof sum === 'number' ? { min: sum, max: sum } : sum;
  return min === max ? one(min) : `${one(min)}到${one(max)}`;
}
const one = (fen: number): string => `${fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2)}元`;

/** Whole calendar months from a day up to, not including, another. */
export function fullMonths(from: LegalDate, until: LegalDate): number {
  let months = 0;
  while (addMonths(from, months + 1) <= until) months += 1;
  return months;
}

/**
 * Years of service for severance (劳动合同法47): a full year counts 1, six months and more another 1, less than six months
 * 0.5. The last day of work counts: 1 January to 30 June is six months.
 */
export function severanceYears(started: LegalDate, lastDay: LegalDate): number {
  const end = addDays(lastDay, 1);
  const months = fullMonths(started, end);
  const rest = months % 12;
  if (rest >= 6) return Math.floor(months / 12) + 1;
  const begun = rest > 0 || addMonths(started, months) < end;
  return Math.floor(months / 12) + (begun ? 0.5 : 0);
}

/** Working days from one day to another, both counted; `sure` is false where the calendar lacks a year and weekends had to do. */
export function workdays(
  from: LegalDate,
  to: LegalDate,
  calendar: Calendar,
): { days: number; sure: boolean } {
  let days = 0;
  let sure = true;
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const known = calendar.isWorkday(date);
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    if (known === undefined) sure = false;
    if (known ?? (weekday !== 0 && weekday !== 6)) days += 1;
  }
  return { days, sure };
}
