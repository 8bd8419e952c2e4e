import { savedRows } from './dump.ts';
import { tablePath, type CopiedFile, type TableShape } from './manifest.ts';
import { withSnapshot } from './snapshot.ts';
import type { DatabaseSetting } from '../sources.ts';

/** Columns of these tables that name files, and the file's key in a value of theirs. */
export type FilePlaces = (
  tables: readonly TableShape[],
) => { table: string; column: string; keyOf(value: string): string | undefined }[];

/** Keys of files that a backup's rows name and that it does not hold, in order. */
export async function missingFiles(
  folder: string,
  tables: readonly TableShape[],
  files: readonly CopiedFile[],
  places: FilePlaces,
): Promise<string[]> {
  const saved = new Set(files.map(({ path }) => path));
  const pages = (table: TableShape) => savedRows(table, tablePath(folder, table.name));
  return (await namedFiles(tables, places, pages)).filter((key) => !saved.has(key));
}

/** Those of `keys` that rows name now: a file that was deleted with its row while it was being saved is not missed. */
export async function stillNamed(
  setting: DatabaseSetting,
  keys: readonly string[],
  places: FilePlaces,
): Promise<string[]> {
  if (keys.length === 0) return [];
  const named = await withSnapshot(setting, async ({ tables, pages }) =>
    namedFiles(tables, places, (table) => pages(table)),
  );
  const now = new Set(named);
  return keys.filter((key) => now.has(key));
}

async function namedFiles(
  tables: readonly TableShape[],
  places: FilePlaces,
  pages: (table: TableShape) => AsyncGenerator<Record<string, unknown>[]>,
): Promise<string[]> {
  const keys = new Set<string>();
  const found = places(tables);
  for (const table of tables) {
    const own = found.filter((place) => place.table === table.name);
    if (own.length === 0) continue;
    for await (const page of pages(table))
      for (const row of page)
        for (const { column, keyOf } of own) {
          const value = row[column];
          const key = typeof value === 'string' ? keyOf(value) : undefined;
          if (key) keys.add(key);
        }
  }
  return [...keys].toSorted();
}
