import { system } from '../actor.ts';
import type { Database } from '../db.ts';
import { migrate } from '../migrate.ts';
import { closedColumns } from '../sealCheck.ts';
import type { DatabaseSetting } from '../sources.ts';
import { savedRows } from './dump.ts';
import { copyFiles, filesUnder } from './files.ts';
import { filesPath, readManifest, tablePath, type Manifest, type TableShape } from './manifest.ts';
import { missingFiles, type FilePlaces } from './named.ts';
import { withSnapshot } from './snapshot.ts';
import { checkBackup, compare, type Check } from './verify.ts';

export interface RestoreOptions {
  /** The target, opened; its rows are replaced. */
  db: Database;
  setting: DatabaseSetting;
  folder: string;
  /** Where the files go; undefined leaves them in the backup. */
  files: string | undefined;
  /** Which columns name files, to tell which of them the backup lacks. */
  places: FilePlaces;
  /** Whether a target that holds something may be emptied. */
  overwrite: boolean;
}

export interface Restored {
  manifest: Manifest;
  checks: Check[];
  /** Sealed columns whose restored values DATA_KEY does not open (a few of each are tried). */
  closed: string[];
  /** Keys of files that restored rows name and that the backup does not hold. */
  missing: string[];
}

/**
 * Brings a backup into an empty database of either engine, at the schema it was made with, and compares every table
 * and file with it. Throws before anything is changed when the backup is damaged or newer than this program, or when
 * the target holds something and `overwrite` is not set.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { db, setting, folder, files, overwrite, places } = options;
  const manifest = await readManifest(folder);
  await checkBackup(folder, manifest);
  const migrations = migrationsOf(db, manifest);
  if (!overwrite) await refuseFull(setting, files);

  await rebuildSchema(db, migrations);
  for (const table of manifest.tables) await load(db, table, tablePath(folder, table.name));
  if (files !== undefined) await copyFiles(filesPath(folder), files);
  return {
    manifest,
    checks: await compare(setting, manifest, files),
    missing: manifest.files ? await missingFiles(folder, manifest.tables, manifest.files, places) : [],
    closed: await closedColumns(db, (table, column) =>
      manifest.tables.some(({ name, columns }) => name === table && columns.includes(column)),
    ),
  };
}

type Migrations = Database['source']['migrations'];

/** The program's migrations that the backup was made with. */
function migrationsOf(db: Database, manifest: Manifest): Migrations {
  const wanted = new Set(manifest.migrations);
  const known = db.source.migrations.filter((one) => wanted.delete(one.name ?? one.constructor.name));
  if (wanted.size > 0)
    throw new Error(
      `the backup was made by a newer program (${manifest.program}): this one does not know ${[...wanted].join(', ')}`,
    );
  return known;
}

async function refuseFull(setting: DatabaseSetting, files: string | undefined): Promise<void> {
  const full = await withSnapshot(setting, async ({ tables, pages }) => {
    const names: string[] = [];
    for (const table of tables) if (!(await pages(table).next()).done) names.push(table.name);
    return names;
  });
  if (full.length > 0)
    throw new Error(
      `the database is not empty (rows in ${full.join(', ')}): with --yes all of it is deleted first`,
    );
  if (files !== undefined && (await filesUnder(files)).length > 0)
    throw new Error(`${files} is not empty: with --yes files of the same names are replaced`);
}

async function rebuildSchema(db: Database, migrations: Migrations): Promise<void> {
  const runner = db.source.createQueryRunner();
  await runner.clearDatabase();
  await runner.release();
  const all = db.source.migrations;
  // The next start of the program runs the rest, on rows that they were written for.
  Object.assign(db.source, { migrations });
  try {
    await migrate(db);
  } finally {
    Object.assign(db.source, { migrations: all });
  }
}

async function load(db: Database, table: TableShape, path: string): Promise<void> {
  const quote = (name: string): string => db.source.driver.escape(name);
  const into = `INSERT INTO ${quote(table.name)} (${table.columns.map(quote).join(', ')}) VALUES `;
  const one = `(${table.columns.map(() => '?').join(', ')})`;
  // A migration may have brought rows of its own.
  await db.write(system('restore'), ({ tx }) => tx.query(`DELETE FROM ${quote(table.name)}`));
  for await (const batch of savedRows(table, path)) {
    await db.write(system('restore'), ({ tx }) =>
      tx.query(
        into + batch.map(() => one).join(', '),
        batch.flatMap((values) => table.columns.map((column) => values[column])),
      ),
    );
  }
}
