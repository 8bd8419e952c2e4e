import type { Calendar, LegalDate } from '../platform/calendar.ts';
import type { RuleSet } from './rules.ts';
import { assess, type Verdict } from './verdict.ts';
import type { Answers } from './vocabulary.ts';

export interface Replayed {
  id: string;
  answers: Answers;
  /** The day it was assessed on. */
  on: LegalDate;
}

export interface Changed {
  id: string;
  before: Outcome;
  after: Outcome;
  /** Rules that took part only before, and only after. */
  lost: string[];
  gained: string[];
}

export type Outcome = Pick<Verdict, 'opinion' | 'scope' | 'money' | 'urgent'>;

/** Who would get another outcome under changed rules, and by which rules. Only these are returned. */
export function replay(
  records: Iterable<Replayed>,
  rules: { before: (on: LegalDate) => RuleSet; after: (on: LegalDate) => RuleSet },
  calendar: Calendar,
): Changed[] {
  const changed: Changed[] = [];
  for (const { id, answers, on } of records) {
    const before = assess(answers, rules.before(on), on, calendar);
    const after = assess(answers, rules.after(on), on, calendar);
    if (JSON.stringify(outcome(before)) === JSON.stringify(outcome(after))) continue;
    changed.push({
      id,
      before: outcome(before),
      after: outcome(after),
      lost: before.ruleIds.filter((rule) => !after.ruleIds.includes(rule)),
      gained: after.ruleIds.filter((rule) => !before.ruleIds.includes(rule)),
    });
  }
  return changed;
}

const outcome = ({ opinion, scope, money, urgent }: Verdict): Outcome => ({ opinion, scope, money, urgent });
