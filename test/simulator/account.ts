import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import type { Simulator, SimulatorOptions } from '../../bot/simulator/index.ts';
import { startSimulator } from '../../bot/simulator/index.ts';

export const TOKEN = 'a-test-token';
export const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
export const APP_ID = 'wx1234567890abcdef';
export const APP_SECRET = 'a-test-secret';

export interface Received {
  query: URLSearchParams;
  body: string;
  /** The push in the clear, its leaves as text. */
  fields: Record<string, string>;
}

/** A push with what to answer; the default answer is `success`. */
export type Answer = (
  received: Received,
  response: ServerResponse,
) => string | undefined | Promise<string | undefined>;

const xml = new XMLParser({ parseTagValue: false });

function fieldsOf(text: string): Record<string, string> {
  if (text.startsWith('{')) {
    // Bare 64-bit ids would be rounded by JSON.parse.
    return JSON.parse(text.replace(/("MsgId":)(\d+)/, '$1"$2"')) as Record<string, string>;
  }
  return (xml.parse(text) as { xml: Record<string, string> }).xml;
}

/**
 * An account's server that speaks the callback protocol with another implementation's crypto. It refuses
 * what is badly signed, so that every test also checks the platform's signatures.
 */
export class Account {
  readonly pushes: Received[] = [];
  readonly refused: string[] = [];
  answer: Answer = () => 'success';
  private readonly server = createServer((request, response) => void this.take(request, response));

  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/wechat`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = new URL(request.url ?? '', 'http://account').searchParams;
    const get = (name: string) => query.get(name) ?? '';
    const expected = createHash('sha1')
      .update([TOKEN, get('timestamp'), get('nonce')].sort().join(''))
      .digest('hex');
    if (get('signature') !== expected) return this.refuse(response, 'signature');
    if (request.method === 'GET') return void response.end(get('echostr'));
    let body = '';
    for await (const chunk of request) body += String(chunk);
    let clear = body;
    if (get('encrypt_type') === 'aes') {
      const { Encrypt = '' } = fieldsOf(body);
      if (get('msg_signature') !== getSignature(TOKEN, get('timestamp'), get('nonce'), Encrypt)) {
        return this.refuse(response, 'msg_signature');
      }
      const opened = decrypt(AES_KEY, Encrypt);
      if (opened.id !== APP_ID) return this.refuse(response, 'appid');
      clear = opened.message;
    }
    const received = { query, body, fields: fieldsOf(clear) };
    this.pushes.push(received);
    const answer = await this.answer(received, response);
    if (answer !== undefined && !response.writableEnded) response.end(answer);
  }

  private refuse(response: ServerResponse, why: string): void {
    this.refused.push(why);
    response.writeHead(403).end();
  }
}

/** A passive reply in XML, in the clear. */
export function passive({ fields }: Received, inner: string): string {
  return (
    `<xml><ToUserName><![CDATA[${fields['FromUserName']}]]></ToUserName>` +
    `<FromUserName><![CDATA[${fields['ToUserName']}]]></FromUserName>` +
    `<CreateTime>1700000000</CreateTime>${inner}</xml>`
  );
}

export function textReply(received: Received, text: string): string {
  return passive(received, `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content>`);
}

/** Wraps a reply as safe mode wants it, encrypted by the other implementation. */
export function sealed(reply: string, appId = APP_ID): string {
  const timestamp = '1700000000';
  const nonce = '12345678';
  const secret = encrypt(AES_KEY, reply, appId);
  return (
    `<xml><Encrypt><![CDATA[${secret}]]></Encrypt>` +
    `<MsgSignature><![CDATA[${getSignature(TOKEN, timestamp, nonce, secret)}]]></MsgSignature>` +
    `<TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`
  );
}

export const quiet = { info: () => {}, warn: () => {} };

/** A simulator on a free port, with short waits, in front of `callbackUrl`. */
export function simulate(callbackUrl: string, options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  return startSimulator({
    host: '127.0.0.1',
    port: 0,
    callbackUrl,
    appId: APP_ID,
    appSecret: APP_SECRET,
    token: TOKEN,
    aesKey: AES_KEY,
    mode: 'safe',
    accountType: 'service',
    people: [],
    log: quiet,
    answerWithinMs: 300,
    ...options,
  });
}

/** Calls the platform's API with a fresh stable token, as an account does. */
export class Client {
  private readonly base: string;
  private token = '';

  constructor(base: string) {
    this.base = base;
  }

  async stableToken(force = false): Promise<Record<string, unknown>> {
    const answer = await this.raw('POST', '/cgi-bin/stable_token', {
      grant_type: 'client_credential',
      appid: APP_ID,
      secret: APP_SECRET,
      force_refresh: force,
    });
    this.token = String(answer['access_token'] ?? '');
    return answer;
  }

  async post(path: string, body: object): Promise<Record<string, unknown>> {
    if (!this.token) await this.stableToken();
    return this.raw('POST', `${path}?access_token=${this.token}`, body);
  }

  async get(path: string, query: Record<string, string> = {}): Promise<Record<string, unknown>> {
    if (!this.token) await this.stableToken();
    return this.raw(
      'GET',
      `${path}?${new URLSearchParams({ access_token: this.token, ...query }).toString()}`,
    );
  }

  /** Uploads as multipart; returns the parsed answer. */
  async upload(path: string, query: string, bytes: Uint8Array<ArrayBuffer>, name: string) {
    if (!this.token) await this.stableToken();
    const form = new FormData();
    form.set('media', new File([bytes], name));
    const url = `${this.base}${path}?access_token=${this.token}${query}`;
    return (await fetch(url, { method: 'POST', body: form })).json() as Promise<Record<string, unknown>>;
  }

  /** Downloads a medium. */
  async download(path: string, query: string): Promise<Response> {
    if (!this.token) await this.stableToken();
    return fetch(`${this.base}${path}?access_token=${this.token}${query}`);
  }

  private async raw(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const response = await fetch(this.base + path, { method, ...(body && { body: JSON.stringify(body) }) });
    return (await response.json()) as Record<string, unknown>;
  }
}
