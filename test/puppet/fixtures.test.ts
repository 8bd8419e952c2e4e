import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Account, Refused } from '../../bot/puppet/callback/account.ts';
import { decrypt, encrypt, readAesKey, sign } from '../../bot/puppet/callback/crypto.ts';
import { type Fields, readFields } from '../../bot/puppet/callback/fields.ts';
import { print, renderReply, type Reply } from '../../bot/puppet/callback/reply.ts';
import { parseAnswer } from '../../bot/puppet/api/answer.ts';
import { WechatError } from '../../bot/puppet/index.ts';
import { AES_KEY, APP_ID, signed, TOKEN } from './platform.ts';

/** Samples from other projects' public test suites, which are no part of this one. */
const FOLDER = process.env['WECHAT_FIXTURES'] ?? '';

interface Vector {
  id: string;
  kind: string;
  token: string;
  aesKey: string;
  appid: string;
  appidLoose?: boolean;
  timestamp: string;
  nonce: string;
  signature: string;
  msgSignature?: string;
  encrypt: string;
  random: string;
  plaintext?: string;
  expectFields?: Fields;
  parts: string[];
}

const text = (...path: string[]) => readFileSync(join(FOLDER, ...path), 'utf8');
const lines = <T>(...path: string[]): T[] =>
  text(...path)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

/** What each kind of vector has to show. Kinds that are not about the callback have none. */
const CHECKS: Record<string, (vector: Vector) => void> = {
  'url-signature': ({ token, timestamp, nonce, signature }) =>
    expect(sign(token, timestamp, nonce)).to.equal(signature),
  'msg-signature': ({ token, timestamp, nonce, encrypt: encrypted, msgSignature }) =>
    expect(sign(token, timestamp, nonce, encrypted)).to.equal(msgSignature),
  'sha1-sorted': ({ parts, signature }) => expect(sign(...parts)).to.equal(signature),
  'aes-encrypt': (vector) => {
    const { aesKey, plaintext = '', appid, random, token, timestamp, nonce, msgSignature } = vector;
    const encrypted = encrypt(readAesKey(aesKey), plaintext, appid, Buffer.from(random));
    expect(encrypted).to.equal(vector.encrypt);
    if (msgSignature) expect(sign(token, timestamp, nonce, encrypted)).to.equal(msgSignature);
  },
  'aes-decrypt': (vector) => {
    const content = decrypt(readAesKey(vector.aesKey), vector.encrypt);
    expect(sign(vector.token, vector.timestamp, vector.nonce, vector.encrypt)).to.equal(vector.msgSignature);
    if (!vector.appidLoose) expect(content?.appId).to.equal(vector.appid);
    if (vector.plaintext !== undefined) expect(content?.message).to.equal(vector.plaintext);
    if (vector.expectFields) expect(readFields(content!.message)).to.include(vector.expectFields);
  },
  'aes-reject': ({ token, aesKey, appid, timestamp, nonce, msgSignature = '', encrypt: encrypted }) => {
    const account = new Account({ appId: appid, token, aesKey, mode: 'safe', freshMs: Infinity });
    const query = new URLSearchParams({ timestamp, nonce, msg_signature: msgSignature, encrypt_type: 'aes' });
    expect(() => account.receive(query, print({ Encrypt: encrypted }, 'xml'))).to.throw(Refused);
  },
};

if (!FOLDER || !existsSync(FOLDER)) {
  console.log('  left out: outside WeChat samples (set WECHAT_FIXTURES to their folder)');
} else {
  describe('outside samples', () => {
    for (const vector of JSON.parse(text('crypto', 'vectors.json')) as Vector[]) {
      const check = CHECKS[vector.kind];
      if (check) it(`${vector.kind} ${vector.id}`, () => check(vector));
    }

    for (const { id, body, expect: expected } of lines<{ id: string; body: string; expect: Fields }>(
      'webhook',
      'messages.jsonl',
    )) {
      for (const mode of ['plain', 'compatible', 'safe'] as const) {
        it(`${id} in ${mode} mode`, () => {
          const account = new Account({
            appId: APP_ID,
            token: TOKEN,
            aesKey: AES_KEY,
            mode,
            freshMs: 60_000,
          });
          for (const content of [body, JSON.stringify(expected)]) {
            // Compatible mode's two copies are only made for XML here.
            const sending = { mode: mode === 'compatible' && content !== body ? 'safe' : mode } as const;
            const { query, body: sent } = signed(content, sending);
            account.checkAddress(new URLSearchParams(query), Date.now());
            expect(account.receive(new URLSearchParams(query), sent).push.fields).to.deep.equal(expected);
          }
        });
      }
    }

    for (const { id, msgType, expect: expected } of lines<{ id: string; msgType: string; expect: Fields }>(
      'replies',
      'replies.jsonl',
    )) {
      const reply = replyOf(msgType, expected);
      if (!reply) continue;
      it(`reply ${id}`, () => {
        const push = {
          openid: String(expected['ToUserName']),
          account: String(expected['FromUserName']),
          format: 'xml',
        } as Parameters<typeof renderReply>[0];
        const rendered = readFields(renderReply(push, reply, Number(expected['CreateTime']) * 1000));
        if (msgType === 'news') expect(rendered['Articles']).to.deep.equal(expected['Articles']);
        else expect(rendered).to.deep.equal(expected);
      });
    }

    for (const { id, role, body } of lines<{ id: string; role: string; body: object }>(
      'api',
      'responses',
      'samples.jsonl',
    )) {
      if (role !== 'response' || Array.isArray(body)) continue;
      it(`answer ${id}`, () => {
        const { errcode = 0 } = body as { errcode?: number };
        const read = () => parseAnswer('/sample', Buffer.from(JSON.stringify(body)));
        if (Number(errcode) === 0) expect(read()).to.have.all.keys(Object.keys(body));
        else expect(read).to.throw(WechatError);
      });
    }
  });
}

/** Our reply for a sample's fields; none for the kinds that this puppet does not send. */
function replyOf(msgType: string, fields: Fields): Reply | undefined {
  const part = (name: string) => (fields[name] ?? {}) as Record<string, string>;
  const titled = ({ Title, Description }: Record<string, string>) => ({
    ...(Title ? { title: Title } : {}),
    ...(Description ? { description: Description } : {}),
  });
  switch (msgType) {
    case 'text':
      return { type: 'text', text: String(fields['Content']) };
    case 'image':
    case 'voice':
      return { type: msgType, mediaId: part(msgType === 'image' ? 'Image' : 'Voice')['MediaId']! };
    case 'transfer_customer_service': {
      const account = part('TransInfo')['KfAccount'];
      return { type: 'transfer', ...(account ? { account } : {}) };
    }
    case 'video':
      return { type: 'video', mediaId: part('Video')['MediaId']!, ...titled(part('Video')) };
    case 'music': {
      const music = part('Music');
      return {
        type: 'music',
        ...titled(music),
        url: music['MusicUrl']!,
        hqUrl: music['HQMusicUrl']!,
        thumbMediaId: music['ThumbMediaId']!,
      };
    }
    case 'news':
      return {
        type: 'news',
        articles: [(fields['Articles'] as Fields)['item']!].flat().map((item) => {
          const { Title = '', Description = '', PicUrl = '', Url = '' } = item as Record<string, string>;
          return { title: Title, description: Description, pictureUrl: PicUrl, url: Url };
        }),
      };
    default:
      return undefined;
  }
}
