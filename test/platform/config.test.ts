import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadConfig } from '../../server/config.ts';

describe('settings', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'legal-aid-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const sqlite = () => ({ DATABASE_URL: `sqlite:${join(folder, 'a.sqlite')}` });

  it('need nothing from a newcomer, and make secrets once', () => {
    const first = loadConfig(sqlite());
    expect([...first.services]).to.deep.equal(['web', 'worker', 'bot', 'simulator']);
    expect(first.wechat.apiBase).to.equal('http://127.0.0.1:3002');
    expect(first.wechat.aesKey).to.match(/^[A-Za-z0-9]{43}$/);
    expect(loadConfig(sqlite()).botToken).to.equal(first.botToken);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).to.equal(0o600);
    expect(JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'))).to.have.property('DATA_KEY');
  });

  it('list everything that is wrong in one readable error', () => {
    const wrong = () =>
      loadConfig({ PORT: 'x', SERVICES: 'web,cook', WECHAT_MODE: 'secret', DATABASE_URL: 'postgres://a/b' });
    expect(wrong)
      .to.throw(Error)
      .with.property('message')
      .that.matches(/PORT: "x"/)
      .and.matches(/cook/)
      .and.matches(/mysql:\/\//);
  });

  it('refuse generated secrets and the simulator in production', () => {
    const production = () =>
      loadConfig({ ...sqlite(), NODE_ENV: 'production', SERVICES: 'web,bot,simulator' });
    expect(production).to.throw(/DATA_KEY: must be set/);
    expect(production).to.throw(/simulator does not run/);
  });

  it('read a MySQL address with an escaped password', () => {
    const { database } = loadConfig({
      ...sqlite(),
      DATABASE_URL: 'mysql://aid:p%40ss@db:3307/legal_aid',
      SERVICES: 'simulator',
    });
    expect(database).to.deep.include({
      engine: 'mysql',
      host: 'db',
      port: 3307,
      user: 'aid',
      password: 'p@ss',
      name: 'legal_aid',
    });
  });
});
