import type { Reading, Work } from '../../platform/db.ts';
import { changed, row, rows } from '../../platform/sql.ts';
import type { OrderBody, OrderResult } from '../orders/contract.ts';
import { placeOrder } from '../orders/service.ts';
import { offer } from '../subscriptions/rules.ts';
import { insertNew } from './insertNew.ts';

/** People of one order: twenty calls at WeChat of fifty each. */
const AT_ONCE = 1_000;

/** A tag that is made of what people chose: its name at WeChat, the choice, and which order of a run it is. */
export interface Chosen {
  run: string;
  part: number;
  tagName: string;
  kind: 'area' | 'topic';
  value: string;
}

/** WeChat takes 30 bytes for a name. */
const prefixes = { area: '区·', topic: '订·' } as const;

/** Orders the account's tags to be brought in line with what followers chose, so that one call reaches a choice. */
export async function orderTags(work: Work, run: string): Promise<void> {
  for (const [kind, values] of [
    ['area', offer.areas],
    ['topic', offer.topics],
  ] as const) {
    for (const value of values) {
      const chosen = { run, part: 0, tagName: `${prefixes[kind]}${value}`, kind, value };
      const { add, remove } = await tagPeopleBody(work, chosen);
      if (add!.length + remove!.length > 0) await orderPart(work, chosen);
    }
  }
}

const orderPart = (work: Work, chosen: Chosen): Promise<void> =>
  placeOrder(work, {
    onceKey: `tagPeople:${chosen.run}:${chosen.tagName}:${chosen.part}`,
    kind: 'tagPeople',
    pushId: null,
    body: { ...chosen },
  });

/** Who is to get and to lose the tag next. */
export async function tagPeopleBody(
  { tx }: Reading,
  { tagName, kind, value }: Pick<Chosen, 'tagName' | 'kind' | 'value'>,
): Promise<OrderBody> {
  const tag = await row<{ id: string }>(tx, 'SELECT id FROM account_tag WHERE name = ?', [tagName]);
  const tagId = tag?.id ?? '';
  const chose = `EXISTS (SELECT 1 FROM follower_choice c WHERE c.openid = t.openid AND c.kind = ? AND c.value = ?)`;
  const add = await rows<{ openid: string }>(
    tx,
    `SELECT c.openid FROM follower_choice c JOIN follower f ON f.openid = c.openid AND f.following = 1
     WHERE c.kind = ? AND c.value = ?
       AND NOT EXISTS (SELECT 1 FROM follower_tag t WHERE t.tagId = ? AND t.openid = c.openid)
     ORDER BY c.openid LIMIT ${AT_ONCE}`,
    [kind, value, tagId],
  );
  // Whoever left the account has lost the tags with it.
  const remove = await rows<{ openid: string }>(
    tx,
    `SELECT t.openid FROM follower_tag t JOIN follower f ON f.openid = t.openid AND f.following = 1
     WHERE t.tagId = ? AND NOT ${chose} ORDER BY t.openid LIMIT ${AT_ONCE}`,
    [tagId, kind, value],
  );
  return { tagName, add: add.map(({ openid }) => openid), remove: remove.map(({ openid }) => openid) };
}

/** Keeps who carries the tag now, and orders the next thousand. */
export async function keepTagged(work: Work, chosen: Chosen, result: OrderResult): Promise<void> {
  const { tx, now } = work;
  const { tagId, added = [], removed = [] } = result;
  if (tagId === undefined) return;
  await insertNew(work, 'account_tag (id, name, members, syncedAt)', [tagId], () => [
    ...[tagId, chosen.tagName, 0, now],
  ]);
  await insertNew(work, 'follower_tag (tagId, openid, seenAt)', added, (openid) => [tagId, openid, now]);
  if (removed.length > 0)
    await changed(
      tx,
      `DELETE FROM follower_tag WHERE tagId = ? AND openid IN (${removed.map(() => '?').join(', ')})`,
      [tagId, ...removed],
    );
  await changed(
    tx,
    'UPDATE account_tag SET members = (SELECT COUNT(*) FROM follower_tag WHERE tagId = ?), syncedAt = ? WHERE id = ?',
    [tagId, now, tagId],
  );
  if (Math.max(added.length, removed.length) === AT_ONCE)
    await orderPart(work, { ...chosen, part: chosen.part + 1 });
}
