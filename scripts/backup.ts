import { loadConfig } from '../server/config.ts';
import { backup } from '../server/platform/backup/backup.ts';
import { programVersion } from '../server/platform/backup/version.ts';
import { runCommand, say } from './command.ts';

/** `npm run backup -- FOLDER`: saves database and files into a new folder while the program runs. */
async function main(): Promise<number> {
  const [folder, ...rest] = process.argv.slice(2);
  if (!folder || folder.startsWith('-') || rest.length > 0)
    throw new Error('Usage: npm run backup -- FOLDER');
  const { database, filesUrl } = loadConfig();
  const { tables, files } = await backup({
    ...{ setting: database, filesUrl, folder },
    ...{ program: programVersion(), now: Date.now() },
  });
  for (const { name, rows, sha256 } of tables)
    say(`  ${name.padEnd(24)} ${String(rows).padStart(9)} rows  ${sha256.slice(0, 12)}`);
  say(
    files === null
      ? `Files were NOT saved: ${filesUrl} is no directory. Use the store's own backup.`
      : `  ${files.length} files, ${files.reduce((sum, { bytes }) => sum + bytes, 0)} bytes`,
  );
  say(`Saved to ${folder}.`);
  say(
    'Personal data in it stays sealed: without DATA_KEY (or data/secrets.json) nobody can read it, you included.',
  );
  say(
    'Keep that key somewhere else than this backup. What is not sealed (openids, events) is still confidential.',
  );
  return 0;
}

runCommand(main);
