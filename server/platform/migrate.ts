import type { Database } from './db.ts';

/**
 * Brings the schema up to date. Once, however many processes start at the same time: on MySQL a named lock makes the
 * others wait and then find nothing to do; on SQLite there is only one process. Returns the names that were run.
 */
export async function migrate(db: Database): Promise<string[]> {
  if (db.engine === 'sqlite') return run(db);
  const lock = db.source.createQueryRunner();
  try {
    const name = `${(db.source.options as { database: string }).database}:migrate`.slice(0, 64);
    const [row] = (await lock.query('SELECT GET_LOCK(?, 120) AS got', [name])) as { got: number | string }[];
    if (Number(row?.got) !== 1)
      throw new Error('another process has been migrating the database for 2 minutes');
    await useBinaryCollation(db);
    try {
      return await run(db);
    } finally {
      await lock.query('SELECT RELEASE_LOCK(?)', [name]);
    }
  } finally {
    await lock.release();
  }
}

async function run(db: Database): Promise<string[]> {
  return (await db.source.runMigrations({ transaction: 'each' })).map((migration) => migration.name);
}

/** Names of the migrations that the database still lacks; `all` where it was never migrated. Changes nothing. */
export async function missingMigrations(db: Database): Promise<string[] | 'all'> {
  const runner = db.source.createQueryRunner();
  try {
    if (!(await runner.hasTable('migration'))) return 'all';
    const ran = (await runner.query('SELECT name FROM migration')) as { name: string }[];
    if (ran.length === 0) return 'all';
    const known = new Set(ran.map(({ name }) => name));
    return db.source.migrations
      .map((one) => one.name ?? one.constructor.name)
      .filter((name) => !known.has(name));
  } finally {
    await runner.release();
  }
}

/** New tables take the database's collation: byte for byte, so that openids and tokens that differ in case stay apart. */
async function useBinaryCollation(db: Database): Promise<void> {
  const [row] = (await db.source.query('SELECT @@collation_database AS name')) as { name: string }[];
  if (row?.name === 'utf8mb4_bin') return;
  await db.source.query('ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
}

/** SQL that TypeORM's schema builder would still run: empty when entities and migrations agree. */
export async function schemaDrift(db: Database): Promise<string[]> {
  return (await db.source.driver.createSchemaBuilder().log()).upQueries.map((query) => query.query);
}
