import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * The SQLite driver for TypeORM: better-sqlite3 where its native module was built, else Node's own SQLite
 * (Node >= 22.13) behind the few calls that TypeORM makes. Throws a message that says what to install where neither is.
 */
export async function sqliteDriver(): Promise<unknown> {
  try {
    const BetterSqlite = require('better-sqlite3') as new (path: string) => { close(): void };
    new BetterSqlite(':memory:').close();
    return BetterSqlite;
  } catch (error) {
    const builtIn = await nodeSqlite();
    if (builtIn) return builtIn;
    throw new Error(
      'No SQLite driver: better-sqlite3 was not built and this Node has no built-in one. Install a compiler ' +
        '(Debian: apt-get install -y python3 make g++) and run `npm rebuild better-sqlite3`, or use Node >= 22.13, ' +
        'or set DATABASE_URL to a MySQL / MariaDB server.',
      { cause: error },
    );
  }
}

interface Statement {
  all(...values: unknown[]): unknown[];
  run(...values: unknown[]): unknown;
  columns(): unknown[];
}
interface NodeDatabase {
  prepare(sql: string): Statement;
  exec(sql: string): void;
  close(): void;
}

const codes: Record<number, string> = {
  5: 'SQLITE_BUSY',
  1555: 'SQLITE_CONSTRAINT_PRIMARYKEY',
  2067: 'SQLITE_CONSTRAINT_UNIQUE',
};

/** Runs a statement; its error carries better-sqlite3's code, by which a taken key is told from a defect. */
function coded<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    const code = codes[(error as { errcode?: number }).errcode ?? 0];
    throw code ? Object.assign(error as Error, { code }) : error;
  }
}

/** node:sqlite in better-sqlite3's clothes, as far as TypeORM uses them. */
async function nodeSqlite(): Promise<unknown> {
  let DatabaseSync: new (path: string, options: object) => NodeDatabase;
  try {
    ({ DatabaseSync } = (await import('node:' + 'sqlite')) as { DatabaseSync: typeof DatabaseSync });
  } catch {
    return undefined;
  }
  return class {
    readonly #db: NodeDatabase;
    constructor(path: string, options: { readonly?: boolean; timeout?: number } = {}) {
      this.#db = new DatabaseSync(path, {
        readOnly: options.readonly ?? false,
        timeout: options.timeout ?? 5000,
      });
    }
    prepare(sql: string) {
      const statement = this.#db.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (...values: unknown[]) => coded(() => statement.all(...values)),
        run: (...values: unknown[]) => coded(() => statement.run(...values)),
      };
    }
    pragma(text: string) {
      return this.#db.prepare(`PRAGMA ${text}`).all();
    }
    exec(sql: string) {
      this.#db.exec(sql);
      return this;
    }
    close() {
      this.#db.close();
    }
  };
}
