import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { DatabaseSetting } from '../sources.ts';
import { dumpTable } from './dump.ts';
import { copyFiles, filesDirectory } from './files.ts';
import { filesPath, tablePath, writeManifest, type DumpedTable, type Manifest } from './manifest.ts';
import { missingFiles, stillNamed, type FilePlaces } from './named.ts';
import { withSnapshot } from './snapshot.ts';

export interface BackupOptions {
  setting: DatabaseSetting;
  filesUrl: string;
  /** Which columns name files, to tell whether those of FILES_URL are the ones. */
  places: FilePlaces;
  /** A folder that is new or empty. */
  folder: string;
  program: string;
  now: number;
}

export interface Saved {
  manifest: Manifest;
  /** The directory that the files came from; undefined for a store outside the file system. */
  source: string | undefined;
  /** Keys of files that saved rows name and that are not there. */
  missing: string[];
}

/**
 * Saves database and files into `folder` while the program runs; the rows are those of one moment. Throws when the
 * database is missing or was never migrated, or the folder is in use; what it then leaves behind has no manifest.
 */
export async function backup(options: BackupOptions): Promise<Saved> {
  const { setting, filesUrl, folder, places } = options;
  if (setting.engine === 'sqlite' && !existsSync(setting.path))
    throw new Error(`there is no database at ${setting.path}: is DATABASE_URL right?`);
  const source = filesDirectory(filesUrl);
  await makeFolder(folder, source);
  const manifest = await save(options, source);
  if (manifest.files === null) return { manifest, source, missing: [] };
  const missing = await missingFiles(folder, manifest.tables, manifest.files, places);
  return { manifest, source, missing: await stillNamed(setting, missing, places) };
}

function save(
  { setting, folder, program, now }: BackupOptions,
  source: string | undefined,
): Promise<Manifest> {
  return withSnapshot(setting, async (snapshot) => {
    if (snapshot.migrations.length === 0)
      throw new Error('the database is empty: nothing to save. Is DATABASE_URL right?');
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
