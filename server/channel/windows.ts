import type { Work } from '../platform/db.ts';
import { changed } from '../platform/sql.ts';
import type { Push } from './contract.ts';

const HOUR = 3_600_000;
/** A message opens 5 customer-service messages in 48 h, a tap on the menu, a follow or a scan 3 in a minute (PLATFORM). */
const message = { count: 5, ms: 48 * HOUR };
const tap = { count: 3, ms: 60_000 };
const taps = new Set(['menu', 'follow', 'scan']);
const silent = new Set(['unfollow', 'other']);

/** The columns of `conversation` that a push sets: the window that it opens, and whether its sender follows. */
export function openedBy({ kind }: Push, now: number): Record<string, number> {
  if (kind === 'unfollow') return { following: 0, messageUntil: 0, tapUntil: 0 };
  if (silent.has(kind)) return {};
  if (taps.has(kind)) return { following: 1, tapLeft: tap.count, tapUntil: now + tap.ms };
  return { following: 1, messageLeft: message.count, messageUntil: now + message.ms };
}

/** Takes one message out of the window that closes first; false when none is left. */
export async function takeFromBudget(work: Work, openid: string): Promise<boolean> {
  const { tx, now } = work;
  const take = (window: 'tap' | 'message'): Promise<number> =>
    changed(
      tx,
      `UPDATE conversation SET ${window}Left = ${window}Left - 1 WHERE openid = ? AND ${window}Left > 0 AND ${window}Until > ?`,
      [openid, now],
    );
  return (await take('tap')) > 0 || (await take('message')) > 0;
}

/** Puts back a message that certainly wasn't sent. */
export async function giveBackToBudget({ tx, now }: Work, openid: string): Promise<void> {
  const back = 'UPDATE conversation SET messageLeft = messageLeft + 1 WHERE openid = ? AND messageUntil > ?';
  await changed(tx, back, [openid, now]);
}

/** The platform says that nothing is left, whatever was counted here. */
export async function exhaustBudget({ tx }: Work, openid: string): Promise<void> {
  await changed(tx, 'UPDATE conversation SET messageLeft = 0, tapLeft = 0 WHERE openid = ?', [openid]);
}
