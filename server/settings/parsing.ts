import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DatabaseSetting } from '../platform/sources.ts';

/*
 * How single settings are read. Each throws an Error whose words follow the setting's name; none of them repeats a
 * secret.
 */

export const oneOf =
  <T extends string>(...allowed: readonly T[]) =>
  (text: string): T => {
    if (!(allowed as readonly string[]).includes(text))
      throw new Error(`"${text}" is none of ${allowed.join(', ')}`);
    return text as T;
  };

/** Items separated by commas, each read by `parse`. */
export const listOf =
  <T>(parse: (text: string) => T) =>
  (text: string): T[] =>
    text.split(',').map((part) => parse(part.trim()));

/** An http or https address, without the slash at its end. */
export function addressOf(text: string): string {
  if (!/^https?:\/\/[^/]/.test(text) || !URL.canParse(text))
    throw new Error(`"${text}" is no address such as https://example.org`);
  return text.replace(/\/$/, '');
}

export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new Error(`"${text}" is no whole number from ${least} to ${most}`);
  };

export function quietHoursOf(text: string): string {
  if (text === 'off' || /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/.test(text)) return text;
  throw new Error(`"${text}" is neither hours such as 21:00-08:00 nor off`);
}

export function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`"${text}" is no port number`);
  return port;
}

/** WeChat's EncodingAESKey. */
export function aesKeyOf(text: string): string {
  if (!/^[A-Za-z0-9]{43}$/.test(text)) throw new Error('must be the 43 letters and digits of EncodingAESKey');
  return text;
}

/** A folder, or a bucket as `s3://KEY:SECRET@host/bucket?region=REGION`. */
export function filesUrlOf(text: string): string {
  if (text.startsWith('file://')) {
    fileURLToPath(text);
    return text;
  }
  const scheme = /^(\w+):\/\//.exec(text)?.[1];
  if (scheme === undefined) return text;
  const known = ['s3', 'http', 'https'].includes(scheme) && URL.canParse(text);
  const { username = '', password = '' } = known ? new URL(text) : {};
  if (!username || !password)
    throw new Error(
      'give a folder, or s3://KEY:SECRET@host/bucket?region=REGION with key and secret percent-encoded',
    );
  return text;
}

const HOW_DATABASES_ARE_NAMED =
  'give sqlite:PATH or mysql://user:password@host:port/name; the name has letters, digits and _ only, and in user and ' +
  'password every other sign is percent-encoded (@ is %40, / is %2F, # is %23, % is %25)';

/** `sqlite:PATH` or `mysql://user:password@host:port/name`. */
export function databaseSetting(text: string): DatabaseSetting {
  if (text.startsWith('sqlite:') && text.length > 7)
    return { engine: 'sqlite', path: resolve(text.slice(7)) };
  try {
    const url = new URL(text);
    const name = url.pathname.slice(1);
    if (!['mysql:', 'mariadb:'].includes(url.protocol) || !url.hostname || !/^\w+$/.test(name))
      throw new Error('not an address of a database');
    return {
      engine: 'mysql',
      // An IPv6 address stands in brackets in an address only.
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || 3306),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      name,
    };
  } catch {
    // Without a cause: it would repeat the password.
    throw new Error(HOW_DATABASES_ARE_NAMED);
  }
}

/** Whether an address leads to this machine or stays inside its own network. */
export const isLocal = (address: string): boolean =>
  /^(localhost|.*\.(localhost|local)|\[::1\]|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*)$/.test(
    new URL(address).hostname,
  );
