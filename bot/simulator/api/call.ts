import type { Platform } from '../platform.ts';
import { PlatformError } from '../errors.ts';

/** An API call after its token and body were read. */
export interface ApiCall {
  body: Record<string, unknown>;
  query: URLSearchParams;
  /** The multipart field `media`. */
  file?: { bytes: Buffer; name: string };
}

/** Answer with other than JSON. */
export class Binary {
  readonly bytes: Buffer;
  readonly headers: Record<string, string>;

  constructor(bytes: Buffer, headers: Record<string, string>) {
    this.bytes = bytes;
    this.headers = headers;
  }
}

export type Handler = (platform: Platform, call: ApiCall) => object;

/** 'METHOD /path' → handler. */
export type Routes = Record<string, Handler>;

/** Sends an event about a call's outcome, after its answer. */
export type Tell = (openid: string, event: string, fields: object) => void;

/** The account's administrator, to whom the platform addresses events about the account itself. */
export const ADMINISTRATOR = 'oSimulatedAdministrator00000';

export const OK = { errcode: 0, errmsg: 'ok' };

/** @throws PlatformError 48001 unless it is a service account */
export function serviceOnly({ account }: Platform): void {
  if (account.type !== 'service') throw new PlatformError(48001);
}

/** @throws PlatformError 47001 when the field is no object */
export function part(body: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = body[name];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new PlatformError(47001, name);
  return value as Record<string, unknown>;
}

/** A list of openids between two sizes. @throws PlatformError 40032 */
export function openids(value: unknown, most: number, least = 1): string[] {
  if (!Array.isArray(value) || value.length < least || value.length > most) throw new PlatformError(40032);
  return value.map(String);
}
