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

const DAY = 86_400_000;
const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/**
 * Who is in an audience by a reach. Subscription notices begin at the consents, which an index gives in the order of
 * openids; all else begins at the followers. Both can be read by keyset on `openid`.
 */
export function selectionOf(audience: Audience, reach: Reach, template: string | undefined): Selection {
  const byConsent = reach === 'subscription';
  const openid = byConsent ? 'n.openid' : 'f.openid';
  const parts: { sql: string; values: unknown[] }[] = [
    byConsent
      ? { sql: `n.kind = 'notice' AND n.value = ?`, values: [template ?? ''] }
      : { sql: 'f.following = 1', values: [] },
  ];
  if (audience.tags?.length) {
    parts.push({
      sql: `EXISTS (SELECT 1 FROM follower_tag t WHERE t.openid = ${openid} AND t.tagId IN (${marks(audience.tags)}))`,
      values: audience.tags,
    });
  }
  for (const { kind, values } of choicesOf(audience)) {
    parts.push({
      sql: `EXISTS (SELECT 1 FROM follower_choice c WHERE c.openid = ${openid} AND c.kind = ? AND c.value IN (${marks(values)}))`,
      values: [kind, ...values],
    });
  }
  return {
    from: byConsent ? 'follower_choice n' : 'follower f',
    where: parts.map(({ sql }) => sql).join(' AND '),
    values: parts.flatMap(({ values }) => values),
    openid,
  };
}

/** Those of a selection who want to be written to now: nobody who said 退订, nobody sooner than they asked for. */
export async function withoutSpared(reading: Reading, selection: Selection): Promise<Selection> {
  const { openid } = selection;
  const chose = (value: string): string =>
    `EXISTS (SELECT 1 FROM follower_choice p WHERE p.openid = ${openid} AND p.kind = 'pace' AND p.value = '${value}')`;
  const parts = [`NOT ${chose('stop')}`];
  const values: unknown[] = [];
  for (const [pace, days] of [
    ['week', 7],
    ['month', 30],
  ] as const) {
    const recent = await recentPushes(reading, days);
    if (recent.length === 0) continue;
    parts.push(
      `NOT (${chose(pace)} AND EXISTS (SELECT 1 FROM push_recipient r WHERE r.pushId IN (${marks(recent)}) AND r.openid = ${openid} AND r.status = 'sent'))`,
    );
    values.push(...recent);
  }
  return {
    ...selection,
    where: `${selection.where} AND ${parts.join(' AND ')}`,
    values: [...selection.values, ...values],
  };
}

async function recentPushes({ tx, now }: Reading, days: number): Promise<string[]> {
  const found = await rows<{ id: string }>(tx, 'SELECT id FROM push WHERE startedAt > ? ORDER BY id', [
    now - days * DAY,
  ]);
  return found.map(({ id }) => id);
}

export async function countOf({ tx }: Reading, { from, where, values }: Selection): Promise<number> {
  const found = await rows<{ people: number }>(
    tx,
    `SELECT COUNT(*) AS people FROM ${from} WHERE ${where}`,
    values,
  );
  return Number(found[0]?.people ?? 0);
}
