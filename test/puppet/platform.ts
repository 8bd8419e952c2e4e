import { request as httpRequest } from 'node:http';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { OfficialAccountPuppet, type PuppetOptions } from '../../bot/puppet/index.ts';

export const APP_ID = 'wx0123456789abcdef';
export const TOKEN = 'a-token-for-tests';
export const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
export const AES_KEY_OLD = 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba';
export const ACCOUNT = 'gh_0123456789ab';

export const OPTIONS: PuppetOptions = {
  appId: APP_ID,
  appSecret: 'a-secret',
  token: TOKEN,
  aesKey: AES_KEY,
  mode: 'safe',
  accountType: 'service',
  apiBase: 'http://127.0.0.1:9',
  host: '127.0.0.1',
  port: 0,
  path: '/wechat',
};

/** A puppet that listens on a free port; `stop` it after the test. */
export async function startPuppet(options: Partial<PuppetOptions> = {}): Promise<OfficialAccountPuppet> {
  const puppet = new OfficialAccountPuppet({ ...OPTIONS, ...options });
  puppet.on('error', () => {});
  await puppet.start();
  return puppet;
}

export interface Answer {
  status: number;
  body: string;
  type: string;
}

export interface Sending {
  mode?: 'plain' | 'compatible' | 'safe';
  token?: string;
  aesKey?: string;
  appId?: string;
  /** ms */
  at?: number;
  /** Query parameters to change, or to leave out with undefined. */
  query?: Record<string, string | undefined>;
  headers?: Record<string, string>;
  timeoutMs?: number;
}

/** The text without halves of characters, which UTF-8 can not carry. */
export const wellFormed = (text: string): string => Buffer.from(text).toString();

export const now = (): number => Math.floor(Date.now() / 1000);

/** The fields as WeChat writes them. Strings become CDATA. */
export function xml(fields: Record<string, string | number>): string {
  const tags = Object.entries(fields).map(([name, value]) =>
    typeof value === 'number' ? `<${name}>${value}</${name}>` : `<${name}><![CDATA[${value}]]></${name}>`,
  );
  return `<xml>${tags.join('')}</xml>`;
}

let lastId = 7_000_000_000_000_000_000n;

export function message(fields: Record<string, string | number> = {}): Record<string, string | number> {
  lastId += 1n;
  return {
    ToUserName: ACCOUNT,
    FromUserName: 'o-resident-1',
    CreateTime: now(),
    MsgType: 'text',
    Content: '你好',
    MsgId: String(lastId),
    ...fields,
  };
}

export function event(
  name: string,
  fields: Record<string, string | number> = {},
): Record<string, string | number> {
  return {
    ToUserName: ACCOUNT,
    FromUserName: 'o-resident-1',
    CreateTime: now(),
    MsgType: 'event',
    Event: name,
    ...fields,
  };
}

/** The query that WeChat puts behind the callback's address, and the body in its mode. */
export function signed(content: string, sending: Sending = {}): { query: string; body: string } {
  const { mode = 'safe', token = TOKEN, aesKey = AES_KEY, appId = APP_ID } = sending;
  const timestamp = String(Math.floor((sending.at ?? Date.now()) / 1000));
  const nonce = String(Math.floor(Math.random() * 1e9));
  const query: Record<string, string | undefined> = {
    signature: getSignature(token, timestamp, nonce, ''),
    timestamp,
    nonce,
  };
  let body = content;
  if (mode !== 'plain') {
    const encrypted = encrypt(aesKey, content, appId);
    query['encrypt_type'] = 'aes';
    query['msg_signature'] = getSignature(token, timestamp, nonce, encrypted);
    body = content.startsWith('{')
      ? JSON.stringify({ ToUserName: ACCOUNT, Encrypt: encrypted })
      : xml({ ToUserName: ACCOUNT, Encrypt: encrypted });
    if (mode === 'compatible') body = content.replace('</xml>', body.slice('<xml>'.length));
  }
  const kept = Object.entries({ ...query, ...sending.query }).filter(([, value]) => value !== undefined);
  return { query: new URLSearchParams(Object.fromEntries(kept) as Record<string, string>).toString(), body };
}

/** Delivers one push as WeChat does, once. Rejects when the puppet leaves it unanswered. */
export function deliver(
  puppet: OfficialAccountPuppet,
  content: Record<string, string | number> | string,
  sending: Sending = {},
): Promise<Answer> {
  const { query, body } = signed(typeof content === 'string' ? content : xml(content), sending);
  return send(puppet, 'POST', query, body, sending);
}

export function send(
  puppet: OfficialAccountPuppet,
  method: string,
  query: string,
  body: string | Buffer = '',
  { headers = {}, timeoutMs = 5000 }: Sending = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { port: puppet.port, method, path: `/wechat?${query}`, headers, agent: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => (text += chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: text,
            type: response.headers['content-type'] ?? '',
          }),
        );
      },
    );
    request.setTimeout(timeoutMs, () => request.destroy(new Error('unanswered')));
    request.on('error', reject);
    request.end(body);
  });
}

/** What is inside an encrypted answer. */
export function opened(answer: Answer, aesKey = AES_KEY): string {
  const { Encrypt, MsgSignature, TimeStamp, Nonce } = envelope(answer.body);
  if (getSignature(TOKEN, TimeStamp, Nonce, Encrypt) !== MsgSignature)
    throw new Error('reply signed wrongly');
  const { message: text, id } = decrypt(aesKey, Encrypt);
  if (id !== APP_ID) throw new Error('reply for another account');
  return text;
}

/** A text reply's words. */
export function wordsOf(answer: Answer, aesKey = AES_KEY): string {
  const text = /Encrypt/.test(answer.body) ? opened(answer, aesKey) : answer.body;
  return text.match(/<Content><!\[CDATA\[(.*)\]\]><\/Content>/s)?.[1] ?? '';
}

function envelope(body: string): Record<'Encrypt' | 'MsgSignature' | 'TimeStamp' | 'Nonce', string> {
  if (body.startsWith('{')) return JSON.parse(body);
  const field = (name: string) => body.match(new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^\\]<]*)`))?.[1] ?? '';
  return {
    Encrypt: field('Encrypt'),
    MsgSignature: field('MsgSignature'),
    TimeStamp: field('TimeStamp'),
    Nonce: field('Nonce'),
  };
}
