import { LRUCache } from 'lru-cache';
import type { LegalDate } from '../platform/calendar.ts';
import type { Reading } from '../platform/db.ts';
import { buildIndex, type Index } from './finder.ts';
import { loadKnowledge, type Entry } from './knowledge.ts';
import { releasesInForce, releaseState, withReleases } from './releases.ts';
import { readPrepared } from './prepared.ts';
import { obstacles, servable } from './servable.ts';

let prepared: ReturnType<typeof readPrepared> | 'none';
let all: Entry[] | undefined;
const indexes = new LRUCache<string, Index>({ max: 2 });

/** The entries of the topic files, read once. */
export const filedEntries = (): readonly Entry[] => (all ??= whatIsPrepared()?.entries ?? loadKnowledge());

function whatIsPrepared(): ReturnType<typeof readPrepared> {
  prepared ??= readPrepared() ?? 'none';
  return prepared === 'none' ? undefined : prepared;
}

/**
 * The index of the entries that may be served on a day (reviewed, in force, outside a demo signed by a lawyer), as the
 * topic files have them. `indexNow` adds what was published and withdrawn at the console.
 */
export const indexOf = (day: LegalDate, demo: boolean): Index => cachedIndex(day, demo, '', filedEntries);

/**
 * The index to answer from now. It follows the releases of the console: one small statement tells whether there is a new
 * one, and only then is it built anew (about half a second).
 */
export async function indexNow(reading: Reading, demo: boolean): Promise<Index> {
  const state = await releaseState(reading);
  if (state === '' || indexes.has(keyOf(reading.today, demo, state)))
    return cachedIndex(reading.today, demo, state, filedEntries);
  const entries = await entriesNow(reading);
  return cachedIndex(reading.today, demo, state, () => entries);
}

/** Every entry as it stands now: files and releases, whether or not it may be served. */
export const entriesNow = async (reading: Reading): Promise<Entry[]> =>
  withReleases(filedEntries(), await releasesInForce(reading));

function cachedIndex(day: LegalDate, demo: boolean, state: string, entries: () => readonly Entry[]): Index {
  const key = keyOf(day, demo, state);
  let index = indexes.get(key);
  if (!index)
    indexes.set(
      key,
      (index = buildIndex(servable([...entries()], day, { demo }), undefined, whatIsPrepared()?.featuresOf)),
    );
  return index;
}

const keyOf = (day: LegalDate, demo: boolean, state: string): string => `${day} ${demo} ${state}`;

/** The entries that may not be served on a day, each with why, for the operator's log at the start. */
export function heldBack(day: LegalDate, demo: boolean): { id: string; why: string }[] {
  return filedEntries().flatMap((entry) => {
    const why = obstacles(entry, day, { demo });
    return why.length > 0 ? [{ id: entry.id, why: why.join('；') }] : [];
  });
}
