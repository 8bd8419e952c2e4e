import type { Work } from '../../platform/db.ts';
import { changed, row, rows } from '../../platform/sql.ts';
import type { PlanSettings } from '../plan/settings.ts';
import { numberOf } from '../number.ts';
import { moveTo } from '../pushes/moving.ts';
import { mustFindPush, templateOf } from '../pushes/reading.ts';
import { holdBatches } from '../pushes/verbs.ts';
import { endConsents } from '../subscriptions/service.ts';
import type { NoticeReceipt } from './contract.ts';
import { afterMidnight } from './rules.ts';
import { BATCH_LEASE_MS, MOST_TRIES } from './settings.ts';

const FIRST_RETRY_MS = 1_000;
/** 用户拒收: no consent, or none left. */
const NO_CONSENT = '43101';
const LONGEST_RETRY_MS = 5 * 60_000;

interface Batch {
  id: string;
  pushId: string;
  fromOpenid: string;
  toOpenid: string;
  status: string;
  leaseToken: string | null;
  attempts: number;
}

type Final = 'sent' | 'refused' | 'failed' | 'unknown';
type Counts = Record<Final, number>;

/**
 * Books what became of recipients, many rows in one statement. What was sent is recorded whoever holds the batch by now,
 * since it is true; only the lease is fenced. Returns the batches that are this bot's no more.
 */
export async function bookNotices(
  work: Work,
  receipts: readonly NoticeReceipt[],
  settings: PlanSettings,
): Promise<string[]> {
  const gone: string[] = [];
  for (const receipt of receipts) {
    const plain = receipt.others.length === 0 && !receipt.over;
    const kept = plain ? await bookSent(work, receipt) : await bookAny(work, receipt, settings);
    if (!kept) gone.push(receipt.batch);
  }
  return gone;
}

/**
 * What nearly every receipt is: people who were reached, of a batch that goes on. Two statements, since a request keeps
 * its place until its outcome is recorded: what this takes is taken from the speed of the push.
 */
async function bookSent(work: Work, { batch, leaseToken, sent }: NoticeReceipt): Promise<boolean> {
  const { tx, now } = work;
  const reached = sent.length === 0 ? 0 : await settleRecipients(work, batch, 'sent', null, sent);
  const held = await changed(
    tx,
    `UPDATE push_batch SET sent = sent + ?, leaseUntil = ? WHERE id = ? AND status = 'open' AND leaseToken = ?`,
    [reached, now + BATCH_LEASE_MS, batch, leaseToken],
  );
  if (held === 0 && reached > 0)
    await changed(tx, 'UPDATE push_batch SET sent = sent + ? WHERE id = ?', [reached, batch]);
  return held > 0;
}

/** Writes the final state of recipients of a batch's push that had none; returns how many. */
function settleRecipients(
  { tx, now }: Work,
  batch: string,
  status: Final,
  problem: string | null,
  openids: readonly string[],
): Promise<number> {
  return changed(
    tx,
    `UPDATE push_recipient SET status = ?, problem = ?, at = ?
     WHERE pushId = (SELECT pushId FROM push_batch WHERE id = ?) AND openid IN (${openids.map(() => '?').join(', ')}) AND status = 'queued'`,
    [status, problem, now, batch, ...openids],
  );
}

async function bookAny(work: Work, receipt: NoticeReceipt, settings: PlanSettings): Promise<boolean> {
  const batch = await row<Batch>(
    work.tx,
    'SELECT id, pushId, fromOpenid, toOpenid, status, leaseToken, attempts FROM push_batch WHERE id = ?',
    [receipt.batch],
  );
  return batch !== undefined && bookBatch(work, batch, receipt, settings);
}

async function bookBatch(
  work: Work,
  batch: Batch,
  receipt: NoticeReceipt,
  settings: PlanSettings,
): Promise<boolean> {
  const counts = await record(work, batch, receipt);
  const quota = receipt.others.find(({ outcome }) => outcome === 'quota');
  if (quota) await pauseForQuota(work, batch.pushId, quota.problem, settings);
  const held = batch.status === 'open' && batch.leaseToken === receipt.leaseToken && !quota;
  if (held && receipt.over) {
    await release(work, batch, counts);
    return true;
  }
  await changed(work.tx, `UPDATE push_batch SET ${added}${held ? ', leaseUntil = ?' : ''} WHERE id = ?`, [
    ...addends(counts),
    ...(held ? [work.now + BATCH_LEASE_MS] : []),
    batch.id,
  ]);
  return held;
}

const added = 'sent = sent + ?, refused = refused + ?, failed = failed + ?, unknown = unknown + ?';
const addends = ({ sent, refused, failed, unknown }: Counts): number[] => [sent, refused, failed, unknown];

/** Writes the final states, one statement for each outcome and cause; returns how many rows became what. */
async function record(work: Work, { id, pushId }: Batch, { sent, others }: NoticeReceipt): Promise<Counts> {
  const counts: Counts = { sent: 0, refused: 0, failed: 0, unknown: 0 };
  const groups = new Map<string, { status: Final; problem: string | null; openids: string[] }>();
  if (sent.length > 0) groups.set('sent', { status: 'sent', problem: null, openids: sent });
  for (const { openid, outcome, problem } of others) {
    if (outcome === 'temporary' || outcome === 'quota') continue;
    const key = `${outcome} ${problem}`;
    const group = groups.get(key) ?? { status: outcome, problem, openids: [] };
    group.openids.push(openid);
    groups.set(key, group);
  }
  for (const { status, problem, openids } of groups.values()) {
    counts[status] += await settleRecipients(work, id, status, problem, openids);
    if (problem === NO_CONSENT) await forgetConsents(work, pushId, openids);
  }
  return counts;
}

/** WeChat knows better who consented: the next audience is counted without these. */
async function forgetConsents(work: Work, pushId: string, openids: readonly string[]): Promise<void> {
  const template = templateOf(await mustFindPush(work, pushId));
  if (template) await endConsents(work, template.title, openids);
}

/** The bot is done with a batch: it ends, or who is left is tried again later; after too many tries they failed. */
async function release(work: Work, batch: Batch, counts: Counts): Promise<void> {
  const { tx, now } = work;
  const { id, pushId, fromOpenid, toOpenid } = batch;
  const attempts = Number(batch.attempts);
  const range = 'pushId = ? AND openid > ? AND openid <= ?';
  if (attempts >= MOST_TRIES) {
    counts.failed += await changed(
      tx,
      `UPDATE push_recipient SET status = 'failed', problem = 'exhausted', at = ? WHERE ${range} AND status = 'queued'`,
      [now, pushId, fromOpenid, toOpenid],
    );
  }
  const left = await rows(
    tx,
    `SELECT openid FROM push_recipient WHERE ${range} AND status = 'queued' LIMIT 1`,
    [...[pushId, fromOpenid, toOpenid]],
  );
  const dueAt = now + Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10), LONGEST_RETRY_MS);
  await changed(
    tx,
    `UPDATE push_batch SET ${added}, status = ?, dueAt = ?, leaseToken = NULL, leaseUntil = 0 WHERE id = ?`,
    [...addends(counts), ...[left.length > 0 ? 'open' : 'done', dueAt, id]],
  );
}

/** 45009: nothing more today. The push stands still until the quota begins anew and people are awake. */
async function pauseForQuota(
  work: Work,
  pushId: string,
  code: string,
  settings: PlanSettings,
): Promise<void> {
  const push = await mustFindPush(work, pushId);
  if (push.status !== 'running') return;
  const set = { reason: code, pausedUntil: afterMidnight(work.now, settings) };
  await moveTo(work, push, 'paused', { from: ['running'], set });
  await holdBatches(work, pushId);
  work.emit('push.paused', { data: { id: pushId, number: numberOf(pushId) } });
}

/**
 * WeChat's events about notices that were sent: they settle what had no answer. Pushes that ended some time ago are left
 * alone, as are people whose outcome is known.
 */
export async function settle(
  work: Work,
  items: readonly { openid: string; problem: string | null }[],
): Promise<number> {
  const { tx, now } = work;
  const open = await rows<{ id: string }>(
    tx,
    `SELECT id FROM push WHERE reach = 'subscription' AND status IN ('running', 'paused', 'reconciling', 'stopped') AND startedAt > ?`,
    [now - 86_400_000],
  );
  let settled = 0;
  for (const { id: pushId } of open) {
    const marks = items.map(() => '?').join(', ');
    const unknown = await rows<{ openid: string }>(
      tx,
      `SELECT openid FROM push_recipient WHERE pushId = ? AND openid IN (${marks}) AND status = 'unknown'`,
      [pushId, ...items.map(({ openid }) => openid)],
    );
    for (const { openid } of unknown)
      settled += await settleOne(
        work,
        pushId,
        items.find((item) => item.openid === openid)!,
      );
  }
  return settled;
}

async function settleOne(
  { tx, now }: Work,
  pushId: string,
  { openid, problem }: { openid: string; problem: string | null },
): Promise<number> {
  const status = problem === null ? 'sent' : 'failed';
  const done = await changed(
    tx,
    `UPDATE push_recipient SET status = ?, problem = ?, at = ? WHERE pushId = ? AND openid = ? AND status = 'unknown'`,
    [status, problem, now, pushId, openid],
  );
  if (done > 0)
    await changed(
      tx,
      `UPDATE push_batch SET unknown = unknown - 1, ${status} = ${status} + 1
       WHERE pushId = ? AND fromOpenid < ? AND toOpenid >= ?`,
      [pushId, openid, openid],
    );
  return done;
}
