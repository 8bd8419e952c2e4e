import { LRUCache } from 'lru-cache';
import type { LegalDate } from '../platform/calendar.ts';
import { buildIndex, type Index } from './finder.ts';
import { loadKnowledge, type Entry } from './knowledge.ts';
import { obstacles, servable } from './servable.ts';

let all: Entry[] | undefined;
const indexes = new LRUCache<string, Index>({ max: 2 });

/** The index of the entries that may be served on a day: reviewed, in force, and outside a demo signed by a lawyer. */
export function indexOf(day: LegalDate, demo: boolean): Index {
  const key = `${day} ${demo}`;
  let index = indexes.get(key);
  if (!index) {
    all ??= loadKnowledge();
    index = buildIndex(servable(all, day, { demo }));
    indexes.set(key, index);
  }
  return index;
}

/** The entries that may not be served on a day, each with why, for the operator's log at the start. */
export function heldBack(day: LegalDate, demo: boolean): { id: string; why: string }[] {
  all ??= loadKnowledge();
  return all.flatMap((entry) => {
    const why = obstacles(entry, day, { demo });
    return why.length > 0 ? [{ id: entry.id, why: why.join('；') }] : [];
  });
}
