import { randomUUID } from 'node:crypto';
import type { Work } from '../../platform/db.ts';
import { changed, rows } from '../../platform/sql.ts';
import { versionOf } from '../materials/reading.ts';
import { mustFindPush, templateOf } from '../pushes/reading.ts';
import type { NoticeBatch } from './contract.ts';
import { BATCH_LEASE_MS, BATCH_SIZE } from './settings.ts';

interface Row {
  id: string;
  pushId: string;
  fromOpenid: string;
  toOpenid: string;
}

/**
 * Leases batches for about `max` recipients, oldest first, also those whose bot went silent: what it had in flight may be
 * sent twice, nothing else.
 */
export async function claimNotices(work: Work, max: number): Promise<NoticeBatch[]> {
  const { tx, now } = work;
  const most = Math.max(1, Math.floor(max / BATCH_SIZE));
  const due = await rows<Row>(
    tx,
    `SELECT id, pushId, fromOpenid, toOpenid FROM push_batch WHERE status = 'open' AND dueAt <= ? AND leaseUntil < ?
     ORDER BY dueAt, id LIMIT ${most}`,
    [now, now],
  );
  const claimed: NoticeBatch[] = [];
  for (const batch of due) {
    const leaseToken = randomUUID();
    const taken = await changed(
      tx,
      `UPDATE push_batch SET leaseToken = ?, leaseUntil = ?, attempts = attempts + 1
       WHERE id = ? AND status = 'open' AND leaseUntil < ?`,
      [leaseToken, now + BATCH_LEASE_MS, batch.id, now],
    );
    if (taken === 0) continue;
    const openids = await waitingIn(work, batch);
    if (openids.length === 0)
      await changed(tx, `UPDATE push_batch SET status = 'done', leaseToken = NULL WHERE id = ?`, [batch.id]);
    else claimed.push({ id: batch.id, leaseToken, openids, ...(await contentOf(work, batch.pushId)) });
  }
  return claimed;
}

async function waitingIn({ tx }: Work, { pushId, fromOpenid, toOpenid }: Row): Promise<string[]> {
  const found = await rows<{ openid: string }>(
    tx,
    `SELECT openid FROM push_recipient WHERE pushId = ? AND openid > ? AND openid <= ? AND status = 'queued' ORDER BY openid`,
    [pushId, fromOpenid, toOpenid],
  );
  return found.map(({ openid }) => openid);
}

async function contentOf(work: Work, pushId: string): Promise<Pick<NoticeBatch, 'template' | 'page'>> {
  const push = await mustFindPush(work, pushId);
  const { link = '' } = await versionOf(work, push.materialId, push.materialVersion);
  return { template: templateOf(push) ?? { title: '', lines: {} }, page: link };
}
