import type { Push } from '../../../entities/index.ts';
import type { Work } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { changed } from '../../platform/sql.ts';
import { pushStatusNames, type PushStatus } from '../vocabulary.ts';

export interface Move {
  /** Statuses that it may be moved out of. */
  from: readonly PushStatus[];
  /** The version that the caller read; without it any. */
  version?: number;
  set?: Partial<Push>;
}

/**
 * Moves a push into a status, under the version that was read, and returns it as it is then. Throws `push_state` out of
 * another status, `stale` when somebody was faster.
 */
export async function moveTo(work: Work, push: Push, to: PushStatus, move: Move): Promise<Push> {
  const { from, version = push.version, set = {} } = move;
  if (!from.includes(push.status as PushStatus))
    throw problem('push_state', { state: pushStatusNames[push.status as PushStatus] });
  const columns = Object.entries(set);
  const done = await changed(
    work.tx,
    `UPDATE push SET ${['status', ...columns.map(([name]) => name)].map((name) => `${name} = ?`).join(', ')}, version = version + 1
     WHERE id = ? AND version = ? AND status = ?`,
    [to, ...columns.map(([, value]) => stored(value)), push.id, version, push.status],
  );
  if (done === 0) throw problem('stale');
  return { ...push, ...set, status: to, version: push.version + 1 };
}

const stored = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value);
