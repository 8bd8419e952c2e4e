import { randomUUID } from 'node:crypto';
import type { Work } from '../../platform/db.ts';
import { changed, rows } from '../../platform/sql.ts';
import { bodyFor } from './bodies.ts';
import type { ClaimedOrder, OrderKind } from './contract.ts';

const LEASE_MS = 25_000;
/** Claims of an order that never got an answer. */
const MOST_LOST = 30;

interface Row {
  id: string;
  kind: OrderKind;
  pushId: string | null;
  body: string;
}

/**
 * Leases orders that are due, oldest first, and takes over those whose bot died. Each of them may be done again: a mass
 * send has its client id, the rest changes nothing twice.
 */
export async function claimOrders(work: Work, max: number): Promise<ClaimedOrder[]> {
  const { tx, now } = work;
  const due = await rows<Row & { status: string; attempts: number }>(
    tx,
    `SELECT id, kind, pushId, body, status, attempts FROM account_order
     WHERE (status = 'queued' AND dueAt <= ?) OR (status = 'leased' AND leaseUntil < ?) ORDER BY dueAt, id LIMIT ${max}`,
    [now, now],
  );
  const claimed: ClaimedOrder[] = [];
  for (const { id, kind, pushId, body, status, attempts } of due) {
    if (attempts >= MOST_LOST) {
      await fail(work, id, 'no_receipt');
      continue;
    }
    const leaseToken = randomUUID();
    const taken = await changed(
      tx,
      `UPDATE account_order SET status = 'leased', leaseToken = ?, leaseUntil = ?, attempts = attempts + 1
       WHERE id = ? AND status = ? AND leaseUntil < ?`,
      [leaseToken, now + LEASE_MS, id, status, now],
    );
    if (taken === 0) continue;
    const whole = await bodyFor(work, kind, pushId, JSON.parse(body) as Record<string, unknown>);
    // What it was for is over: the push was stopped.
    if (!whole) await fail(work, id, 'stopped');
    else claimed.push({ id, leaseToken, kind, body: whole });
  }
  return claimed;
}

const fail = ({ tx, now }: Work, id: string, problem: string): Promise<number> =>
  changed(
    tx,
    `UPDATE account_order SET status = 'failed', problem = ?, leaseToken = NULL, finishedAt = ? WHERE id = ?`,
    [problem, now, id],
  );
