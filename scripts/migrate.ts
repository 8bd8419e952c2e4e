import { openDatabase } from '../server/platform/db.ts';
import { migrate } from '../server/platform/migrate.ts';
import { createSealer } from '../server/platform/seal.ts';
import { runCommand, say } from './command.ts';
import { commandConfig } from './database.ts';

/** `npm run migrate`: brings the database's schema up to date and says what was run. Every start does the same. */
runCommand(async () => {
  const { database, dataKeys } = commandConfig({ secrets: ['DATA_KEY'], makesSecrets: true });
  const db = await openDatabase({ setting: database, sealer: createSealer(dataKeys) });
  try {
    const ran = await migrate(db);
    say(ran.length > 0 ? `migrated: ${ran.join(', ')}` : 'nothing to migrate');
    return 0;
  } finally {
    await db.close();
  }
});
