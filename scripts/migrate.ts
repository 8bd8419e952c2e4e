import { loadConfig } from '../server/config.ts';
import { openDatabase } from '../server/platform/db.ts';
import { migrate } from '../server/platform/migrate.ts';
import { createSealer } from '../server/platform/seal.ts';

/** `npm run migrate`: brings the database's schema up to date and says what was run. Every start does the same. */
const config = loadConfig();
const db = await openDatabase({ setting: config.database, sealer: createSealer(config.dataKeys) });
const ran = await migrate(db);
await db.close();
process.stdout.write(ran.length > 0 ? `migrated: ${ran.join(', ')}\n` : 'nothing to migrate\n');
