import type { Handoff } from '../../entities/index.ts';
import { keep } from '../channel/handoffs.ts';
import { queueDelivery } from '../notices/queue.ts';
import { mustBeAllowed } from '../people/policies.ts';
import type { Work } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { problem } from '../platform/problems.ts';
import { changed, row } from '../platform/sql.ts';
import type { Ending } from './contract.ts';
import { isDanger } from './reasons.ts';

type Current = Pick<
  Handoff,
  'openid' | 'status' | 'takenBy' | 'urgency' | 'reason' | 'askedAt' | 'unreadSince' | 'callBackBy'
>;

/** A talk that is open; throws `not_found` when there is none, `stale` when it is over. */
async function current({ tx }: Work, id: string): Promise<Current> {
  const handoff = await row<Current>(
    tx,
    `SELECT openid, status, takenBy, urgency, reason, askedAt, unreadSince, callBackBy FROM handoff WHERE id = ?`,
    [id],
  );
  if (!handoff) throw problem('not_found', { what: '这条留言' });
  if (handoff.status === 'closed') throw problem('stale');
  return handoff;
}

/**
 * A member of staff answers; the text goes to the resident's WeChat, whose openid the staff member never sees. Several
 * messages each way until it is closed. @throws Problem `stale` when a colleague has it: two voices would confuse.
 */
export async function answerHandoff(
  work: Work,
  { id, text, close }: { id: string; text: string; close: boolean },
): Promise<void> {
  const staff = mustBeAllowed(work.actor, 'handoffs.answer');
  const { tx, now } = work;
  const { openid } = await current(work, id);
  const taken = await changed(
    tx,
    `UPDATE handoff SET status = ?, takenBy = ?, closedAt = ?, answeredAt = ?, unreadSince = NULL, callBackBy = NULL,
       alarmDueAt = NULL
     WHERE id = ? AND status <> 'closed' AND (takenBy IS NULL OR takenBy = ?)`,
    [close ? 'closed' : 'taken', staff.id, close ? now : null, now, id, staff.id],
  );
  if (taken === 0) throw problem('stale');
  await keep(work, id, 'staff', text, staff.id);
  work.emit('person.answered', { openid, data: { handoffId: id, staffId: staff.id } });
  await queueDelivery(work, {
    eventId: newId(),
    recipient: openid,
    textKey: 'notice.answer',
    params: { name: staff.name, text },
    reach: 'customer-service',
  });
}

/**
 * 接手: from nobody, or over from the colleague whom the caller saw there. The resident hears that somebody has it now, once.
 * @throws Problem `stale` when it changed meanwhile
 */
export async function takeHandoff(
  work: Work,
  { id, from }: { id: string; from: string | null },
): Promise<void> {
  const staff = mustBeAllowed(work.actor, 'handoffs.answer');
  const before = await current(work, id);
  const had = from === null ? 'takenBy IS NULL' : 'takenBy = ?';
  const taken = await changed(
    work.tx,
    `UPDATE handoff SET status = 'taken', takenBy = ?, alarmDueAt = NULL WHERE id = ? AND status <> 'closed' AND ${had}`,
    [staff.id, id, ...(from === null ? [] : [from])],
  );
  if (taken === 0) throw problem('stale');
  work.emit('person.taken', {
    ...(before.status === 'open' && { openid: before.openid }),
    data: { handoffId: id, staffId: staff.id, urgency: isDanger(before) ? 'danger' : 'normal' },
  });
}

/** What staff read in the thread of how a talk was ended without another word. */
const endingWords: Record<Ending, string> = {
  phoned: '已电话联系',
  referred: '已转给别的部门或同事',
  unreachable: '打不通，先结束',
  later: '打不通，稍后再打',
};

/**
 * Ends a talk without another word. While something is owed to the resident it has to be said how it ended (`how`): that is
 * kept in the thread for staff, and the resident hears that it ended and how to go on. `later` ends nothing: the resident
 * hears of the call that they missed, and goes on waiting. @throws Problem `stale`, and `bad_input` without `how`
 */
export async function closeHandoff(
  work: Work,
  { id, how, note = '' }: { id: string; how?: Ending; note?: string },
): Promise<void> {
  const staff = mustBeAllowed(work.actor, 'handoffs.answer');
  const { openid, askedAt, unreadSince, callBackBy } = await current(work, id);
  const owed = unreadSince !== null || callBackBy !== null;
  const set =
    how === 'later'
      ? `status = 'taken', takenBy = ?, alarmDueAt = NULL`
      : `status = 'closed', takenBy = ?, alarmDueAt = NULL, callBackBy = NULL, closedAt = ?`;
  const closed = await changed(
    work.tx,
    `UPDATE handoff SET ${set} WHERE id = ? AND status <> 'closed' AND (takenBy IS NULL OR takenBy = ?)`,
    [staff.id, ...(how === 'later' ? [] : [work.now]), id, staff.id],
  );
  if (closed === 0) throw problem('stale');
  if (owed && !how) throw problem('bad_input', { detail: '还没有答复对方，请先选怎么结束的' });
  if (how) await keep(work, id, 'note', `${endingWords[how]}${note && `：${note}`}`, staff.id);
  const number = String(askedAt).slice(-6);
  work.emit(how === 'later' ? 'person.callMissed' : 'person.closed', {
    openid,
    data: { handoffId: id, staffId: staff.id, number, ...(how && { how }) },
  });
}
