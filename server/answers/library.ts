import { LRUCache } from 'lru-cache';
import type { LegalDate } from '../platform/calendar.ts';
import { buildIndex, type Index } from './finder.ts';
import { loadKnowledge, type Entry } from './knowledge.ts';
import { servable } from './servable.ts';

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
