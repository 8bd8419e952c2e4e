import type { Work } from '../../platform/db.ts';
import { changed } from '../../platform/sql.ts';
import type { OrderResult } from '../orders/contract.ts';
import { placeOrder } from '../orders/service.ts';
import { insertNew } from './insertNew.ts';
import { orderTags } from './tagging.ts';

/** A page of ten thousand in statements that both engines take. */
const AT_ONCE = 2_000;
const ONCE_IN_MS = 600_000;

type Asked = Record<string, unknown>;

/** Orders followers and tags from WeChat, at most once in ten minutes. A bot does it page by page. */
export async function orderSync(work: Work): Promise<{ ordered: boolean }> {
  const run = String(Math.floor(work.now / ONCE_IN_MS));
  const body = { run, startedAt: work.now };
  await placeOrder(work, {
    onceKey: `followersPage:${run}:`,
    kind: 'followersPage',
    pushId: null,
    body: { ...body, next: '' },
  });
  await placeOrder(work, { onceKey: `tagsList:${run}`, kind: 'tagsList', pushId: null, body });
  return { ordered: true };
}

/** A page of followers; after the last one, whoever was not seen since the start has left. */
export async function keepFollowers(
  work: Work,
  asked: Asked,
  { openids = [], next = '' }: OrderResult,
): Promise<void> {
  const { tx, now } = work;
  for (const some of chunks(openids)) {
    await changed(tx, `UPDATE follower SET seenAt = ? WHERE openid IN (${marks(some)}) AND following = 1`, [
      now,
      ...some,
    ]);
    await changed(
      tx,
      `UPDATE follower SET seenAt = ?, following = 1, changedAt = ? WHERE openid IN (${marks(some)}) AND following = 0`,
      [...[now, now], ...some],
    );
    await insertNew(work, 'follower (openid, following, seenAt, changedAt)', some, (openid) => [
      openid,
      1,
      now,
      now,
    ]);
  }
  if (next !== '') {
    const body = { ...asked, next };
    await placeOrder(work, {
      onceKey: `followersPage:${String(asked['run'])}:${next}`,
      kind: 'followersPage',
      pushId: null,
      body,
    });
    return;
  }
  await changed(tx, 'UPDATE follower SET following = 0, changedAt = ? WHERE following = 1 AND seenAt < ?', [
    now,
    Number(asked['startedAt']),
  ]);
  await orderTags(work, String(asked['run']));
}

/** The account's tags; the members of each are ordered page by page. */
export async function keepTags(work: Work, asked: Asked, { tags = [] }: OrderResult): Promise<void> {
  const { tx, now } = work;
  const ids = tags.map(({ id }) => id);
  await changed(
    tx,
    `DELETE FROM account_tag${ids.length > 0 ? ` WHERE id NOT IN (${marks(ids)})` : ''}`,
    ids,
  );
  for (const { id, name, members } of tags) {
    const known = await changed(
      tx,
      'UPDATE account_tag SET name = ?, members = ?, syncedAt = ? WHERE id = ?',
      [name, members, now, id],
    );
    if (known === 0)
      await insertNew(work, 'account_tag (id, name, members, syncedAt)', [id], () => [
        id,
        name,
        members,
        now,
      ]);
    const body = { ...asked, tagId: id, next: '' };
    await placeOrder(work, {
      onceKey: `tagMembers:${String(asked['run'])}:${id}:`,
      kind: 'tagMembersPage',
      pushId: null,
      body,
    });
  }
}

/** A page of a tag's members; after the last one, who was not seen carries it no more. */
export async function keepTagMembers(
  work: Work,
  asked: Asked,
  { openids = [], next = '' }: OrderResult,
): Promise<void> {
  const { tx, now } = work;
  const tagId = String(asked['tagId']);
  for (const some of chunks(openids)) {
    await changed(tx, `UPDATE follower_tag SET seenAt = ? WHERE tagId = ? AND openid IN (${marks(some)})`, [
      now,
      tagId,
      ...some,
    ]);
    await insertNew(work, 'follower_tag (tagId, openid, seenAt)', some, (openid) => [tagId, openid, now]);
  }
  if (next !== '') {
    const onceKey = `tagMembers:${String(asked['run'])}:${tagId}:${next}`;
    await placeOrder(work, { onceKey, kind: 'tagMembersPage', pushId: null, body: { ...asked, next } });
    return;
  }
  await changed(tx, 'DELETE FROM follower_tag WHERE tagId = ? AND seenAt < ?', [
    tagId,
    Number(asked['startedAt']),
  ]);
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

function* chunks(openids: readonly string[]): Generator<string[]> {
  for (let from = 0; from < openids.length; from += AT_ONCE) yield openids.slice(from, from + AT_ONCE);
}
