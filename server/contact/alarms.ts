import { AlarmStep } from '../../entities/index.ts';
import { queueDeliveries } from '../notices/queue.ts';
import { mustBeAllowed } from '../people/policies.ts';
import { legalDateOf } from '../platform/calendar.ts';
import type { Work } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { changed, row, rows } from '../platform/sql.ts';
import { legalDay } from '../texts/days.ts';
import type { Role } from '../vocabulary.ts';
import { DEADLINE_REASON } from './reasons.ts';
import { chainAt, dutyOf } from './duty.ts';

const MINUTE = 60_000;
/** Who is alarmed while nobody is named in the chain. */
const everybody: readonly Role[] = ['intake', 'reviewer', 'director'];

/** A danger: tells the first step of the on-call chain that has somebody, and sets when the next one's turn is. */
export async function raiseAlarm(work: Work, handoffId: string): Promise<void> {
  await alarm(work, handoffId, 0);
}

/**
 * Tells the people of the chain from `level` on: a step that nobody of can be reached is passed over. Without another step
 * the resident is told honestly that nobody has confirmed.
 */
async function alarm(work: Work, handoffId: string, level: number): Promise<void> {
  const { tx, now } = work;
  const { duty } = await dutyOf(work);
  const steps = await stepsOf(work, chainAt(duty, now));
  for (let next = level; next < steps.length; next += 1) {
    const people = steps[next]!;
    if (people.length === 0) continue;
    await tell(work, handoffId, next, people);
    const dueAt = now + duty.escalateAfterMinutes * MINUTE;
    await changed(tx, 'UPDATE handoff SET alarmDueAt = ? WHERE id = ?', [dueAt, handoffId]);
    return;
  }
  await giveUp(work, handoffId);
}

/** The openids of each step. A chain that names nobody for this hour falls back to everybody of the centre. */
async function stepsOf(work: Work, chain: string[][]): Promise<string[][]> {
  const staff = await rows<{ id: string; openid: string; roles: string }>(
    work.tx,
    `SELECT p.id, b.openid, p.roles FROM binding b JOIN staff p ON p.id = b.personId
     JOIN service_point s ON s.id = p.servicePointId
     WHERE b.kind = 'staff' AND p.active = 1 AND s.kind = 'centre'`,
  );
  const all = staff
    .filter(({ roles }) => roles.split(' ').some((role) => (everybody as string[]).includes(role)))
    .map(({ openid }) => openid);
  if (chain.length === 0) return [all];
  // After the people of the chain everybody else is asked.
  const named = chain.map((ids) => staff.filter(({ id }) => ids.includes(id)).map(({ openid }) => openid));
  return [...named, all.filter((openid) => !named.flat().includes(openid))];
}

async function tell(work: Work, handoffId: string, level: number, people: string[]): Promise<void> {
  const { tx, now } = work;
  const id = newId();
  await tx.insert(AlarmStep, { id, handoffId, level, people: people.length, at: now });
  const today = legalDay(legalDateOf(now));
  await queueDeliveries(
    work,
    people.map((recipient) => ({
      ...{ eventId: id, recipient, textKey: 'notice.staffDanger', params: {}, reach: 'template' as const },
      template: {
        title: '待办事项提醒',
        lines: { 待办事项: '请马上查看待联系，回复收到', 编号: handoffId.slice(-6), 截止时间: today },
      },
    })),
  );
}

/** The chain has ended and nobody confirmed: the resident hears so, with the numbers to call. The red line stays. */
async function giveUp(work: Work, handoffId: string): Promise<void> {
  const { tx, now } = work;
  await changed(tx, 'UPDATE handoff SET alarmDueAt = NULL WHERE id = ?', [handoffId]);
  const first = await changed(
    tx,
    'UPDATE handoff SET unconfirmedAt = ? WHERE id = ? AND unconfirmedAt IS NULL',
    [now, handoffId],
  );
  if (first > 0)
    work.emit('danger.unconfirmed', { openid: await openidOf(work, handoffId), data: { handoffId } });
}

async function openidOf({ tx }: Work, id: string): Promise<string> {
  return (await row<{ openid: string }>(tx, 'SELECT openid FROM handoff WHERE id = ?', [id]))!.openid;
}

/** Alarms whose step had its time and that nobody took go to the next step. Returns how many. */
export async function escalate(work: Work): Promise<number> {
  const due = await rows<{ id: string; level: number }>(
    work.tx,
    `SELECT h.id, MAX(a.level) AS level FROM handoff h JOIN alarm_step a ON a.handoffId = h.id
     WHERE h.alarmDueAt <= ? AND h.status = 'open' GROUP BY h.id LIMIT 50`,
    [work.now],
  );
  for (const { id, level } of due) await alarm(work, id, Number(level) + 1);
  return due.length;
}

/**
 * Receipts of an alarm came in: the resident hears 已通知值班人员 once, after the first message that was really sent, and
 * only while nobody has taken it yet: whoever took it is told of instead.
 */
export async function alarmsDelivered(work: Work, deliveries: string[]): Promise<void> {
  if (deliveries.length === 0) return;
  const marks = deliveries.map(() => '?').join(', ');
  const steps = await rows<{ handoffId: string }>(
    work.tx,
    `SELECT DISTINCT a.handoffId FROM delivery d JOIN alarm_step a ON a.id = d.eventId
     WHERE d.id IN (${marks}) AND d.status = 'sent'`,
    deliveries,
  );
  for (const { handoffId } of steps) {
    const first = await changed(
      work.tx,
      `UPDATE handoff SET toldAt = ? WHERE id = ? AND toldAt IS NULL AND status = 'open'`,
      [work.now, handoffId],
    );
    if (first > 0)
      work.emit('danger.delivered', { openid: await openidOf(work, handoffId), data: { handoffId } });
  }
}

/** 收到: a member of staff takes every alarm that nobody has. Returns how many. */
export async function confirmAlarms(work: Work): Promise<number> {
  const staff = mustBeAllowed(work.actor, 'handoffs.answer');
  const open = await rows<{ id: string; openid: string }>(
    work.tx,
    `SELECT id, openid FROM handoff WHERE urgency = 'danger' AND reason <> ? AND status = 'open'`,
    [DEADLINE_REASON],
  );
  let taken = 0;
  for (const { id, openid } of open) {
    const mine = await changed(
      work.tx,
      `UPDATE handoff SET status = 'taken', takenBy = ?, alarmDueAt = NULL WHERE id = ? AND status = 'open'`,
      [staff.id, id],
    );
    const data = { handoffId: id, staffId: staff.id, urgency: 'danger' };
    if (mine > 0) work.emit('person.taken', { openid, data });
    taken += mine;
  }
  return taken;
}
