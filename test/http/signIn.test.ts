import { expect } from 'chai';
import { Staff } from '../../entities/index.ts';
import * as cases from '../../server/cases/contract.ts';
import { me, signOut } from '../../server/people/contract.ts';
import { system } from '../../server/platform/actor.ts';
import { onEachEngine } from '../support/databases.ts';
import { PASSWORD, resident, TestServer } from './server.ts';

const MINUTE = 60_000;

onEachEngine('sign-in', (engine) => {
  let server: TestServer;
  let now = Date.UTC(2026, 5, 1, 2);
  before(async () => {
    server = await TestServer.start(engine, () => now);
  });
  after(() => server?.stop());

  const attempt = async (account: string, password: string): Promise<[number, string]> => {
    const response = await server.fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, password }),
    });
    return [response.status, ((await response.json()) as { code?: string }).code ?? 'in'];
  };

  it('gives a cookie that scripts and other sites never get, and that is no secret of the database', async () => {
    const response = await server.fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'intake', password: PASSWORD }),
    });
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie)
      .to.match(/^session=[\w-]{43};/)
      .and.match(/; path=\//);
    expect(cookie)
      .to.match(/httponly/i)
      .and.match(/samesite=strict/i);
    expect(await response.json()).to.deep.include({ account: 'intake', roles: ['intake'] });
    const secret = /session=([\w-]+)/.exec(cookie)![1]!;
    const sessions = await server.db.read(({ tx }) => tx.query('SELECT digest FROM session'));
    expect(JSON.stringify(sessions)).not.to.include(secret);
  });

  it('says the same of an unknown account and of a wrong password', async () => {
    expect(await attempt('stranger', PASSWORD)).to.deep.equal([401, 'wrong_password']);
    expect(await attempt('intake', 'wrong')).to.deep.equal([401, 'wrong_password']);
    expect(await attempt('INTAKE', PASSWORD)).to.deep.equal([401, 'wrong_password']);
  });

  it('slows down after five wrong passwords, also the right one and also after a restart', async () => {
    for (let i = 0; i < 5; i += 1)
      expect(await attempt('reviewer', 'wrong')).to.deep.equal([401, 'wrong_password']);
    expect(await attempt('reviewer', PASSWORD)).to.deep.equal([429, 'slow_down']);
    await server.restart();
    expect(await attempt('reviewer', PASSWORD)).to.deep.equal([429, 'slow_down']);
    expect(await attempt('approver', PASSWORD), 'nobody else waits').to.deep.equal([200, 'in']);
    now += 5 * MINUTE + 1;
    for (let i = 0; i < 5; i += 1)
      expect(await attempt('reviewer', 'wrong')).to.deep.equal([401, 'wrong_password']);
    now += 5 * MINUTE + 1;
    expect(await attempt('reviewer', PASSWORD), 'the wait has doubled').to.deep.equal([429, 'slow_down']);
    now += 5 * MINUTE;
    expect(await attempt('reviewer', PASSWORD)).to.deep.equal([200, 'in']);
    expect(await attempt('reviewer', 'wrong'), 'counted from the beginning').to.deep.equal([
      401,
      'wrong_password',
    ]);
  });

  it('counts five wrong passwords that come at the same moment', async () => {
    await Promise.all(Array.from({ length: 5 }, () => attempt('editor', 'wrong')));
    expect(await attempt('editor', PASSWORD)).to.deep.equal([429, 'slow_down']);
  });

  it('slows an address down that tries account after account', async () => {
    await server.restart();
    const tries = await Promise.all(Array.from({ length: 32 }, (_, i) => attempt(`stranger${i}`, 'x')));
    expect(tries.map(([status]) => status).toSorted()).to.deep.equal([...Array(30).fill(401), 429, 429]);
    await server.restart();
  });

  it('ends with signing out, in the database and not only in the browser', async () => {
    const [one, other] = [await server.signIn('director'), await server.signIn('director')];
    expect((await server.call(one, me, {})).status).to.equal(200);
    expect((await server.call(one, signOut, {})).status).to.equal(200);
    expect((await server.call(one, me, {})).code).to.equal('signed_out');
    expect((await server.call(other, me, {})).status, 'another device stays signed in').to.equal(200);
  });

  it('ends by itself after twelve hours', async () => {
    const caller = await server.signIn('director');
    now += 12 * 60 * MINUTE - 1;
    expect((await server.call(caller, me, {})).status).to.equal(200);
    now += 1;
    expect((await server.call(caller, me, {})).code).to.equal('signed_out');
  });

  it('ends at once for a member of staff who left, and does not begin again', async () => {
    const caller = await server.signIn('approver');
    const set = (active: boolean) =>
      server.db.write(system('test'), ({ tx }) => tx.update(Staff, { account: 'approver' }, { active }));
    await set(false);
    expect((await server.call(caller, cases.listCases, {})).code).to.equal('signed_out');
    expect(await attempt('approver', PASSWORD)).to.deep.equal([401, 'wrong_password']);
    await set(true);
  });

  it('refuses what another site makes a signed-in browser send', async () => {
    const { cookie } = await server.signIn('intake');
    const forged = { cookie: cookie! };
    const step = { id: '01890000-0000-7000-8000-000000000000', version: 1 };
    expect((await server.call(forged, cases.acceptCase, step)).code).to.equal('not_allowed');
    expect((await server.call(forged, signOut, {})).code).to.equal('not_allowed');
    expect((await server.call(forged, cases.listCases, {})).status, 'reading changes nothing').to.equal(200);
  });

  it("does not take the bot's token and a cookie together for the staff member", async () => {
    const { cookie } = await server.signIn('intake');
    const both = { ...resident('o-1'), cookie: cookie!, 'x-requested-with': 'test' };
    expect((await server.call(both, cases.listCases, {})).code).to.equal('not_allowed');
  });
});
