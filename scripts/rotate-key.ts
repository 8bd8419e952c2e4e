import type { Config } from '../server/config.ts';
import { holdAlone, isHeld } from '../server/platform/onlyOne.ts';
import type { RotatedColumn } from '../server/platform/rotation.ts';
import { askForRotation } from '../server/platform/rotationRequest.ts';
import { rotateEverything, type Rotated } from '../server/rotating.ts';
import { runCommand, say } from './command.ts';
import { commandConfig, openExisting } from './database.ts';

/** `npm run rotate-key`: seals everything under the first key of DATA_KEY and says when the others may go. */
async function main(): Promise<number> {
  const config = commandConfig({ secrets: ['DATA_KEY'] });
  const { database } = config;
  const running = database.engine === 'sqlite' && isHeld(`${database.path}.lock`);
  if (running) say('The program is running: it re-seals by itself, with the keys that it was started with.');
  const rotated =
    database.engine === 'sqlite' && running
      ? await askForRotation<Rotated>(database.path, () => isHeld(`${database.path}.lock`))
      : await rotateHere(config);
  return conclude(rotated);
}

async function rotateHere(config: Config): Promise<Rotated> {
  const { database } = config;
  const release = database.engine === 'sqlite' ? holdAlone(`${database.path}.lock`) : () => undefined;
  try {
    const db = await openExisting(config);
    try {
      return await rotateEverything(db, config);
    } finally {
      await db.close();
    }
  } finally {
    release();
  }
}

function describe({ table, column, resealed, left, unreadable, mislabelled }: RotatedColumn): void {
  const rest = left === 0 ? '' : `, ${left} still under an old key`;
  say(`  ${`${table}.${column}`.padEnd(32)} ${String(resealed).padStart(8)} re-sealed${rest}`);
  if (unreadable.length > 0)
    say(`    ${unreadable.length} cannot be opened: ${unreadable.slice(0, 20).join(', ')}`);
  if (mislabelled > 0)
    say(`    ${mislabelled} of them under the current label: another key bore the same label once`);
}

function conclude({ current, older, columns, files }: Rotated): number {
  say(`Current key ${current}; older keys: ${older.join(', ') || 'none'}.`);
  for (const one of columns) describe(one);
  for (const one of files) describe({ ...one, column: 'files', left: 0, mislabelled: 0 });
  if ([...columns, ...files].some(({ unreadable }) => unreadable.length > 0)) {
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
