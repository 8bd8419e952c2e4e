import { expect } from 'chai';
import type { Simulator, SimulatorOptions } from '../../bot/simulator/index.ts';
import { SUBSCRIPTIONS, TEMPLATES } from '../../bot/simulator/index.ts';
import { Account, APP_ID, APP_SECRET, Client, simulate } from './account.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 2026-11-24 10:00 in Beijing. */
const START = Date.UTC(2026, 10, 24, 2);

describe('simulator: API', () => {
  const account = new Account();
  let url: string;
  let simulator: Simulator;
  let client: Client;
  let now: number;

  before(async () => (url = await account.listen()));
  after(() => account.close());
  afterEach(() => simulator.close());

  async function start(options: Partial<SimulatorOptions> = {}): Promise<void> {
    now = START;
    account.pushes.length = 0;
    simulator = await simulate(url, { clock: () => now, ...options });
    client = new Client(simulator.url);
  }

  const text = (touser: string, content = '您好') =>
    client.post('/cgi-bin/message/custom/send', { touser, msgtype: 'text', text: { content } });
  const code = (answer: Record<string, unknown>) => answer['errcode'];
  const event = (name: string) => account.pushes.find(({ fields }) => fields['Event'] === name)?.fields;
  const eventually = async <T>(find: () => T | undefined): Promise<T> => {
    for (let found = find(); ; found = find()) {
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  describe('tokens', () => {
    it('gives the same stable token until five minutes before its end, then both work', async () => {
      await start();
      const first = await client.stableToken();
      expect(first).to.include({ expires_in: 7200 });
      now += 2 * HOUR - 6 * 60_000;
      expect(await client.stableToken()).to.include({ access_token: first['access_token'], expires_in: 360 });
      now += 2 * 60_000;
      const second = await client.stableToken();
      expect(second['access_token']).not.to.equal(first['access_token']);
      const old = await fetch(
        `${simulator.url}/cgi-bin/getcallbackip?access_token=${String(first['access_token'])}`,
      );
      expect(await old.json()).to.have.property('ip_list');
    });

    it('ends the old token on a forced refresh, and not twice within 30 seconds', async () => {
      await start();
      const first = await client.stableToken();
      await client.stableToken(true);
      const old = await fetch(
        `${simulator.url}/cgi-bin/getcallbackip?access_token=${String(first['access_token'])}`,
      );
      expect(await old.json()).to.include({ errcode: 40001 });
      expect(code(await client.stableToken(true))).to.equal(45011);
    });

    it('says what is wrong with appid, secret, grant type and token', async () => {
      await start();
      const ask = async (query: Record<string, string>) => {
        const all = { grant_type: 'client_credential', appid: APP_ID, secret: APP_SECRET, ...query };
        const response = await fetch(`${simulator.url}/cgi-bin/token?${new URLSearchParams(all).toString()}`);
        return (await response.json()) as Record<string, unknown>;
      };
      expect(await ask({})).to.include({ expires_in: 7200 });
      expect(code(await ask({ appid: 'wx' }))).to.equal(40013);
      expect(code(await ask({ secret: 'no' }))).to.equal(40125);
      expect(code(await ask({ grant_type: 'x' }))).to.equal(40002);
      const bare = async (token: string) =>
        (await (await fetch(`${simulator.url}/cgi-bin/getcallbackip${token}`)).json()) as Record<
          string,
          unknown
        >;
      expect(code(await bare(''))).to.equal(41001);
      expect(code(await bare('?access_token=made-up'))).to.equal(40001);
      await client.stableToken();
      now += 3 * HOUR;
      expect(code(await client.get('/cgi-bin/getcallbackip'))).to.equal(42001);
    });
  });

  describe('customer-service messages', () => {
    it('a message opens five in 48 hours, and each new message five again', async () => {
      await start();
      expect(code(await text('o1'))).to.equal(40003);
      await simulator.sendText('o1', 'hi');
      const codes = [];
      for (let i = 0; i < 6; i++) codes.push(code(await text('o1')));
      expect(codes).to.eql([0, 0, 0, 0, 0, 45047]);
      await simulator.sendText('o1', 'hi');
      expect(code(await text('o1'))).to.equal(0);
      now += 2 * DAY;
      await client.stableToken();
      expect(code(await text('o1'))).to.equal(45015);
    });

    for (const [act, open] of [
      ['a menu click', () => simulator.clickMenu('o1', 'x')],
      ['a follow', () => simulator.follow('o1')],
      ['a scan', () => simulator.scan('o1', 'x')],
    ] as const) {
      it(`${act} opens three within one minute`, async () => {
        await start();
        await open();
        const codes = [];
        for (let i = 0; i < 4; i++) codes.push(code(await text('o1')));
        expect(codes).to.eql([0, 0, 0, 45047]);
        await open();
        now += 60_000;
        expect(code(await text('o1'))).to.equal(45015);
      });
    }

    it('reach the chat, or say why not', async () => {
      await start();
      await simulator.sendText('o1', 'hi');
      await text('o1', '第一句');
      expect(simulator.transcript('o1').at(-1)).to.include({
        kind: 'text',
        text: '第一句',
        way: 'customerService',
      });
      const send = async (body: object) =>
        code(await client.post('/cgi-bin/message/custom/send', { touser: 'o1', ...body }));
      expect(await send({ msgtype: 'text', text: { content: '字'.repeat(683) } })).to.equal(45002);
      expect(await send({ msgtype: 'text', text: { content: '' } })).to.equal(44004);
      expect(await send({ msgtype: 'text' })).to.equal(47001);
      expect(await send({ msgtype: 'image', image: { media_id: 'x' } })).to.equal(40007);
      expect(await send({ msgtype: 'wish' })).to.equal(40008);
      await simulator.unfollow('o1');
      expect(await send({ msgtype: 'text', text: { content: 'hi' } })).to.equal(43004);
    });
  });

  describe('template messages and subscription notices', () => {
    const [template] = TEMPLATES;
    const body = (touser: string, more: object = {}) => ({
      touser,
      template_id: template?.id,
      data: {
        thing1: { value: '有一项新的待办' },
        character_string2: { value: 'A0001' },
        time3: { value: '2026年11月30日 17:00' },
      },
      ...more,
    });
    const send = (sent: object) => client.post('/cgi-bin/message/template/send', sent);

    it('show a card and report the outcome as an event', async () => {
      await start();
      await simulator.follow('o1');
      expect(code(await send(body('o1')))).to.equal(0);
      expect(simulator.transcript('o1').at(-1)).to.deep.include({
        kind: 'card',
        title: '待办事项提醒',
        rows: [
          { label: '待办事项', value: '有一项新的待办' },
          { label: '编号', value: 'A0001' },
          { label: '截止时间', value: '2026年11月30日 17:00' },
        ],
      });
      expect(await eventually(() => event('TEMPLATESENDJOBFINISH'))).to.include({ Status: 'success' });
    });

    it('count a repeated client_msg_id once', async () => {
      await start();
      await simulator.follow('o1');
      await send(body('o1', { client_msg_id: 'notice-1' }));
      expect(code(await send(body('o1', { client_msg_id: 'notice-1' })))).to.equal(45065);
      expect(simulator.transcript('o1').filter(({ kind }) => kind === 'card')).to.have.length(1);
    });

    it('report a person who blocks them, whose chat stays empty', async () => {
      await start();
      await simulator.follow('o1');
      simulator.faults.set({ templateStatus: 'failed:user block' });
      expect(code(await send(body('o1')))).to.equal(0);
      expect(await eventually(() => event('TEMPLATESENDJOBFINISH'))).to.include({
        Status: 'failed:user block',
      });
      expect(simulator.transcript('o1').some(({ kind }) => kind === 'card')).to.equal(false);
    });

    it('are refused for strangers, unknown templates, badly formed keywords and subscription accounts', async () => {
      await start();
      await simulator.follow('o1');
      expect(code(await send(body('o1', { template_id: 'x' })))).to.equal(40037);
      expect(code(await send(body('o1', { data: {} })))).to.equal(47003);
      expect(
        code(await send(body('o1', { data: { ...body('').data, thing1: { value: '字'.repeat(21) } } }))),
      ).to.equal(47003);
      await simulator.unfollow('o1');
      expect(code(await send(body('o1')))).to.equal(43004);
      await simulator.close();
      await start({ accountType: 'subscription' });
      await simulator.follow('o1');
      expect(code(await send(body('o1')))).to.equal(48001);
    });

    it('a subscription notice needs a consent, once each time or for long', async () => {
      await start();
      await simulator.follow('o1');
      const [once, longTerm] = SUBSCRIPTIONS;
      const notice = async (id = '') =>
        code(
          await client.post('/cgi-bin/message/subscribe/bizsend', {
            touser: 'o1',
            template_id: id,
            data: {
              character_string1: { value: 'A0001' },
              phrase2: { value: '已更新' },
              time3: { value: '2026-11-30' },
              thing1: { value: '待办' },
              time2: { value: '17:00' },
            },
          }),
        );
      expect(await notice(once?.id)).to.equal(43101);
      await simulator.consent('o1', once?.id ?? '');
      expect(await notice(once?.id)).to.equal(0);
      expect(await notice(once?.id)).to.equal(43101);
      await simulator.consent('o1', longTerm?.id ?? '');
      expect([await notice(longTerm?.id), await notice(longTerm?.id)]).to.eql([0, 0]);
      await simulator.changeConsent('o1', longTerm?.id ?? '');
      expect(await notice(longTerm?.id)).to.equal(43101);
      expect(event('subscribe_msg_popup_event')).to.be.an('object');
      expect(event('subscribe_msg_change_event')).to.be.an('object');
      expect(await eventually(() => event('subscribe_msg_sent_event'))).to.be.an('object');
    });
  });

  describe('menus', () => {
    const click = { type: 'click', name: '申请', key: 'apply' };

    it('are kept, read back and deleted', async () => {
      await start();
      expect(code(await client.get('/cgi-bin/menu/get'))).to.equal(46003);
      const button = [
        { name: '更多', sub_button: [click, { type: 'view', name: '看', url: 'https://example.com' }] },
      ];
      expect(code(await client.post('/cgi-bin/menu/create', { button }))).to.equal(0);
      const { menu } = (await client.get('/cgi-bin/menu/get')) as {
        menu: { button: { sub_button: unknown[] }[] };
      };
      expect(menu.button[0]?.sub_button).to.have.length(2);
      expect(code(await client.get('/cgi-bin/menu/delete'))).to.equal(0);
      expect(code(await client.get('/cgi-bin/menu/get'))).to.equal(46003);
    });

    const wrong: [title: string, button: unknown, errcode: number][] = [
      ['four buttons', [click, click, click, click], 40016],
      ['six sub-buttons', [{ name: '多', sub_button: Array(6).fill(click) }], 40023],
      ['a long name', [{ ...click, name: '六个汉字太长' }], 40018],
      ['a click without key', [{ type: 'click', name: '申请' }], 40019],
      ['an address that is none', [{ type: 'view', name: '看', url: 'example' }], 40020],
      ['an unknown type', [{ type: 'wish', name: '看' }], 40017],
    ];
    for (const [title, button, errcode] of wrong) {
      it(`refuse ${title}`, async () => {
        await start();
        expect(code(await client.post('/cgi-bin/menu/create', { button }))).to.equal(errcode);
      });
    }

    it('a conditional one shows for those with its tag', async () => {
      await start();
      await simulator.follow('o1');
      await simulator.follow('o2');
      const { tag } = (await client.post('/cgi-bin/tags/create', { tag: { name: '工作人员' } })) as {
        tag: { id: number };
      };
      await client.post('/cgi-bin/tags/members/batchtagging', { openid_list: ['o1'], tagid: tag.id });
      const own = { button: [{ ...click, name: '待办' }], matchrule: { tag_id: tag.id } };
      expect(code(await client.post('/cgi-bin/menu/addconditional', own))).to.equal(65301);
      await client.post('/cgi-bin/menu/create', { button: [click] });
      expect(await client.post('/cgi-bin/menu/addconditional', own)).to.have.property('menuid');
      const seenBy = async (openid: string) => {
        const seen = (await client.post('/cgi-bin/menu/trymatch', { user_id: openid })) as {
          button: { name: string }[];
        };
        return seen.button.map(({ name }) => name);
      };
      expect(await seenBy('o1')).to.eql(['待办']);
      expect(await seenBy('o2')).to.eql(['申请']);
    });
  });

  describe('followers and tags', () => {
    it('lists followers in pages of 10,000 without names', async () => {
      const people = Array.from({ length: 10_001 }, (_, i) => ({
        openid: `o${i}`,
        name: `甲${i}`,
        role: '居民' as const,
        follows: true,
      }));
      await start({ people });
      const first = await client.get('/cgi-bin/user/get');
      expect(first).to.include({ total: 10_001, count: 10_000, next_openid: 'o9999' });
      const last = await client.get('/cgi-bin/user/get', { next_openid: 'o9999' });
      expect(last).to.deep.include({ count: 1, data: { openid: ['o10000'] } });
      const info = await client.get('/cgi-bin/user/info', { openid: 'o7' });
      expect(info)
        .to.include({ subscribe: 1, openid: 'o7' })
        .and.not.have.any.keys('nickname', 'headimgurl', 'city');
    });

    it('enforces 50 openids a call and 20 tags a follower', async () => {
      await start();
      await simulator.follow('o1');
      const tagging = async (tagid: unknown, list: string[]) =>
        code(await client.post('/cgi-bin/tags/members/batchtagging', { openid_list: list, tagid }));
      const ids = [];
      for (let i = 0; i < 21; i++) {
        const { tag } = (await client.post('/cgi-bin/tags/create', { tag: { name: `标签${i}` } })) as {
          tag: { id: number };
        };
        ids.push(tag.id);
      }
      expect(code(await client.post('/cgi-bin/tags/create', { tag: { name: '标签0' } }))).to.equal(45157);
      expect(await tagging(ids[0], Array(51).fill('o1'))).to.equal(40032);
      expect(await tagging(99, ['o1'])).to.equal(45159);
      expect(await tagging(ids[0], ['o9'])).to.equal(40003);
      const codes = [];
      for (const id of ids) codes.push(await tagging(id, ['o1']));
      expect(codes.slice(0, 20)).to.eql(Array(20).fill(0));
      expect(codes[20]).to.equal(45059);
      expect(await client.post('/cgi-bin/tags/getidlist', { openid: 'o1' })).to.eql({
        tagid_list: ids.slice(0, 20),
      });
    });
  });

  describe('media', () => {
    const png = Uint8Array.from(Buffer.from('\x89PNG\r\n\x1a\n rest', 'latin1'));

    it('come back as they went up, for three days', async () => {
      await start();
      const { media_id: id, type } = await client.upload(
        '/cgi-bin/media/upload',
        '&type=image',
        png,
        '证据.png',
      );
      expect(type).to.equal('image');
      const back = await client.download('/cgi-bin/media/get', `&media_id=${String(id)}`);
      expect(back.headers.get('content-type')).to.equal('image/png');
      expect(new Uint8Array(await back.arrayBuffer())).to.eql(png);
      now += 3 * DAY + 1;
      await client.stableToken();
      const late = await client.download('/cgi-bin/media/get', `&media_id=${String(id)}`);
      expect(await late.json()).to.include({ errcode: 40007 });
    });

    it('are refused by type and size', async () => {
      await start();
      const up = async (type: string, bytes: Uint8Array<ArrayBuffer>) =>
        code(await client.upload('/cgi-bin/media/upload', `&type=${type}`, bytes, 'x'));
      expect(await up('page', png)).to.equal(40004);
      expect(await up('image', Uint8Array.from(Buffer.from('<html>')))).to.equal(40005);
      expect(await up('voice', new Uint8Array(2 * 1024 * 1024 + 1))).to.equal(40010);
      expect(code(await client.post('/cgi-bin/media/upload', {}))).to.equal(41005);
    });
  });

  describe('mass sends', () => {
    const sendAll = (more: object = {}) =>
      client.post('/cgi-bin/message/mass/sendall', {
        filter: { is_to_all: true },
        msgtype: 'text',
        text: { content: '宣传' },
        ...more,
      });

    it('reach every follower and report by event', async () => {
      await start();
      await simulator.follow('o1');
      await simulator.follow('o2');
      const { msg_id: id } = await sendAll({ clientmsgid: 'push-1' });
      const finished = await eventually(() => event('MASSSENDJOBFINISH'));
      expect(finished).to.include({
        MsgID: String(id),
        Status: 'send success',
        TotalCount: '2',
        SentCount: '2',
      });
      expect(simulator.transcript('o2').at(-1)).to.include({ text: '宣传', way: 'mass' });
      expect(await client.post('/cgi-bin/message/mass/get', { msg_id: id })).to.include({
        msg_status: 'SEND_SUCCESS',
      });
      expect(await sendAll({ clientmsgid: 'push-1' })).to.include({ errcode: 45065, msg_id: id });
    });

    it('are sent at the level that the account chose', async () => {
      await start();
      const path = '/cgi-bin/message/mass/speed';
      expect(await client.post(`${path}/get`, {})).to.include({ speed: 0, realspeed: 80 });
      expect(await client.post(`${path}/set`, {})).to.include({ errcode: 45084 });
      expect(await client.post(`${path}/set`, { speed: 5 })).to.include({ errcode: 45083 });
      expect(await client.post(`${path}/set`, { speed: 4 })).to.include({ errcode: 0 });
      expect(await client.post(`${path}/get`, {})).to.include({ speed: 4, realspeed: 10 });
    });

    it('count whom they failed to reach', async () => {
      await start();
      for (const openid of ['o1', 'o2', 'o3', 'o4']) await simulator.follow(openid);
      simulator.faults.set({ massFailRate: 0.25 });
      await sendAll();
      const finished = await eventually(() => event('MASSSENDJOBFINISH'));
      expect(finished).to.include({ FilterCount: '4', SentCount: '3', ErrorCount: '1' });
    });

    it('a service account sends to all once a day, and four times a month to each follower', async () => {
      await start();
      await simulator.follow('o1');
      const codes = [];
      for (let day = 0; day < 6; day++) {
        await client.stableToken();
        codes.push(code(await sendAll()), code(await sendAll()));
        now += DAY;
      }
      expect(codes).to.eql(Array(6).fill([0, 45028]).flat());
      await eventually(() =>
        account.pushes.filter(({ fields }) => fields['Event'] === 'MASSSENDJOBFINISH').length === 6
          ? true
          : undefined,
      );
      expect(simulator.transcript('o1').filter(({ way }) => way === 'mass')).to.have.length(4);
    });

    it('a subscription account sends once a day, by tag or to all', async () => {
      await start({ accountType: 'subscription' });
      await simulator.follow('o1');
      expect(code(await sendAll())).to.equal(0);
      expect(code(await sendAll({ filter: { tag_id: 2 } }))).to.equal(45028);
    });

    it('may wait for the administrator', async () => {
      await start();
      await simulator.follow('o1');
      simulator.faults.set({ massNeedsConfirmation: true });
      const { msg_id: id } = await sendAll();
      expect(await client.post('/cgi-bin/message/mass/get', { msg_id: id })).to.include({
        msg_status: 'SENDING',
      });
      simulator.confirmMassSends();
      expect(await client.post('/cgi-bin/message/mass/get', { msg_id: id })).to.include({
        msg_status: 'SEND_SUCCESS',
      });
    });

    it('carry a draft, which publishing turns into an article', async () => {
      await start();
      await simulator.follow('o1');
      const jpeg = Uint8Array.from(Buffer.from('\xff\xd8\xff rest', 'latin1'));
      const { media_id: thumb } = await client.upload(
        '/cgi-bin/material/add_material',
        '&type=thumb',
        jpeg,
        'a.jpg',
      );
      const articles = [{ title: '讨薪', digest: '一图看懂', content: '<p>…</p>', thumb_media_id: thumb }];
      const { media_id: draft } = await client.post('/cgi-bin/draft/add', { articles });
      await sendAll({ msgtype: 'mpnews', mpnews: { media_id: draft } });
      const line = await simulator.waitFor('o1', ({ way }) => way === 'mass', 1000);
      expect(line).to.have.nested.property('articles[0].title', '讨薪');
      const { publish_id: id } = await client.post('/cgi-bin/freepublish/submit', { media_id: draft });
      expect(await eventually(() => event('PUBLISHJOBFINISH'))).to.be.an('object');
      expect(await client.post('/cgi-bin/freepublish/get', { publish_id: id })).to.include({
        publish_status: 0,
      });
    });
  });

  describe('quotas and QR codes', () => {
    it('stops an API for the day above its quota, until midnight in Beijing or clear_quota', async () => {
      await start({ quotas: { '/cgi-bin/user/get': 2 } });
      const get = async () => code(await client.get('/cgi-bin/user/get'));
      expect([await get(), await get(), await get()]).to.eql([undefined, undefined, 45009]);
      now += 14 * HOUR;
      await client.stableToken();
      expect([await get(), await get(), await get()]).to.eql([undefined, undefined, 45009]);
      expect(code(await client.post('/cgi-bin/clear_quota', { appid: APP_ID }))).to.equal(0);
      expect(await get()).to.equal(undefined);
    });

    it('makes QR codes with a scene', async () => {
      await start();
      const scene = {
        action_name: 'QR_STR_SCENE',
        action_info: { scene: { scene_str: 'station-3' } },
        expire_seconds: 60,
      };
      expect(await client.post('/cgi-bin/qrcode/create', scene)).to.include.keys(
        'ticket',
        'url',
        'expire_seconds',
      );
    });

    it('answers unknown paths, methods and bodies readably', async () => {
      await start();
      expect((await fetch(`${simulator.url}/cgi-bin/nothing`)).status).to.equal(404);
      expect(code(await client.get('/cgi-bin/menu/create'))).to.equal(43002);
      const broken = await fetch(`${simulator.url}/cgi-bin/menu/create`, { method: 'POST', body: '{' });
      expect(await broken.json()).to.include({ errcode: 47001 });
    });
  });
});
