import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../bot/simulator/index.ts';

const account = { appId: 'wx0123456789abcdef', appSecret: '0123456789abcdef0123456789abcdef' };
const old = { button: [{ name: '原来的', type: 'click', key: '原来' }] };

describe('npm run menu', function () {
  this.timeout(60_000);
  let simulator: Simulator;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'legal-aid-menu-'));
    simulator = await startSimulator({
      ...{ ...account, token: 'token', aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' },
      ...{
        host: '127.0.0.1',
        port: 0,
        callbackUrl: 'http://127.0.0.1:9/wechat',
        mode: 'safe',
        accountType: 'service',
      },
      ...{ people: [], log: { info: () => undefined, warn: () => undefined } },
    });
  });
  after(async () => {
    await simulator?.close();
    rmSync(folder, { recursive: true });
  });

  function menu(args: string[], typed = ''): Promise<{ code: number | null; said: string }> {
    const child = spawn(
      process.execPath,
      ['--import', '@oxc-node/core/register', 'scripts/menu.ts', ...args],
      {
        env: {
          PATH: process.env['PATH'],
          DATABASE_URL: `sqlite:${join(folder, 'x.sqlite')}`,
          WECHAT_API_BASE: simulator.url,
          WECHAT_APP_ID: account.appId,
          WECHAT_APP_SECRET: account.appSecret,
        },
      },
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (said += data.toString()));
    child.stdin.end(typed);
    return new Promise((resolve) => child.once('exit', (code) => resolve({ code, said })));
  }

  async function api(path: string, body?: object): Promise<Record<string, unknown>> {
    const grant = { grant_type: 'client_credential', appid: account.appId, secret: account.appSecret };
    const post = (url: string, what: object) =>
      fetch(simulator.url + url, { method: 'POST', body: JSON.stringify(what) }).then((r) => r.json());
    const { access_token } = (await post('/cgi-bin/stable_token', grant)) as { access_token: string };
    const url = `${path}?access_token=${access_token}`;
    return (body ? await post(url, body) : await (await fetch(simulator.url + url)).json()) as Record<
      string,
      unknown
    >;
  }
  const names = async (): Promise<string[]> =>
    ((await api('/cgi-bin/menu/get'))['menu'] as typeof old).button.map(({ name }) => name);
  const copies = (): string[] => readdirSync(join(folder, 'menus')).toSorted();

  it('shows the difference and changes nothing without a yes', async () => {
    await api('/cgi-bin/menu/create', old);
    for (const typed of ['', 'no\n']) {
      const { code, said } = await menu([], typed);
      expect(said).to.match(/- 1 原来的[^]*\+ 1 问问题[^]*\+ 2\.1 申请法律援助[^]*Nothing was changed/);
      expect(code).to.equal(1);
    }
    expect(await names()).to.deep.equal(['原来的']);
  });

  it('makes the menu after a yes and keeps a copy of what the account had', async () => {
    const { code, said } = await menu([], 'yes\n');
    expect([code, said.includes('--restore')], said).to.deep.equal([0, true]);
    expect(await names()).to.deep.equal(['问问题', '办申请', '找人工']);
    const copy = JSON.parse(readFileSync(join(folder, 'menus', copies()[0]!), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(copy).to.have.keys('appId', 'at', 'menus', 'shown', 'autoReplies');
    expect(await menu(['--yes'])).to.deep.equal({ code: 0, said: 'The account has this menu already.\n' });
  });

  it('goes back to a copy', async () => {
    const { code, said } = await menu(['--yes', '--restore', join(folder, 'menus', copies()[0]!)]);
    expect(code, said).to.equal(0);
    expect(await names()).to.deep.equal(['原来的']);
  });

  it('goes back to no menu, and refuses a file that is no copy', async () => {
    const none = join(folder, 'none.json');
    writeFileSync(none, JSON.stringify({ menus: null, shown: { is_menu_open: 0 } }));
    expect((await menu(['--yes', '--restore', none])).code).to.equal(0);
    expect(await api('/cgi-bin/menu/get')).to.include({ errcode: 46003 });
    writeFileSync(none, '{}');
    expect((await menu(['--yes', '--restore', none])).said).to.match(/is no copy that this command made/);
  });

  it('says which hand-made entries the API cannot make again', async () => {
    const file = join(folder, 'hand.json');
    const button = [{ name: '看图', type: 'img', value: 'x' }];
    writeFileSync(
      file,
      JSON.stringify({ menus: null, shown: { is_menu_open: 1, selfmenu_info: { button } } }),
    );
    const { code, said } = await menu(['--yes', '--restore', file]);
    expect([code, said.includes('看图')], said).to.deep.equal([1, true]);
  });
});
