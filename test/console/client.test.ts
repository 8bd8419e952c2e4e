import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { askSupplement, listCases } from '../../server/cases/contract.ts';
import { call, CallError, whenSignedOut } from '../../server/console/src/client.ts';

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

describe("the console's client", () => {
  const browserFetch = globalThis.fetch;
  let server: Server;
  let seen: Seen[] = [];
  let answer: { status: number; body: string };
  let left = 0;

  before(async () => {
    server = createServer(async (request, response) => {
      const { method, url, headers } = request;
      seen.push({ method, url, headers, body: await text(request) });
      response.writeHead(answer.status).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    // A page knows its origin; Node doesn't.
    globalThis.fetch = (path, init) => browserFetch(`${origin}${String(path)}`, init);
    whenSignedOut(() => (left += 1));
  });
  after(async () => {
    globalThis.fetch = browserFetch;
    whenSignedOut(() => undefined);
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    seen = [];
    left = 0;
    answer = { status: 200, body: '{}' };
  });

  const failure = async (promise: Promise<unknown>): Promise<CallError> => {
    const error = await promise.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(CallError);
    return error as CallError;
  };
  const list = () => call(listCases, { state: 'REVIEW', page: 2 });

  it('asks with the query, the header that other sites cannot send, and no body', async () => {
    answer.body = '{"items":[],"total":0,"pageSize":20}';
    expect(await list()).to.deep.equal({ items: [], total: 0, pageSize: 20 });
    expect(seen[0]).to.include({ method: 'GET', url: '/api/cases?state=REVIEW&page=2', body: '' });
    expect(seen[0]!.headers).to.include({ 'x-requested-with': 'console' });
  });

  it('commands with a JSON body, the id in the path and the key of the try', async () => {
    await call(askSupplement, { id: 'a/b', version: 3, items: ['考勤记录'] }, { key: 'k1' });
    expect(seen[0]).to.include({ method: 'POST', url: '/api/cases/a%2Fb/supplement' });
    expect(JSON.parse(seen[0]!.body)).to.deep.equal({ version: 3, items: ['考勤记录'] });
    expect(seen[0]!.headers).to.include({ 'content-type': 'application/json', 'idempotency-key': 'k1' });
  });

  it('passes on the Chinese message and the code of a refusal', async () => {
    answer = {
      status: 409,
      body: '{"code":"stale","message":"这条记录刚被别人改过，请刷新后再操作。","params":{}}',
    };
    const error = await failure(list());
    expect(error).to.include({
      code: 'stale',
      status: 409,
      message: '这条记录刚被别人改过，请刷新后再操作。',
    });
    expect(left).to.equal(0);
  });

  it('leaves the page when the session is over, but not for a wrong password', async () => {
    answer = {
      status: 401,
      body: '{"code":"wrong_password","message":"账号或密码不对，请核对后再试。","params":{}}',
    };
    await failure(list());
    expect(left).to.equal(0);
    answer = { status: 401, body: '{"code":"signed_out","message":"请先登录。","params":{}}' };
    await failure(list());
    expect(left).to.equal(1);
  });

  it('explains an answer that is none, such as the page of a proxy', async () => {
    answer = { status: 502, body: '<h1>Bad Gateway</h1>' };
    expect((await failure(list())).message).to.equal('服务器没有正常答复（502），请稍后再试。');
    answer = { status: 200, body: '' };
    expect((await failure(list())).code).to.equal('unreachable');
  });

  it('explains that the server is out of reach', async () => {
    const online = globalThis.fetch;
    globalThis.fetch = () => browserFetch('http://127.0.0.1:1/');
    const error = await failure(list()).finally(() => (globalThis.fetch = online));
    expect(error.message).to.equal('连不上服务器，请检查网络后再试。');
  });
});
