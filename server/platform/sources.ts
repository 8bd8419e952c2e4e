import { createRequire } from 'node:module';
import type * as Mysql from 'mysql2/promise';
import { DataSource, type EntityManager } from 'typeorm';
import { entities } from '../../entities/index.ts';
import { migrations } from '../../entities/migrations/index.ts';
import { openingError, type DatabaseSetting } from './opening.ts';
import { sqliteDriver } from './sqlite.ts';

export type { DatabaseSetting };

/** The two ways into a database: a place to write in transactions, a place to read. */
export interface Sources {
  writer: DataSource;
  reader: DataSource;
  transaction<T>(unit: (tx: EntityManager) => Promise<T>): Promise<T>;
  isDeadlock(error: unknown): boolean;
  close(): Promise<void>;
}

const shared = { entities, migrations, migrationsTableName: 'migration', synchronize: false } as const;

/** Opens a database; throws an error that names the setting where it can't be opened. */
export async function openSources(setting: DatabaseSetting): Promise<Sources> {
  const driver = setting.engine === 'sqlite' ? await sqliteDriver() : undefined;
  try {
    return await (setting.engine === 'sqlite' ? openSqlite(setting.path, driver) : openMysql(setting));
  } catch (error) {
    throw openingError(setting, error);
  }
}

/**
 * TypeORM's SQLite driver shares one query runner, so concurrent transactions would run inside each other: one writer
 * behind a mutex, and a second, read-only connection beside it (WAL) that sees committed rows only.
 */
async function openSqlite(path: string, driver: unknown): Promise<Sources> {
  const writer = await new DataSource({
    ...shared,
    type: 'better-sqlite3',
    driver,
    database: path,
    enableWAL: true,
    // FULL: a commit is on the disk before it is acknowledged, also when the machine loses power.
    prepareDatabase: (db) => void db.pragma('synchronous = FULL'),
  }).initialize();
  const reader = await new DataSource({
    ...shared,
    type: 'better-sqlite3',
    driver,
    database: path,
    readonly: true,
  }).initialize();
  let last: Promise<unknown> = Promise.resolve();
  return {
    writer,
    reader,
    transaction(unit) {
      const run = last.then(() => writer.manager.transaction(unit));
      last = run.catch(() => undefined);
      return run;
    },
    isDeadlock: () => false,
    async close() {
      await last;
      await reader.destroy();
      await writer.destroy();
    },
  };
}

/** An idle connection is closed by its pool before the server does it. */
const IDLE_MS = 30_000;

/**
 * What every connection is told first. A process that vanished with its machine or its network leaves its connection,
 * and the locks of an unfinished unit, behind: the server gives them up after seconds instead of hours, and whoever
 * waits for a lock waits no longer than a caller waits for an answer.
 */
const sessionSettings = (type: 'mysql' | 'mariadb'): string[] => [
  // Leases and claims need no gap locks, which only make deadlocks.
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  'SET SESSION innodb_lock_wait_timeout = 3',
  'SET SESSION wait_timeout = 60',
  // MySQL has no such setting; there the line above does it, later.
  ...(type === 'mariadb' ? ['SET SESSION idle_write_transaction_timeout = 10'] : []),
];

interface ConnectionLike {
  query(sql: string): void;
  promise(): object;
}

interface PoolLike {
  on(event: 'connection', listener: (connection: ConnectionLike) => void): void;
}

async function openMysql(setting: Extract<DatabaseSetting, { engine: 'mysql' }>): Promise<Sources> {
  const type = await serverType(setting);
  const poolSize = setting.poolSize ?? 10;
  const source = await new DataSource({
    ...shared,
    // The `mysql` type drifts for ever against MariaDB and the other way round.
    type,
    host: setting.host,
    port: setting.port,
    username: setting.user,
    password: setting.password,
    database: setting.name,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    poolSize,
    // mysql2 looks for idle connections only where fewer may idle than there may be. Its stack trace of every query
    // cost a twentieth of a turn, and a failed query carries TypeORM's.
    extra: { maxIdle: poolSize - 1, idleTimeout: IDLE_MS, trace: false },
    supportBigNumbers: true,
    bigNumberStrings: false,
  }).initialize();
  const settings = sessionSettings(type);
  (source.driver as unknown as { pool: PoolLike }).pool.on('connection', (connection) => {
    for (const statement of settings) connection.query(statement);
    // TypeORM asks for it at every statement, and each time it would be loaded and made anew.
    const promised = connection.promise();
    connection.promise = () => promised;
  });
  // The pool's first connection, opened by initialize(), was there before the listener.
  for (const statement of settings) await source.query(statement);
  return {
    writer: source,
    reader: source,
    transaction: (unit) => source.manager.transaction(unit),
    isDeadlock(error) {
      const code = (error as { driverError?: { code?: string } }).driverError?.code;
      return code === 'ER_LOCK_DEADLOCK' || code === 'ER_LOCK_WAIT_TIMEOUT' || code === 'ER_CHECKREAD';
    },
    close: () => source.destroy(),
  };
}

async function serverType(
  setting: Extract<DatabaseSetting, { engine: 'mysql' }>,
): Promise<'mysql' | 'mariadb'> {
  const mysql = createRequire(import.meta.url)('mysql2/promise') as typeof Mysql;
  const connection = await mysql.createConnection({
    host: setting.host,
    port: setting.port,
    user: setting.user,
    password: setting.password,
  });
  try {
    const [rows] = await connection.query('SELECT VERSION() AS version');
    return /mariadb/i.test((rows as { version: string }[])[0]?.version ?? '') ? 'mariadb' : 'mysql';
  } finally {
    await connection.end();
  }
}
