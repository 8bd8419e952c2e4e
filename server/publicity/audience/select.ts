import type { Reading } from '../../platform/db.ts';
import { rows } from '../../platform/sql.ts';
import type { Reach } from '../vocabulary.ts';
import type { Audience } from './contract.ts';
import { choicesOf } from './rules.ts';

/** A piece of SQL over people, with its values. `openid` is the expression of a person's openid in it. */
export interface Selection {
  from: string;
  where: string;
  values: unknown[];
  openid: string;
}

/** A condition in SQL with its values. */
interface Condition {
  sql: string;
  values: unknown[];
}

const DAY = 86_400_000;
const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/**
 * Who is in an audience by a reach. Subscription notices begin at the consents, which an index gives in the order of
 * openids; all else begins at the followers. Both can be read by keyset on `openid`.
 */
export function selectionOf(audience: Audience, reach: Reach, template: string | undefined): Selection {
  const byConsent = reach === 'subscription';
  const openid = byConsent ? 'n.openid' : 'f.openid';
  const parts: Condition[] = [
    byConsent
      ? { sql: `n.kind = 'notice' AND n.value = ?`, values: [template ?? ''] }
      : { sql: 'f.following = 1', values: [] },
  ];
  parts.push(...membership(audience, openid));
  return {
    from: byConsent ? 'follower_choice n' : 'follower f',
    where: parts.map(({ sql }) => sql).join(' AND '),
    values: parts.flatMap(({ values }) => values),
    openid,
  };
}

/** What a person must carry to belong to an audience; nothing where it is everybody. */
function membership(audience: Audience, openid: string): Condition[] {
  const { tags = [] } = audience;
  return [
    ...(tags.length > 0
      ? [
          {
            sql: `EXISTS (SELECT 1 FROM follower_tag t WHERE t.openid = ${openid} AND t.tagId IN (${marks(tags)}))`,
            values: tags,
          },
        ]
      : []),
    ...choicesOf(audience).map(({ kind, values }) => ({
      sql: `EXISTS (SELECT 1 FROM follower_choice c WHERE c.openid = ${openid} AND c.kind = ? AND c.value IN (${marks(values)}))`,
      values: [kind, ...values],
    })),
  ];
}

/**
 * Those of a selection who want to be written to now: nobody who said 退订, nobody sooner than they asked for. The push
 * that is being sent, `ownId`, doesn't count as heard.
 */
export async function withoutSpared(
  reading: Reading,
  selection: Selection,
  ownId?: string,
): Promise<Selection> {
  const { openid } = selection;
  const chose = (value: string): string =>
    `EXISTS (SELECT 1 FROM follower_choice p WHERE p.openid = ${openid} AND p.kind = 'pace' AND p.value = '${value}')`;
  const parts = [`NOT ${chose('stop')}`];
  const values: unknown[] = [];
  for (const [pace, days] of [
    ['week', 7],
    ['month', 30],
  ] as const) {
    const heard = heardOf(await recentPushes(reading, days, ownId), openid);
    if (heard.length === 0) continue;
    parts.push(`NOT (${chose(pace)} AND (${heard.map(({ sql }) => sql).join(' OR ')}))`);
    values.push(...heard.flatMap((one) => one.values));
  }
  return {
    ...selection,
    where: `${selection.where} AND ${parts.join(' AND ')}`,
    values: [...selection.values, ...values],
  };
}

interface Earlier {
  id: string;
  reach: string;
  audience: string;
}

async function recentPushes({ tx, now }: Reading, days: number, ownId = ''): Promise<Earlier[]> {
  return rows<Earlier>(
    tx,
    `SELECT id, reach, audience FROM push WHERE startedAt > ? AND id <> ? AND reach IN ('mass', 'subscription')
       AND status <> 'failed' ORDER BY id`,
    [now - days * DAY, ownId],
  );
}

/**
 * Whether somebody got one of these pushes: a notice by its receipt; a mass send by belonging to its audience, since
 * WeChat tells sums and no names.
 */
function heardOf(pushes: readonly Earlier[], openid: string): Condition[] {
  const noticed = pushes.filter(({ reach }) => reach === 'subscription').map(({ id }) => id);
  return [
    ...(noticed.length > 0
      ? [
          {
            sql: `EXISTS (SELECT 1 FROM push_recipient r WHERE r.pushId IN (${marks(noticed)}) AND r.openid = ${openid} AND r.status = 'sent')`,
            values: noticed,
          },
        ]
      : []),
    ...pushes
      .filter(({ reach }) => reach === 'mass')
      .map(({ audience }) => belongs(JSON.parse(audience) as Audience, openid)),
  ];
}

function belongs(audience: Audience, openid: string): Condition {
  const parts = membership(audience, openid);
  if (parts.length === 0) return { sql: '1 = 1', values: [] };
  return {
    sql: `(${parts.map(({ sql }) => sql).join(' AND ')})`,
    values: parts.flatMap(({ values }) => values),
  };
}

/** How many of a selection belong to at least `limit` of the audiences: their month of mass sends is full. */
export async function countFull(
  reading: Reading,
  selection: Selection,
  audiences: readonly Audience[],
  limit: number,
): Promise<number> {
  if (audiences.length < limit) return 0;
  const each = audiences.map((audience) => belongs(audience, selection.openid));
  const sum = each.map(({ sql }) => `CASE WHEN ${sql} THEN 1 ELSE 0 END`).join(' + ');
  return countOf(reading, {
    ...selection,
    where: `${selection.where} AND (${sum}) >= ${limit}`,
    values: [...selection.values, ...each.flatMap(({ values }) => values)],
  });
}

export async function countOf({ tx }: Reading, { from, where, values }: Selection): Promise<number> {
  const found = await rows<{ people: number }>(
    tx,
    `SELECT COUNT(*) AS people FROM ${from} WHERE ${where}`,
    values,
  );
  return Number(found[0]?.people ?? 0);
}
