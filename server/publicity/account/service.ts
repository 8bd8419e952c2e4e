import { AccountFact } from '../../../entities/index.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { row } from '../../platform/sql.ts';
import type { OrderResult } from '../orders/contract.ts';
import { placeOrder } from '../orders/service.ts';
import type { AccountView } from './contract.ts';

const SPEED = 'massSpeed';

/** What is known of the account, without asking WeChat. */
export async function readAccount({ tx }: Reading, mayChange: boolean): Promise<AccountView> {
  const followers = await row<{ people: number; syncedAt: number | null }>(
    tx,
    'SELECT COUNT(*) AS people, MAX(seenAt) AS syncedAt FROM follower WHERE following = 1',
  );
  const speed = await row<{ value: string; at: number }>(
    tx,
    'SELECT value, at FROM account_fact WHERE name = ?',
    [SPEED],
  );
  const pending = await row(
    tx,
    `SELECT id FROM account_order WHERE kind = '${SPEED}' AND status IN ('queued', 'leased') LIMIT 1`,
  );
  return {
    followers: Number(followers?.people ?? 0),
    syncedAt: followers?.syncedAt ? Number(followers.syncedAt) : null,
    speed: speed
      ? { ...(JSON.parse(speed.value) as { level: number; real: number }), at: Number(speed.at) }
      : null,
    ...{ speedPending: pending !== undefined, mayChange },
  };
}

/** Orders the speed to be set, where a level is given, and asked for. */
export async function orderSpeed(work: Work, level: number | undefined): Promise<{ ordered: boolean }> {
  const body = level === undefined ? {} : { speed: level };
  await placeOrder(work, { onceKey: `${SPEED}:${newId()}`, kind: SPEED, pushId: null, body });
  if (level !== undefined) work.emit('account.speedChanged', { data: { level } });
  return { ordered: true };
}

/** Keeps what WeChat told. */
export async function keepSpeed({ tx, now }: Work, { speed }: OrderResult): Promise<void> {
  if (!speed) return;
  await tx.delete(AccountFact, { name: SPEED });
  await tx.insert(AccountFact, { name: SPEED, value: JSON.stringify(speed), at: now });
}
