import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { DatabaseSetting } from '../sources.ts';
import { dumpTable } from './dump.ts';
import { copyFiles, filesDirectory } from './files.ts';
import { filesPath, tablePath, writeManifest, type DumpedTable, type Manifest } from './manifest.ts';
import { withSnapshot } from './snapshot.ts';

export interface BackupOptions {
  setting: DatabaseSetting;
  filesUrl: string;
  /** A folder that is new or empty. */
  folder: string;
  program: string;
  now: number;
}

/**
 * Saves database and files into `folder` while the program runs; the rows are those of one moment. Throws when the
 * database is missing or was never migrated, or the folder is in use; what it then leaves behind has no manifest.
 */
export async function backup({ setting, filesUrl, folder, program, now }: BackupOptions): Promise<Manifest> {
  if (setting.engine === 'sqlite' && !existsSync(setting.path))
    throw new Error(`there is no database at ${setting.path}`);
  const source = filesDirectory(filesUrl);
  await makeFolder(folder, source);
  return withSnapshot(setting, async (snapshot) => {
    if (snapshot.migrations.length === 0) throw new Error('the database is empty: nothing to save');
    const tables: DumpedTable[] = [];
    for (const table of snapshot.tables)
      tables.push(await dumpTable(snapshot, table, tablePath(folder, table.name)));
    // After the rows' moment: a file is written before the row that names it, so no saved row lacks its file.
    const manifest: Manifest = {
      format: 1,
      program,
      madeAt: new Date(now).toISOString(),
      engine: snapshot.engine,
      migrations: snapshot.migrations,
      tables,
      files: source === undefined ? null : await copyFiles(source, filesPath(folder)),
    };
    await writeManifest(folder, manifest);
    return manifest;
  });
}

/** Openids and events are not sealed, so nobody but the owner may read the folder. */
async function makeFolder(folder: string, files: string | undefined): Promise<void> {
  if (files !== undefined && !relative(files, resolve(folder)).startsWith('..'))
    throw new Error(`${folder} lies inside the files' own folder: give another one`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty: give a new folder`);
  await mkdir(dirname(tablePath(folder, 'any')), { mode: 0o700 });
}
