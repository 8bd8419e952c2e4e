import type { Config } from './config.ts';
import { rotateFiles, type RotatedFiles } from './files/rotating.ts';
import { openFiles } from './files/store.ts';
import type { Database } from './platform/db.ts';
import { rotateKeys, type RotatedColumn } from './platform/rotation.ts';
import { createSealer } from './platform/seal.ts';

/** What became of every sealed column and every stored file. `current` and `older` are the key versions that took part. */
export interface Rotated {
  current: string;
  older: string[];
  columns: RotatedColumn[];
  files: RotatedFiles[];
}

/** Seals columns, blind indexes and files anew under the first key of DATA_KEY, in small batches, while the program runs. */
export async function rotateEverything(
  db: Database,
  { dataKeys, filesUrl }: Pick<Config, 'dataKeys' | 'filesUrl'>,
): Promise<Rotated> {
  const [current = '', ...older] = dataKeys.map(({ version }) => version);
  const columns = await rotateKeys(db);
  const files = await rotateFiles(db, {
    files: openFiles(filesUrl, db.sealer),
    current: openFiles(filesUrl, createSealer(dataKeys.slice(0, 1))),
  });
  return { current, older, columns, files };
}
