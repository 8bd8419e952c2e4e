import { Follower } from '../../entities/index.ts';
import type { Work } from '../platform/db.ts';
import { isDuplicate } from '../platform/db.ts';
import { changed } from '../platform/sql.ts';

/** Keeps the list of followers true between two synchronisations: somebody followed or left. */
export async function noteFollower({ tx, now }: Work, openid: string, following: boolean): Promise<void> {
  const known = await changed(
    tx,
    'UPDATE follower SET following = ?, seenAt = ?, changedAt = ? WHERE openid = ?',
    [...[Number(following), now, now], openid],
  );
  if (known > 0) return;
  await tx.insert(Follower, { openid, following, seenAt: now, changedAt: now }).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
}
