import type { Push } from '../../../entities/index.ts';
import type { Work } from '../../platform/db.ts';
import { changed, row, rows } from '../../platform/sql.ts';
import { numberOf } from '../number.ts';
import { placeOrder } from '../orders/service.ts';
import { moveTo } from '../pushes/moving.ts';
import { mustFindPush, progressOf } from '../pushes/reading.ts';
import { reasonWords } from '../reasons.ts';
import { reconcilePack } from './publishing.ts';
import { ASK_AFTER_MS, SETTLE_MS } from './settings.ts';

/** Moves what was sent on to its end: a push is finished only when everyone in its audience is accounted for. */
export async function reconcile(work: Work): Promise<void> {
  const open = await rows<{ id: string }>(
    work.tx,
    `SELECT id FROM push WHERE status IN ('running', 'reconciling') AND prepared = 1 ORDER BY dueAt, id LIMIT 20`,
  );
  for (const { id } of open) {
    const push = await mustFindPush(work, id);
    if (push.reach === 'mass') await reconcileMass(work, push);
    else if (push.reach === 'pack') await reconcilePack(work, push);
    else await reconcileNotices(work, push);
  }
}

async function reconcileNotices(work: Work, push: Push): Promise<void> {
  const left = await row(work.tx, `SELECT id FROM push_batch WHERE pushId = ? AND status <> 'done' LIMIT 1`, [
    push.id,
  ]);
  if (left) return;
  const { unknown } = await progressOf(work, push);
  // What had no answer may still be settled by WeChat's event; afterwards it stays unknown, and is said so.
  if (unknown > 0 && push.status === 'running') {
    await moveTo(work, push, 'reconciling', { from: ['running'], set: { sentAt: work.now } });
    return;
  }
  if (unknown === 0 || work.now - Number(push.sentAt) >= SETTLE_MS) await finish(work, push);
}

interface Job {
  id: string;
  status: string;
  msgId: string | null;
  askAt: number | null;
  outcome: string | null;
  problem: string | null;
}

async function reconcileMass(work: Work, push: Push): Promise<void> {
  const { tx, now } = work;
  const jobs = await rows<Job>(
    tx,
    `SELECT j.id, j.status, j.msgId, j.askAt, j.problem, o.status AS outcome FROM push_job j
     LEFT JOIN mass_outcome o ON o.msgId = j.msgId WHERE j.pushId = ? ORDER BY j.number`,
    [push.id],
  );
  if (jobs.some(({ status }) => status === 'queued')) return;
  for (const job of jobs) {
    if (job.status !== 'started') continue;
    if (job.outcome !== null) {
      // 「send success」, or an error such as err(10001): nobody got it then.
      job.status = /^send ?success/i.test(job.outcome) ? 'finished' : 'failed';
      const problem = job.status === 'failed' ? job.outcome : null;
      await changed(tx, 'UPDATE push_job SET status = ?, problem = ? WHERE id = ?', [
        job.status,
        problem,
        job.id,
      ]);
    } else await askFor(work, push.id, job);
  }
  if (jobs.some(({ status }) => status === 'started')) {
    if (push.status === 'running')
      await moveTo(work, push, 'reconciling', { from: ['running'], set: { sentAt: now } });
    return;
  }
  if (jobs.some(({ status }) => status === 'finished')) return finish(work, push);
  const reason = jobs[0]?.problem ?? push.reason ?? 'nobody';
  await moveTo(work, push, 'failed', { from: ['running', 'reconciling'], set: { reason, finishedAt: now } });
  work.emit('push.failed', { ...toAuthor(push), data: { ...about(push), problem: reasonWords(reason) } });
}

/** The event is late: WeChat is asked. Without a number there is nothing to ask about. */
async function askFor(work: Work, pushId: string, { id, msgId, askAt }: Job): Promise<void> {
  const { tx, now } = work;
  if (askAt === null || Number(askAt) > now) return;
  if (msgId === null) {
    await changed(tx, `UPDATE push_job SET status = 'finished', problem = 'no_event' WHERE id = ?`, [id]);
    return;
  }
  const onceKey = `massStatus:${id}:${Math.floor(now / ASK_AFTER_MS)}`;
  await placeOrder(work, { onceKey, kind: 'massStatus', pushId, body: { jobId: id, msgId } });
  await changed(tx, 'UPDATE push_job SET askAt = ? WHERE id = ?', [now + ASK_AFTER_MS, id]);
}

async function finish(work: Work, push: Push): Promise<void> {
  const { wanted, sent, refused, failed, unknown, filtered } = await progressOf(work, push);
  await moveTo(work, push, 'finished', {
    from: ['running', 'reconciling'],
    set: {
      ...{ wanted, reached: sent, refused, failed, unknown, filtered, reason: null },
      ...{ finishedAt: work.now, sentAt: push.sentAt ?? work.now },
    },
  });
  const figures = { wanted, reached: sent, others: wanted - sent };
  work.emit('push.finished', { ...toAuthor(push), data: { ...about(push), ...figures } });
}

/** The author hears of it in the chat; staff without a bound WeChat see it in the console. */
const toAuthor = ({ authorOpenid }: Push): { openid?: string } =>
  authorOpenid === null ? {} : { openid: authorOpenid };

const about = ({ id, title }: Push): Record<string, string> => ({ id, number: numberOf(id), title });
