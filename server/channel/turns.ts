import { Conversation, type Turn } from '../../entities/index.ts';
import { requeueWaiting, queueDelivery } from '../notices/queue.ts';
import { boundTo } from '../people/bindings.ts';
import type { Work } from '../platform/db.ts';
import { isDuplicate } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { metrics } from '../platform/metrics.ts';
import { problem } from '../platform/problems.ts';
import { changed, row } from '../platform/sql.ts';
import type { LeasedTurn, OpenedTurn, Push } from './contract.ts';
import { noteFollower } from './followers.ts';
import { openedBy } from './windows.ts';

/** How long a bot may work on a turn before another takes it over; fencing keeps a slow one from saving afterwards. */
const LEASE_MS = 5_000;
/** WeChat's three tries are over by then: a turn that is still open has nobody who will repeat it. */
const ABANDONED_AFTER_MS = 20_000;
const REPEATS_OVER_AFTER_MS = 16_000;

/** A passive reply needs a moment to arrive; what follows it must not overtake it. */
const AFTER_PASSIVE_MS = 700;

const busy: OpenedTurn = { status: 'busy', retryAfterMs: 150 };

interface TurnRow {
  id: string;
  pushKey: string;
  openid: string;
  payload: string;
  status: Turn['status'];
  reply: string | null;
  receivedAt: number;
}

/**
 * Stores a push under its unique key and leases the oldest unfinished turn of its openid, so that one resident's
 * messages are handled in order by however many bots. A push that was handled before gets its stored reply.
 */
export async function openTurn(work: Work, push: Push): Promise<OpenedTurn> {
  // Nearly every push is new: it is stored first, and looked for only when it was known.
  const stored = await store(work, push);
  const known = stored === undefined ? await byKey(work, push.key) : undefined;
  if (known?.status === 'done') {
    const takenBack = await takeBackLate(work, known.id);
    return { status: 'done', reply: storedReply(work, known), ...(takenBack && { takenBack: known.id }) };
  }
  if (push.kind === 'follow' || push.kind === 'unfollow')
    await noteFollower(work, push.openid, push.kind === 'follow');
  const id = stored ?? known?.id;
  // Whoever stored the same push a moment ago is handling it.
  if (id === undefined) return busy;
  if (!(await lease(work, push.openid, openedBy(push, work.now)))) return busy;
  const turn = await oldest(work, push.openid);
  // Whoever held the lease finished this very turn meanwhile: its reply is there at the next look.
  if (!turn) {
    await release(work, push.openid);
    return busy;
  }
  return { status: 'leased', turn: await leased(work, turn, turn.id !== stored) };
}

/** Leases a turn that a dead process left behind, or null. Its reply can only go by another reach. */
export async function claimAbandoned(work: Work): Promise<LeasedTurn | null> {
  const found = await row<{ openid: string }>(
    work.tx,
    `SELECT t.openid FROM turn t JOIN conversation c ON c.openid = t.openid
     WHERE t.status = 'open' AND t.receivedAt < ? AND c.leaseUntil < ? ORDER BY t.receivedAt LIMIT 1`,
    [work.now - ABANDONED_AFTER_MS, work.now],
  );
  if (!found || !(await lease(work, found.openid, {}))) return null;
  const turn = await oldest(work, found.openid);
  if (turn) return leased(work, turn, true);
  await release(work, found.openid);
  return null;
}

export interface Finish {
  id: string;
  fence: number;
  state: Record<string, unknown>;
  reply: string[];
  late: boolean;
}

/**
 * Saves reply and state and ends the lease. Throws `lease_lost` when another process took over meanwhile; a turn that is
 * finished already keeps its first reply, which is returned.
 */
export async function finishTurn(work: Work, { id, fence, state, reply, late }: Finish): Promise<string[]> {
  const { tx, now, sealer } = work;
  const saved = await changed(
    tx,
    `UPDATE conversation SET state = ?, version = version + 1, leaseUntil = 0
     WHERE openid = (SELECT openid FROM turn WHERE id = ? AND status = 'open') AND fence = ?`,
    [sealer.seal('conversation.state', JSON.stringify(state)), id, fence],
  );
  if (saved === 0) {
    const turn = await turnById(work, id);
    if (turn.status === 'done') return storedReply(work, turn);
    metrics.leasesLost.inc();
    throw problem('lease_lost');
  }
  await changed(tx, `UPDATE turn SET status = 'done', reply = ?, finishedAt = ? WHERE id = ?`, [
    sealer.seal('turn.reply', JSON.stringify(reply)),
    now,
    id,
  ]);
  // A callback carries one message; what comes after it goes the other way, in order.
  const first = late ? 0 : 1;
  if (reply.length > first) {
    const { openid } = await turnById(work, id);
    await sendLate(work, openid, id, reply, first, late ? 0 : AFTER_PASSIVE_MS);
  }
  return reply;
}

/**
 * The stored reply found no open callback: it becomes a customer-service message, once. While the push may still be
 * repeated it waits, since the repeat takes the reply for nothing.
 */
export async function replyLate(work: Work, id: string, repeatsOver: boolean): Promise<void> {
  const turn = await turnById(work, id);
  if (turn.status !== 'done') return;
  const wait = repeatsOver ? 0 : Math.max(0, Number(turn.receivedAt) + REPEATS_OVER_AFTER_MS - work.now);
  await sendLate(work, turn.openid, id, storedReply(work, turn), 0, wait);
}

/** A repeat came after all and gets the stored reply: the message that waited for it is taken back. */
async function takeBackLate({ tx }: Work, id: string): Promise<boolean> {
  const waiting = `eventId = ? AND textKey = 'turn.reply#0' AND status = 'queued'`;
  return (await changed(tx, `DELETE FROM delivery WHERE ${waiting}`, [id])) > 0;
}

/** Queues the parts of a reply from `first` on; each part of a turn once. */
async function sendLate(
  work: Work,
  openid: string,
  turnId: string,
  reply: string[],
  first: number,
  wait: number,
): Promise<void> {
  for (const [part, text] of reply.entries()) {
    if (part < first) continue;
    await queueDelivery(work, {
      eventId: turnId,
      recipient: openid,
      textKey: `turn.reply#${part}`,
      params: { text },
      reach: 'customer-service',
      // Milliseconds keep the parts in order.
      afterMs: wait + part,
    });
  }
}

async function turnById({ tx }: Work, id: string): Promise<TurnRow> {
  const turn = await row<TurnRow>(tx, 'SELECT id, openid, status, reply, receivedAt FROM turn WHERE id = ?', [
    id,
  ]);
  if (!turn) throw problem('not_found', { what: '这条消息' });
  return turn;
}

async function store(work: Work, push: Push): Promise<string | undefined> {
  const id = newId();
  const payload = work.sealer.seal('turn.payload', JSON.stringify(push));
  try {
    await changed(
      work.tx,
      `INSERT INTO turn (id, pushKey, openid, kind, payload, status, receivedAt) VALUES (?, ?, ?, ?, ?, 'open', ?)`,
      [id, push.key, push.openid, push.kind, payload, work.now],
    );
    return id;
  } catch (error) {
    if (isDuplicate(error)) return undefined;
    throw error;
  }
}

/** Takes the openid's lease and opens the windows that the push opens; false while another process holds it. */
async function lease(work: Work, openid: string, opened: Record<string, number>): Promise<boolean> {
  const { tx, now } = work;
  const set = { leaseUntil: now + LEASE_MS, lastSeenAt: now, ...opened };
  const columns = Object.keys(set).map((column) => `${column} = ?`);
  const values = Object.values(set);
  const got = await changed(
    tx,
    `UPDATE conversation SET fence = fence + 1, ${columns.join(', ')} WHERE openid = ? AND leaseUntil <= ?`,
    [...values, openid, now],
  );
  if (got > 0) return true;
  const exists = await row(tx, 'SELECT openid FROM conversation WHERE openid = ?', [openid]);
  if (exists) {
    const windows = Object.keys(opened).map((column) => `${column} = ?`);
    const sql = `UPDATE conversation SET ${windows.join(', ')} WHERE openid = ?`;
    if (windows.length > 0) await changed(tx, sql, [...Object.values(opened), openid]);
    return false;
  }
  try {
    await tx.insert(Conversation, {
      openid,
      state: null,
      version: 0,
      fence: 1,
      messageLeft: 0,
      messageUntil: 0,
      tapLeft: 0,
      tapUntil: 0,
      // A notice may have found nobody to wait for.
      owed: true,
      ...set,
      following: opened['following'] === 1,
    });
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

async function release({ tx }: Work, openid: string): Promise<void> {
  await changed(tx, 'UPDATE conversation SET leaseUntil = 0 WHERE openid = ?', [openid]);
}

/** A turn together with the conversation that it belongs to. */
interface LeasedRow extends TurnRow {
  state: string | null;
  version: number;
  fence: number;
  owed: number;
  kind: string | null;
  personId: string | null;
}

function oldest({ tx }: Work, openid: string): Promise<LeasedRow | undefined> {
  return row<LeasedRow>(
    tx,
    `SELECT t.id, t.openid, t.payload, t.receivedAt, c.state, c.version, c.fence, c.owed, b.kind, b.personId
     FROM turn t JOIN conversation c ON c.openid = t.openid LEFT JOIN binding b ON b.openid = t.openid
     WHERE t.openid = ? AND t.status = 'open' ORDER BY t.id LIMIT 1`,
    [openid],
  );
}

async function leased(work: Work, turn: LeasedRow, resumed: boolean): Promise<LeasedTurn> {
  const { tx, sealer } = work;
  if (turn.owed) await requeueWaiting(work, turn.openid);
  return {
    id: turn.id,
    push: JSON.parse(sealer.open('turn.payload', turn.payload)) as Push,
    fence: turn.fence,
    version: turn.version,
    state:
      turn.state === null
        ? null
        : (JSON.parse(sealer.open('conversation.state', turn.state)) as LeasedTurn['state']),
    resumed,
    bound: turn.kind && turn.personId ? await boundTo(tx, turn.kind, turn.personId) : null,
    receivedAt: Number(turn.receivedAt),
  };
}

function byKey({ tx }: Work, pushKey: string): Promise<TurnRow | undefined> {
  return row<TurnRow>(tx, 'SELECT id, status, reply FROM turn WHERE pushKey = ?', [pushKey]);
}

const storedReply = (work: Work, turn: TurnRow): string[] =>
  turn.reply === null ? [] : (JSON.parse(work.sealer.open('turn.reply', turn.reply)) as string[]);
