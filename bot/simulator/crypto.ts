import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const BLOCK = 32;

/**
 * The platform's message encryption: AES-256-CBC, the first 16 key bytes as IV, padded to 32 bytes, over
 * 16 random bytes + 4-byte big-endian length + message + appid.
 */
export class MessageCrypto {
  private readonly key: Buffer;
  private readonly iv: Buffer;
  private readonly appId: string;

  /** @throws when the EncodingAESKey is not 43 base64 characters. */
  constructor(aesKey: string, appId: string) {
    if (!/^[A-Za-z0-9+/]{43}$/.test(aesKey)) throw new Error('the AES key must have 43 base64 characters');
    this.key = Buffer.from(`${aesKey}=`, 'base64');
    this.iv = this.key.subarray(0, 16);
    this.appId = appId;
  }

  encrypt(message: string, random: Buffer = randomBytes(16)): string {
    const body = Buffer.from(message);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    const content = Buffer.concat([random, length, body, Buffer.from(this.appId)]);
    const padding = BLOCK - (content.length % BLOCK);
    const cipher = createCipheriv('aes-256-cbc', this.key, this.iv).setAutoPadding(false);
    return Buffer.concat([
      cipher.update(Buffer.concat([content, Buffer.alloc(padding, padding)])),
      cipher.final(),
    ]).toString('base64');
  }

  /** @throws when padding, length or appid are wrong. */
  decrypt(encrypted: string): string {
    const decipher = createDecipheriv('aes-256-cbc', this.key, this.iv).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
    const padding = padded.at(-1) ?? 0;
    if (padding < 1 || padding > BLOCK) throw new Error('wrong padding');
    const content = padded.subarray(0, padded.length - padding);
    if (content.length < 20) throw new Error('too short');
    const end = 20 + content.readUInt32BE(16);
    if (end > content.length) throw new Error('wrong length');
    if (content.toString('utf8', end) !== this.appId) throw new Error('wrong appid');
    return content.toString('utf8', 20, end);
  }
}
