import { createHash, randomInt } from 'node:crypto';

/** sha1 over the sorted, joined parts: the platform's only signature. */
export function sign(...parts: string[]): string {
  return createHash('sha1').update(parts.sort().join('')).digest('hex');
}

export interface Stamp {
  timestamp: string;
  nonce: string;
}

/** Fresh timestamp (seconds) and nonce; every try of a push has its own. */
export function stamp(now: number): Stamp {
  return { timestamp: String(Math.floor(now / 1000)), nonce: String(randomInt(1e8, 1e10)) };
}

/** Query string of a callback request; with `encrypt` it also carries what safe mode adds. */
export function signedQuery(
  token: string,
  at: Stamp,
  extra: Record<string, string>,
  encrypt?: string,
): string {
  const query = new URLSearchParams({ signature: sign(token, at.timestamp, at.nonce), ...at, ...extra });
  if (encrypt !== undefined) {
    query.set('encrypt_type', 'aes');
    query.set('msg_signature', sign(token, at.timestamp, at.nonce, encrypt));
  }
  return query.toString();
}
