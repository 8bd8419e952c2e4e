import { ChannelToken } from '../../entities/index.ts';
import { isDuplicate, type Reading, type Work } from '../platform/db.ts';
import { changed, row } from '../platform/sql.ts';

export interface SharedToken {
  value: string;
  /** Epoch milliseconds, a little before WeChat's own end. */
  useUntil: number;
}

/** The access token that all bots of the account share; null when there is none that is still good. */
export async function sharedToken({ tx, now, sealer }: Reading, appId: string): Promise<SharedToken | null> {
  const found = await row<{ token: string | null; expiresAt: number }>(
    tx,
    'SELECT token, expiresAt FROM channel_token WHERE appId = ?',
    [appId],
  );
  if (!found?.token || Number(found.expiresAt) <= now) return null;
  return { value: sealer.open('channel_token.token', found.token), useUntil: Number(found.expiresAt) };
}

/** Makes `owner` the one bot that fetches the next token, until it puts one or `forMs` have passed. */
export async function leaseToken(
  { tx, now }: Work,
  appId: string,
  owner: string,
  forMs: number,
): Promise<boolean> {
  const lease = { leaseToken: owner, leaseUntil: now + forMs };
  const got = await changed(
    tx,
    'UPDATE channel_token SET leaseToken = ?, leaseUntil = ? WHERE appId = ? AND (leaseUntil <= ? OR leaseToken = ?)',
    [owner, lease.leaseUntil, appId, now, owner],
  );
  if (got > 0) return true;
  if (await row(tx, 'SELECT appId FROM channel_token WHERE appId = ?', [appId])) return false;
  try {
    await tx.insert(ChannelToken, { appId, token: null, expiresAt: 0, ...lease });
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** Saves a fetched token and ends the owner's lease; a bot whose lease ran out meanwhile changes nothing. */
export async function putToken(
  work: Work,
  appId: string,
  owner: string,
  token: SharedToken | null,
): Promise<void> {
  const { tx, sealer } = work;
  const free = 'leaseToken = NULL, leaseUntil = 0 WHERE appId = ? AND leaseToken = ?';
  if (!token) return void (await changed(tx, `UPDATE channel_token SET ${free}`, [appId, owner]));
  const sealed = sealer.seal('channel_token.token', token.value);
  await changed(tx, `UPDATE channel_token SET token = ?, expiresAt = ?, ${free}`, [
    sealed,
    token.useUntil,
    appId,
    owner,
  ]);
}
