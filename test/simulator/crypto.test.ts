import { expect } from 'chai';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageCrypto } from '../../bot/simulator/crypto.ts';
import { sign, signedQuery } from '../../bot/simulator/signing.ts';
import { AES_KEY, APP_ID, TOKEN } from './account.ts';

describe('simulator: message crypto', () => {
  const crypto = new MessageCrypto(AES_KEY, APP_ID);
  const words = [
    '',
    'a',
    '工资',
    '老板欠我三个月工资怎么办',
    'x'.repeat(31),
    'x'.repeat(32),
    '😀'.repeat(700),
  ];

  for (const text of words) {
    it(`is opened by another implementation, and opens what that one sealed (${Buffer.byteLength(text)} bytes)`, () => {
      expect(decrypt(AES_KEY, crypto.encrypt(text))).to.include({ message: text, id: APP_ID });
      expect(crypto.decrypt(encrypt(AES_KEY, text, APP_ID))).to.equal(text);
    });
  }

  it('gives the same bytes as the other implementation for the same random part', () => {
    const random = Buffer.from('0123456789abcdef');
    expect(crypto.encrypt('你好', random)).to.equal(encrypt(AES_KEY, '你好', APP_ID, random));
  });

  it('refuses a message for another appid', () => {
    expect(() => crypto.decrypt(encrypt(AES_KEY, 'hi', 'wx0000000000000000'))).to.throw('wrong appid');
  });

  it('refuses a message under another key, and a damaged one', () => {
    const sealed = crypto.encrypt('hi');
    expect(() => new MessageCrypto(`${'A'.repeat(43)}`, APP_ID).decrypt(sealed)).to.throw();
    expect(() => crypto.decrypt(sealed.slice(0, 40))).to.throw();
    expect(() => crypto.decrypt('')).to.throw();
  });

  it('refuses a key that is not 43 characters long', () => {
    expect(() => new MessageCrypto(AES_KEY.slice(1), APP_ID)).to.throw('43');
  });
});

describe('simulator: signatures', () => {
  it('sorts the parts before hashing', () => {
    expect(sign('c', 'a', 'b')).to.equal('a9993e364706816aba3e25717850c26c9cd0d89d');
  });

  it('adds msg_signature over the ciphertext, as another implementation computes it', () => {
    const at = { timestamp: '1714112445', nonce: '415670741' };
    const query = new URLSearchParams(signedQuery(TOKEN, at, { openid: 'o1' }, 'CIPHER'));
    expect(query.get('msg_signature')).to.equal(getSignature(TOKEN, at.timestamp, at.nonce, 'CIPHER'));
    expect(query.get('signature')).to.equal(sign(TOKEN, at.timestamp, at.nonce));
    expect(query.get('encrypt_type')).to.equal('aes');
  });
});

const fixtures = process.env['WECHAT_FIXTURES'];

(fixtures && existsSync(fixtures) ? describe : describe.skip)(
  'simulator: outside vectors (WECHAT_FIXTURES)',
  () => {
    interface Vector {
      id: string;
      kind: string;
      parts?: string[];
      [name: string]: unknown;
    }
    const file = join(fixtures ?? '', 'crypto', 'vectors.json');
    const read =
      fixtures && existsSync(file)
        ? (JSON.parse(readFileSync(file, 'utf8')) as Vector[] | { vectors: Vector[] })
        : [];
    for (const vector of Array.isArray(read) ? read : read.vectors) {
      const at = (name: string) => String(vector[name] ?? '');
      const crypto = () => new MessageCrypto(at('aesKey'), at('appid'));
      const checks: Record<string, () => void> = {
        'url-signature': () =>
          expect(sign(at('token'), at('timestamp'), at('nonce'))).to.equal(at('signature')),
        'msg-signature': () =>
          expect(sign(at('token'), at('timestamp'), at('nonce'), at('encrypt'))).to.equal(at('msgSignature')),
        'sha1-sorted': () => expect(sign(...(vector.parts ?? []))).to.equal(at('signature')),
        'aes-encrypt': () =>
          expect(crypto().encrypt(at('plaintext'), Buffer.from(at('random')))).to.equal(at('encrypt')),
        'aes-decrypt': () => {
          const opened = crypto().decrypt(at('encrypt'));
          if (vector['plaintext'] === undefined) expect(opened).to.match(/^(<|\d+$)/);
          else expect(opened).to.equal(at('plaintext'));
        },
        'aes-reject': () => {
          const signature = sign(at('token'), at('timestamp'), at('nonce'), at('encrypt'));
          if (signature === at('msgSignature')) expect(() => crypto().decrypt(at('encrypt'))).to.throw();
          else expect(at('id')).to.equal('easywechat-bad-signature');
        },
      };
      const check = checks[vector.kind];
      // Those with another product's id inside are not for this reader.
      if (check && !vector['appidLoose']) it(`${vector.kind}: ${vector.id}`, check);
    }
  },
);
