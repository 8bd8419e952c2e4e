import { randomUUID } from 'node:crypto';
import { alarmsDelivered } from '../contact/alarms.ts';
import type { Work } from '../platform/db.ts';
import { changed, rows } from '../platform/sql.ts';
import type { ClaimedDelivery, Receipt } from './contract.ts';

const LEASE_MS = 30_000;
/** Tries of what certainly wasn't sent: about a day, until a used-up quota or a wrong setting has an end. */
const MOST_TRIES = 100;
/** Tries after which a lease that ran out isn't tried again, since each of them may have arrived. */
const MOST_LOST = 8;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 15 * 60_000;
/** The texts of a reply that found no callback, in time and behind a later one. */
const REPLY = 'turn.reply#';
const OVERTAKEN = 'turn.replyOvertaken#';

interface DeliveryRow {
  id: string;
  eventId: string;
  recipient: string;
  textKey: string;
  params: string;
  reach: string;
  attempts: number;
}

/**
 * Leases up to `max` deliveries that are due, oldest first. Also takes over those whose bot died with the lease: they
 * may have been sent, so at most the messages in flight at a kill arrive twice; after too many tries the outcome stays
 * `unknown` for a person to look at.
 */
export async function claimDeliveries(
  work: Work,
  engine: 'sqlite' | 'mysql',
  max: number,
): Promise<ClaimedDelivery[]> {
  const { tx, now, sealer } = work;
  await expire(work);
  const token = randomUUID();
  const due = `status = 'queued' AND dueAt <= ?`;
  const set = `status = 'leased', leaseToken = ?, leaseUntil = ?, attempts = attempts + 1`;
  const values = [token, now + LEASE_MS, now, max];
  // SQLite is built without UPDATE … LIMIT; MySQL forbids LIMIT in an IN subquery.
  const sql =
    engine === 'sqlite'
      ? `UPDATE delivery SET ${set} WHERE id IN (SELECT id FROM delivery WHERE ${due} ORDER BY dueAt, id LIMIT ?)`
      : `UPDATE delivery SET ${set} WHERE ${due} ORDER BY dueAt, id LIMIT ?`;
  if ((await changed(tx, sql, values)) === 0) return [];
  const claimed = await rows<DeliveryRow>(
    tx,
    'SELECT id, eventId, recipient, textKey, params, reach, attempts FROM delivery WHERE leaseToken = ? ORDER BY dueAt, id',
    [token],
  );
  const overtaken = await overtakenReplies(work, claimed);
  return claimed.map(({ eventId, params, reach, textKey, ...rest }) => ({
    ...rest,
    textKey: overtaken.has(eventId) ? textKey.replace(REPLY, OVERTAKEN) : textKey,
    reach: reach as ClaimedDelivery['reach'],
    leaseToken: token,
    ...(JSON.parse(sealer.open('delivery.params', params)) as Pick<ClaimedDelivery, 'params' | 'template'>),
  }));
}

/**
 * The turns among these whose reply comes behind the answer to a later message. Its question is no longer the one that
 * stands: without a word on it the resident would answer it, and the answer would be taken for another question's.
 * What only follows a reply that went in time is part of it, and stays as it is.
 */
async function overtakenReplies({ tx }: Work, claimed: DeliveryRow[]): Promise<Set<string>> {
  const turns = claimed.filter(({ textKey }) => textKey.startsWith(REPLY)).map(({ eventId }) => eventId);
  if (turns.length === 0) return new Set();
  const found = await rows<{ id: string }>(
    tx,
    `SELECT t.id FROM turn t JOIN delivery first ON first.eventId = t.id AND first.textKey = '${REPLY}0'
     WHERE t.id IN (${turns.map(() => '?').join(', ')}) AND EXISTS (
       SELECT 1 FROM turn later WHERE later.openid = t.openid AND later.status = 'done' AND later.id > t.id)`,
    turns,
  );
  return new Set(found.map(({ id }) => id));
}

async function expire({ tx, now }: Work): Promise<void> {
  const lost = `status = 'leased' AND leaseUntil < ?`;
  const expired = await rows<{ id: string }>(tx, `SELECT id FROM delivery WHERE ${lost} LIMIT 1`, [now]);
  if (expired.length === 0) return;
  await changed(
    tx,
    `UPDATE delivery SET status = 'unknown', problem = 'no_receipt', finishedAt = ?, leaseToken = NULL
     WHERE ${lost} AND attempts >= ${MOST_LOST}`,
    [now, now],
  );
  await changed(tx, `UPDATE delivery SET status = 'queued', leaseToken = NULL WHERE ${lost}`, [now]);
}

/** Books what became of claimed deliveries. A receipt under a lease that was lost meanwhile changes nothing. */
export async function bookReceipts(work: Work, receipts: Receipt[]): Promise<number> {
  let booked = 0;
  // One draw for all, so that messages of one person that failed together stay in their order.
  const jitter = 0.5 + Math.random() / 2;
  for (const receipt of receipts) booked += await bookReceipt(work, receipt, jitter);
  const sent = receipts.filter(({ outcome }) => outcome === 'sent').map(({ id }) => id);
  await alarmsDelivered(work, sent);
  return booked;
}

async function bookReceipt(work: Work, receipt: Receipt, jitter: number): Promise<number> {
  const { tx, now, sealer } = work;
  const { id, leaseToken, outcome, problem = null, attempts } = receipt;
  const sentText = receipt.sentText === undefined ? null : sealer.seal('delivery.sentText', receipt.sentText);
  const final = outcome === 'temporary' ? (attempts >= MOST_TRIES ? 'failed' : 'queued') : outcome;
  const finishedAt = final === 'queued' || final === 'waiting' ? null : now;
  const dueAt = final === 'queued' ? now + backOff(attempts, jitter) : now;
  const booked = await changed(
    tx,
    `UPDATE delivery SET status = ?, problem = ?, sentText = ?, finishedAt = ?, dueAt = ?, leaseToken = NULL, leaseUntil = 0
     WHERE id = ? AND leaseToken = ?`,
    [final, problem, sentText, finishedAt, dueAt, id, leaseToken],
  );
  if (booked > 0 && final === 'waiting') {
    const owe =
      'UPDATE conversation SET owed = 1 WHERE openid = (SELECT recipient FROM delivery WHERE id = ?)';
    await changed(tx, owe, [id]);
  }
  return booked;
}

/** Exponential, with jitter (0.5–1), so that a platform that comes back isn't met by everybody at once. */
function backOff(attempts: number, jitter: number): number {
  return Math.round(Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS) * jitter);
}
