import { DutySetting } from '../../entities/index.ts';
import { isWorkOf, mustBeAllowed } from '../people/policies.ts';
import { addDays, builtInCalendar, legalDateOf, startOf, type Calendar } from '../platform/calendar.ts';
import { readYaml } from '../platform/data.ts';
import type { Reading, Work } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import { changed, row, rows } from '../platform/sql.ts';
import { checker } from '../platform/validate.ts';
import type { Role } from '../vocabulary.ts';
import { Duty } from './contract.ts';

const MINUTE = 60_000;
const days = ['日', '一', '二', '三', '四', '五', '六', '日'];

/** What holds until the director has set it. */
export const defaultDuty: Duty = (() => {
  const data = readYaml(import.meta.url, './duty.yaml');
  checker(Duty)(data);
  return data as Duty;
})();

/** Hours and on-call chain as they stand; `version` 0 while nobody has set them. */
export async function dutyOf({ tx }: Reading): Promise<{ duty: Duty; version: number }> {
  const found = await row<{ value: string; version: number }>(
    tx,
    `SELECT value, version FROM duty_setting WHERE id = 'duty'`,
  );
  return found
    ? { duty: JSON.parse(found.value) as Duty, version: Number(found.version) }
    : { duty: defaultDuty, version: 0 };
}

/** Who can be put on call: active staff of the centre who may answer residents, and whether an alarm can reach their WeChat. */
export async function onCallCandidates({ tx }: Reading) {
  const staff = await rows<{ id: string; name: string; roles: string; bound: number }>(
    tx,
    `SELECT p.id, p.name, p.roles, COUNT(b.openid) AS bound FROM staff p JOIN service_point s ON s.id = p.servicePointId
     LEFT JOIN binding b ON b.personId = p.id AND b.kind = 'staff'
     WHERE p.active = 1 AND s.kind = 'centre' GROUP BY p.id, p.name, p.roles ORDER BY p.name`,
  );
  const able = staff.filter(({ roles }) => isWorkOf(roles.split(' ') as Role[], 'handoffs.answer'));
  return able.map(({ id, name, bound }) => ({ id, name, bound: Number(bound) > 0 }));
}

/** The director sets hours and chain. @throws Problem `stale` when a colleague was faster, `bad_input` for a strange order */
export async function changeDuty(work: Work, version: number, duty: Duty): Promise<void> {
  const staff = mustBeAllowed(work.actor, 'duty.change');
  const { tx, now } = work;
  if (duty.hours.some(({ from, to }) => from >= to))
    throw problem('bad_input', { detail: '值班结束的时间要晚于开始' });
  const known = new Set((await onCallCandidates(work)).map(({ id }) => id));
  if (duty.chain.some(({ staffId }) => !known.has(staffId)))
    throw problem('bad_input', { detail: '值班人员里有中心以外或已离开的人' });
  const row = { value: JSON.stringify(duty), changedBy: staff.id, changedAt: now };
  if (version === 0) {
    if ((await dutyOf(work)).version > 0) throw problem('stale');
    await tx.insert(DutySetting, { id: 'duty', version: 1, ...row });
  } else {
    const saved = await changed(
      tx,
      `UPDATE duty_setting SET value = ?, changedBy = ?, changedAt = ?, version = version + 1
       WHERE id = 'duty' AND version = ?`,
      [row.value, staff.id, now, version],
    );
    if (saved === 0) throw problem('stale');
  }
  work.emit('duty.changed', { data: { staffId: staff.id } });
}

const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

/**
 * The hours of one day, as instants. A public holiday has none; a working Saturday (调休) has those of a Friday. A year
 * without calendar data goes by weekdays.
 */
function hoursOn(date: string, duty: Duty, calendar: Calendar): { from: number; to: number }[] {
  const weekday = weekdayOf(date);
  const workday = calendar.isWorkday(date);
  if (workday === false && weekday <= 5) return [];
  const like = workday === true && weekday > 5 ? 5 : weekday;
  return duty.hours
    .filter(({ weekdays }) => weekdays.includes(like))
    .map(({ from, to }) => ({ from: startOf(date) + from * MINUTE, to: startOf(date) + to * MINUTE }))
    .sort((a, b) => a.from - b.from);
}

/** Whether somebody is there at this instant, and if not, by when a call-back is promised; null where no hours are set. */
export function reachable(
  duty: Duty,
  now: number,
  calendar: Calendar = builtInCalendar,
): { open: boolean; callBackBy: number | null } {
  let date = legalDateOf(now);
  for (let ahead = 0; ahead < 31; ahead += 1, date = addDays(date, 1)) {
    for (const { from, to } of hoursOn(date, duty, calendar)) {
      if (now >= from && now < to) return { open: true, callBackBy: null };
      if (from > now)
        return { open: false, callBackBy: Math.min(from + duty.answerWithinMinutes * MINUTE, to) };
    }
  }
  return { open: false, callBackBy: null };
}

const clock = (minute: number): string =>
  `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;

/** 周一至周五 9:00–17:00 */
export function sayHours({ hours }: Duty): string {
  return hours
    .map(({ weekdays, from, to }) => {
      const sorted = weekdays.toSorted((a, b) => a - b);
      const run = sorted.length > 2 && sorted.every((one, i) => i === 0 || one === sorted[i - 1]! + 1);
      const which = run
        ? `周${days[sorted[0]!]}至周${days[sorted.at(-1)!]}`
        : `周${sorted.map((one) => days[one]).join('、')}`;
      return `${which} ${clock(from)}–${clock(to)}`;
    })
    .join('，');
}

/** 11月26日（周四）11:00 */
export function sayMoment(at: number): string {
  const date = legalDateOf(at);
  const [, month, day] = date.split('-').map(Number) as [number, number, number];
  return `${month}月${day}日（周${days[weekdayOf(date)]}）${clock(Math.floor((at - startOf(date)) / MINUTE))}`;
}

/** The on-call chain at an instant: the people of each step, the first to be called first. */
export function chainAt({ chain }: Duty, now: number): string[][] {
  const date = legalDateOf(now);
  const minute = Math.floor((now - startOf(date)) / MINUTE);
  const weekday = weekdayOf(date);
  const steps = new Map<number, string[]>();
  for (const { staffId, step, weekdays, from, to } of chain)
    if (weekdays.includes(weekday) && minute >= from && minute < to)
      steps.set(step, [...(steps.get(step) ?? []), staffId]);
  return [...steps].sort(([a], [b]) => a - b).map(([, people]) => people);
}
