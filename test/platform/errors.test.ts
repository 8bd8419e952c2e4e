import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { expect } from 'chai';
import Koa from 'koa';
import { answerErrors } from '../../server/platform/errors.ts';
import { createLog } from '../../server/platform/log.ts';

describe('signing in behind a proxy', () => {
  let http: Server;
  let logged = '';
  before(async () => {
    const to = new Writable({
      write(chunk: Buffer, _, done) {
        logged += chunk.toString();
        done();
      },
    });
    const app = new Koa({ proxy: true });
    app.use(answerErrors(createLog('info', to)));
    app.use((ctx) => {
      ctx.cookies.set('session', 'secret', { secure: true });
      ctx.body = {};
    });
    http = createServer(app.callback());
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  });
  after(() => {
    http.closeAllConnections();
    http.close();
  });

  const signIn = (headers: Record<string, string>): Promise<Response> =>
    fetch(`http://127.0.0.1:${(http.address() as AddressInfo).port}/api/session`, {
      method: 'POST',
      headers,
    });

  it('works where it says that the connection is encrypted', async () => {
    const response = await signIn({ 'x-forwarded-proto': 'https' });
    expect(response.status).to.equal(200);
    expect(response.headers.getSetCookie()[0]).to.match(/secure/i);
  });

  it('tells the person what to do, and the operator which header is missing', async () => {
    const response = await signIn({});
    expect(response.status).to.equal(400);
    const { code, message } = (await response.json()) as { code: string; message: string };
    expect(code).to.equal('not_encrypted');
    expect(message).to.match(/https:\/\/ 开头的网址/);
    expect(logged).to.include('X-Forwarded-Proto');
  });
});
