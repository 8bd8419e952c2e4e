import { expect } from 'chai';
import fc from 'fast-check';
import * as wecom from '@wecom/crypto';
import { createCipheriv } from 'node:crypto';
import { decrypt, encrypt, readAesKey, sign, signatureMatches } from '../../bot/puppet/callback/crypto.ts';
import { AES_KEY, AES_KEY_OLD, APP_ID, wellFormed } from './platform.ts';

const key = readAesKey(AES_KEY);

/** Encrypts bytes that are already padded, in whatever way. */
function encryptRaw(content: Buffer): string {
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(content), cipher.final()]).toString('base64');
}

describe('WeChat cryptography', () => {
  it('reads what an independent implementation encrypted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const message = wellFormed(text);
        expect(decrypt(key, wecom.encrypt(AES_KEY, message, APP_ID))).to.deep.equal({
          message,
          appId: APP_ID,
        });
      }),
    );
  });

  it('encrypts what an independent implementation reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const message = wellFormed(text);
        const { message: read, id } = wecom.decrypt(AES_KEY, encrypt(key, message, APP_ID));
        expect([read, id]).to.deep.equal([message, APP_ID]);
      }),
    );
  });

  it('encrypts to the same bytes as the independent implementation, given the same random bytes', () => {
    const random = Buffer.from('0123456789abcdef');
    for (const length of [0, 1, 31, 32, 33, 1000]) {
      const message = '法'.repeat(length);
      expect(encrypt(key, message, APP_ID, random)).to.equal(wecom.encrypt(AES_KEY, message, APP_ID, random));
    }
  });

  it('signs like the independent implementation, whatever the order', () => {
    expect(sign('token', '1700000000', 'nonce', 'text')).to.equal(
      wecom.getSignature('token', '1700000000', 'nonce', 'text'),
    );
    expect(sign('c', 'a', 'b')).to.equal(sign('a', 'b', 'c'));
  });

  it('accepts only the whole signature', () => {
    const good = sign('a', 'b');
    expect(signatureMatches(good, 'b', 'a')).to.equal(true);
    for (const bad of [
      undefined,
      null,
      '',
      good.slice(1),
      `${good}0`,
      good.toUpperCase(),
      '签名',
      'x'.repeat(40),
    ]) {
      expect(signatureMatches(bad, 'a', 'b'), String(bad)).to.equal(false);
    }
  });

  it('reads nothing with another key', () => {
    expect(decrypt(readAesKey(AES_KEY_OLD), wecom.encrypt(AES_KEY, '你好', APP_ID))).to.equal(undefined);
  });

  it('refuses every wrong padding and length instead of reading over the end', () => {
    const head = Buffer.alloc(16);
    const block = (length: number, fill: number) => {
      const content = Buffer.alloc(64, fill);
      head.copy(content);
      content.writeUInt32BE(length, 16);
      return content;
    };
    const padded = (fill: number, last: number) => {
      const content = block(4, fill);
      content[63] = last;
      return encryptRaw(content);
    };
    for (const text of [
      '',
      'not base64!',
      encryptRaw(Buffer.alloc(16, 16)),
      encryptRaw(block(0xffffffff, 8)),
      encryptRaw(block(60, 8)),
      padded(0, 0),
      padded(0, 33),
      padded(0, 255),
      padded(5, 6),
      encryptRaw(Buffer.alloc(64, 32)).slice(4),
    ]) {
      expect(decrypt(key, text), text).to.equal(undefined);
    }
  });

  it('takes an EncodingAESKey of exactly 43 characters', () => {
    for (const bad of ['', AES_KEY.slice(1), `${AES_KEY}=`, '密'.repeat(43)]) {
      expect(() => readAesKey(bad)).to.throw('43 characters');
    }
  });
});
