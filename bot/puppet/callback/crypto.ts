import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const BLOCK = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/** WeChat's signature: sha1 over the parts, sorted and joined. */
export function sign(...parts: string[]): string {
  return createHash('sha1').update(parts.sort().join('')).digest('hex');
}

/** Whether `given` is the signature of the parts, without telling by its time how much of it was right. */
export function signatureMatches(given: string | null | undefined, ...parts: string[]): boolean {
  const expected = Buffer.from(sign(...parts));
  const actual = Buffer.from(given ?? '');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** @throws Error when the EncodingAESKey does not have WeChat's 43 base64 characters */
export function readAesKey(encodingAesKey: string): Buffer {
  if (!/^[A-Za-z0-9+/]{43}$/.test(encodingAesKey)) {
    throw new Error('EncodingAESKey must have exactly 43 characters A-Z a-z 0-9 + /');
  }
  return Buffer.from(`${encodingAesKey}=`, 'base64');
}

/**
 * AES-256-CBC over 16 random bytes, the message's length, the message and the appid, padded to 32 bytes.
 * @returns base64, as it stands in `<Encrypt>`
 */
export function encrypt(
  key: Buffer,
  message: string,
  appId: string,
  random: Buffer = randomBytes(RANDOM_BYTES),
): string {
  const body = Buffer.from(message);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(body.length);
  const content = Buffer.concat([random, length, body, Buffer.from(appId)]);
  const pad = BLOCK - (content.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(content),
    cipher.update(Buffer.alloc(pad, pad)),
    cipher.final(),
  ]).toString('base64');
}

/**
 * The inverse of {@link encrypt}. Comparing the appid is left to the caller.
 * @returns undefined when the text was not made with this key
 */
export function decrypt(key: Buffer, encrypted: string): { message: string; appId: string } | undefined {
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length === 0 || bytes.length % 16 !== 0) return undefined;
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const pad = padded.at(-1) ?? 0;
  if (pad < 1 || pad > BLOCK || pad > padded.length) return undefined;
  if (!padded.subarray(-pad).equals(Buffer.alloc(pad, pad))) return undefined;
  const content = padded.subarray(RANDOM_BYTES, -pad);
  if (content.length < LENGTH_BYTES) return undefined;
  const end = LENGTH_BYTES + content.readUInt32BE();
  if (end > content.length) return undefined;
  return { message: content.toString('utf8', LENGTH_BYTES, end), appId: content.toString('utf8', end) };
}
