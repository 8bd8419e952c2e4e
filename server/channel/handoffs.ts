import { Handoff, HandoffMessage } from '../../entities/index.ts';
import { raiseAlarm } from '../contact/alarms.ts';
import { isDanger } from '../contact/reasons.ts';
import { dutyOf, reachable, sayHours, sayMoment } from '../contact/duty.ts';
import type { Duty } from '../contact/contract.ts';
import { queueDelivery } from '../notices/queue.ts';
import { legalDateOf } from '../platform/calendar.ts';
import type { Reading, Work } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { changed, row, rows } from '../platform/sql.ts';
import { legalDay } from '../texts/days.ts';
import { say } from '../texts/say.ts';

export interface Ask {
  reason: string;
  said: string;
  urgency: 'normal' | 'danger';
}

type OpenHandoff = Pick<
  Handoff,
  | 'id'
  | 'reason'
  | 'said'
  | 'urgency'
  | 'status'
  | 'takenBy'
  | 'askedAt'
  | 'answeredAt'
  | 'unreadSince'
  | 'callBackBy'
>;

const HOUR = 3_600_000;
/** So long after a danger what somebody writes goes to the person and not into a legal answer. */
const DANGER_MS = 2 * HOUR;
/** So long after staff answered the talk is theirs. */
const TALKING_MS = HOUR;

/**
 * A resident wants a person. While one request is open, what is said further is added to it. A danger raises the alarm; out
 * of hours a call-back is promised, `callBack` in words, and named again to who asks again meanwhile.
 */
export async function askPerson(
  work: Work,
  openid: string,
  ask: Ask,
): Promise<{ id: string; already: boolean; callBack: { hours: string; by: string } | null }> {
  const { tx, now, sealer } = work;
  const open = await openHandoff(work, openid);
  const alarming = isDanger(ask);
  // What is more urgent than the open one gets a line of its own.
  const graver =
    open && ((alarming && !isDanger(open)) || (ask.urgency === 'danger' && open.urgency === 'normal'));
  if (open && !graver) {
    await append(work, open, ask.said);
    const promised = Number(open.callBackBy ?? 0);
    if (promised <= now) return { id: open.id, already: true, callBack: null };
    const { duty } = await dutyOf(work);
    const later = !reachable(duty, now).open;
    return { id: open.id, already: true, callBack: later ? callBackOf(duty, promised) : null };
  }
  const id = newId();
  const { duty } = await dutyOf(work);
  // In danger nobody is put off to the next morning.
  const callBackBy = alarming ? null : reachable(duty, now).callBackBy;
  await tx.insert(Handoff, {
    id,
    openid,
    reason: ask.reason,
    status: 'open',
    urgency: ask.urgency,
    said: sealer.seal('handoff.said', ask.said),
    takenBy: null,
    askedAt: now,
    closedAt: null,
    callBackBy,
    remindedAt: null,
    answeredAt: null,
    unreadSince: now,
    alarmDueAt: null,
    toldAt: null,
    unconfirmedAt: null,
  });
  await keep(work, id, 'resident', ask.said, null);
  work.emit('person.asked', {
    openid,
    data: { number: String(now).slice(-6), urgency: alarming ? 'danger' : 'normal', handoffId: id },
  });
  if (alarming) await raiseAlarm(work, id);
  const callBack = callBackBy === null ? null : callBackOf(duty, callBackBy);
  return { id, already: false, callBack };
}

const callBackOf = (duty: Duty, by: number): { hours: string; by: string } => ({
  hours: sayHours(duty),
  by: sayMoment(by),
});

/** Adds a line to the thread; an empty one (a danger told by a choice) leaves none. A `note` is for staff only. */
export async function keep(
  { tx, now, sealer }: Work,
  handoffId: string,
  author: HandoffMessage['author'],
  text: string,
  staffId: string | null,
): Promise<void> {
  if (!text.trim()) return;
  const sealed = sealer.seal('handoff_message.text', text);
  await tx.insert(HandoffMessage, { id: newId(), handoffId, author, staffId, text: sealed, at: now });
}

async function append(work: Work, handoff: OpenHandoff, more: string): Promise<void> {
  const { tx, sealer, now } = work;
  const all = `${sealer.open('handoff.said', handoff.said)}\n${more}`.slice(-4000);
  await changed(tx, 'UPDATE handoff SET said = ?, unreadSince = COALESCE(unreadSince, ?) WHERE id = ?', [
    ...[sealer.seal('handoff.said', all), now, handoff.id],
  ]);
  await keep(work, handoff.id, 'resident', more, null);
  // Whoever has the talk is told once, until they answer.
  if (handoff.takenBy && handoff.unreadSince === null) await tellTaker(work, handoff.id, handoff.takenBy);
}

async function tellTaker(work: Work, handoffId: string, staffId: string): Promise<void> {
  const bound = await row<{ openid: string }>(
    work.tx,
    `SELECT openid FROM binding WHERE kind = 'staff' AND personId = ?`,
    [staffId],
  );
  if (!bound) return;
  await queueDelivery(work, {
    eventId: newId(),
    recipient: bound.openid,
    textKey: 'notice.staffMoreSaid',
    params: {},
    reach: 'either',
    template: {
      title: '待办事项提醒',
      lines: {
        待办事项: '居民又说了话，请看待联系',
        编号: handoffId.slice(-6),
        截止时间: legalDay(legalDateOf(work.now)),
      },
    },
  });
}

const openHandoff = ({ tx }: Reading, openid: string): Promise<OpenHandoff | undefined> =>
  row<OpenHandoff>(
    tx,
    `SELECT id, reason, said, urgency, status, takenBy, askedAt, answeredAt, unreadSince, callBackBy FROM handoff
     WHERE openid = ? AND status <> 'closed' ORDER BY id DESC LIMIT 1`,
    [openid],
  );

/**
 * Where a resident's free words go while they wait: `waiting` the assistant goes on answering and the person reads along;
 * `danger` and `talking` they go to the person alone.
 */
export async function waitingState(
  reading: Reading,
  openid: string,
): Promise<'none' | 'waiting' | 'danger' | 'talking'> {
  const open = await openHandoff(reading, openid);
  if (!open) return 'none';
  if (isDanger(open) && Number(open.askedAt) > reading.now - DANGER_MS) return 'danger';
  const talking = open.answeredAt !== null && Number(open.answeredAt) > reading.now - TALKING_MS;
  return talking ? 'talking' : 'waiting';
}

/** That what a waiting resident wrote is passed on, and by when an answer was promised, where one was and isn't overdue. */
export async function sayNoted(reading: Reading, openid: string): Promise<string> {
  const by = Number((await openHandoff(reading, openid))?.callBackBy ?? 0);
  return by > reading.now ? say('person.notedBy', { by: sayMoment(by) }) : say('person.noted');
}

/** Adds what a waiting resident goes on to write; nothing where nobody was asked. */
export async function addToHandoff(work: Work, openid: string, said: string): Promise<void> {
  const open = await openHandoff(work, openid);
  if (open) await append(work, open, said);
}

/** Everybody who still waits for a person, danger first, then the longest wait. */
export async function waitingForPerson({ tx, sealer }: Reading) {
  const waiting = await rows<Handoff & { takenByName: string | null }>(
    tx,
    `SELECT h.id, h.reason, h.status, h.urgency, h.said, h.askedAt, h.takenBy, h.callBackBy, h.unreadSince, h.toldAt,
       h.unconfirmedAt, p.name AS takenByName
     FROM handoff h LEFT JOIN staff p ON p.id = h.takenBy WHERE h.status <> 'closed'
     ORDER BY CASE h.urgency WHEN 'danger' THEN 0 ELSE 1 END, h.askedAt LIMIT 200`,
  );
  const instant = (value: unknown): number | null => (value === null ? null : Number(value));
  return waiting.map((one) => ({
    ...{ id: one.id, reason: one.reason, status: one.status, urgency: one.urgency },
    takenBy: one.takenByName,
    takenById: one.takenBy,
    said: sealer.open('handoff.said', one.said),
    askedAt: Number(one.askedAt),
    callBackBy: instant(one.callBackBy),
    unread: one.unreadSince !== null,
    alarm:
      isDanger(one) && one.status === 'open'
        ? { delivered: one.toldAt !== null, unconfirmed: one.unconfirmedAt !== null }
        : null,
  }));
}
