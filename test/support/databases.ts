import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { openDatabase, type Database } from '../../server/platform/db.ts';
import { migrate } from '../../server/platform/migrate.ts';
import { createSealer } from '../../server/platform/seal.ts';
import type { DatabaseSetting } from '../../server/platform/sources.ts';
import { copySchema, pasteSchema, type SchemaCopy } from './schemaCopy.ts';

const server = {
  host: process.env['TEST_MYSQL_HOST'] ?? '127.0.0.1',
  port: Number(process.env['TEST_MYSQL_PORT'] ?? 3306),
  user: process.env['TEST_MYSQL_USER'] ?? 'root',
  password: process.env['TEST_MYSQL_PASSWORD'] ?? '',
};

/** Whether a MySQL / MariaDB server answers; CI has one, a newcomer's machine need not. */
export async function mysqlReachable(): Promise<boolean> {
  const open = await new Promise<boolean>((resolve) => {
    const socket = connect(server.port, server.host, () => resolve(true)).on('error', () => resolve(false));
    setTimeout(() => resolve(false), 1000).unref();
    socket.unref();
  });
  if (!open) return false;
  try {
    await (await mysql.createConnection(server)).end();
    return true;
  } catch {
    return false;
  }
}

export interface TestDatabase {
  db: Database;
  setting: DatabaseSetting;
  drop(): Promise<void>;
}

export const testSealer = () => createSealer([{ version: 'v1', key: Buffer.alloc(32, 7) }]);

/** A new, empty database of the engine, with its `DATABASE_URL` setting and the way to remove it. */
export async function emptyDatabase(
  engine: 'sqlite' | 'mysql',
): Promise<{ setting: DatabaseSetting; remove(): Promise<void> }> {
  if (engine === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'legal-aid-'));
    return {
      setting: { engine, path: join(folder, 'test.sqlite') },
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const name = `legal_aid_test_${randomBytes(5).toString('hex')}`;
  await administer(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  return { setting: { engine, ...server, name }, remove: () => administer(`DROP DATABASE ${name}`) };
}

async function administer(sql: string): Promise<void> {
  const connection = await mysql.createConnection(server);
  await connection.query(sql);
  await connection.end();
}

let migrated: SchemaCopy | undefined;

/** A migrated database of the engine for one test file. */
export async function testDatabase(engine: 'sqlite' | 'mysql', clock?: () => number): Promise<TestDatabase> {
  const { setting, remove } = await emptyDatabase(engine);
  const here = setting.engine === 'mysql' ? { ...server, database: setting.name } : undefined;
  if (here && migrated) await pasteSchema(migrated, here);
  const db = await openDatabase({ setting, sealer: testSealer(), ...(clock ? { clock } : {}) });
  if (!here || !migrated) await migrate(db);
  if (here) migrated ??= await copySchema(here);
  return {
    db,
    setting,
    async drop() {
      await db.close();
      await remove();
    },
  };
}

/**
 * Runs a suite on each engine: on SQLite always, on MySQL / MariaDB where a server answers; elsewhere one pending line
 * says that it was left out.
 */
export function onEachEngine(title: string, suite: (engine: 'sqlite' | 'mysql') => void): void {
  for (const engine of ['sqlite', 'mysql'] as const) {
    describe(`${title} (${engine})`, function () {
      before(async function () {
        if (engine === 'mysql' && !(await mysqlReachable())) this.skip();
      });
      suite(engine);
    });
  }
}
