import { ActivityGuest } from '../../../entities/index.ts';
import type { Work } from '../../platform/db.ts';
import { changed, row } from '../../platform/sql.ts';
import type { PublicActivity } from './contract.ts';
import { mustFindActivity, publicActivity } from './reading.ts';
import { checkInOpen } from './rules.ts';

export interface SignedUp {
  outcome: 'signedUp' | 'cancelled' | 'full' | 'over';
  activity: PublicActivity;
}

/** Signs the caller up, or takes it back. Said twice it is the same. Throws `not_found`. */
export async function signUp(work: Work, id: string, come: boolean): Promise<SignedUp> {
  const { tx, now, actor } = work;
  // One after the other on the activity's row, so that the last seat is given once.
  await changed(tx, 'UPDATE activity SET createdAt = createdAt WHERE id = ?', [id]);
  const before = await publicActivity(work, id, actor.id);
  if (!come) {
    await changed(tx, 'UPDATE activity_guest SET cancelled = 1 WHERE activityId = ? AND openid = ?', [
      ...[id, actor.id],
    ]);
    return { outcome: 'cancelled', activity: { ...before, signedUp: false } };
  }
  if (before.over || before.status !== 'planned') return { outcome: 'over', activity: before };
  if (before.signedUp) return { outcome: 'signedUp', activity: before };
  if (before.full) return { outcome: 'full', activity: before };
  await put(work, id, { signedUpAt: now, cancelled: 0 });
  return { outcome: 'signedUp', activity: { ...before, signedUp: true } };
}

export interface CheckedIn {
  outcome: 'checkedIn' | 'already' | 'wrong' | 'early';
  activity: PublicActivity | null;
}

/** Checks the caller in by the code that is shown at the place. A wrong code answers and never throws. */
export async function checkIn(work: Work, code: string): Promise<CheckedIn> {
  const { tx, now, actor } = work;
  const found = await row<{ id: string }>(
    tx,
    `SELECT id FROM activity WHERE code = ? AND status <> 'cancelled' AND endsAt > ? ORDER BY startsAt LIMIT 1`,
    [code, now - 86_400_000],
  );
  if (!found) return { outcome: 'wrong', activity: null };
  const activity = await publicActivity(work, found.id, actor.id);
  if (activity.cameAt !== null) return { outcome: 'already', activity };
  if (!checkInOpen(await mustFindActivity(work, found.id), now)) return { outcome: 'early', activity };
  await put(work, found.id, { cameAt: now });
  return { outcome: 'checkedIn', activity: { ...activity, cameAt: now } };
}

async function put({ tx, actor }: Work, activityId: string, set: Record<string, number>): Promise<void> {
  const columns = Object.keys(set).map((column) => `${column} = ?`);
  const done = await changed(
    tx,
    `UPDATE activity_guest SET ${columns.join(', ')} WHERE activityId = ? AND openid = ?`,
    [...Object.values(set), activityId, actor.id],
  );
  if (done > 0) return;
  await tx.insert(ActivityGuest, {
    ...{ activityId, openid: actor.id, signedUpAt: null, cameAt: null, ...set, cancelled: false },
  });
}
