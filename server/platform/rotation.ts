import type { EntityManager } from 'typeorm';
import { blindIndexes, sealedColumns } from '../../entities/columns.ts';
import { system } from './actor.ts';
import type { Database } from './db.ts';
import type { Sealer } from './seal.ts';
import { changed, row, rows } from './sql.ts';

/** What became of one sealed column. */
export interface RotatedColumn {
  table: string;
  column: string;
  resealed: number;
  /** Values under an old key that are still there. */
  left: number;
  /** Primary keys of values that no key of DATA_KEY opens, or that were changed from outside. */
  unreadable: string[];
  /** How many of these bear the current label: another key was given the same label once. */
  mislabelled: number;
}

interface Target {
  table: string;
  key: string;
  column: string;
  /** The blind index made of this column. */
  index: string | undefined;
  /** SQL condition on rows that are still under an old key, and its values. */
  old: { sql: string; values: string[] };
}

interface SealedRow {
  rowKey: string;
  sealed: string;
  /** Whether value and blind index are under the current key already. */
  current: number | string;
}

/** Small, since a batch holds SQLite's only writer while residents wait. */
const BATCH = 200;

/**
 * Seals every sealed column anew under the current key and rebuilds its blind index, batch by batch, while the program
 * runs: a value that somebody changed meanwhile is left as it is now. Only values under an old key are touched, so a
 * rotation that was cut off goes on where it stopped; those under the current label are opened too, since the label
 * alone does not say that it was this key. `told` hears of each column when it is done.
 */
export async function rotateKeys(
  db: Database,
  told: (column: RotatedColumn) => void = () => undefined,
): Promise<RotatedColumn[]> {
  const results: RotatedColumn[] = [];
  for (const { table, column } of sealedColumns()) {
    const target = targetOf(db, table, column);
    const result = { table, column, ...(await rotateColumn(db, target)), left: await countOld(db, target) };
    results.push(result);
    told(result);
  }
  return results;
}

function targetOf(db: Database, table: string, column: string): Target {
  const metadata = db.source.entityMetadatas.find(({ tableName }) => tableName === table);
  const [key, ...others] = metadata?.primaryColumns ?? [];
  if (!metadata?.findColumnWithDatabaseName(column) || !key || others.length > 0)
    throw new Error(`${table}.${column} is sealed, but ${table} has no such column or not exactly one key`);
  const index = blindIndexes().find((one) => one.table === table && one.of === column)?.column;
  const current = `${db.sealer.currentVersion}.%`;
  const outdated = [column, ...(index ? [index] : [])].map((name) => `${name} NOT LIKE ?`);
  return {
    table,
    key: key.databaseName,
    column,
    index,
    old: { sql: `${column} IS NOT NULL AND (${outdated.join(' OR ')})`, values: outdated.map(() => current) },
  };
}

async function rotateColumn(
  db: Database,
  target: Target,
): Promise<Pick<RotatedColumn, 'resealed' | 'unreadable' | 'mislabelled'>> {
  const result = { resealed: 0, unreadable: [] as string[], mislabelled: 0 };
  let after = '';
  for (;;) {
    const batch = await db.read(({ tx }) => nextBatch(tx, target, after));
    const last = batch.at(-1);
    if (!last) return result;
    const outdated: (SealedRow & { text: string })[] = [];
    for (const one of batch) {
      const text = opened(db.sealer, target, one.sealed);
      if (text === undefined) result.unreadable.push(one.rowKey);
      if (text === undefined && db.sealer.versionOf(one.sealed) === db.sealer.currentVersion)
        result.mislabelled += 1;
      if (text !== undefined && !Number(one.current)) outdated.push({ ...one, text });
    }
    if (outdated.length > 0)
      result.resealed += await db.write(system('rotate-key'), async ({ tx, sealer }) => {
        let count = 0;
        for (const one of outdated) count += await reseal(tx, sealer, target, one);
        return count;
      });
    after = last.rowKey;
  }
}

function nextBatch(
  tx: EntityManager,
  { table, key, column, old }: Target,
  after: string,
): Promise<SealedRow[]> {
  return rows<SealedRow>(
    tx,
    `SELECT ${key} AS rowKey, ${column} AS sealed, CASE WHEN ${old.sql} THEN 0 ELSE 1 END AS current FROM ${table}
     WHERE ${key} > ? AND ${column} IS NOT NULL ORDER BY ${key} LIMIT ${BATCH}`,
    [...old.values, after],
  );
}

function opened(sealer: Sealer, { table, column }: Target, sealed: string): string | undefined {
  try {
    return sealer.open(`${table}.${column}`, sealed);
  } catch {
    return undefined;
  }
}

/** Changes the row only where it still holds what was read. */
function reseal(
  tx: EntityManager,
  sealer: Sealer,
  { table, key, column, index }: Target,
  one: SealedRow & { text: string },
): Promise<number> {
  const name = `${table}.${column}`;
  return changed(
    tx,
    `UPDATE ${table} SET ${column} = ?${index ? `, ${index} = ?` : ''} WHERE ${key} = ? AND ${column} = ?`,
    [
      sealer.seal(name, one.text),
      ...(index ? [sealer.index(name, one.text)] : []),
      ...[one.rowKey, one.sealed],
    ],
  );
}

async function countOld(db: Database, { table, old }: Target): Promise<number> {
  const found = await db.read(({ tx }) =>
    row<{ count: number | string }>(
      tx,
      `SELECT COUNT(*) AS count FROM ${table} WHERE ${old.sql}`,
      old.values,
    ),
  );
  return Number(found?.count ?? 0);
}
