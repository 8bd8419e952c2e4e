import { createCipheriv } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { getSignature } from '@wecom/crypto';
import { Pool } from 'undici';
import {
  AES_KEY,
  AES_KEY_OLD,
  APP_ID,
  message,
  type Sending,
  signed,
  TOKEN,
  wordsOf,
  xml,
} from '../platform.ts';

/** The statuses that a group of attacks was answered with; `closed` for a connection without an answer. */
export type Statuses = Record<string, number>;

/** Attacks on a callback that is in safe mode and says back what it is told. */
export class Attacker {
  readonly #port: number;
  readonly #pool: Pool;
  #seed = 1;

  constructor(port: number) {
    this.#port = port;
    this.#pool = new Pool(`http://127.0.0.1:${port}`, { connections: 20, pipelining: 1 });
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  /** Whether a genuine message is still answered. */
  async controlAnswered(): Promise<boolean> {
    const { query, body } = signed(xml(message({ Content: '还在吗' })));
    const response = await this.#pool.request({ method: 'POST', path: `/wechat?${query}`, body });
    return (
      wordsOf({ status: response.statusCode, body: await response.body.text(), type: '' }) === '收到：还在吗'
    );
  }

  /** Every group by its name. `count` is the size of those that are about numbers. */
  groups(count: number): Record<string, () => Promise<Statuses>> {
    return {
      'malformed, properly encrypted': () => this.#many(count, () => signed(this.#scrambled())),
      'malformed envelopes': () => this.#many(count / 2, () => this.#brokenEnvelope()),
      'forged signatures': () => this.#many(count / 4, (index) => this.#forged(index)),
      'swapped bodies': () =>
        this.#many(count / 10, () => ({ ...this.#genuine(), body: this.#genuine().body })),
      'stale timestamps': () =>
        this.#many(count / 10, (index) =>
          signed(xml(message()), { at: Date.now() + (index % 2 ? 1 : -1) * 700_000 }),
        ),
      'wrong padding, length and appid': () => this.#many(count / 4, (index) => wrongContent(index)),
      'entities, DOCTYPE and nesting': () => this.#many(BOMBS.length * 20, (index) => this.#bomb(index)),
      'compressed bodies': () => this.#compressed(),
      'false Content-Length': () => this.#falseLengths(),
      'bodies of 0.07 to 20 MB': () => this.#large(),
      '100 slow connections': () => this.#slow(100),
    };
  }

  async #many(count: number, make: (index: number) => { query: string; body: string }): Promise<Statuses> {
    const statuses: Statuses = {};
    let index = 0;
    const worker = async () => {
      while (index < count) {
        const { query, body } = make(index++);
        tally(statuses, await this.#post(query, body));
      }
    };
    await Promise.all(Array.from({ length: 20 }, worker));
    return statuses;
  }

  async #post(
    query: string,
    body: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<number | 'closed'> {
    try {
      const response = await this.#pool.request({ method: 'POST', path: `/wechat?${query}`, body, headers });
      await response.body.dump();
      return response.statusCode;
    } catch {
      return 'closed';
    }
  }

  #genuine(): { query: string; body: string } {
    return signed(xml(message()));
  }

  #scrambled(): string {
    const bytes = Buffer.from(xml(message()));
    const start = this.#random(bytes.length);
    if (this.#random(3) === 0) return bytes.subarray(0, start).toString('latin1');
    for (let flips = 0; flips < 4; flips += 1) bytes[this.#random(bytes.length)] = this.#random(256);
    // What is still a message after this would be answered; without its type nothing is.
    return bytes.toString('latin1').replace('MsgType', 'MsgTyp');
  }

  #brokenEnvelope(): { query: string; body: string } {
    const { query, body } = this.#genuine();
    const cut = this.#random(body.length);
    return {
      query,
      body: this.#random(2) ? body.slice(0, cut) : `${body.slice(0, cut)}\u0000${body.slice(cut + 9)}`,
    };
  }

  #forged(index: number): { query: string; body: string } {
    const forgeries: Sending[] = [
      { token: `guess-${index}` },
      { query: { signature: undefined } },
      { query: { msg_signature: undefined } },
      { query: { msg_signature: 'f'.repeat(40) } },
      { query: { nonce: String(index) } },
      { mode: 'plain' },
      { aesKey: AES_KEY_OLD },
      { appId: 'wx_another' },
    ];
    return signed(xml(message()), forgeries[index % forgeries.length]);
  }

  #bomb(index: number): { query: string; body: string } {
    const content = BOMBS[index % BOMBS.length]!;
    const outside = signed('', {});
    return Math.floor(index / BOMBS.length) % 2 ? { ...outside, body: content } : signed(content);
  }

  async #compressed(): Promise<Statuses> {
    const statuses: Statuses = {};
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    for (const encoding of ['gzip', 'deflate', 'br', 'gzip, gzip', 'nonsense']) {
      tally(statuses, await this.#post(this.#genuine().query, bomb, { 'content-encoding': encoding }));
    }
    return statuses;
  }

  async #falseLengths(): Promise<Statuses> {
    const { query, body } = this.#genuine();
    const bytes = Buffer.byteLength(body);
    const heads = [
      `Content-Length: ${bytes - 20}`,
      `Content-Length: 0`,
      `Content-Length: -1`,
      `Content-Length: 1e3`,
      `Content-Length: ${bytes}\r\nContent-Length: 5`,
      `Content-Length: ${bytes}\r\nTransfer-Encoding: chunked`,
      'Transfer-Encoding: gzip',
      'Content-Length: 99999999999999999999',
    ];
    const statuses: Statuses = {};
    for (const head of heads) {
      tally(statuses, await this.#raw(`POST /wechat?${query} HTTP/1.1\r\nHost: x\r\n${head}\r\n\r\n${body}`));
    }
    return statuses;
  }

  /** Sends raw bytes and reads the first status. */
  async #raw(bytes: string): Promise<number | 'closed'> {
    const socket = connect(this.#port, '127.0.0.1').on('error', () => {});
    socket.write(bytes);
    const chunk = await Promise.race([once(socket, 'data'), once(socket, 'close')]);
    socket.destroy();
    const status = String(chunk[0]).match(/^HTTP\/1\.1 (\d+)/)?.[1];
    return status ? Number(status) : 'closed';
  }

  async #large(): Promise<Statuses> {
    const statuses: Statuses = {};
    for (const megabytes of [0.07, 0.2, 1, 5, 20]) {
      const body = Buffer.alloc(megabytes * 1024 * 1024, '<');
      tally(statuses, await this.#post(this.#genuine().query, body));
      const { query } = this.#genuine();
      const head = `POST /wechat?${query} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\nExpect: 100-continue`;
      tally(statuses, await this.#raw(`${head}\r\n\r\n`));
    }
    return statuses;
  }

  /** Connections that never finish; meanwhile genuine messages have to be answered. */
  async #slow(count: number): Promise<Statuses> {
    const { query } = this.#genuine();
    const sockets = Array.from({ length: count }, (_, index) => {
      const socket = connect(this.#port, '127.0.0.1').on('error', () => {});
      socket.write(
        index % 2
          ? `POST /wechat?${query} HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n<xml>`
          : 'POST /wechat HTTP/1.1\r\nHost: x\r\nX-Slow: ',
      );
      return socket;
    });
    const statuses: Statuses = {};
    for (let round = 0; round < 20; round += 1) {
      tally(statuses, (await this.controlAnswered()) ? 200 : 'closed');
      for (const socket of sockets) if (socket.writable) socket.write('a');
    }
    for (const socket of sockets) socket.destroy();
    return statuses;
  }

  #random(below: number): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed % below;
  }
}

const nested = (depth: number) => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;
const laughs = Array.from(
  { length: 10 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join('');

const BOMBS = [
  `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]><xml><MsgType>&l10;</MsgType></xml>`,
  '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><MsgType>&f;</MsgType></xml>',
  '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><xml><MsgType>a</MsgType></xml>',
  `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(20_000)}">]><xml><MsgType>${'&a;'.repeat(5000)}</MsgType></xml>`,
  `<xml>${nested(20_000).slice(0, 45_000)}`,
  `<xml>${nested(6000)}</xml>`,
  `<xml><a ${'b="1" '.repeat(7000)}></a></xml>`,
  `<xml><a>${'&amp;'.repeat(9000)}</a></xml>`,
  `<xml><a>${'<![CDATA['.repeat(5000)}</a></xml>`,
  `<xml>${'<a/>'.repeat(11_000)}</xml>`,
  `<xml><${'n'.repeat(40_000)}>1</${'n'.repeat(40_000)}></xml>`.slice(0, 46_000),
  `<xml><!--${'-'.repeat(45_000)}`,
  `{"a":${'['.repeat(40_000)}`,
  `{"a":${'{"a":'.repeat(9000)}`,
  `{${'"\\"'.repeat(15_000)}`,
  `{"a":${'9'.repeat(45_000)}}`,
  '{"__proto__":{"MsgType":"text"},"constructor":1}',
];

/** Content under the right key and signature, laid out in ways that no platform lays it out. */
function wrongContent(index: number): { query: string; body: string } {
  const content = Buffer.alloc(96, index % 256);
  content.writeUInt32BE([0, 4, 75, 76, 0x7fffffff, 0xffffffff][index % 6]!, 16);
  content.write(`<xml/>${APP_ID}`, 20);
  content[95] = [0, 1, 16, 31, 32, 33, 95, 255][index % 8]!;
  const key = Buffer.from(`${AES_KEY}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  let encrypted = Buffer.concat([cipher.update(content), cipher.final()]).toString('base64');
  if (index % 11 === 0) encrypted = encrypted.slice(0, -5);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const query = new URLSearchParams({
    signature: getSignature(TOKEN, timestamp, 'n', ''),
    timestamp,
    nonce: 'n',
    encrypt_type: 'aes',
    msg_signature: getSignature(TOKEN, timestamp, 'n', encrypted),
  });
  return { query: String(query), body: xml({ Encrypt: encrypted }) };
}

function tally(statuses: Statuses, status: number | 'closed'): void {
  statuses[status] = (statuses[status] ?? 0) + 1;
}
