import { legalDateOf, startOf, addDays } from '../../platform/calendar.ts';
import { isQuiet } from '../plan/rules.ts';
import type { PlanSettings } from '../plan/settings.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/**
 * What becomes of a push whose time has come at `now`: in time within the grace; later on the same day where it may be
 * late; else missed. Nothing begins in the quiet hours, however it came there.
 */
export function fate(
  { dueAt, whenMissed }: { dueAt: number; whenMissed: 'late' | 'missed' },
  now: number,
  settings: PlanSettings,
): 'start' | 'late' | 'missed' | 'wait' {
  if (now < dueAt) return 'wait';
  const late = now - dueAt;
  if (late <= settings.graceMinutes * MINUTE) return 'start';
  const sameDay = legalDateOf(now) === legalDateOf(dueAt);
  const mayBeLate =
    whenMissed === 'late' && sameDay && late <= settings.lateHours * HOUR && !isQuiet(now, settings);
  return mayBeLate ? 'late' : 'missed';
}

/** The first instant of the next legal day, when WeChat's quotas begin anew, that is not quiet. */
export function afterMidnight(now: number, settings: PlanSettings): number {
  return endOfQuiet(startOf(addDays(legalDateOf(now), 1)), settings);
}

/** `at` itself where nobody is asleep, else the end of the quiet hours. */
export function endOfQuiet(at: number, settings: PlanSettings): number {
  let time = at;
  while (isQuiet(time, settings)) time = Math.floor(time / MINUTE) * MINUTE + MINUTE;
  return time;
}
