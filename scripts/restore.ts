import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../server/config.ts';
import { placesIn } from '../server/files/places.ts';
import { filesDirectory } from '../server/platform/backup/files.ts';
import { restore, type Restored } from '../server/platform/backup/restore.ts';
import { openDatabase } from '../server/platform/db.ts';
import { holdAlone } from '../server/platform/onlyOne.ts';
import { createSealer } from '../server/platform/seal.ts';
import type { DatabaseSetting } from '../server/platform/sources.ts';
import { databaseSetting } from '../server/settings/parsing.ts';
import { runCommand, say } from './command.ts';
import { announce } from './database.ts';

const usage = 'Usage: npm run restore -- FOLDER [--into DATABASE_URL] [--files DIRECTORY] [--yes]';

/**
 * `npm run restore -- FOLDER`: brings a backup into the database of the settings, or into another one, and compares
 * every table and file. Stop the program first.
 */
async function main(): Promise<number> {
  const { folder, into, files, yes } = options();
  // The key is the program's own also for a trial into another database.
  const { database: usual, filesUrl, dataKeys } = loadConfig(process.env, { secrets: ['DATA_KEY'] });
  const database = into === undefined ? usual : databaseOf(into);
  announce(database);
  // A trial into another database must not touch the files of the running one.
  const target = files ?? (into === undefined ? filesUrl : undefined);
  if (database.engine === 'sqlite') mkdirSync(dirname(database.path), { recursive: true });
  const release = database.engine === 'sqlite' ? holdAlone(`${database.path}.lock`) : () => undefined;
  try {
    const db = await openDatabase({ setting: database, sealer: createSealer(dataKeys) });
    try {
      const directory = target === undefined ? undefined : filesDirectory(target);
      const restored = await restore({
        ...{ db, setting: database, folder, files: directory, places: placesIn, overwrite: yes },
      });
      return conclude(restored, directory);
    } finally {
      await db.close();
    }
  } finally {
    release();
  }
}

function databaseOf(into: string): DatabaseSetting {
  try {
    return databaseSetting(into);
  } catch (error) {
    throw new Error(`--into: ${(error as Error).message}`, { cause: error });
  }
}

function options(): { folder: string; into: string | undefined; files: string | undefined; yes: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        into: { type: 'string' },
        files: { type: 'string' },
        yes: { type: 'boolean', default: false },
      },
    });
    const [folder, ...rest] = positionals;
    if (!folder || rest.length > 0) throw new Error('give one folder');
    return { folder, into: values.into, files: values.files, yes: values.yes };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${usage}`, { cause: error });
  }
}

function conclude({ manifest, checks, closed, missing }: Restored, files: string | undefined): number {
  say(`Backup of ${manifest.madeAt}, made on ${manifest.engine} by version ${manifest.program}`);
  for (const { name, saved, found, same } of checks)
    say(
      `  ${same ? 'same     ' : 'DIFFERENT'}  ${name.padEnd(32)} ${saved}${same ? '' : `, found ${found}`}`,
    );
  if (manifest.files === null)
    say('The backup holds no files: restore them from the store that FILES_URL names.');
  else if (manifest.files.length > 0 && files === undefined)
    say(`${manifest.files.length} files stay in the backup: say where they go with --files DIRECTORY.`);
  const different = checks.filter(({ same }) => !same).length;
  say(
    different === 0
      ? 'Everything is as it was saved.'
      : `${different} differences: do not use this database.`,
  );
  if (closed.length > 0) {
    say(`DATA_KEY does not open what was restored (${closed.join(', ')}).`);
    say('Give the key that was in use when the backup was made, before the program starts.');
  }
  if (missing.length > 0) {
    say(
      `${missing.length} stored papers have no file in the backup: it was made with a wrong FILES_URL, or they were`,
    );
    say(`lost before. Bring them from another place: ${missing.slice(0, 20).join(', ')}`);
  }
  return different === 0 && closed.length === 0 && missing.length === 0 ? 0 : 1;
}

runCommand(main);
