import type { DatabaseSetting } from '../sources.ts';
import { dumpTable } from './dump.ts';
import { digestOf, sameFile, within } from './files.ts';
import { filesPath, tablePath, type DumpedTable, type Manifest } from './manifest.ts';
import { withSnapshot } from './snapshot.ts';

/** One table or file of a backup beside what is in the target now. */
export interface Check {
  name: string;
  saved: string;
  found: string;
  same: boolean;
}

/** Throws, naming each table or file of the backup whose bytes are not the ones that were written. */
export async function checkBackup(folder: string, { tables, files }: Manifest): Promise<void> {
  const damaged: string[] = [];
  for (const { name, sha256 } of tables) {
    const found = await digestOf(tablePath(folder, name)).catch(() => undefined);
    if (found?.sha256 !== sha256) damaged.push(`table ${name}`);
  }
  for (const file of files ?? [])
    if (!(await sameFile(within(filesPath(folder), file.path), file))) damaged.push(`file ${file.path}`);
  if (damaged.length > 0)
    throw new Error(`the backup in ${folder} is damaged: ${damaged.join(', ')} changed or missing`);
}

/** Compares every table by count and digest, and every file by size and digest, with the manifest. */
export async function compare(
  setting: DatabaseSetting,
  manifest: Manifest,
  files: string | undefined,
): Promise<Check[]> {
  const checks = await withSnapshot(setting, async (snapshot) => {
    const found: Check[] = [];
    for (const saved of manifest.tables) found.push(beside(saved, await dumpTable(snapshot, saved)));
    return found;
  });
  if (files === undefined) return checks;
  for (const file of manifest.files ?? []) {
    const same = await sameFile(within(files, file.path), file);
    checks.push({
      name: `file ${file.path}`,
      saved: `${file.bytes} bytes`,
      found: same ? `${file.bytes} bytes` : 'missing or different',
      same,
    });
  }
  return checks;
}

function beside(saved: DumpedTable, found: DumpedTable): Check {
  const describe = ({ rows, sha256 }: DumpedTable): string => `${rows} rows ${sha256.slice(0, 12)}`;
  return {
    name: saved.name,
    saved: describe(saved),
    found: describe(found),
    same: saved.rows === found.rows && saved.sha256 === found.sha256,
  };
}
