import { loadConfig } from '../server/config.ts';
import { rotateFiles, type RotatedFiles } from '../server/files/rotating.ts';
import { openFiles } from '../server/files/store.ts';
import { openDatabase } from '../server/platform/db.ts';
import { holdAlone } from '../server/platform/onlyOne.ts';
import { rotateKeys, type RotatedColumn } from '../server/platform/rotation.ts';
import { createSealer } from '../server/platform/seal.ts';
import { runCommand, say } from './command.ts';

/** `npm run rotate-key`: seals everything under the first key of DATA_KEY and says when the others may go. */
async function main(): Promise<number> {
  const { database, dataKeys, filesUrl } = loadConfig();
  const [current, ...older] = dataKeys.map(({ version }) => version);
  say(`Current key ${current}; older keys: ${older.join(', ') || 'none'}.`);
  // A second writer would make units of the running program fail: on SQLite there is only ever one process.
  const release = database.engine === 'sqlite' ? holdAlone(`${database.path}.lock`) : () => undefined;
  try {
    const db = await openDatabase({ setting: database, sealer: createSealer(dataKeys) });
    try {
      const columns = await rotateKeys(db, describe);
      const files = openFiles(filesUrl, db.sealer);
      const currentOnly = openFiles(filesUrl, createSealer(dataKeys.slice(0, 1)));
      const stored = await rotateFiles(db, { files, current: currentOnly });
      for (const one of stored) describe({ ...one, column: 'files', left: 0 });
      return conclude(columns, stored, `${current}`, older);
    } finally {
      await db.close();
    }
  } finally {
    release();
  }
}

function describe({ table, column, resealed, left, unreadable }: RotatedColumn): void {
  const rest = left === 0 ? '' : `, ${left} still under an old key`;
  say(`  ${`${table}.${column}`.padEnd(32)} ${String(resealed).padStart(8)} re-sealed${rest}`);
  if (unreadable.length > 0)
    say(`    ${unreadable.length} cannot be opened: ${unreadable.slice(0, 20).join(', ')}`);
}

function conclude(
  columns: RotatedColumn[],
  stored: RotatedFiles[],
  current: string,
  older: string[],
): number {
  if ([...columns, ...stored].some(({ unreadable }) => unreadable.length > 0)) {
    say(
      'Some of it is missing or cannot be opened with DATA_KEY. Remove no key; find the one that is missing.',
    );
    return 1;
  }
  if (columns.some(({ left }) => left > 0)) {
    say(`Some values are still under an old key: a process still seals with it. Start every process with`);
    say(`DATA_KEY=${current}:…,<old keys>, then run this again. Do not remove the old key yet.`);
    return 1;
  }
  say(`Nothing is left under an old key.`);
  if (older.length > 0) {
    say(
      `If every running process has ${current} first in its DATA_KEY, ${older.join(', ')} may now be removed from it.`,
    );
    say('Keep the old key, apart from the backups, for as long as backups from before today are kept.');
  }
  return 0;
}

runCommand(main);
