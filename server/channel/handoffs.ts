import { Handoff } from '../../entities/index.ts';
import { queueDelivery } from '../notices/queue.ts';
import { mustBeAllowed } from '../people/policies.ts';
import type { Reading, Work } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { problem } from '../platform/problems.ts';
import { changed, row, rows } from '../platform/sql.ts';

export interface Ask {
  reason: string;
  said: string;
  urgency: 'normal' | 'danger';
}

type OpenHandoff = Pick<Handoff, 'id' | 'said' | 'urgency'>;

/** A resident wants a person. While one request is open, what is said further is added to it. */
export async function askPerson(
  work: Work,
  openid: string,
  ask: Ask,
): Promise<{ id: string; already: boolean }> {
  const { tx, now, sealer } = work;
  const open = await openHandoff(work, openid);
  if (open && !(ask.urgency === 'danger' && open.urgency === 'normal')) {
    await append(work, open, ask.said);
    return { id: open.id, already: true };
  }
  const id = newId();
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
  });
  work.emit('person.asked', {
    openid,
    data: { number: String(now).slice(-6), urgency: ask.urgency, handoffId: id },
  });
  return { id, already: false };
}

async function append(
  { tx, sealer }: Work,
  { id, said }: Pick<Handoff, 'id' | 'said'>,
  more: string,
): Promise<void> {
  const all = `${sealer.open('handoff.said', said)}\n${more}`.slice(-4000);
  await changed(tx, 'UPDATE handoff SET said = ? WHERE id = ?', [sealer.seal('handoff.said', all), id]);
}

const openHandoff = ({ tx }: Reading, openid: string): Promise<OpenHandoff | undefined> =>
  row<OpenHandoff>(
    tx,
    `SELECT id, said, urgency FROM handoff WHERE openid = ? AND status <> 'closed' ORDER BY id DESC LIMIT 1`,
    [openid],
  );

/** Whether somebody waits for a person, who then reads along what is asked meanwhile. */
export const isWaiting = async (reading: Reading, openid: string): Promise<boolean> =>
  (await openHandoff(reading, openid)) !== undefined;

/** Adds what a waiting resident goes on to write; nothing where nobody was asked. */
export async function addToHandoff(work: Work, openid: string, said: string): Promise<void> {
  const open = await openHandoff(work, openid);
  if (open) await append(work, open, said);
}

/** Everybody who still waits for a person, danger first, then the longest wait. */
export async function waitingForPerson({ tx, sealer }: Reading) {
  const waiting = await rows<Handoff>(
    tx,
    `SELECT h.id, h.reason, h.status, h.urgency, h.said, h.askedAt, p.name AS takenBy FROM handoff h
     LEFT JOIN staff p ON p.id = h.takenBy WHERE h.status <> 'closed'
     ORDER BY CASE h.urgency WHEN 'danger' THEN 0 ELSE 1 END, h.askedAt LIMIT 200`,
  );
  return waiting.map(({ id, reason, status, urgency, said, askedAt, takenBy }) => ({
    ...{ id, reason, status, urgency, takenBy },
    said: sealer.open('handoff.said', said),
    askedAt: Number(askedAt),
  }));
}

/** A member of staff answers; the text goes to the resident's WeChat, whose openid the staff member never sees. */
export async function answerHandoff(
  work: Work,
  { id, text, close }: { id: string; text: string; close: boolean },
): Promise<void> {
  const staff = mustBeAllowed(work.actor, 'handoffs.answer');
  const { tx, now } = work;
  const handoff = await row<{ openid: string }>(tx, 'SELECT openid FROM handoff WHERE id = ?', [id]);
  if (!handoff) throw problem('not_found', { what: '这条留言' });
  const taken = await changed(
    tx,
    `UPDATE handoff SET status = ?, takenBy = ?, closedAt = ? WHERE id = ? AND status <> 'closed'`,
    [close ? 'closed' : 'taken', staff.id, close ? now : null, id],
  );
  // A colleague was faster: two answers would confuse the resident.
  if (taken === 0) throw problem('stale');
  work.emit('person.answered', { openid: handoff.openid, data: { handoffId: id, staffId: staff.id } });
  await queueDelivery(work, {
    eventId: newId(),
    recipient: handoff.openid,
    textKey: 'notice.answer',
    params: { name: staff.name, text },
    reach: 'customer-service',
  });
}
