import type { Reading } from '../../platform/db.ts';
import { row, rows } from '../../platform/sql.ts';
import type { ChoiceKind, Reach } from '../vocabulary.ts';
import type { Audience, AudienceCount } from './contract.ts';
import { callsOf, wayOf, wordsOf } from './rules.ts';
import { countOf, selectionOf, withoutSpared } from './select.ts';

export type AccountType = 'service' | 'subscription';

/** How many an audience is by a reach, now, and how it would go out; `ownId` is the push itself once it is on its way. */
export async function countAudience(
  reading: Reading,
  { audience, reach, template }: { audience: Audience; reach: Reach; template?: string | undefined },
  accountType: AccountType,
  ownId?: string,
): Promise<AudienceCount> {
  const all = selectionOf(audience, reach, template);
  const willing = await withoutSpared(reading, all, ownId);
  const asked = await countOf(reading, all);
  const spared = asked - (await countOf(reading, willing));
  const way = wayOf(audience, reach, spared, accountType);
  // To everybody or to a tag: WeChat knows no 退订 of ours.
  const people = way === 'all' || way === 'tag' ? asked : asked - spared;
  return {
    ...{ people, spared, way, calls: callsOf(way, people) },
    words: await audienceWords(reading, audience, reach),
  };
}

export async function audienceWords(reading: Reading, audience: Audience, reach: Reach): Promise<string> {
  return wordsOf(audience, reach, audience.tags?.length ? await tagNames(reading) : new Map());
}

/** The account's tags by number. */
export async function tagNames({ tx }: Reading): Promise<Map<string, string>> {
  const tags = await rows<{ id: string; name: string }>(tx, 'SELECT id, name FROM account_tag ORDER BY id');
  return new Map(tags.map(({ id, name }) => [id, name]));
}

/** What an audience can be made of. */
export async function audienceOptions({ tx }: Reading) {
  const followers = await row<{ people: number; syncedAt: number | null }>(
    tx,
    'SELECT COUNT(*) AS people, MAX(seenAt) AS syncedAt FROM follower WHERE following = 1',
  );
  const tags = await rows<{ id: string; name: string; members: number }>(
    tx,
    'SELECT id, name, members FROM account_tag ORDER BY name',
  );
  const choices = await rows<{ kind: ChoiceKind; value: string; people: number }>(
    tx,
    'SELECT kind, value, COUNT(*) AS people FROM follower_choice GROUP BY kind, value ORDER BY kind, value',
  );
  return {
    followers: Number(followers?.people ?? 0),
    syncedAt: followers?.syncedAt ? Number(followers.syncedAt) : null,
    tags: tags.map(({ id, name, members }) => ({ id, name, people: Number(members) })),
    choices: choices.map(({ kind, value, people }) => ({ kind, value, people: Number(people) })),
  };
}
