import { PushJob, type Push } from '../../../entities/index.ts';
import type { Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { changed, row } from '../../platform/sql.ts';
import type { OrderResult } from '../orders/contract.ts';
import { placeOrder } from '../orders/service.ts';
import { moveTo } from '../pushes/moving.ts';
import { ASK_SOON_MS, GIVE_UP_AFTER_MS } from './settings.ts';

/*
 * The article of a forwarding pack (转发包) is published (发布) at WeChat, which puts it online and tells nobody: its
 * address is what people forward. Where that can't be done, the pack goes out with its words alone, and says why.
 */

/** Orders the publication of what was put at WeChat as a draft. */
export async function orderPublication(work: Work, { id: pushId }: Push): Promise<void> {
  const id = newId();
  await work.tx.insert(PushJob, {
    ...{ id, pushId, number: 0, fromOpenid: '', toOpenid: '', size: 0, status: 'queued' },
    ...{ msgId: null, problem: null, startedAt: null, askAt: null },
  });
  await placeOrder(work, { onceKey: `publish:${pushId}`, kind: 'publish', pushId, body: { jobId: id } });
}

/** WeChat took the draft to publish; its event may be here already and be lost, so it is asked soon. */
export async function publicationStarted(
  { tx, now }: Work,
  jobId: string,
  { msgId }: OrderResult,
): Promise<void> {
  await changed(
    tx,
    `UPDATE push_job SET status = 'started', msgId = ?, startedAt = ?, askAt = ? WHERE id = ? AND status = 'queued'`,
    [msgId ?? null, now, now + ASK_SOON_MS, jobId],
  );
}

/** What WeChat's event or its answer tells of a publication; true where it was waited for. */
export async function keepPublication(
  { tx }: Work,
  { publishId, status, url }: { publishId: string; status: number; url: string },
): Promise<boolean> {
  const job = await row<{ id: string; pushId: string }>(
    tx,
    `SELECT id, pushId FROM push_job WHERE msgId = ? AND status = 'started'`,
    [publishId],
  );
  // 1 is 发布中.
  if (!job || status === 1) return false;
  const done = status === 0 && url !== '';
  await changed(tx, 'UPDATE push_job SET status = ?, problem = ? WHERE id = ?', [
    ...[done ? 'finished' : 'failed', done ? null : `publish_${status}`, job.id],
  ]);
  if (done) await changed(tx, 'UPDATE push SET articleUrl = ? WHERE id = ?', [url, job.pushId]);
  return true;
}

/** Ends a pack once its article is online, or can't be. */
export async function reconcilePack(work: Work, push: Push): Promise<void> {
  const { tx, now } = work;
  const job = await row<Pick<PushJob, 'id' | 'status' | 'msgId' | 'problem' | 'startedAt' | 'askAt'>>(
    tx,
    'SELECT id, status, msgId, problem, startedAt, askAt FROM push_job WHERE pushId = ?',
    [push.id],
  );
  const late = job?.status === 'started' && now - Number(job.startedAt) > GIVE_UP_AFTER_MS;
  if (job && !late && (job.status === 'queued' || job.status === 'started')) {
    if (job.askAt === null || Number(job.askAt) > now) return;
    const onceKey = `publishStatus:${job.id}:${Math.floor(now / ASK_SOON_MS)}`;
    const body = { msgId: job.msgId };
    await placeOrder(work, { onceKey, kind: 'publishStatus', pushId: push.id, body });
    await changed(tx, 'UPDATE push_job SET askAt = ? WHERE id = ?', [now + ASK_SOON_MS, job.id]);
    return;
  }
  const reason = job?.status === 'finished' ? null : 'not_published';
  await moveTo(work, push, 'finished', {
    from: ['running', 'reconciling'],
    set: { reason, sentAt: now, finishedAt: now },
  });
}
