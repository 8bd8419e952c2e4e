import type { Work } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { changed } from '../../platform/sql.ts';
import { placeOrder } from '../orders/service.ts';
import { numberOf } from '../number.ts';
import type { Changed } from './contract.ts';
import { moveTo } from './moving.ts';
import { mustFindPush } from './reading.ts';
import { changedOf } from './service.ts';

/** 撤回: before it started. */
export async function withdrawPush(
  work: Work,
  { id, version, reason }: { id: string; version: number; reason: string },
): Promise<Changed> {
  const push = await mustFindPush(work, id);
  const from = ['draft', 'returned', 'review', 'scheduled'] as const;
  const after = await moveTo(work, push, 'withdrawn', {
    from,
    version,
    set: { reason, finishedAt: work.now },
  });
  work.emit('push.withdrawn', { data: { id } });
  return changedOf(after);
}

/** 紧急停止: nothing more goes out from here on; WeChat is asked to delete what a mass send brought. */
export async function stopPush(work: Work, { id, reason }: { id: string; reason: string }): Promise<Changed> {
  const push = await mustFindPush(work, id);
  const from = ['running', 'paused', 'reconciling'] as const;
  const after = await moveTo(work, push, 'stopped', { from, set: { reason, finishedAt: work.now } });
  await changed(
    work.tx,
    `UPDATE push_batch SET status = 'held', leaseToken = NULL WHERE pushId = ? AND status = 'open'`,
    [id],
  );
  await changed(
    work.tx,
    `UPDATE account_order SET status = 'failed', problem = 'stopped', leaseToken = NULL, finishedAt = ?
     WHERE pushId = ? AND status = 'queued'`,
    [work.now, id],
  );
  if (push.reach === 'mass') await orderDeletion(work, id);
  work.emit('push.stopped', { data: { id } });
  return changedOf(after);
}

/** Every job that WeChat has taken is deleted; one that is being handed over is deleted when its number is known. */
export async function orderDeletion(work: Work, pushId: string): Promise<void> {
  const jobs = (await work.tx.query('SELECT id, msgId FROM push_job WHERE pushId = ? AND msgId IS NOT NULL', [
    pushId,
  ])) as { id: string; msgId: string }[];
  for (const { id, msgId } of jobs)
    await placeOrder(work, {
      onceKey: `massDelete:${id}`,
      kind: 'massDelete',
      pushId,
      body: { jobId: id, msgId },
    });
}

/** Pauses a running push of subscription notices; what is in flight ends. */
export async function pausePush(
  work: Work,
  { id, reason }: { id: string; reason: string },
): Promise<Changed> {
  const push = await mustFindPush(work, id);
  if (push.reach !== 'subscription') throw problem('push_state', { state: '群发中，只能紧急停止' });
  const after = await moveTo(work, push, 'paused', { from: ['running'], set: { reason, pausedUntil: null } });
  await holdBatches(work, id);
  return changedOf(after);
}

/** Goes on with a paused push. */
export async function resumePush(work: Work, id: string): Promise<Changed> {
  const push = await mustFindPush(work, id);
  const after = await moveTo(work, push, 'running', {
    from: ['paused'],
    set: { reason: null, pausedUntil: null },
  });
  await changed(
    work.tx,
    `UPDATE push_batch SET status = 'open', dueAt = ?, leaseToken = NULL, leaseUntil = 0 WHERE pushId = ? AND status = 'held'`,
    [work.now, id],
  );
  return changedOf(after);
}

/** Batches of a push that stands still are nobody's; a bot that has one hears of it with its next receipts. */
export const holdBatches = ({ tx }: Work, pushId: string): Promise<number> =>
  changed(tx, `UPDATE push_batch SET status = 'held' WHERE pushId = ? AND status = 'open'`, [pushId]);

/** 预览: the mass message to the caller's own WeChat. Throws `no_wechat` where none is bound. */
export async function previewPush(
  work: Work,
  id: string,
  openid: string | null,
): Promise<{ ordered: boolean }> {
  await mustFindPush(work, id);
  if (openid === null) throw problem('no_wechat');
  const onceKey = `massPreview:${numberOf(id)}:${openid}:${Math.floor(work.now / 10_000)}`;
  await placeOrder(work, { onceKey, kind: 'massPreview', pushId: id, body: { openid } });
  return { ordered: true };
}
