import { sayDate } from '../eligibility/dates.ts';
import { limitEnd } from '../eligibility/limits.ts';
import type { LimitRule } from '../eligibility/rules.ts';
import type { Answers } from '../eligibility/vocabulary.ts';
import { builtInCalendar, daysBetween, type Calendar, type LegalDate } from '../platform/calendar.ts';
import { sentence } from './data.ts';
import { choice, day, isRough, type Result } from './values.ts';

/** The row of a limit that is in force on a day; the newest one for a day after its last row's end. */
export const limitOf = (limits: readonly LimitRule[], id: string | undefined): LimitRule | undefined =>
  limits.find((rule) => rule.id === id);

/** A legal clock from its first day, begun anew by demands (中断); within 7 days it is urgent (FACTS §16B, §16E). */
export function deadline(
  answers: Answers,
  limits: readonly LimitRule[],
  today: LegalDate,
  calendar: Calendar = builtInCalendar,
): Result {
  const rule = limitOf(limits, choice(answers, 'limit'));
  const law = rule?.law ?? '';
  const said = (lines: string[], notes: string[], person: boolean, urgent = false): Result => ({
    ...{ lines, notes, law, person, urgent },
  });
  if (rule && answers['leftOn'] === 'still') return said([sentence('deadline.unlimited')], [], false);
  const start = day(answers, 'startOn') ?? day(answers, 'leftOn');
  if (!rule || !start) return said([sentence('result.noFigure')], [], true);
  const restart = day(answers, 'restartOn');
  const end = limitEnd(rule, { start, restarts: restart ? [restart] : [] }, calendar);
  if (!end) return said([sentence('deadline.tooFar')], [], true);
  const days = daysBetween(today, end.date);
  const params = { what: rule.name, dueOn: sayDate(end.date) };
  const notes = [
    rule.tell,
    ...(restart ? [restartNote(rule, start, restart, calendar)] : []),
    ...(isRough(answers, 'startOn') || isRough(answers, 'leftOn') ? [sentence('result.roughDay')] : []),
    ...(end.provisional ? [sentence('deadline.provisional')] : []),
    sentence('deadline.rest'),
  ];
  if (days < 0)
    return said(
      [sentence('deadline.over', { ...params, days: -days }), sentence('deadline.overHope')],
      notes,
      true,
    );
  const head =
    days === 0 ? sentence('deadline.today', params) : sentence('deadline.due', { ...params, days });
  const urgent = days < 7;
  const pressing = urgent ? [sentence('deadline.urgent')] : days <= 30 ? [sentence('deadline.soon')] : [];
  return said([head, ...pressing], notes, days <= 30, urgent);
}

function restartNote(rule: LimitRule, start: string, restart: string, calendar: Calendar): string {
  const without = limitEnd(rule, { start }, calendar);
  const counts = restart > start && without && restart <= without.date;
  return counts ? sentence('deadline.restart', { day: sayDate(restart) }) : sentence('deadline.restartLate');
}
