import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Seals and opens personal data. `column` is 'table.column', the associated data of the seal. */
export interface Sealer {
  readonly currentVersion: string;
  seal(column: string, text: string): string;
  open(column: string, sealed: string): string;
  /** Blind index of a value under the current key, for storing. */
  index(column: string, value: string): string;
  /** Blind indexes under every known key, for look-ups while a rotation runs. */
  indexes(column: string, value: string): string[];
  versionOf(sealed: string): string;
  /** The same for a file's bytes; `name` is its associated data, so that sealed files can't be exchanged. */
  sealBytes(name: string, bytes: Buffer): Buffer;
  openBytes(name: string, sealed: Buffer): Buffer;
}

interface SealKey {
  version: string;
  cipher: Buffer;
  files: Buffer;
  index: Buffer;
}

/** How a sealed file begins; the key's version, its length before it, follows. */
const FILE_MARK = Buffer.from('LAF1');

/**
 * Parses `DATA_KEY`: one or more `version:base64` (32 bytes), the current first, separated by commas; a bare key is v1.
 * Two keys of one version are refused: only one of them could be used, and nobody would see which.
 */
export function parseDataKey(setting: string): { version: string; key: Buffer }[] {
  const keys = setting.split(',').map((part) => {
    const [version, encoded] = part.includes(':')
      ? (part.trim().split(':', 2) as [string, string])
      : ['v1', part.trim()];
    const key = Buffer.from(encoded, 'base64');
    if (key.length !== 32 || !/^v\d+$/.test(version)) {
      throw new Error(
        'must be 32 bytes in base64, optionally as v2:KEY,v1:OLDKEY (make one: openssl rand -base64 32)',
      );
    }
    return { version, key };
  });
  const versions = keys.map(({ version }) => version);
  const twice = versions.find((version, i) => versions.indexOf(version) !== i);
  if (twice !== undefined)
    throw new Error(
      `names ${twice} twice: each key needs a label of its own, as in v2:KEY,v1:OLDKEY (one without a label is v1)`,
    );
  return keys;
}

/** AES-256-GCM with a key per version, in the form `version.base64(iv ‖ tag ‖ text)`; throws on a changed or moved value. */
export function createSealer(keys: { version: string; key: Buffer }[]): Sealer {
  const ring = new Map<string, SealKey>(
    keys.map(({ version, key }) => [
      version,
      {
        version,
        cipher: derive(key, 'seal'),
        files: derive(key, 'files'),
        index: derive(key, 'index'),
      },
    ]),
  );
  const current = ring.get(keys[0]?.version ?? '');
  if (!current) throw new Error('DATA_KEY holds no key');

  const mac = (key: SealKey, column: string, value: string): string =>
    `${key.version}.${createHmac('sha256', key.index).update(`${column}\0${value}`).digest('base64url')}`;

  return {
    currentVersion: current.version,
    seal(column, text) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', current.cipher, iv).setAAD(Buffer.from(column));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${current.version}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')}`;
    },
    open(column, sealed) {
      const dot = sealed.indexOf('.');
      const key = ring.get(sealed.slice(0, dot));
      if (!key) throw new Error(`no key ${sealed.slice(0, dot)} in DATA_KEY for ${column}`);
      const raw = Buffer.from(sealed.slice(dot + 1), 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key.cipher, raw.subarray(0, 12))
        .setAAD(Buffer.from(column))
        .setAuthTag(raw.subarray(12, 28));
      return Buffer.concat([decipher.update(raw.subarray(28)), decipher.final()]).toString('utf8');
    },
    index: (column, value) => mac(current, column, value),
    indexes: (column, value) => [...ring.values()].map((key) => mac(key, column, value)),
    versionOf: (sealed) => sealed.slice(0, sealed.indexOf('.')),
    sealBytes(name, bytes) {
      const version = Buffer.from(current.version);
      const header = Buffer.concat([FILE_MARK, Buffer.from([version.length]), version]);
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', current.files, iv).setAAD(Buffer.from(name));
      const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([header, iv, cipher.getAuthTag(), body]);
    },
    openBytes(name, sealed) {
      if (!sealed.subarray(0, 4).equals(FILE_MARK)) throw new Error(`${name} is no sealed file`);
      const start = 5 + (sealed[4] ?? 0);
      const version = sealed.toString('latin1', 5, start);
      const key = ring.get(version);
      if (!key) throw new Error(`no key ${version} in DATA_KEY for the file ${name}`);
      const decipher = createDecipheriv('aes-256-gcm', key.files, sealed.subarray(start, start + 12))
        .setAAD(Buffer.from(name))
        .setAuthTag(sealed.subarray(start + 12, start + 28));
      return Buffer.concat([decipher.update(sealed.subarray(start + 28)), decipher.final()]);
    },
  };
}

const derive = (key: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), purpose, 32));
