import { LRUCache } from 'lru-cache';
import type { LegalDate } from '../platform/calendar.ts';
import type { Reading } from '../platform/db.ts';
import { buildIndex, type Index } from './finder.ts';
import { loadKnowledge, type Entry } from './knowledge.ts';
import { readPrepared } from './prepared.ts';
import { releasesInForce, releaseState, withReleases } from './releases.ts';
import { obstacles, servable } from './servable.ts';

let prepared: { read: ReturnType<typeof readPrepared> } | undefined;
let all: Entry[] | undefined;
const indexes = new LRUCache<string, Index>({ max: 2 });

/** The entries of the topic files, read once. */
export const filedEntries = (): readonly Entry[] => (all ??= whatIsPrepared()?.entries ?? loadKnowledge());

const whatIsPrepared = (): ReturnType<typeof readPrepared> => (prepared ??= { read: readPrepared() }).read;

/**
 * The index to answer from now: of the entries that may be served today (reviewed, in force, outside a demo signed by a
 * lawyer), as the topic files have them and with what was published and withdrawn at the console. One small statement
 * tells whether there is a new release, and only then is it built anew (about half a second).
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
  const known = indexes.get(key);
  if (known) return known;
  const served = servable([...entries()], day, { demo });
  const index = buildIndex(served, undefined, whatIsPrepared()?.worked);
  indexes.set(key, index);
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
