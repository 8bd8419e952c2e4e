import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import * as cases from '../../server/cases/contract.ts';
import * as channel from '../../server/channel/contract.ts';
import * as people from '../../server/people/contract.ts';
import { requestOf, type Endpoint, type ErrorReply } from '../../server/platform/contract.ts';
import { onEachEngine } from '../support/databases.ts';
import { declaredEndpoints } from './endpoints.ts';
import { bot, resident, TestServer, type Caller } from './server.ts';

const id = '01890000-0000-7000-8000-000000000000';

onEachEngine('bad input', (engine) => {
  let server: TestServer;
  let reviewer: Caller;

  before(async () => {
    server = await TestServer.start(engine);
    reviewer = await server.signIn('reviewer');
  });
  after(() => server?.stop());

  const wrong: [string, Endpoint, Record<string, unknown>, RegExp][] = [
    ['nothing at all', people.signIn, {}, /账号：必须填写；密码：必须填写/],
    ['too long a password', people.signIn, { account: 'a', password: 'x'.repeat(300) }, /密码：.*200/],
    [
      'an opinion that is none',
      cases.reviewCase,
      { id, version: 1, opinion: 'maybe', reasons: '理由' },
      /审查意见/,
    ],
    [
      'reasons of one letter',
      cases.reviewCase,
      { id, version: 1, opinion: 'grant', reasons: '好' },
      /理由：/,
    ],
    ['an empty list', cases.askSupplement, { id, version: 1, items: [] }, /补充事项/],
    ['an empty item of a list', cases.askSupplement, { id, version: 1, items: ['欠条', ''] }, /补充事项/],
    ['no note of what came in', cases.noteSupplied, { id, version: 1 }, /收到的材料：必须填写/],
    ['an answer of no words', channel.answerHandoff, { id, text: '', close: true }, /答复/],
    ['a version that is no number', cases.acceptCase, { id, version: '1' }, /version/],
    ['an id that is none', cases.acceptCase, { id: 'x', version: 1 }, /id/],
    ['a page that does not exist', cases.listCases, { page: 0 }, /page/],
    ['a page in words', cases.listCases, { page: '二' }, /page/],
    ['an unknown state', cases.listCases, { state: 'LOST' }, /state/],
    ['too long a number', cases.listCases, { reference: '1'.repeat(30) }, /编号/],
  ];
  for (const [title, endpoint, input, message] of wrong) {
    it(`says in Chinese what is wrong with ${title}`, async () => {
      const reply = await server.call(reviewer, endpoint, input);
      expect(reply).to.include({ status: 400, code: 'bad_input' });
      expect(reply.message)
        .to.match(/^填写的内容有误：/)
        .and.match(message);
    });
  }

  const post = async (
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ): Promise<[number, ErrorReply]> => {
    const response = await server.fetch(`/api${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    return [response.status, (await response.json()) as ErrorReply];
  };

  const bodies: [string, string | Uint8Array<ArrayBuffer>, Record<string, string>, RegExp][] = [
    ['cut JSON', '{"account": "a"', {}, /JSON/],
    ['no JSON', 'account=a', {}, /JSON/],
    ['a list', '[]', {}, /JSON 对象|必须填写/],
    ['a text', '"a"', {}, /JSON/],
    ['null', 'null', {}, /JSON|必须填写/],
    [
      'a form',
      'account=a&password=b',
      { 'content-type': 'application/x-www-form-urlencoded' },
      /账号：必须填写/,
    ],
    ['XML', '<account>a</account>', { 'content-type': 'text/xml' }, /账号：必须填写/],
    [
      'an unknown character set',
      '{}',
      { 'content-type': 'application/json; charset=martian' },
      /账号：必须填写/,
    ],
    ['two megabytes', JSON.stringify({ account: 'a'.repeat(2_000_000) }), {}, /太大/],
    ['packed nonsense', 'not gzip', { 'content-encoding': 'gzip' }, /JSON/],
    ['an unknown packing', '{}', { 'content-encoding': 'martian' }, /JSON/],
    ['a packed bomb', gzipSync(Buffer.alloc(20_000_000, 0x20)), { 'content-encoding': 'gzip' }, /太大/],
  ];
  for (const [title, body, headers, message] of bodies) {
    it(`refuses ${title} with a readable 400`, async () => {
      const [status, reply] = await post('/session', body, headers);
      expect([status, reply.code], reply.message).to.deep.equal([400, 'bad_input']);
      expect(reply.message).to.match(message);
    });
  }

  it('answers what does not exist', async () => {
    for (const path of ['/api/nothing', '/api/cases/a/b/c', '/api/', '/api/docs/../../package.json'])
      expect((await server.fetch(path)).status, path).to.equal(404);
    expect((await server.fetch('/api/cases/%E0%A4%A')).status).to.be.within(400, 404);
    expect((await server.fetch('/console/assets/..%2f..%2fpackage.json')).status).to.be.within(400, 503);
  });

  it('never answers 500, whatever strange values its endpoints get', async function () {
    // Each of many endpoints is called with each of many values.
    this.timeout(90_000);
    const strange: unknown[] = [
      ...[null, true, -1, 1e99, 2 ** 53, '', '\0', '😀'.repeat(100), 'x'.repeat(5000), "'; DROP TABLE turn"],
      ...[[], [null], {}, JSON.parse('{"__proto__":{"a":1},"constructor":1}')],
    ];
    const callers = [bot, resident('o-strange'), resident('o'.repeat(300)), reviewer];
    const failed: string[] = [];
    for (const [name, endpoint] of await declaredEndpoints()) {
      // Its own limiter would answer everything that follows.
      if (name === 'POST /session' || name === 'DELETE /session') continue;
      for (const [i, value] of strange.entries()) {
        const fields = Object.keys(endpoint.input.properties);
        const input = Object.fromEntries(fields.map((field) => [field, field === 'waitMs' ? 0 : value]));
        const { method, path, body = null } = requestOf(endpoint, input);
        const headers = { 'content-type': 'application/json', ...callers[i % callers.length]! };
        const { status } = await server.fetch(path, { method, headers, body });
        if (status >= 500) failed.push(`${name} ${JSON.stringify(value).slice(0, 40)}: ${status}`);
      }
    }
    expect(failed).to.deep.equal([]);
  });

  it('never answers 500 to values that fit but are far too long for their columns', async () => {
    const long = 'o'.repeat(300);
    const push = { key: 'k', openid: 'o-long', kind: 'text' as const, payload: { text: '好' } };
    const ask = { reason: '人工', said: '好', urgency: 'normal' as const };
    const statuses = [
      await server.call({ ...bot, 'idempotency-key': long }, channel.openTurn, push),
      await server.call(resident(long), channel.askPerson, ask),
      await server.call(bot, channel.leaseToken, { appId: long, owner: long, forMs: 1 }),
      await server.call(bot, channel.openTurn, { ...push, payload: { [long]: '好' } }),
    ].map(({ status }) => status);
    expect(statuses.filter((status) => status >= 500)).to.deep.equal([]);
  });
});
