import { existsSync } from 'node:fs';
import { loadConfig, type CommandNeeds, type Config } from '../server/config.ts';
import { openDatabase, type Database } from '../server/platform/db.ts';
import { missingMigrations } from '../server/platform/migrate.ts';
import { describeDatabase } from '../server/platform/opening.ts';
import { createSealer } from '../server/platform/seal.ts';
import type { DatabaseSetting } from '../server/platform/sources.ts';
import { say } from './command.ts';

/** Says which database a command works on, before anything is done there. */
export const announce = (database: DatabaseSetting): void => say(`Database: ${describeDatabase(database)}`);

/** Reads the settings of a command and says which database it works on. */
export function commandConfig(needs: CommandNeeds): Config {
  const config = loadConfig(process.env, needs);
  announce(config.database);
  return config;
}

/**
 * Opens the database that the program has been using. Throws where there is none, or its schema is not this program's:
 * a command whose settings are not the program's must not do its work on nothing and call it done.
 */
export async function openExisting({ database, dataKeys }: Config): Promise<Database> {
  if (database.engine === 'sqlite' && !existsSync(database.path))
    throw new Error(`There is no database at ${database.path}. ${ASK}`);
  const db = await openDatabase({ setting: database, sealer: createSealer(dataKeys) });
  try {
    const missing = await missingMigrations(db);
    if (missing === 'all') throw new Error(`The database is empty. ${ASK}`);
    if (missing.length > 0)
      throw new Error(
        `The database's schema is older than this program (it lacks ${missing.join(', ')}). Start the program, or run ` +
          'the migrate command, then this again.',
      );
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

const ASK = "Are DATABASE_URL and the other settings of this shell the program's (README, Settings)?";
