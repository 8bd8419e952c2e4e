import { AccountOrder } from '../../../entities/index.ts';
import type { Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { OrderKind } from './contract.ts';

export interface NewOrder {
  /** The same wish is ordered once. */
  onceKey: string;
  kind: OrderKind;
  pushId: string | null;
  body: Record<string, unknown>;
  afterMs?: number;
}

/** Orders something of the official account; a bot claims it, does it and answers. */
export async function placeOrder({ tx, now }: Work, order: NewOrder): Promise<void> {
  const { onceKey, kind, pushId, body, afterMs = 0 } = order;
  const row: AccountOrder = {
    ...{ id: newId(), onceKey, kind, pushId, body: JSON.stringify(body), status: 'queued' },
    ...{ dueAt: now + afterMs, leaseToken: null, leaseUntil: 0, attempts: 0, problem: null, result: null },
    ...{ createdAt: now, finishedAt: null },
  };
  await tx
    .createQueryBuilder()
    .insert()
    .into(AccountOrder)
    .values(row)
    .orIgnore()
    .updateEntity(false)
    .execute();
}
