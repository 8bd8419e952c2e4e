import { placesIn } from '../server/files/places.ts';
import { backup } from '../server/platform/backup/backup.ts';
import { programVersion } from '../server/platform/backup/version.ts';
import { runCommand, say } from './command.ts';
import { commandConfig } from './database.ts';

/** `npm run backup -- FOLDER`: saves database and files into a new folder while the program runs. */
async function main(): Promise<number> {
  const [folder, ...rest] = process.argv.slice(2);
  if (!folder || folder.startsWith('-') || rest.length > 0)
    throw new Error('Usage: npm run backup -- FOLDER');
  // It opens nothing that is sealed and speaks to nobody: it needs no key and no account.
  const { database, filesUrl } = commandConfig({ secrets: [] });
  const { manifest, source, missing } = await backup({
    ...{ setting: database, filesUrl, places: placesIn, folder },
    ...{ program: programVersion(), now: Date.now() },
  });
  const { tables, files } = manifest;
  for (const { name, rows, sha256 } of tables)
    say(`  ${name.padEnd(24)} ${String(rows).padStart(9)} rows  ${sha256.slice(0, 12)}`);
  say(
    files === null
      ? "Files were NOT saved: FILES_URL is no directory. Use the store's own backup."
      : `  ${files.length} files of ${source}, ${files.reduce((sum, { bytes }) => sum + bytes, 0)} bytes`,
  );
  say(`Saved to ${folder}.`);
  say(
    'Personal data in it stays sealed: without DATA_KEY (or data/secrets.json) nobody can read it, you included.',
  );
  say(
    'Keep that key somewhere else than this backup. What is not sealed (openids, events) is still confidential.',
  );
  if (missing.length === 0) return 0;
  say(`${missing.length} stored papers have no file in ${source}: is FILES_URL right?`);
  say(`  ${missing.slice(0, 20).join(', ')}${missing.length > 20 ? ', …' : ''}`);
  return 1;
}

runCommand(main);
