import { legalDateOf, startOf } from '../../platform/calendar.ts';
import type { Reading } from '../../platform/db.ts';
import { mayGo } from '../plan/rules.ts';
import { conflictsFor } from '../plan/service.ts';
import type { Setting } from '../plan/settings.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Ten in the morning; reviewed by three people, nothing goes out sooner than in two days. */
const AT = 10 * HOUR;
const EARLIEST_DAYS = 2;
const LOOK_DAYS = 45;

/** The next times at which nothing stands against a mass send to all, one a day. */
export async function freeTimes(reading: Reading, setting: Setting, most: number): Promise<number[]> {
  const free: number[] = [];
  const today = startOf(legalDateOf(reading.now));
  for (let day = EARLIEST_DAYS; day <= LOOK_DAYS && free.length < most; day += 1) {
    const dueAt = today + day * DAY + AT;
    const proposal = {
      ...{ id: undefined, reach: 'mass' as const, dueAt, toAll: true, people: undefined },
      ...{ byList: false, hasTemplate: true, expiresOn: null },
    };
    const conflicts = await conflictsFor(reading, proposal, setting);
    if (mayGo(conflicts)) free.push(dueAt);
  }
  return free;
}
