import { expect } from 'chai';
import { memoryStore, type Store, WechatError } from '../../bot/puppet/index.ts';
import { WechatApi } from '../../bot/puppet/api/client.ts';
import { silent } from '../../bot/puppet/log.ts';
import { ApiServer } from './apiServer.ts';

const CUSTOM = '/cgi-bin/message/custom/send';
const TOKEN = '/cgi-bin/stable_token';
const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100)]);

describe('the API client', () => {
  let server: ApiServer;
  let store: Store;
  let now: number;
  const clients: WechatApi[] = [];

  beforeEach(async () => {
    server = await new ApiServer().start();
    now = Date.UTC(2025, 5, 1, 3);
    store = memoryStore(() => now);
    await store.budget.opened('o1', 'message', now);
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await server.stop();
  });

  function client(
    apiBase = server.url,
    timeoutMs = 2000,
    accountType: 'service' | 'subscription' = 'service',
  ): WechatApi {
    const api = new WechatApi({
      apiBase,
      appId: 'wx1',
      appSecret: 'secret',
      accountType,
      token: store.token,
      budget: store.budget,
      log: silent,
      clock: () => now,
      timeoutMs,
    });
    clients.push(api);
    return api;
  }

  async function failure(call: Promise<unknown>): Promise<WechatError> {
    const error = await call.then(
      () => expect.fail('succeeded'),
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(WechatError);
    return error as WechatError;
  }

  describe('access token', () => {
    it('is fetched once for many calls at once, by the stable interface', async () => {
      const api = client();
      await Promise.all(Array.from({ length: 20 }, () => api.menu.current()));
      expect(server.to(TOKEN).map(({ json }) => json)).to.deep.equal([
        { grant_type: 'client_credential', appid: 'wx1', secret: 'secret', force_refresh: false },
      ]);
      expect(api.tokenState).to.equal('ok');
    });

    it('is fetched once for all processes that share the store', async () => {
      const processes = Array.from({ length: 5 }, () => client());
      await Promise.all(processes.map((api) => api.menu.current()));
      expect(server.to(TOKEN)).to.have.length(1);
    });

    it('is fetched once for each expiry', async () => {
      server.expiresIn = 5;
      const processes = [client(), client()];
      for (let expiry = 1; expiry <= 4; expiry += 1) {
        server.tokens.push(`token-${expiry + 1}`);
        await Promise.all(processes.flatMap((api) => [api.menu.current(), api.menu.current()]));
        expect(server.to(TOKEN)).to.have.length(expiry);
        now += 5000;
      }
    });

    for (const errcode of [40001, 40014, 42001]) {
      it(`is renewed once when WeChat answers ${errcode}`, async () => {
        const api = client();
        await api.menu.current();
        server.tokens = ['token-2'];
        server.next('/cgi-bin/tags/get', { errcode, errmsg: 'token' });
        await api.tags.list();
        expect(server.to('/cgi-bin/tags/get').map(({ query }) => query.get('access_token'))).to.deep.equal([
          'token-1',
          'token-2',
        ]);
        expect(server.to(TOKEN)).to.have.length(2);
      });
    }

    it('is taken from the store when another process has already renewed it', async () => {
      const [first, second] = [client(), client()];
      await first.menu.current();
      await second.menu.current();
      server.tokens = ['token-2'];
      await first.menu.current();
      await second.menu.current();
      expect(server.to(TOKEN)).to.have.length(2);
    });

    it('that can not be had leaves a message certainly unsent', async () => {
      server.always(TOKEN, 'hangUp');
      const error = await failure(client().customerService.sendText('o1', '您好'));
      expect(error.kind).to.equal('temporary');
      expect(server.to(CUSTOM)).to.deep.equal([]);
    });

    it('is forced once, no more often than WeChat allows, when the same refused token comes again', async () => {
      const api = client();
      server.always('/cgi-bin/tags/get', { errcode: 40001, errmsg: 'invalid credential' });
      expect((await failure(api.tags.list())).kind).to.equal('token');
      expect((await failure(api.tags.list())).kind).to.equal('token');
      expect(server.to(TOKEN).filter(({ json }) => json['force_refresh'])).to.have.length(1);
    });

    it('that is due goes on while a new one can not be had', async () => {
      const api = client();
      await api.menu.current();
      now += 7000_000;
      server.always(TOKEN, 'hangUp');
      await api.menu.current();
      expect(api.tokenState).to.equal('failed');
    });

    it('is fetched again after the owner of the lease has died', async () => {
      await store.token.lease('a process that was killed', 1000);
      now += 1001;
      await client().menu.current();
      expect(server.to(TOKEN)).to.have.length(1);
    });
  });

  describe('errors', () => {
    const kinds: [errcode: number, kind: string][] = [
      [45015, 'window'],
      [45047, 'window'],
      [40003, 'refused'],
      [43004, 'refused'],
      [43019, 'refused'],
      [43101, 'refused'],
      [48001, 'right'],
      [40013, 'configuration'],
      [40125, 'configuration'],
      [40164, 'configuration'],
      [40037, 'invalid'],
    ];
    for (const [errcode, kind] of kinds) {
      it(`${errcode} is ${kind} and is not tried again`, async () => {
        server.always(CUSTOM, { errcode, errmsg: 'said so' });
        const error = await failure(client().customerService.sendText('o1', '您好'));
        expect(error).to.include({ errcode, kind, errmsg: 'said so', path: CUSTOM });
        expect(server.to(CUSTOM)).to.have.length(1);
      });
    }

    it('-1 and a gateway without a backend are tried again', async () => {
      server.next(CUSTOM, { errcode: -1, errmsg: 'system error' }, [
        (response) => response.writeHead(503).end(),
      ]);
      await client().customerService.sendText('o1', '您好');
      expect(server.to(CUSTOM)).to.have.length(3);
    });

    it('gives up after three attempts', async () => {
      server.always(CUSTOM, { errcode: -1, errmsg: 'system error' });
      expect(await failure(client().customerService.sendText('o1', '您好'))).to.include({
        kind: 'temporary',
        errcode: -1,
      });
      expect(server.to(CUSTOM)).to.have.length(3);
    });

    it('a lost answer to a message leaves its outcome unknown, and the message is not doubled', async () => {
      server.always(CUSTOM, 'hangUp');
      const error = await failure(client().customerService.sendText('o1', '您好'));
      expect(error).to.include({ kind: 'unknown-outcome', errcode: undefined });
      expect(server.to(CUSTOM)).to.have.length(1);
    });

    it('an answer that does not come in time leaves the outcome unknown', async () => {
      server.always(CUSTOM, [() => {}]);
      const error = await failure(client(server.url, 300).customerService.sendText('o1', '您好'));
      expect(error.kind).to.equal('unknown-outcome');
    });

    it('a lost answer is asked for again where doing it twice does no harm', async () => {
      server.next('/cgi-bin/tags/get', 'hangUp');
      await client().tags.list();
      server.next('/cgi-bin/message/template/send', 'hangUp', { errcode: 0, msgid: 7 });
      const message = { openid: 'o1', templateId: 't', data: {}, clientMsgId: 'case-1' };
      expect(await client().template.send(message)).to.equal('7');
      expect(server.to('/cgi-bin/message/template/send')).to.have.length(2);
    });

    it('a refused connection is known not to have sent anything', async () => {
      const gone = client('http://127.0.0.1:9');
      expect(await failure(gone.customerService.sendText('o1', '您好'))).to.include({ kind: 'temporary' });
    });

    it('a body that is no JSON leaves the outcome unknown', async () => {
      server.always(CUSTOM, [(response) => response.end('<html>')]);
      expect(await failure(client().customerService.sendText('o1', '您好'))).to.include({
        kind: 'unknown-outcome',
      });
    });

    it('40164 and 40125 raise an alarm, which a success clears', async () => {
      const api = client();
      server.next(TOKEN, { errcode: 40164, errmsg: 'invalid ip 203.0.113.5, not in whitelist' });
      await api.warmUp();
      expect(api.alarms).to.deep.equal([
        {
          kind: 'configuration',
          errcode: 40164,
          errmsg: 'invalid ip 203.0.113.5, not in whitelist',
          path: TOKEN,
          at: now,
        },
      ]);
      expect(api.tokenState).to.equal('failed');
      await api.menu.current();
      expect(api.alarms).to.deep.equal([]);
    });

    it('45009 stops this interface until midnight in China, and no other', async () => {
      const api = client();
      server.next('/cgi-bin/user/get', { errcode: 45009, errmsg: 'reach max api daily quota limit' });
      expect((await failure(api.users.getPage())).kind).to.equal('quota');
      expect((await failure(api.users.getPage())).kind).to.equal('quota');
      expect(server.to('/cgi-bin/user/get')).to.have.length(1);
      expect(api.alarms).to.have.length(1);
      await api.tags.list();
      now = Date.UTC(2025, 5, 1, 16, 0, 1);
      await api.users.getPage();
      expect(api.alarms).to.deep.equal([]);
      expect(api.usage['/cgi-bin/user/get']).to.deep.equal({ used: 1, limit: 500 });
    });
  });

  describe('customer-service messages', () => {
    it('are five in 48 hours after a message; the sixth is not even tried', async () => {
      const api = client();
      for (let sent = 1; sent <= 5; sent += 1) await api.customerService.sendText('o1', `第${sent}条`);
      expect(await failure(api.customerService.sendText('o1', '第6条'))).to.include({
        kind: 'window',
        errcode: undefined,
      });
      expect(server.to(CUSTOM)).to.have.length(5);
      expect(server.to(CUSTOM)[0]!.json).to.deep.equal({
        touser: 'o1',
        msgtype: 'text',
        text: { content: '第1条' },
      });
    });

    it('wait until the window is written down', async () => {
      const api = client();
      api.customerService.opening(
        'o2',
        new Promise((resolve) => setTimeout(resolve, 20)).then(() => store.budget.opened('o2', 'tap', now)),
      );
      await api.customerService.sendText('o2', '您好');
      expect(server.to(CUSTOM)).to.have.length(1);
    });

    it('are tried again later when the ledger does not answer, and were not sent', async () => {
      const { take } = store.budget;
      store.budget.take = () => Promise.reject(new Error('away'));
      expect((await failure(client().customerService.sendText('o1', '您好'))).kind).to.equal('temporary');
      expect(server.to(CUSTOM)).to.have.length(0);
      store.budget.take = take;
    });

    it("keep WeChat's own answer when the ledger fails after it", async () => {
      const { giveBack } = store.budget;
      store.budget.giveBack = () => Promise.reject(new Error('away'));
      server.next(CUSTOM, { errcode: 40003, errmsg: 'invalid openid' });
      expect((await failure(client().customerService.sendText('o1', '您好'))).errcode).to.equal(40003);
      store.budget.giveBack = giveBack;
    });

    it('45047 closes the ledger until the person writes again', async () => {
      const api = client();
      server.next(CUSTOM, { errcode: 45047, errmsg: 'out of response count limit' });
      expect((await failure(api.customerService.sendText('o1', '您好'))).errcode).to.equal(45047);
      expect((await failure(api.customerService.sendText('o1', '您好'))).errcode).to.equal(undefined);
      now += 1000;
      await store.budget.opened('o1', 'message', now);
      await api.customerService.sendText('o1', '您好');
    });

    it('that certainly did not go out are given back; those that may have are not', async () => {
      const api = client();
      server.next(CUSTOM, { errcode: 40008, errmsg: 'no' }, 'hangUp');
      await failure(api.customerService.sendText('o1', '退回'));
      await failure(api.customerService.sendText('o1', '不明'));
      for (let left = 4; left > 0; left -= 1) await api.customerService.sendText('o1', '还有');
      expect((await failure(api.customerService.sendText('o1', '没有了'))).kind).to.equal('window');
    });
  });

  describe('the rest', () => {
    it('a mass send that was done before counts as done', async () => {
      const send = {
        audience: { tagId: 3 },
        content: { msgtype: 'text', text: '活动' } as const,
        clientMsgId: 'push-1',
      };
      server.next(
        '/cgi-bin/message/mass/sendall',
        [(response) => response.end('{"errcode":0,"errmsg":"ok","msg_id":3147483656123456789}')],
        { errcode: 45065, errmsg: 'clientmsgid exist', msg_id: 5 },
      );
      expect(await client().mass.send(send)).to.deep.equal({
        msgId: '3147483656123456789',
        alreadySent: false,
      });
      expect(await client().mass.send(send)).to.deep.equal({ msgId: '5', alreadySent: true });
      expect(server.to('/cgi-bin/message/mass/sendall')[0]!.json).to.deep.equal({
        filter: { is_to_all: false, tag_id: 3 },
        msgtype: 'text',
        text: { content: '活动' },
        clientmsgid: 'push-1',
      });
    });

    it('a subscription account sends no template message', async () => {
      const api = client(server.url, 2000, 'subscription');
      expect((await failure(api.template.send({ openid: 'o1', templateId: 't', data: {} }))).kind).to.equal(
        'right',
      );
      expect(server.calls).to.deep.equal([]);
    });

    it('tags 120 followers in batches of 50', async () => {
      await client().tags.add(
        3,
        Array.from({ length: 120 }, (_, index) => `o${index}`),
      );
      expect(
        server
          .to('/cgi-bin/tags/members/batchtagging')
          .map(({ json }) => (json['openid_list'] as string[]).length),
      ).to.deep.equal([50, 50, 20]);
    });

    it('reads all followers page by page', async () => {
      server.next(
        '/cgi-bin/user/get',
        { total: 3, count: 2, data: { openid: ['a', 'b'] }, next_openid: 'b' },
        { total: 3, count: 1, data: { openid: ['c'] }, next_openid: 'c' },
        { total: 3, count: 0, next_openid: '' },
      );
      const pages: string[][] = [];
      for await (const page of client().users.each()) pages.push(page);
      expect(pages).to.deep.equal([['a', 'b'], ['c']]);
    });

    it('an account without a menu has none', async () => {
      server.next('/cgi-bin/menu/get', { errcode: 46003, errmsg: 'menu no exist' });
      expect(await client().menu.get()).to.equal(undefined);
    });

    it('uploads a picture under its Chinese name', async () => {
      server.next('/cgi-bin/media/upload', { type: 'image', media_id: 'm1', created_at: 1 });
      expect(await client().media.upload('image', PNG, '欠条"1".png')).to.equal('m1');
      const [call] = server.to('/cgi-bin/media/upload');
      expect(call!.query.get('type')).to.equal('image');
      const form = await new Response(new Uint8Array(call!.raw), {
        headers: { 'content-type': call!.headers['content-type']! },
      }).formData();
      const file = form.get('media') as File;
      expect([file.type, Buffer.from(await file.arrayBuffer()).equals(PNG)]).to.deep.equal([
        'image/png',
        true,
      ]);
      expect(file.name).to.equal('欠条"1".png');
    });

    it('refuses a file of the wrong type or size before anything is sent', async () => {
      const { media } = client();
      for (const data of [
        Buffer.from('MZ not a picture'),
        Buffer.alloc(0),
        Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]),
      ]) {
        expect((await failure(media.upload('image', data, 'a.png'))).kind).to.equal('invalid');
      }
      expect((await failure(media.upload('voice', PNG, 'a.amr'))).kind).to.equal('invalid');
      expect(server.calls).to.deep.equal([]);
    });

    it('fetches what a follower sent, by its content and not by its name', async () => {
      server.next('/cgi-bin/media/get', [
        (response) => {
          response.setHeader('content-type', 'image/jpeg');
          response.setHeader('content-disposition', 'attachment; filename="MEDIA_ID.jpg"');
          response.end(PNG);
        },
      ]);
      const file = await client().media.get('m1');
      expect([file.contentType, file.name, file.data.equals(PNG)]).to.deep.equal([
        'image/png',
        'MEDIA_ID.jpg',
        true,
      ]);
    });

    it('tells when a media_id has ended', async () => {
      server.next('/cgi-bin/media/get', [
        (response) =>
          response
            .setHeader('content-type', 'text/plain')
            .end('{"errcode":40007,"errmsg":"invalid media_id"}'),
      ]);
      expect(await failure(client().media.get('m1'))).to.include({ errcode: 40007, kind: 'invalid' });
    });
  });
});
