import { randomBytes } from 'node:crypto';
import { decrypt, encrypt, readAesKey, sign, signatureMatches } from './crypto.ts';
import { readFields, textOf } from './fields.ts';
import { print } from './reply.ts';
import { type Push, readPush } from './push.ts';

export type Mode = 'plain' | 'compatible' | 'safe';

export interface AccountOptions {
  appId: string;
  token: string;
  /** 43 characters; needed in compatible and safe mode. */
  aesKey?: string;
  /** The key before a rotation, still accepted. */
  aesKeyOld?: string;
  mode: Mode;
  /** How old or how far ahead a request's timestamp may be. */
  freshMs: number;
}

/** A push and the key its answer is encrypted with. */
export interface Received {
  push: Push;
  /** The AES key the push came with, undefined for a plain one. */
  key?: Buffer;
}

/**
 * The envelope of an encrypted push, exactly as WeChat writes it, so that a parser needn't read it as well as what is in
 * it; any other form goes to the parser. What is taken out of it is signed.
 */
const ENVELOPE =
  /^<xml>\s*<ToUserName><!\[CDATA\[[\w-]{1,128}\]\]><\/ToUserName>\s*<Encrypt><!\[CDATA\[([A-Za-z0-9+/=]+)\]\]><\/Encrypt>\s*<\/xml>\s*$/;

/** The request does not come from WeChat, or not for this account. Why is for the log, never for the sender. */
export class Refused extends Error {}

/** What WeChat and this account agreed on: who signs how, and in which mode pushes come. */
export class Account {
  readonly #options: AccountOptions;
  readonly #keys: readonly Buffer[];

  /** @throws Error when a key has the wrong form or a mode lacks its key */
  constructor(options: AccountOptions) {
    this.#options = options;
    this.#keys = [options.aesKey, options.aesKeyOld].filter((key) => key !== undefined).map(readAesKey);
    if (options.mode !== 'plain' && this.#keys.length === 0) {
      throw new Error(`${options.mode} mode needs the EncodingAESKey`);
    }
  }

  /**
   * Checks the signature in a request's address, which every mode has.
   * @throws Refused
   */
  checkAddress(query: URLSearchParams, now: number): void {
    const timestamp = query.get('timestamp') ?? '';
    const nonce = query.get('nonce') ?? '';
    if (!signatureMatches(query.get('signature'), this.#options.token, timestamp, nonce)) {
      throw new Refused('signature');
    }
    const age = now - Number(timestamp) * 1000;
    if (!/^\d{1,12}$/.test(timestamp) || Math.abs(age) > this.#options.freshMs)
      throw new Refused('timestamp');
  }

  /**
   * @throws Refused when the body is not proved to be WeChat's for this account
   * @throws SyntaxError when it can not be read
   */
  receive(query: URLSearchParams, body: string): Received {
    const format = body.trimStart().startsWith('{') ? 'json' : 'xml';
    const { mode, token } = this.#options;
    if (mode === 'plain' || (mode === 'compatible' && query.get('encrypt_type') !== 'aes')) {
      const outer = readFields(body);
      if (textOf(outer, 'Encrypt') && !textOf(outer, 'FromUserName'))
        throw new Refused('encrypted push in plain mode');
      return { push: readPush(outer, format) };
    }
    const encrypted = ENVELOPE.exec(body)?.[1] ?? textOf(readFields(body), 'Encrypt');
    const timestamp = query.get('timestamp') ?? '';
    const nonce = query.get('nonce') ?? '';
    if (!encrypted || !signatureMatches(query.get('msg_signature'), token, timestamp, nonce, encrypted)) {
      throw new Refused('msg_signature');
    }
    const { message, key } = this.#decrypt(encrypted);
    // In compatible mode the plain copy beside the encrypted one is signed by nobody, so it is not read.
    return { push: readPush(readFields(message), format), key };
  }

  /** Writes a rendered reply as WeChat wants it back: encrypted and signed anew if the push was. */
  seal(reply: string, { push, key }: Received, now: number): string {
    if (!reply || !key) return reply;
    const timestamp = Math.floor(now / 1000);
    const nonce = randomBytes(8).toString('hex');
    const encrypted = encrypt(key, reply, this.#options.appId);
    const signature = sign(this.#options.token, String(timestamp), nonce, encrypted);
    return print(
      { Encrypt: encrypted, MsgSignature: signature, TimeStamp: timestamp, Nonce: nonce },
      push.format,
    );
  }

  #decrypt(encrypted: string): { message: string; key: Buffer } {
    for (const key of this.#keys) {
      const content = decrypt(key, encrypted);
      if (content?.appId === this.#options.appId) return { message: content.message, key };
    }
    throw new Refused('key or appid');
  }
}
