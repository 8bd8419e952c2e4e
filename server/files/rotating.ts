import type { Database } from '../platform/db.ts';
import { row, rows } from '../platform/sql.ts';
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
 * Seals every stored file anew under the current key, one after the other, while the program runs. A column called
 * `fileKey` names a file of the store, in whichever table.
 */
export async function rotateFiles(db: Database, stores: RotatedStores): Promise<RotatedFiles[]> {
  const tables = db.source.entityMetadatas
    .filter((one) => one.findColumnWithDatabaseName('fileKey'))
    .map(({ tableName }) => tableName);
  const results: RotatedFiles[] = [];
  for (const table of tables) results.push(await rotateTable(db, stores, table));
  return results;
}

async function rotateTable(db: Database, stores: RotatedStores, table: string): Promise<RotatedFiles> {
  const result: RotatedFiles = { table, resealed: 0, unreadable: [] };
  let after = '';
  for (;;) {
    const batch = await db.read(({ tx }) =>
      rows<{ fileKey: string }>(
        tx,
        `SELECT fileKey FROM ${table} WHERE fileKey > ? ORDER BY fileKey LIMIT ${BATCH}`,
        [after],
      ),
    );
    for (const { fileKey } of batch) {
      const outcome = await rotateFile(db, stores, table, fileKey);
      if (outcome === 'resealed') result.resealed += 1;
      if (outcome === 'unreadable') result.unreadable.push(fileKey);
    }
    const last = batch.at(-1);
    if (!last) return result;
    after = last.fileKey;
  }
}

async function rotateFile(
  db: Database,
  { files, current }: RotatedStores,
  table: string,
  fileKey: string,
): Promise<'current' | 'resealed' | 'unreadable' | 'removed'> {
  const named = (): Promise<unknown> =>
    db.read(({ tx }) => row(tx, `SELECT fileKey FROM ${table} WHERE fileKey = ?`, [fileKey]));
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
