import type { Reading } from '../../platform/db.ts';
import { rank } from '../finder.ts';
import { indexNow } from '../library.ts';
import { openClusters } from './service.ts';

const NEAREST = 3;

/** Groups of open suggestions with the entries nearest to what each asks. */
export async function suggestionGroups(reading: Reading, demo: boolean) {
  const index = await indexNow(reading, demo);
  return (await openClusters(reading)).map(({ items }) => ({
    items,
    nearest: rank(index, items[0]!.said, {}, NEAREST).map(({ entry: { id, question } }) => ({
      id,
      question,
    })),
  }));
}
