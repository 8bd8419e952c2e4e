import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

  it('take nothing but production for production, and never a misspelt one for a demo', () => {
    for (const mode of ['prod', 'Production', 'production '])
      expect(() => loadConfig({ ...sqlite(), NODE_ENV: mode }), mode).to.throw(/NODE_ENV: .*is none of/);
    for (const mode of ['', 'development', 'test'])
      expect(loadConfig({ ...sqlite(), NODE_ENV: mode }).production).to.equal(false);
  });

  it('serve the demo centre at no public address unless somebody wants it', () => {
    const at = (PUBLIC_URL: string, more = {}) => loadConfig({ ...sqlite(), PUBLIC_URL, ...more });
    expect(() => at('https://aid.example.org')).to.throw(/PUBLIC_URL: .*published passwords/);
    expect(at('https://aid.example.org', { DEMO: '1' }).publicUrl).to.equal('https://aid.example.org');
    for (const own of ['https://localhost:8443', 'https://192.168.1.7', 'http://aid.example.org'])
      expect(at(own).publicUrl).to.equal(own);
  });

  it('name each address that is none, the old AES key, and how a database is written', () => {
    const wrong = () =>
      loadConfig({
        ...{ PUBLIC_URL: 'aid.example.org', BOT_URL: 'x', SERVER_URL: 'http://a:3000,b', MODEL_URL: 'y' },
        ...{ WECHAT_OPEN_BASE: 'z', WECHAT_AES_KEY_OLD: 'short', FILES_URL: 's3://host/bucket' },
        DATABASE_URL: 'mysql://aid:geheim/wort@db/legal_aid',
      });
    const names = ['PUBLIC_URL', 'BOT_URL', 'SERVER_URL', 'MODEL_URL', 'WECHAT_OPEN_BASE', 'FILES_URL'];
    for (const name of [...names, 'WECHAT_AES_KEY_OLD', 'DATABASE_URL'])
      expect(wrong, name).to.throw(new RegExp(`\n- ${name}: `));
    expect(wrong)
      .to.throw(/percent-encoded/)
      .with.property('message')
      .that.does.not.include('geheim');
  });

  it('refuse two keys under one label', () => {
    const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
    expect(() => loadConfig({ ...sqlite(), DATA_KEY: `v1:${key(1)},v1:${key(2)}` })).to.throw(/v1 twice/);
    expect(() => loadConfig({ ...sqlite(), DATA_KEY: `${key(1)},${key(2)}` })).to.throw(/v1 twice/);
    const { dataKeys } = loadConfig({ ...sqlite(), DATA_KEY: `v2:${key(2)},${key(1)}` });
    expect(dataKeys.map(({ version }) => version)).to.deep.equal(['v2', 'v1']);
  });

  it('make no new key beside a database, and say what is wrong with a damaged secrets.json', () => {
    const secrets = join(folder, 'secrets.json');
    writeFileSync(join(folder, 'a.sqlite'), 'rows');
    expect(() => loadConfig(sqlite())).to.throw(/secrets.json with its keys is missing/);
    expect(existsSync(secrets)).to.equal(false);
    for (const content of ['', '{"DATA_KEY":', 'null', '{"DATA_KEY":"x"}']) {
      writeFileSync(secrets, content);
      expect(() => loadConfig(sqlite()), content).to.throw(/secrets.json is empty or damaged: it lacks/);
    }
  });

  it('ask a command for its own needs only, which makes no secrets', () => {
    const production = { ...sqlite(), NODE_ENV: 'production' };
    expect(loadConfig(production, { secrets: [] }).dataKeys).to.deep.equal([]);
    expect(() => loadConfig(production, { secrets: ['DATA_KEY'] })).to.throw(/DATA_KEY: must be set/);
    expect(() => loadConfig(sqlite(), { secrets: ['DATA_KEY'] })).to.throw(/secrets.json is not there/);
    expect(existsSync(join(folder, 'secrets.json'))).to.equal(false);
    const made = loadConfig(sqlite(), { secrets: ['DATA_KEY'], makesSecrets: true });
    expect(loadConfig(sqlite(), { secrets: ['DATA_KEY'] }).dataKeys).to.deep.equal(made.dataKeys);
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
