import { expect } from 'chai';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulator } from '../../bot/simulator/index.ts';
import { Account, Client, sealed, simulate, textReply } from './account.ts';

describe('simulator: bad weather', () => {
  let account: Account;
  let url: string;
  let simulator: Simulator;
  let client: Client;

  beforeEach(async () => {
    account = new Account();
    url = await account.listen();
    simulator = await simulate(url);
    client = new Client(simulator.url);
  });
  afterEach(async () => {
    await simulator.close();
    await account.close();
  });

  it('delivers the same push twice at the same time, signed apart', async () => {
    simulator.faults.set({ repeatRate: 1 });
    account.answer = (push) => sealed(textReply(push, '一次就好'));
    const { statuses, passive } = await simulator.sendText('o1', 'hi');
    expect(statuses).to.eql([200, 200]);
    expect(passive).to.eql({ kind: 'text', text: '一次就好' });
    const [first, second] = account.pushes;
    expect(first?.fields['MsgId']).to.equal(second?.fields['MsgId']);
    expect(first?.query.get('nonce')).not.to.equal(second?.query.get('nonce'));
    expect(simulator.transcript('o1')).to.have.length(2);
  });

  it('loses answers, so that the push comes again', async () => {
    simulator.faults.set({ lostAckRate: 0.5 });
    account.answer = (push) => sealed(textReply(push, '好'));
    expect((await simulator.sendText('o1', 'a')).statuses).to.eql([200]);
    expect((await simulator.sendText('o1', 'b')).statuses).to.eql(['lost', 200]);
  });

  it('spreads an error code evenly over the calls that can return it', async () => {
    await simulator.sendText('o1', 'hi');
    simulator.faults.set({ errorRates: { 45047: 0.2 } });
    const codes = [];
    for (let i = 0; i < 10; i++) {
      codes.push(
        (await client.post('/cgi-bin/message/custom/typing', { touser: 'o1', command: 'Typing' }))['errcode'],
      );
    }
    expect(codes).to.eql(Array(10).fill(0));
    const send = { touser: 'o1', msgtype: 'text', text: { content: 'x' } };
    const sends = [];
    for (let i = 0; i < 5; i++)
      sends.push((await client.post('/cgi-bin/message/custom/send', send))['errcode']);
    expect(sends).to.eql([0, 0, 0, 0, 45047]);
  });

  it('answers HTTP errors, cuts connections and loses answers of the API', async () => {
    await client.stableToken();
    simulator.faults.set({ errorRates: { 502: 1 } });
    expect((await fetch(`${simulator.url}/cgi-bin/getcallbackip`)).status).to.equal(502);
    simulator.faults.clear();
    simulator.faults.set({ down: true });
    expect(await client.get('/cgi-bin/getcallbackip').catch((error: Error) => error)).to.be.an('error');
    simulator.faults.clear();
    await simulator.sendText('o1', 'hi');
    simulator.faults.set({ lostAnswerRate: 1 });
    const send = { touser: 'o1', msgtype: 'text', text: { content: '送到了' } };
    expect(await client.post('/cgi-bin/message/custom/send', send).catch((error: Error) => error)).to.be.an(
      'error',
    );
    expect(simulator.transcript('o1').at(-1)).to.include({ text: '送到了' });
  });

  it('expires tokens early or all at once', async () => {
    await client.stableToken();
    simulator.revokeTokens();
    expect(await client.get('/cgi-bin/getcallbackip')).to.include({ errcode: 40001 });
    await client.stableToken();
    simulator.faults.set({ tokenLifeMs: 0 });
    expect(await client.get('/cgi-bin/getcallbackip')).to.include({ errcode: 42001 });
  });

  it('keeps a log of pushes and calls without tokens or secrets', async () => {
    const { access_token: token } = await client.stableToken();
    await client.get('/cgi-bin/getcallbackip');
    await simulator.sendText('o1', 'hi');
    const seen = simulator.calls.filter(({ what }) => what !== 'verification');
    expect(seen.map(({ what, status }) => `${what} ${status}`)).to.eql([
      'POST /cgi-bin/stable_token 200',
      'GET /cgi-bin/getcallbackip 200',
      'text 200',
    ]);
    expect(JSON.stringify(seen)).not.to.contain(String(token)).and.not.to.contain('a-test-secret');
  });
});

describe('simulator: start and stop', () => {
  it('refuses production and any address but loopback', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    const refused = await simulate('http://127.0.0.1:9/wechat').catch((error: Error) => error);
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
    expect(refused).to.be.an('error').with.property('message').that.contains('production');
    const open = await simulate('http://127.0.0.1:9/wechat', { host: '0.0.0.0' }).catch(
      (error: Error) => error,
    );
    expect(open).to.be.an('error').with.property('message').that.contains('loopback');
  });

  it('refuses other host names and posts that a foreign page could send', async () => {
    const simulator = await simulate('http://127.0.0.1:9/wechat', {
      people: [{ openid: 'o1', name: '居民甲', role: '居民' }],
    });
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      const headers = { host: 'attacker.example' };
      request(simulator.url, { headers }, (response) => resolve(response.resume().statusCode)).end();
    });
    expect(status).to.equal(403);
    const form = await fetch(`${simulator.url}/chat/people/o1/follow`, { method: 'POST', body: 'x=1' });
    expect(form.status).to.equal(415);
    expect((await fetch(`${simulator.url}/..%2f..%2fpackage.json`)).status).to.equal(404);
    await simulator.close();
  });

  it('keeps chats, menu, followers, tags, tokens and media over a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
    const statePath = join(folder, 'state.json');
    const account = new Account();
    const url = await account.listen();
    const people = [{ openid: 'o1', name: '居民甲', role: '居民' as const }];
    let simulator = await simulate(url, { statePath, people });
    let client = new Client(simulator.url);
    await simulator.follow('o1');
    await simulator.sendImage('o1', Buffer.from('picture'));
    await client.post('/cgi-bin/menu/create', { button: [{ type: 'click', name: '申请', key: 'apply' }] });
    await client.post('/cgi-bin/tags/create', { tag: { name: '工作人员' } });
    const { access_token: token } = await client.stableToken();
    const chat = simulator.transcript('o1');
    await simulator.close();

    const renamed = people.map((person) => ({ ...person, name: '居民甲（改名）' }));
    simulator = await simulate(url, { statePath, people: renamed });
    client = new Client(simulator.url);
    expect((await client.stableToken())['access_token']).to.equal(token);
    expect(simulator.transcript('o1')).to.eql(chat);
    expect(await client.get('/cgi-bin/user/info', { openid: 'o1' })).to.include({ subscribe: 1 });
    expect(await client.get('/cgi-bin/menu/get')).to.have.property('menu');
    expect((await client.get('/cgi-bin/tags/get'))['tags']).to.have.length(2);
    const mediaId = chat.find(({ kind }) => kind === 'image');
    const back = await client.download(
      '/cgi-bin/media/get',
      `&media_id=${mediaId?.kind === 'image' ? mediaId.mediaId : ''}`,
    );
    expect(await back.text()).to.equal('picture');
    expect(
      code(
        await client.post('/cgi-bin/message/custom/send', {
          touser: 'o1',
          msgtype: 'text',
          text: { content: 'x' },
        }),
      ),
    ).to.equal(0);
    await simulator.close();
    await account.close();
    expect(await readFile(statePath, 'utf8')).to.contain('居民甲（改名）');
    await rm(folder, { recursive: true });
  });
});

const code = (answer: Record<string, unknown>) => answer['errcode'];
