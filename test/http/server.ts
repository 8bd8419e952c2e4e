import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServicePoint, Staff } from '../../entities/index.ts';
import { createApp } from '../../server/app.ts';
import { loadConfig } from '../../server/config.ts';
import { seedDemoCentre } from '../../server/demo/seed.ts';
import { Arrival } from '../../server/notices/arrival.ts';
import { staffRow } from '../../server/people/sessions.ts';
import { system } from '../../server/platform/actor.ts';
import { requestOf, type Endpoint, type InputOf, type ReplyOf } from '../../server/platform/contract.ts';
import type { Database } from '../../server/platform/db.ts';
import { createLog } from '../../server/platform/log.ts';
import { roles, type Role } from '../../server/vocabulary.ts';
import { testDatabase, type TestDatabase } from '../support/databases.ts';
import { checkReply } from './replyCheck.ts';

export const BOT_TOKEN = 'test-bot-token';
export const PASSWORD = 'one-role-each-2026';

/** Headers that make a request somebody's. */
export type Caller = Readonly<Record<string, string>>;

export const nobody: Caller = {};
export const bot: Caller = { authorization: `Bearer ${BOT_TOKEN}` };
export const resident = (openid: string): Caller => ({ ...bot, 'x-openid': openid });

/** The real application on a free port and a database of its own: the demo centre and one account per role. */
export class TestServer {
  private constructor(
    readonly t: TestDatabase,
    private readonly folder: string,
    private readonly arrival: Arrival,
    private http: Server,
  ) {}

  static async start(engine: 'sqlite' | 'mysql', clock?: () => number): Promise<TestServer> {
    const t = await testDatabase(engine, clock);
    const folder = mkdtempSync(join(tmpdir(), 'legal-aid-http-'));
    await seedDemoCentre(t.db);
    await addRoles(t.db);
    const arrival = new Arrival();
    return new TestServer(t, folder, arrival, await listen(t.db, folder, arrival));
  }

  get db(): Database {
    return this.t.db;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** A new process' worth of application on the same database. */
  async restart(): Promise<void> {
    await close(this.http);
    this.http = await listen(this.t.db, this.folder, this.arrival);
  }

  async stop(): Promise<void> {
    this.arrival.close();
    await close(this.http);
    await this.t.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, init);
  }

  /** Calls an endpoint; every reply is checked against the contract, whatever the test looks at. */
  async call<E extends Endpoint>(
    caller: Caller,
    endpoint: E,
    input: InputOf<E>,
  ): Promise<{ status: number; body: ReplyOf<E>; code?: string; message?: string }> {
    const { method, path, body } = requestOf(endpoint, input);
    const headers = { 'content-type': 'application/json', ...caller };
    const response = await this.fetch(path, { method, headers, ...(body !== undefined && { body }) });
    const reply = (await response.json()) as ReplyOf<E> & { code?: string; message?: string };
    checkReply(endpoint, response.status, reply);
    return {
      status: response.status,
      body: reply,
      ...(response.status >= 400 && { code: reply.code!, message: reply.message! }),
    };
  }

  /** Signs in and returns the headers of that session. */
  async signIn(account: string, password = PASSWORD): Promise<Caller> {
    const response = await this.fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, password }),
    });
    if (!response.ok) throw new Error(`sign-in of ${account}: ${await response.text()}`);
    const cookie = response.headers.getSetCookie().map((one) => one.split(';')[0]);
    return { cookie: cookie.join('; '), 'x-requested-with': 'test' };
  }
}

/** An account for each role that has nothing but that role, called as the role. */
async function addRoles(db: Database): Promise<void> {
  const { id: servicePointId } = await db.read(({ tx }) =>
    tx.findOneByOrFail(ServicePoint, { kind: 'centre' }),
  );
  const rowOf = (role: Role) =>
    staffRow({ account: role, name: `测试·${role}`, password: PASSWORD, roles: [role], servicePointId });
  const staff = await Promise.all(roles.map(rowOf));
  await db.write(system('test'), ({ tx }) => tx.insert(Staff, staff));
}

async function listen(db: Database, folder: string, arrival: Arrival): Promise<Server> {
  const config = loadConfig({
    DATABASE_URL: `sqlite:${join(folder, 'unused.sqlite')}`,
    BOT_TOKEN,
    DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
    SERVICES: 'web',
  });
  const app = createApp({ db, config, log: createLog('silent'), arrival });
  const http = createServer(app.callback());
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return http;
}

const close = (http: Server): Promise<unknown> => {
  const closed = new Promise((resolve) => http.close(resolve));
  http.closeAllConnections();
  return closed;
};
