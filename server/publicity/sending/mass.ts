import { MassOutcome } from '../../../entities/index.ts';
import type { Work } from '../../platform/db.ts';
import { isDuplicate } from '../../platform/db.ts';
import { changed, row } from '../../platform/sql.ts';
import type { OrderResult } from '../orders/contract.ts';
import { placeOrder } from '../orders/service.ts';
import { ASK_AFTER_MS, ASK_SOON_MS, GIVE_UP_AFTER_MS } from './settings.ts';

/** WeChat took a mass send: its event may be here already. One that was stopped meanwhile is deleted. */
export async function massStarted(
  work: Work,
  pushId: string,
  jobId: string,
  { msgId, alreadySent = false }: OrderResult,
): Promise<void> {
  const { tx, now } = work;
  await changed(
    tx,
    `UPDATE push_job SET status = 'started', msgId = ?, startedAt = ?, askAt = ? WHERE id = ? AND status = 'queued'`,
    [msgId ?? null, now, now + (alreadySent ? ASK_SOON_MS : ASK_AFTER_MS), jobId],
  );
  const push = await row<{ status: string }>(tx, 'SELECT status FROM push WHERE id = ?', [pushId]);
  if (push?.status === 'stopped' && msgId !== undefined) {
    const body = { jobId, msgId };
    await placeOrder(work, { onceKey: `massDelete:${jobId}`, kind: 'massDelete', pushId, body });
  }
}

/** An order of a push failed for good. */
export async function massFailed(
  { tx }: Work,
  { kind, body, pushId }: { kind: string; body: string; pushId: string | null },
  problem: string,
): Promise<void> {
  if (kind === 'massSend' || kind === 'publish') {
    const { jobId } = JSON.parse(body) as { jobId: string };
    await changed(
      tx,
      `UPDATE push_job SET status = 'failed', problem = ? WHERE id = ? AND status = 'queued'`,
      [problem, jobId],
    );
  }
  if (kind === 'putContent')
    await changed(tx, `UPDATE push SET reason = ?, mediaId = '' WHERE id = ? AND status = 'running'`, [
      problem,
      pushId,
    ]);
}

/** WeChat's word for a mass send whose event didn't come. */
export async function massStatus(work: Work, jobId: string, status: string): Promise<void> {
  const { tx, now } = work;
  const job = await row<{ startedAt: number | null }>(tx, 'SELECT startedAt FROM push_job WHERE id = ?', [
    jobId,
  ]);
  const old = now - Number(job?.startedAt ?? 0) > GIVE_UP_AFTER_MS;
  const ends: Record<string, string> = { SEND_SUCCESS: 'finished', SEND_FAIL: 'failed', DELETE: 'stopped' };
  const end = ends[status] ?? (old ? 'finished' : undefined);
  if (end === undefined) {
    await changed(tx, 'UPDATE push_job SET askAt = ? WHERE id = ?', [now + ASK_AFTER_MS, jobId]);
    return;
  }
  const problem = end === 'stopped' ? 'deleted' : end === 'failed' ? 'SEND_FAIL' : 'no_event';
  await changed(tx, `UPDATE push_job SET status = ?, problem = ? WHERE id = ? AND status = 'started'`, [
    end,
    problem,
    jobId,
  ]);
}

/** Keeps the event about a mass send; true where its number is known already. */
export async function keepOutcome(work: Work, outcome: Omit<MassOutcome, 'at'>): Promise<boolean> {
  const { tx, now } = work;
  const kept = await row(tx, 'SELECT msgId FROM mass_outcome WHERE msgId = ?', [outcome.msgId]);
  if (!kept)
    await tx.insert(MassOutcome, { ...outcome, at: now }).catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
    });
  return (await row(tx, 'SELECT id FROM push_job WHERE msgId = ?', [outcome.msgId])) !== undefined;
}
