import { expect } from 'chai';
import { gzipSync } from 'node:zlib';
import { connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Backend } from '../../bot/backend.ts';
import { Visits } from '../../bot/visits.ts';
import { OfficialAccountPuppet, type Push, type PuppetOptions } from '../../bot/puppet/index.ts';
import {
  AES_KEY,
  AES_KEY_OLD,
  deliver,
  event,
  message,
  opened,
  OPTIONS,
  send,
  type Sending,
  signed,
  startPuppet,
  wordsOf,
  xml,
} from './platform.ts';

describe('the callback', () => {
  let puppet: OfficialAccountPuppet;
  let seen: Push[];

  /** A puppet that says back what it was told. */
  async function start(options: Partial<PuppetOptions> = {}): Promise<void> {
    puppet = await startPuppet(options);
    seen = [];
    puppet.on('message', ({ messageId }) => {
      const push = puppet.pushOf(messageId)!;
      seen.push(push);
      void puppet.reply(push.key, `收到：${String(push.fields['Content'])}`);
    });
  }

  afterEach(async () => puppet.stop());

  /** The process is up and still serves: the control message after each group of hostile ones. */
  async function stillAnswers(sending: Sending = {}): Promise<void> {
    const content = message({ Content: '还在吗' });
    expect(wordsOf(await deliver(puppet, content, sending))).to.equal('收到：还在吗');
    expect(seen.at(-1)?.key).to.equal(content['MsgId']);
  }

  describe('in each mode', () => {
    it('echoes the challenge of a signed GET, and only of a signed one', async () => {
      await start();
      const { query } = signed('', { mode: 'plain', query: { echostr: '4375120948345356249' } });
      expect(await send(puppet, 'GET', query)).to.include({ status: 200, body: '4375120948345356249' });
      const forged = signed('', { mode: 'plain', token: 'other', query: { echostr: '1' } });
      expect(await send(puppet, 'GET', forged.query)).to.include({ status: 403, body: 'forbidden' });
    });

    for (const mode of ['plain', 'compatible', 'safe'] as const) {
      it(`answers a message in ${mode} mode in kind`, async () => {
        await start({ mode });
        const answer = await deliver(puppet, message({ Content: '老板欠我工资' }), { mode });
        expect(answer.status).to.equal(200);
        expect(answer.body.includes('<Encrypt>')).to.equal(mode !== 'plain');
        expect(wordsOf(answer)).to.equal('收到：老板欠我工资');
      });
    }

    it('answers JSON with JSON, plain and encrypted', async () => {
      await start();
      const content = JSON.stringify(message({ Content: 'JSON', MsgId: '7' }));
      const answer = await deliver(puppet, content);
      expect(answer.type).to.equal('application/json; charset=utf-8');
      expect(JSON.parse(opened(answer))).to.include({ Content: '收到：JSON', MsgType: 'text' });
      await puppet.stop();
      await start({ mode: 'plain' });
      const plain = await deliver(puppet, content, { mode: 'plain' });
      expect(JSON.parse(plain.body)).to.include({ Content: '收到：JSON' });
    });

    it('takes the old AES key during a rotation, and answers with the key that was used', async () => {
      await start({ aesKeyOld: AES_KEY_OLD });
      expect(wordsOf(await deliver(puppet, message({ Content: '新' })), AES_KEY)).to.equal('收到：新');
      const old = await deliver(puppet, message({ Content: '旧' }), { aesKey: AES_KEY_OLD });
      expect(wordsOf(old, AES_KEY_OLD)).to.equal('收到：旧');
    });

    it('reads the encrypted copy in compatible mode, not the plain one that nobody signed', async () => {
      await start({ mode: 'compatible' });
      const { query, body } = signed(xml(message({ Content: '真的' })), { mode: 'compatible' });
      const swapped = body.replace('真的', '假的');
      expect(swapped).not.to.equal(body);
      expect(wordsOf(await send(puppet, 'POST', query, swapped))).to.equal('收到：真的');
    });

    it('needs the AES key where the mode does', async () => {
      await start();
      const { aesKey: _, ...keyless } = OPTIONS;
      expect(() => new OfficialAccountPuppet(keyless)).to.throw('safe mode needs the EncodingAESKey');
      expect(() => new OfficialAccountPuppet({ ...keyless, mode: 'plain' })).not.to.throw();
    });
  });

  describe('refuses with one and the same answer', () => {
    const old = Date.now() - 11 * 60_000;
    const forgeries: Record<string, Sending> = {
      'a wrong token': { token: 'other' },
      'no signature': { query: { signature: undefined } },
      'an empty signature': { query: { signature: '' } },
      'no timestamp': { query: { timestamp: undefined } },
      'another nonce than the signed one': { query: { nonce: '1' } },
      'a stale timestamp': { at: old },
      'a timestamp from the future': { at: Date.now() + 24 * 3_600_000 },
      'a valid signature without msg_signature': { query: { msg_signature: undefined } },
      'a wrong msg_signature': { query: { msg_signature: '0'.repeat(40) } },
      'another AES key': { aesKey: AES_KEY_OLD },
      'another account': { appId: 'wx_someone_else' },
      'a plain body in safe mode': { mode: 'plain' },
    };
    for (const [name, sending] of Object.entries(forgeries)) {
      it(name, async () => {
        await start();
        expect(await deliver(puppet, message(), sending)).to.deep.equal({
          status: 403,
          body: 'forbidden',
          type: 'text/plain; charset=utf-8',
        });
        expect(seen).to.deep.equal([]);
        await stillAnswers();
      });
    }

    it('an encrypted body that was swapped for another', async () => {
      await start();
      const { query } = signed(xml(message()));
      const { body } = signed(xml(message({ Content: '换过的' })));
      expect(await send(puppet, 'POST', query, body)).to.include({ status: 403, body: 'forbidden' });
      await stillAnswers();
    });

    it('an encrypted push in plain mode', async () => {
      await start({ mode: 'plain' });
      expect(await deliver(puppet, message(), { mode: 'safe' })).to.include({ status: 403 });
      await stillAnswers({ mode: 'plain' });
    });
  });

  describe('meets what is malformed with a 4xx', () => {
    const bodies: Record<string, string> = {
      nothing: '',
      'no XML': 'hello',
      'broken XML': '<xml><FromUserName>o',
      'a DOCTYPE': '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><MsgType>&a;</MsgType></xml>',
      'no sender': xml({ CreateTime: 1, MsgType: 'text' }),
      'a time that is none': xml({ FromUserName: 'o', CreateTime: 'now', MsgType: 'text' }),
      '6,000 nested tags': `<xml>${'<a>'.repeat(6000)}${'</a>'.repeat(6000)}</xml>`,
    };
    for (const [name, body] of Object.entries(bodies)) {
      it(`${name}, plain or properly encrypted`, async () => {
        await start({ mode: 'plain' });
        expect((await deliver(puppet, body, { mode: 'plain' })).status).to.equal(400);
        await stillAnswers({ mode: 'plain' });
        await puppet.stop();
        await start();
        expect((await deliver(puppet, body)).status).to.equal(400);
        await stillAnswers();
      });
    }

    it('an address that is none, and pages that are refused, with a line a second in the log', async () => {
      const lines: { level: string; fields: Record<string, unknown> }[] = [];
      const write = (level: string) => (fields: object, message: string) => {
        if (message.startsWith('callback')) lines.push({ level, fields: fields as Record<string, unknown> });
      };
      const visits = new Visits({} as Backend, () => puppet.api, 'service', {
        botUrl: 'http://bot',
        publicUrl: 'http://pages',
      });
      await start({
        onOther: (request, response, refused) => visits.handle(request, response, refused),
        log: { info: write('info'), warn: write('warn'), error: write('error') },
      });
      const statusOf = (path: string): Promise<string> =>
        new Promise((resolve, reject) => {
          const socket = connect(puppet.port, '127.0.0.1', () =>
            socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`),
          );
          socket.on('error', reject);
          socket.once('data', (chunk) => {
            resolve(String(chunk).slice(9, 12));
            socket.destroy();
          });
        });
      const paths = ['//', '/wechat/visited?state=1', '//', '/wechat/visited', '//[', '/wechat/visited'];
      const statuses: string[] = [];
      for (const path of paths) statuses.push(await statusOf(path));
      expect(statuses).to.deep.equal(['404', '302', '404', '302', '404', '302']);
      expect(lines.map(({ level, fields }) => [level, fields['status'], fields['reason']])).to.deep.equal([
        ['warn', 404, 'not found'],
      ]);
      await sleep(1_050);
      await statusOf('/wechat/visited');
      expect(lines.at(-1)).to.deep.include({ level: 'warn' });
      expect(lines.at(-1)!.fields).to.include({
        ...{ status: 302, reason: 'a page was not opened: WrongState', count: paths.length },
      });
      await stillAnswers();
    });

    it('another path, another method', async () => {
      await start();
      const { query } = signed('');
      expect((await send(puppet, 'PUT', query)).status).to.equal(405);
      const socket = connect(puppet.port, '127.0.0.1');
      socket.write('GET /admin HTTP/1.1\r\nHost: x\r\n\r\n');
      const [chunk] = await once(socket, 'data');
      expect(String(chunk)).to.match(/^HTTP\/1\.1 404 /);
      socket.destroy();
      await stillAnswers();
    });

    it('a body over 64 KB, announced or not', async () => {
      await start();
      const { query } = signed('');
      const large = Buffer.alloc(70_000, 'x');
      expect((await send(puppet, 'POST', query, large)).status).to.equal(413);
      const chunked = await send(puppet, 'POST', query, large, {
        headers: { 'transfer-encoding': 'chunked' },
      });
      expect(chunked.status).to.equal(413);
      await stillAnswers();
    });

    it('20 MB, of which it reads no more than the network has under way', async () => {
      await start();
      const { query } = signed('');
      const outcome = await send(puppet, 'POST', query, Buffer.alloc(20 * 1024 * 1024)).then(
        ({ status }) => status,
        (error: NodeJS.ErrnoException) => error.code,
      );
      expect(outcome).to.be.oneOf([413, 'EPIPE', 'ECONNRESET']);
      await stillAnswers();
    });

    it('a compressed body', async () => {
      await start();
      const { query } = signed('');
      const bomb = gzipSync(Buffer.alloc(10_000_000));
      expect(
        (await send(puppet, 'POST', query, bomb, { headers: { 'content-encoding': 'gzip' } })).status,
      ).to.equal(415);
      await stillAnswers();
    });

    it('an address that is no address', async () => {
      await start();
      for (const line of ['GET //?//%%% HTTP/1.1', 'GET http://[ HTTP/1.1', 'POST * HTTP/1.1', 'GARBAGE']) {
        const socket = connect(puppet.port, '127.0.0.1');
        socket.write(`${line}\r\nHost: x\r\nContent-Length: 0\r\n\r\n`);
        const [chunk] = await once(socket, 'data');
        expect(String(chunk), line).to.match(/^HTTP\/1\.1 4\d\d /);
        socket.destroy();
      }
      await stillAnswers();
    });

    it('a Content-Length that is a lie', async () => {
      await start();
      const { query, body } = signed(xml(message()));
      const socket = connect(puppet.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(`POST /wechat?${query} HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n${body}`);
      const [chunk] = await once(socket, 'data');
      expect(String(chunk)).to.match(/^HTTP\/1\.1 400 /);
      socket.destroy();
      await stillAnswers();
    });

    it('1,000 scrambled bodies', async () => {
      await start();
      let state = 1;
      const random = (below: number) => {
        state = (state * 48_271) % 2_147_483_647;
        return state % below;
      };
      for (let round = 0; round < 1000; round += 1) {
        const content = Buffer.from(xml(message()));
        for (let flips = 0; flips < 3; flips += 1) content[random(content.length)] = random(256);
        const { query, body } = signed(content.toString('latin1'), { mode: 'safe' });
        const sent = round % 2 ? body : body.slice(0, random(body.length));
        expect((await send(puppet, 'POST', query, sent)).status).to.be.below(500);
      }
      await stillAnswers();
    });
  });

  it('serves others while 100 connections stay slow', async () => {
    await start();
    const slow = Array.from({ length: 100 }, () => {
      const socket = connect(puppet.port, '127.0.0.1').on('error', () => {});
      socket.write(
        `POST /wechat?${signed('').query} HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n<xml>`,
      );
      return socket;
    });
    for (let round = 0; round < 10; round += 1) await stillAnswers();
    for (const socket of slow) socket.destroy();
    await stillAnswers();
  });

  it('ends a connection that does not finish its request', async function () {
    this.timeout(15_000);
    await start();
    const socket = connect(puppet.port, '127.0.0.1').on('error', () => {});
    socket.write('POST /wechat HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    const [chunk] = await once(socket, 'data');
    expect(String(chunk)).to.match(/^HTTP\/1\.1 408 /);
    await stillAnswers();
  });

  it('shows its health and no secret', async () => {
    await start();
    await stillAnswers();
    const socket = connect(puppet.port, '127.0.0.1');
    socket.write('GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    const [chunk] = await once(socket, 'data');
    const health = JSON.parse(String(chunk).split('\r\n\r\n')[1]!);
    expect(health).to.include({ listening: true, loggedIn: true, open: 0 });
    expect(health.lastPushAt).to.be.a('number');
    expect(String(chunk)).not.to.match(/secret|token-for-tests/);
  });

  it('acknowledges an event that nobody listens to', async () => {
    await start();
    expect(await deliver(puppet, event('VIEW', { EventKey: 'https://example.test/' }))).to.include({
      status: 200,
      body: 'success',
    });
    expect((await deliver(puppet, event('subscribe'))).body).to.equal('success');
  });
});
