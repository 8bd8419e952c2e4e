import { expect } from 'chai';
import {
  menuDifference,
  type OfficialAccountPuppet,
  type Push,
  type PuppetOptions,
  WechatError,
} from '../../bot/puppet/index.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../bot/simulator/index.ts';
import { silent } from '../../bot/puppet/log.ts';
import { freePort } from '../support/ports.ts';
import { OPTIONS, startPuppet } from './platform.ts';

const PNG = Buffer.from('\x89PNG\r\n\x1a\npicture', 'latin1');

/** Puppet and simulator were written apart and share no code: what they agree on is WeChat's protocol. */
describe('puppet and simulator', () => {
  let puppet: OfficialAccountPuppet;
  let simulator: Simulator;
  let told: Push[];
  let answer: (push: Push) => void;

  async function start(
    simulated: Partial<SimulatorOptions> = {},
    options: Partial<PuppetOptions> = {},
  ): Promise<void> {
    const { appId, appSecret, token, aesKey, host, accountType } = OPTIONS;
    const mode = simulated.mode ?? 'safe';
    // Each needs the other's address, so one port is chosen before anybody listens on it.
    const port = await freePort();
    puppet = await startPuppet({
      apiBase: `http://${host}:${port}`,
      mode,
      holdMs: 200,
      gapMs: 400,
      ...options,
    });
    simulator = await startSimulator({
      ...{ appId, appSecret, token, aesKey: aesKey!, accountType, host, port, people: [], log: silent, mode },
      callbackUrl: `http://${host}:${puppet.port}/wechat`,
      answerWithinMs: 300,
      ...simulated,
    });
    told = [];
    answer = (push) => void puppet.reply(push.key, `收到${String(push.fields['Content'] ?? push.msgType)}`);
    puppet.on('message', ({ messageId }) => {
      const push = puppet.pushOf(messageId)!;
      told.push(push);
      answer(push);
    });
    for (const name of ['follow', 'menu', 'scan'] as const) {
      puppet.events.on(
        name,
        (event) => void puppet.reply(event.key, `${name} ${event.scene ?? event.eventKey}`),
      );
    }
  }

  afterEach(async () => {
    await puppet.stop();
    await simulator.close();
  });

  for (const mode of ['plain', 'compatible', 'safe'] as const) {
    for (const format of ['xml', 'json'] as const) {
      it(`understand each other in ${mode} mode with ${format.toUpperCase()}`, async () => {
        await start({ mode, format });
        const text = (words: string) => ({ kind: 'text', text: words });
        expect((await simulator.follow('o1', 'town-3')).passive).to.deep.equal(text('follow town-3'));
        expect((await simulator.sendText('o1', '老板欠我<工资>&"奖金"')).passive).to.deep.equal(
          text('收到老板欠我<工资>&"奖金"'),
        );
        expect((await simulator.clickMenu('o1', 'APPLY')).passive).to.deep.equal(text('menu APPLY'));
        expect((await simulator.scan('o1', 'town-5')).passive).to.deep.equal(text('scan town-5'));
        expect((await simulator.sendLocation('o1', 31.37, 120.64, '相城区')).passive).to.deep.equal(
          text('收到location'),
        );
        expect(told.at(-1)!.fields).to.include({ Location_X: '31.37', Label: '相城区' });
        expect(await simulator.viewMenu('o1', 'https://example.test/')).to.include({
          passive: undefined,
          tries: 1,
        });
        expect(simulator.calls.filter(({ kind, status }) => kind === 'push' && status !== 200)).to.deep.equal(
          [],
        );
      });
    }
  }

  it('carry slow work over the tries, once', async () => {
    await start();
    answer = (push) => void setTimeout(() => void puppet.reply(push.key, '查好了'), 450);
    const result = await simulator.sendText('o1', '慢');
    expect(result).to.deep.include({ passive: { kind: 'text', text: '查好了' }, tries: 2 });
    expect(told).to.have.length(1);
  });

  it('end work that is too slow with an acknowledgement, and the words go by customer service', async () => {
    await start();
    const late = new Promise<string>((resolve) => {
      answer = (push) => void setTimeout(() => void puppet.reply(push.key, '很久').then(resolve), 1200);
    });
    expect(await simulator.sendText('o1', '很慢')).to.include({
      passive: undefined,
      tries: 3,
      problem: undefined,
    });
    expect(await late).to.equal('late');
    await puppet.api.customerService.sendText('o1', '很久');
    expect(simulator.transcript('o1').at(-1)).to.include({ text: '很久', way: 'customerService' });
  });

  it('lose acknowledgements and double pushes without doing anything twice', async () => {
    await start();
    simulator.faults.set({ lostAckRate: 0.5, repeatRate: 0.5 });
    for (let round = 0; round < 10; round += 1) {
      expect((await simulator.sendText(`o${round}`, '一次')).passive).to.deep.equal({
        kind: 'text',
        text: '收到一次',
      });
    }
    expect(told).to.have.length(10);
  });

  it('keep to five customer-service messages, by the ledger before the platform has to refuse', async () => {
    await start();
    await simulator.sendText('o1', '你好');
    for (let sent = 1; sent <= 5; sent += 1) await puppet.api.customerService.sendText('o1', `${sent}`);
    const error = await puppet.api.customerService.sendText('o1', '6').catch((reason: WechatError) => reason);
    expect(error).to.include({ kind: 'window' });
    expect(simulator.calls.filter(({ errcode }) => errcode)).to.deep.equal([]);
  });

  it('pass files both ways', async () => {
    await start();
    await simulator.sendImage('o1', PNG);
    const { data, contentType } = await puppet.api.media.get(String(told[0]!.fields['MediaId']));
    expect([data.equals(PNG), contentType]).to.deep.equal([true, 'image/png']);
    const mediaId = await puppet.api.media.upload('image', PNG, '欠条.png');
    await puppet.api.customerService.sendImage('o1', mediaId);
    expect(simulator.transcript('o1').at(-1)).to.include({ kind: 'image', mediaId });
  });

  it('renew a token that died early, once for many calls', async () => {
    await start();
    await puppet.api.tags.list();
    simulator.revokeTokens();
    await Promise.all(Array.from({ length: 10 }, () => puppet.api.tags.list()));
    expect(simulator.calls.filter(({ what }) => what.includes('stable_token'))).to.have.length(2);
  });

  it('fetch one token for each that dies, however many calls notice', async () => {
    let now = Date.now();
    const clock = () => now;
    await start({ clock }, { clock });
    simulator.faults.set({ tokenLifeMs: 5000 });
    for (let expiry = 1; expiry <= 5; expiry += 1) {
      await Promise.all(Array.from({ length: 10 }, () => puppet.api.tags.list()));
      now += 5001;
    }
    const fetched = simulator.calls.filter(({ what }) => what.includes('stable_token'));
    // The first came before tokens began to die; the calls of each round after it found theirs dead.
    expect(fetched).to.have.length(5);
  });

  it('name every tenth message that the platform refuses, and pass the others', async () => {
    await start();
    simulator.faults.set({ errorRates: { 45047: 0.1 } });
    const outcomes: string[] = [];
    for (let person = 0; person < 20; person += 1) {
      await simulator.sendText(`o${person}`, '你好');
      outcomes.push(
        await puppet.api.customerService.sendText(`o${person}`, '通知').then(
          () => 'sent',
          (error: WechatError) => error.kind,
        ),
      );
    }
    expect(outcomes.filter((outcome) => outcome === 'sent')).to.have.length(18);
    expect(outcomes.filter((outcome) => outcome === 'window')).to.have.length(2);
  });

  it('answer passively while the API is down, and send again when it is back', async () => {
    await start();
    simulator.faults.set({ down: true });
    expect((await simulator.sendText('o1', '在吗')).passive).to.deep.equal({
      kind: 'text',
      text: '收到在吗',
    });
    const error = await puppet.api.customerService.sendText('o1', '通知').catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(WechatError);
    simulator.faults.set({ down: false });
    await puppet.api.customerService.sendText('o1', '通知');
    expect(simulator.transcript('o1').at(-1)).to.include({ text: '通知' });
  });

  it('manage menus, tags and followers', async () => {
    await start();
    expect(await puppet.api.menu.get()).to.equal(undefined);
    await puppet.api.menu.create({ button: [{ name: '申请', type: 'click', key: 'APPLY' }] });
    expect((await puppet.api.menu.get())?.menu.button.map(({ name }) => name)).to.deep.equal(['申请']);
    await simulator.follow('o1');
    const tag = await puppet.api.tags.create('农民工');
    await puppet.api.tags.add(tag.id, ['o1']);
    expect(await puppet.api.tags.of('o1')).to.deep.equal([tag.id]);
    expect((await puppet.api.users.getPage()).openids).to.deep.equal(['o1']);
    const wanted = {
      menu: { button: [{ name: '问', type: 'click', key: 'ASK' }] },
      conditional: [
        { button: [{ name: '工单', type: 'click', key: 'JOBS' }], matchrule: { tag_id: String(tag.id) } },
      ],
    };
    await puppet.api.menu.replace(wanted);
    await puppet.api.menu.replace(wanted);
    expect(menuDifference(await puppet.api.menu.get(), wanted)).to.deep.equal([]);
    expect((await puppet.api.menu.get())?.conditional).to.have.length(1);
    await puppet.api.menu.delete();
    expect(await puppet.api.menu.get()).to.equal(undefined);
  });
});
