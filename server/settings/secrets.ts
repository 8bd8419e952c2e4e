import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSetting } from '../platform/sources.ts';

const names = [
  'DATA_KEY',
  'BOT_TOKEN',
  'WECHAT_APP_ID',
  'WECHAT_APP_SECRET',
  'WECHAT_TOKEN',
  'WECHAT_AES_KEY',
] as const;
export type Secrets = Record<(typeof names)[number], string>;

export const secretsFile = (folder: string): string => join(folder, 'secrets.json');

/** The newcomer's secrets, where they were made already. Throws a readable error for a file that does not hold them. */
export function keptSecrets(folder: string): Secrets | undefined {
  const file = secretsFile(folder);
  if (!existsSync(file)) return undefined;
  let secrets: Partial<Secrets> | null = null;
  try {
    secrets = JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets> | null;
  } catch (error) {
    // What can't be opened at all says so itself; what is empty or cut off is told below.
    if (!(error instanceof SyntaxError)) throw error;
  }
  const missing = names.filter((name) => typeof secrets?.[name] !== 'string' || secrets[name] === '');
  if (missing.length > 0)
    throw new Error(
      `${file} is empty or damaged: it lacks ${missing.join(', ')}. Put the copy back that you keep. Without its ` +
        'DATA_KEY nobody can read the personal data in the database beside it; if that may be lost, delete both.',
    );
  return secrets as Secrets;
}

/** Makes the newcomer's secrets, kept in the data folder, readable by their owner only; those that are there stay. */
export function generatedSecrets(folder: string): Secrets {
  const kept = keptSecrets(folder);
  if (kept) return kept;
  const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
  const secrets: Secrets = {
    DATA_KEY: randomBytes(32).toString('base64'),
    BOT_TOKEN: randomUUID(),
    WECHAT_APP_ID: `wx${hex(8)}`,
    WECHAT_APP_SECRET: hex(16),
    WECHAT_TOKEN: hex(12),
    // 43 of base64's letters without its signs; the platform appends '=' and decodes 32 bytes.
    WECHAT_AES_KEY: randomBytes(64).toString('base64').replace(/[+/=]/g, '').slice(0, 43),
  };
  const file = secretsFile(folder);
  // Written aside and linked into place, so that several processes of one start agree on one whole file.
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  } catch (error) {
    throw new Error(
      `DATABASE_URL: ${folder}, where the data would be kept, can't be written to (${(error as Error).message})`,
      { cause: error },
    );
  }
  try {
    linkSync(draft, file);
    return secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return keptSecrets(folder)!;
  } finally {
    rmSync(draft);
  }
}

/** Whether an embedded database is there already, whose sealed data a new key would never open. */
export const holdsData = (database: DatabaseSetting): boolean =>
  database.engine === 'sqlite' && existsSync(database.path) && statSync(database.path).size > 0;
