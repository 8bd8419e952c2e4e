import { dirname, join, resolve } from 'node:path';
import { parseDataKey } from './platform/seal.ts';
import type { DatabaseSetting } from './platform/sources.ts';
import {
  addressOf,
  aesKeyOf,
  databaseSetting,
  filesUrlOf,
  isLocal,
  listOf,
  oneOf,
  portNumber,
  quietHoursOf,
  wholeNumber,
} from './settings/parsing.ts';
import { generatedSecrets, holdsData, keptSecrets, secretsFile, type Secrets } from './settings/secrets.ts';

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

/** What an operator's command asks of the settings, in place of what SERVICES asks for. */
export interface CommandNeeds {
  /** Secrets that it can't do without. */
  secrets: readonly (keyof Secrets | 'WECHAT_API_BASE')[];
  /** Whether it may make a newcomer's secrets, as a start does; most commands work on what is there. */
  makesSecrets?: boolean;
}

/** Reads and validates the settings; throws one error that lists every wrong setting and what it should be. */
export function loadConfig(env: Environment = process.env, command?: CommandNeeds): Config {
  const wrong: string[] = [];
  const read = <T>(name: string, fallback: string, parse: (text: string) => T): T => {
    try {
      return parse(env[name] || fallback);
    } catch (error) {
      wrong.push(`${name}: ${(error as Error).message}`);
      return undefined as T;
    }
  };
  /** A setting without a default: undefined where it is not given. */
  const given = <T>(name: string, parse: (text: string) => T): T | undefined =>
    env[name] ? read(name, '', parse) : undefined;

  // A misspelt `production` must not become a demo with published passwords.
  const mode = read('NODE_ENV', 'development', oneOf('production', 'development', 'test'));
  const production = mode !== 'development' && mode !== 'test';
  const host = env['HOST'] || '127.0.0.1';
  const port = read('PORT', '3000', portNumber);
  const botPort = read('BOT_PORT', '3001', portNumber);
  const simulatorPort = read('SIMULATOR_PORT', '3002', portNumber);
  const database = read('DATABASE_URL', 'sqlite:data/legal-aid.sqlite', databaseSetting);
  const dataFolder = database?.engine === 'sqlite' ? dirname(database.path) : resolve('data');
  const apiBase = read('WECHAT_API_BASE', `http://${host}:${simulatorPort}`, addressOf);
  const simulated = !env['WECHAT_API_BASE'] || (apiBase && new URL(apiBase).port === String(simulatorPort));
  const chosen = read(
    'SERVICES',
    simulated && !production ? services.join(',') : 'web,worker,bot',
    (text) => new Set(listOf(oneOf(...services))(text)),
  );
  const publicUrl = read('PUBLIC_URL', `http://${host}:${port}`, addressOf);
  // The bot faces the internet and has no database: it needs no key to sealed columns either.
  const server = chosen?.has('web') || chosen?.has('worker');
  const bot = chosen?.has('bot') ?? false;
  const settings = {
    filesUrl: read('FILES_URL', join(dataFolder, 'files'), filesUrlOf),
    modelUrl: given('MODEL_URL', addressOf),
    // Behind a proxy that sends /wechat to the bots, one address is enough.
    botUrl: given('BOT_URL', addressOf) ?? (env['PUBLIC_URL'] ? publicUrl : `http://${host}:${botPort}`),
    serverUrls: read('SERVER_URL', `http://${host}:${port}`, listOf(addressOf)),
    openBase:
      given('WECHAT_OPEN_BASE', addressOf) ??
      apiBase?.replace(/^https:\/\/api\d?\.weixin\.qq\.com$/, 'https://open.weixin.qq.com'),
    wechatMode: read('WECHAT_MODE', 'safe', oneOf('plain', 'compatible', 'safe')),
    accountType: read('ACCOUNT_TYPE', 'service', oneOf('service', 'subscription')),
    dataKeys: given('DATA_KEY', parseDataKey),
    aesKey: bot ? given('WECHAT_AES_KEY', aesKeyOf) : env['WECHAT_AES_KEY'],
    aesKeyOld: bot ? given('WECHAT_AES_KEY_OLD', aesKeyOf) : env['WECHAT_AES_KEY_OLD'],
    push: {
      inFlight: read('PUSH_IN_FLIGHT', '64', wholeNumber(1, 1_000)),
      perSecond: read('PUSH_PER_SECOND', '0', wholeNumber(0, 100_000)),
    },
    quietHours: given('QUIET_HOURS', quietHoursOf),
    logLevel: read(
      'LOG_LEVEL',
      production ? 'info' : 'warn',
      oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent'),
    ),
  };

  const required = command?.secrets ?? [
    ...(server ? ['DATA_KEY'] : []),
    'BOT_TOKEN',
    ...(bot
      ? ['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'WECHAT_TOKEN', 'WECHAT_AES_KEY', 'WECHAT_API_BASE']
      : []),
  ];
  if (production) {
    for (const name of required) if (!env[name]) wrong.push(`${name}: must be set when NODE_ENV=production`);
    if (!command && chosen?.has('simulator'))
      wrong.push('SERVICES: the simulator does not run when NODE_ENV=production');
  }
  if (!production && !command && server && env['DEMO'] !== '1' && isPublic(publicUrl))
    wrong.push(
      `PUBLIC_URL: ${publicUrl} can be reached from outside, but without NODE_ENV=production the demo centre with its ` +
        'published passwords is served there. Set NODE_ENV=production, or DEMO=1 for a demo that anybody may enter',
    );
  // Known by now: never make secrets where the operator must give them, nor beside settings that are wrong.
  refuse(wrong);

  const secrets = production ? undefined : secretsOf(database, dataFolder, env, command);
  const secret = (name: keyof Secrets): string => env[name] || secrets?.[name] || '';
  if (!production)
    for (const name of command?.secrets ?? [])
      if (name !== 'WECHAT_API_BASE' && !secret(name))
        wrong.push(
          `${name}: is not set, and ${secretsFile(dataFolder)} is not there. Are this command's settings the program's?`,
        );
  refuse(wrong);
  const keyed = command ? command.secrets.includes('DATA_KEY') : server;

  return {
    production,
    host,
    port,
    botPort,
    simulatorPort,
    services: chosen,
    database,
    dataFolder,
    filesUrl: settings.filesUrl,
    scanCommand: env['SCAN_COMMAND'] || undefined,
    model: settings.modelUrl
      ? { url: settings.modelUrl, key: env['MODEL_KEY'] || undefined, name: env['MODEL_NAME'] || 'default' }
      : undefined,
    publicUrl,
    botUrl: settings.botUrl,
    serverUrls: settings.serverUrls,
    botToken: secret('BOT_TOKEN'),
    dataKeys: keyed ? (settings.dataKeys ?? parseDataKey(secret('DATA_KEY'))) : [],
    wechat: {
      apiBase,
      openBase: settings.openBase,
      appId: secret('WECHAT_APP_ID'),
      appSecret: secret('WECHAT_APP_SECRET'),
      token: secret('WECHAT_TOKEN'),
      aesKey: settings.aesKey || secret('WECHAT_AES_KEY'),
      aesKeyOld: settings.aesKeyOld || undefined,
      mode: settings.wechatMode,
      accountType: settings.accountType,
    },
    push: settings.push,
    quietHours: settings.quietHours,
    logLevel: settings.logLevel,
  };
}

function refuse(wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error(`Wrong settings:\n- ${wrong.join('\n- ')}`);
}

const isPublic = (address: string | undefined): boolean =>
  address !== undefined && address.startsWith('https:') && !isLocal(address);

/** Outside production: the secrets in the data folder, made where nothing is there yet. */
function secretsOf(
  database: DatabaseSetting,
  folder: string,
  env: Environment,
  command: CommandNeeds | undefined,
): Secrets | undefined {
  const kept = keptSecrets(folder);
  if (kept || (command && !command.makesSecrets)) return kept;
  if (!env['DATA_KEY'] && holdsData(database))
    throw new Error(
      `There is a database in ${folder}, but ${secretsFile(folder)} with its keys is missing. Put the copy back that ` +
        'you keep, or set DATA_KEY. No new key was made: it would not open what is stored.',
    );
  return generatedSecrets(folder);
}

/** Why a process does not listen, in words that name the setting. */
export function listeningError(
  name: 'PORT' | 'BOT_PORT' | 'SIMULATOR_PORT',
  port: number,
  host: string,
  error: unknown,
): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new Error(
      `${name}: port ${port} on ${host} is taken by another program; stop that one, or set ${name} to a free port`,
      { cause: error },
    );
  if (code === 'EACCES')
    return new Error(`${name}: port ${port} may not be used by this user; ports from 1024 on may`, {
      cause: error,
    });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Error(`HOST: ${host} is no address of this machine (${code})`, { cause: error });
  return code?.startsWith('E') ? new Error(`${name}: ${message}`, { cause: error }) : (error as Error);
}
