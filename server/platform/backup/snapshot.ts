import type { QueryRunner } from 'typeorm';
import { openSources, type DatabaseSetting } from '../sources.ts';
import type { TableShape } from './manifest.ts';

/** A view of the whole database as it was at one moment, through a connection of its own that can't write. */
export interface Snapshot {
  engine: 'sqlite' | 'mysql';
  /** Names of the migrations that were run, oldest first. */
  migrations: string[];
  tables: TableShape[];
  /** All rows of a table in key order, page by page; values are strings, numbers and nulls. */
  pages(table: TableShape): AsyncGenerator<Record<string, unknown>[]>;
}

const PAGE = 500;
/** TypeORM's own tables; the migrations are in the manifest. */
const bookkeeping = new Set(['migration', 'typeorm_metadata']);

/**
 * Opens a snapshot for `use`. Writers go on meanwhile: SQLite's WAL and InnoDB's versions keep the moment for this
 * transaction. Nothing is created or migrated, and no key is needed: sealed values stay sealed.
 */
export async function withSnapshot<T>(
  setting: DatabaseSetting,
  use: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const sources = await openSources(setting);
  const runner = sources.reader.createQueryRunner();
  const quote = (name: string): string => sources.reader.driver.escape(name);
  try {
    await begin(runner, setting.engine);
    return await use({
      engine: setting.engine,
      migrations: await migrationsOf(runner),
      tables: await tablesOf(runner, setting.engine),
      pages: (table) => pages(runner, quote, table),
    });
  } finally {
    await runner.query('ROLLBACK').catch(() => undefined);
    await runner.release();
    await sources.close();
  }
}

async function begin(runner: QueryRunner, engine: 'sqlite' | 'mysql'): Promise<void> {
  if (engine === 'sqlite') {
    await runner.query('BEGIN');
    // SQLite takes its snapshot at the first read.
    await runner.query('SELECT COUNT(*) FROM sqlite_master');
    return;
  }
  // Files are copied meanwhile: the snapshot may stand idle for long.
  await runner.query('SET SESSION wait_timeout = 86400');
  await runner.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  await runner.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
}

async function migrationsOf(runner: QueryRunner): Promise<string[]> {
  if (!(await runner.hasTable('migration'))) return [];
  const found = (await runner.query('SELECT name FROM migration ORDER BY id')) as { name: string }[];
  return found.map(({ name }) => name);
}

const columnsSql = {
  sqlite: `SELECT t.name AS tableName, c.name AS columnName, c.pk > 0 AS isKey
           FROM sqlite_master t JOIN pragma_table_info(t.name) c
           WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY t.name, c.pk, c.name`,
  mysql: `SELECT c.table_name AS tableName, c.column_name AS columnName, k.ordinal_position IS NOT NULL AS isKey
          FROM information_schema.columns c
          LEFT JOIN information_schema.key_column_usage k
            ON k.table_schema = c.table_schema AND k.table_name = c.table_name
              AND k.column_name = c.column_name AND k.constraint_name = 'PRIMARY'
          WHERE c.table_schema = DATABASE() ORDER BY c.table_name, k.ordinal_position, c.column_name`,
};

/** Tables as the database has them, not as this program's model would like them, so that an older schema can be saved too. */
async function tablesOf(runner: QueryRunner, engine: 'sqlite' | 'mysql'): Promise<TableShape[]> {
  const found = (await runner.query(columnsSql[engine])) as {
    tableName: string;
    columnName: string;
    isKey: number;
  }[];
  const tables = new Map<string, TableShape>();
  for (const { tableName, columnName, isKey } of found) {
    if (bookkeeping.has(tableName)) continue;
    const table = tables.get(tableName) ?? { name: tableName, columns: [], key: [] };
    tables.set(tableName, table);
    table.columns.push(columnName);
    if (Number(isKey)) table.key.push(columnName);
  }
  // By name: the order of columns differs between engines, and a row's line must not.
  return [...tables.values()].map((table) => {
    if (table.key.length === 0) throw new Error(`table ${table.name} has no primary key and can't be saved`);
    return { ...table, columns: table.columns.toSorted() };
  });
}

async function* pages(
  runner: QueryRunner,
  quote: (name: string) => string,
  { name, columns, key }: TableShape,
): AsyncGenerator<Record<string, unknown>[]> {
  const keys = key.map(quote).join(', ');
  const from = `SELECT ${columns.map(quote).join(', ')} FROM ${quote(name)}`;
  let after: unknown[] | undefined;
  for (;;) {
    const beyond = after ? ` WHERE (${keys}) > (${after.map(() => '?').join(', ')})` : '';
    const page = (await runner.query(`${from}${beyond} ORDER BY ${keys} LIMIT ${PAGE}`, after)) as Record<
      string,
      unknown
    >[];
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = key.map((column) => last[column]);
  }
}
