import type { Database } from '../platform/db.ts';
import { row, rows } from '../platform/sql.ts';
import { placesIn, type Place } from './places.ts';
import type { Files } from './port.ts';

/** What became of the files that one table names. */
export interface RotatedFiles {
  table: string;
  resealed: number;
  /** Keys of files that no key of DATA_KEY opens, or that are missing. */
  unreadable: string[];
}

export interface RotatedStores {
  /** Opens with every key of DATA_KEY and seals with the current one. */
  files: Files;
  /** The same place, opened with the current key only: what it can't open is under an old one. */
  current: Files;
}

const BATCH = 200;

/**
 * Seals every stored file anew under the current key, one after the other, while the program runs. Files are found by
 * the rows that name them.
 */
export async function rotateFiles(db: Database, stores: RotatedStores): Promise<RotatedFiles[]> {
  const tables = db.source.entityMetadatas.map(({ tableName, columns }) => ({
    name: tableName,
    columns: columns.map(({ databaseName }) => databaseName),
  }));
  const results: RotatedFiles[] = [];
  for (const place of placesIn(tables)) results.push(await rotatePlace(db, stores, place));
  return results;
}

async function rotatePlace(db: Database, stores: RotatedStores, place: Place): Promise<RotatedFiles> {
  const { table, column } = place;
  const result: RotatedFiles = { table, resealed: 0, unreadable: [] };
  let after = '';
  for (;;) {
    const batch = await db.read(({ tx }) =>
      rows<{ id: string; value: string }>(
        tx,
        `SELECT id, ${column} AS value FROM ${table} WHERE id > ? AND ${column} IS NOT NULL ORDER BY id LIMIT ${BATCH}`,
        [after],
      ),
    );
    for (const { id, value } of batch) {
      const key = place.keyOf(value);
      if (key === undefined) continue;
      const named = (): Promise<unknown> =>
        db.read(({ tx }) => row(tx, `SELECT id FROM ${table} WHERE id = ? AND ${column} = ?`, [id, value]));
      const outcome = await rotateFile(stores, key, named);
      if (outcome === 'resealed') result.resealed += 1;
      if (outcome === 'unreadable') result.unreadable.push(key);
    }
    const last = batch.at(-1);
    if (!last) return result;
    after = last.id;
  }
}

/** `named` says whether a row still names the file. */
async function rotateFile(
  { files, current }: RotatedStores,
  fileKey: string,
  named: () => Promise<unknown>,
): Promise<'current' | 'resealed' | 'unreadable' | 'removed'> {
  if (await current.get(fileKey).catch(() => undefined)) return 'current';
  let bytes: Buffer | undefined;
  try {
    bytes = await files.get(fileKey);
  } catch {
    return 'unreadable';
  }
  if (!bytes) return (await named()) ? 'unreadable' : 'removed';
  await files.put(fileKey, bytes);
  // Deleted meanwhile by somebody's right: it must not come back through us.
  if (await named()) return 'resealed';
  await files.remove(fileKey);
  return 'removed';
}
