import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseDataKey } from './platform/seal.ts';
import type { DatabaseSetting } from './platform/sources.ts';

export const services = ['web', 'worker', 'bot', 'simulator'] as const;
export type Service = (typeof services)[number];

export interface WechatSetting {
  apiBase: string;
  /** Where page login begins. */
  openBase: string;
  appId: string;
  appSecret: string;
  token: string;
  aesKey: string;
  aesKeyOld: string | undefined;
  mode: 'plain' | 'compatible' | 'safe';
  accountType: 'service' | 'subscription';
}

export interface Config {
  production: boolean;
  host: string;
  port: number;
  botPort: number;
  simulatorPort: number;
  services: ReadonlySet<Service>;
  database: DatabaseSetting;
  /** Folder for the embedded database, generated secrets and the simulator's memory. */
  dataFolder: string;
  filesUrl: string;
  /** Reads a file from standard input; any exit code but 0 says that it must not be kept. */
  scanCommand: string | undefined;
  /** An OpenAI-compatible server that may choose among entries; undefined where there is none. */
  model: { url: string; key: string | undefined; name: string } | undefined;
  publicUrl: string;
  /** Where phones reach the bot: `/wechat` below it. */
  botUrl: string;
  /** Where the bot reaches the server: several addresses of the same server are used in turn. */
  serverUrls: string[];
  botToken: string;
  dataKeys: { version: string; key: Buffer }[];
  wechat: WechatSetting;
  /** Subscription notices of publicity: requests in flight, and how many a second at most (0: as fast as it goes). */
  push: { inFlight: number; perSecond: number };
  /** 「21:00-08:00」, `off`, or undefined for the centre's own (publicity/plan/settings.yaml). */
  quietHours: string | undefined;
  logLevel: string;
}

type Environment = Record<string, string | undefined>;

/** Reads and validates the settings; throws one error that lists every wrong setting and what it should be. */
export function loadConfig(env: Environment = process.env): Config {
  const wrong: string[] = [];
  const read = <T>(name: string, fallback: string, parse: (text: string) => T): T => {
    try {
      return parse(env[name] || fallback);
    } catch (error) {
      wrong.push(`${name}: ${(error as Error).message}`);
      return undefined as T;
    }
  };
  const oneOf =
    <T extends string>(...allowed: readonly T[]) =>
    (text: string): T => {
      if (!(allowed as readonly string[]).includes(text))
        throw new Error(`"${text}" is none of ${allowed.join(', ')}`);
      return text as T;
    };

  const production = env['NODE_ENV'] === 'production';
  const host = env['HOST'] || '127.0.0.1';
  const port = read('PORT', '3000', portNumber);
  const botPort = read('BOT_PORT', '3001', portNumber);
  const simulatorPort = read('SIMULATOR_PORT', '3002', portNumber);
  const database = read('DATABASE_URL', 'sqlite:data/legal-aid.sqlite', databaseSetting);
  const dataFolder = database?.engine === 'sqlite' ? dirname(database.path) : resolve('data');
  const apiBase = (env['WECHAT_API_BASE'] || `http://${host}:${simulatorPort}`).replace(/\/$/, '');
  const simulated =
    !env['WECHAT_API_BASE'] || read('WECHAT_API_BASE', apiBase, urlOf)?.port === String(simulatorPort);
  const chosen = read(
    'SERVICES',
    simulated && !production ? services.join(',') : 'web,worker,bot',
    (text) => {
      return new Set(text.split(',').map((part) => oneOf(...services)(part.trim())));
    },
  );

  // The bot faces the internet and has no database: it needs no key to sealed columns either.
  const holdsData = chosen?.has('web') || chosen?.has('worker');
  const required = [...(holdsData ? ['DATA_KEY'] : []), 'BOT_TOKEN'].concat(
    chosen?.has('bot')
      ? ['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'WECHAT_TOKEN', 'WECHAT_AES_KEY', 'WECHAT_API_BASE']
      : [],
  );
  if (production) {
    for (const name of required) if (!env[name]) wrong.push(`${name}: must be set when NODE_ENV=production`);
    if (chosen?.has('simulator')) wrong.push('SERVICES: the simulator does not run when NODE_ENV=production');
  }
  // Known by now: never make secrets where the operator must give them, nor beside settings that are wrong.
  if (wrong.length > 0) throw new Error(`Wrong settings:\n- ${wrong.join('\n- ')}`);

  const secrets = production ? {} : generatedSecrets(dataFolder);
  const secret = (name: keyof Secrets): string => env[name] || (secrets as Secrets)[name];
  const dataKeys = holdsData ? read('DATA_KEY', secret('DATA_KEY'), parseDataKey) : [];
  const mode = read('WECHAT_MODE', 'safe', oneOf('plain', 'compatible', 'safe'));
  const accountType = read('ACCOUNT_TYPE', 'service', oneOf('service', 'subscription'));
  const aesKey = read('WECHAT_AES_KEY', secret('WECHAT_AES_KEY') ?? '', (text) => {
    if (chosen.has('bot') && !/^[A-Za-z0-9]{43}$/.test(text))
      throw new Error('must be the 43 letters and digits of EncodingAESKey');
    return text;
  });
  const push = {
    inFlight: read('PUSH_IN_FLIGHT', '64', wholeNumber(1, 1_000)),
    perSecond: read('PUSH_PER_SECOND', '0', wholeNumber(0, 100_000)),
  };
  const quietHours = env['QUIET_HOURS'] ? read('QUIET_HOURS', '', quietHoursOf) : undefined;
  const logLevel = read(
    'LOG_LEVEL',
    production ? 'info' : 'warn',
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent'),
  );
  if (wrong.length > 0) throw new Error(`Wrong settings:\n- ${wrong.join('\n- ')}`);

  return {
    production,
    host,
    port,
    botPort,
    simulatorPort,
    services: chosen,
    database,
    dataFolder,
    filesUrl: env['FILES_URL'] || join(dataFolder, 'files'),
    scanCommand: env['SCAN_COMMAND'] || undefined,
    model: env['MODEL_URL']
      ? { url: env['MODEL_URL'], key: env['MODEL_KEY'] || undefined, name: env['MODEL_NAME'] || 'default' }
      : undefined,
    publicUrl: (env['PUBLIC_URL'] || `http://${host}:${port}`).replace(/\/$/, ''),
    // Behind a proxy that sends /wechat to the bots, one address is enough.
    botUrl: (env['BOT_URL'] || env['PUBLIC_URL'] || `http://${host}:${botPort}`).replace(/\/$/, ''),
    serverUrls: (env['SERVER_URL'] || `http://${host}:${port}`)
      .split(',')
      .map((url) => url.trim().replace(/\/$/, '')),
    botToken: secret('BOT_TOKEN'),
    dataKeys,
    wechat: {
      apiBase,
      openBase: (
        env['WECHAT_OPEN_BASE'] ||
        apiBase.replace(/^https:\/\/api\d?\.weixin\.qq\.com$/, 'https://open.weixin.qq.com')
      ).replace(/\/$/, ''),
      appId: secret('WECHAT_APP_ID'),
      appSecret: secret('WECHAT_APP_SECRET'),
      token: secret('WECHAT_TOKEN'),
      aesKey,
      aesKeyOld: env['WECHAT_AES_KEY_OLD'] || undefined,
      mode,
      accountType,
    },
    push,
    quietHours,
    logLevel,
  };
}

function urlOf(text: string): URL {
  if (!URL.canParse(text)) throw new Error(`"${text}" is no address, such as https://api.weixin.qq.com`);
  return new URL(text);
}

const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new Error(`"${text}" is no whole number from ${least} to ${most}`);
  };

function quietHoursOf(text: string): string {
  if (text === 'off' || /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/.test(text)) return text;
  throw new Error(`"${text}" is neither hours such as 21:00-08:00 nor off`);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`"${text}" is no port number`);
  return port;
}

/** `sqlite:PATH` or `mysql://user:password@host:port/name`. */
export function databaseSetting(text: string): DatabaseSetting {
  if (text.startsWith('sqlite:') && text.length > 7)
    return { engine: 'sqlite', path: resolve(text.slice(7)) };
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Error('give sqlite:PATH or mysql://user:password@host:port/name');
  }
  const name = url.pathname.slice(1);
  if (!['mysql:', 'mariadb:'].includes(url.protocol) || !/^\w+$/.test(name)) {
    throw new Error('give sqlite:PATH or mysql://user:password@host:port/name');
  }
  return {
    engine: 'mysql',
    host: url.hostname,
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    name,
  };
}

interface Secrets {
  DATA_KEY: string;
  BOT_TOKEN: string;
  WECHAT_APP_ID: string;
  WECHAT_APP_SECRET: string;
  WECHAT_TOKEN: string;
  WECHAT_AES_KEY: string;
}

/** The newcomer's secrets: made once, kept in the data folder, readable by their owner only. */
function generatedSecrets(folder: string): Secrets {
  const file = join(folder, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
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
  mkdirSync(folder, { recursive: true });
  // Written aside and linked into place, so that several processes of one start agree on one whole file.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  } finally {
    rmSync(draft);
  }
}
