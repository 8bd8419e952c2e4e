import type { Actor } from '../platform/actor.ts';
import type { Reading } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import { rows } from '../platform/sql.ts';

/** Who writes publicity: a member of staff at the console, or a volunteer whose WeChat the bot speaks for. */
export interface Author {
  kind: 'staff' | 'volunteer';
  id: string;
  /** Where the author hears of it; null for staff without a bound WeChat. */
  openid: string | null;
}

/** The author as it is stored: kind:id. */
export const authorKey = ({ kind, id }: Pick<Author, 'kind' | 'id'>): string => `${kind}:${id}`;

/** The member of staff who acts, as an author. */
export async function staffAuthor(reading: Reading, actor: Actor): Promise<Author> {
  if (actor.kind !== 'staff') throw problem('not_allowed');
  return authorOf(reading, authorKey(actor));
}

/** An author by the stored key, with the WeChat that is bound now. */
export async function authorOf({ tx }: Reading, key: string): Promise<Author> {
  const [kind, id] = key.split(':') as [Author['kind'], string];
  const bound = await rows<{ openid: string }>(
    tx,
    'SELECT openid FROM binding WHERE kind = ? AND personId = ?',
    [kind, id],
  );
  return { kind, id, openid: bound[0]?.openid ?? null };
}

/** Names of authors, by their stored keys; somebody who is gone has none. */
export async function namesOf({ tx }: Reading, keys: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const kind of ['staff', 'volunteer'] as const) {
    const ids = [
      ...new Set(keys.filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1))),
    ];
    if (ids.length === 0) continue;
    const marks = ids.map(() => '?').join(', ');
    const found = await rows<{ id: string; name: string }>(
      tx,
      `SELECT id, name FROM ${kind} WHERE id IN (${marks})`,
      ids,
    );
    for (const { id, name } of found) names.set(`${kind}:${id}`, name);
  }
  return names;
}
