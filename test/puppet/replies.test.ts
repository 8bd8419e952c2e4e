import { expect } from 'chai';
import type {
  ChannelEvent,
  OfficialAccountPuppet,
  Outcome,
  Push,
  PuppetOptions,
} from '../../bot/puppet/index.ts';
import { memoryStore } from '../../bot/puppet/index.ts';
import { deliver, event, message, now, opened, startPuppet, wordsOf } from './platform.ts';

const HOLD_MS = 150;
/** WeChat hangs up a moment after the hold. */
const HANG_UP = { timeoutMs: 250 };

describe('replies and WeChat’s three tries', () => {
  let puppet: OfficialAccountPuppet;
  let told: Push[];
  const outcomes: Promise<Outcome>[] = [];

  async function start(
    onMessage: (push: Push) => void = () => {},
    options: Partial<PuppetOptions> = {},
  ): Promise<void> {
    puppet = await startPuppet({ holdMs: HOLD_MS, gapMs: 400, ...options });
    told = [];
    outcomes.length = 0;
    puppet.on('message', ({ messageId }) => {
      const push = puppet.pushOf(messageId)!;
      told.push(push);
      onMessage(push);
    });
  }

  afterEach(async () => puppet.stop());

  const unanswered = (error: Error) => error.message;

  it('a quick reply goes out on the first try', async () => {
    await start((push) => outcomes.push(puppet.reply(push.key, '好')));
    expect(wordsOf(await deliver(puppet, message()))).to.equal('好');
    expect(await outcomes[0]).to.equal('passive');
  });

  it('a repeat after the answer gets the same reply again, newly encrypted, and tells nobody', async () => {
    await start((push) => void puppet.reply(push.key, '只做一次'));
    const content = message();
    const first = await deliver(puppet, content);
    const second = await deliver(puppet, content);
    expect(second.body).not.to.equal(first.body);
    expect(opened(second)).to.equal(opened(first));
    expect(told).to.have.length(1);
  });

  it('slow work is carried by the second try, and was started once', async () => {
    await start();
    const content = message();
    expect(await deliver(puppet, content, HANG_UP).catch(unanswered)).to.equal('unanswered');
    const second = deliver(puppet, content, HANG_UP);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await puppet.reply(told[0]!.key, '慢慢来')).to.equal('passive');
    expect(wordsOf(await second)).to.equal('慢慢来');
    expect(told).to.have.length(1);
  });

  it('a reply that is ready between two tries waits for the next', async () => {
    await start();
    const content = message();
    await deliver(puppet, content, HANG_UP).catch(unanswered);
    const outcome = puppet.reply(told[0]!.key, '刚好');
    expect(wordsOf(await deliver(puppet, content, HANG_UP))).to.equal('刚好');
    expect(await outcome).to.equal('passive');
  });

  it('the third try is acknowledged, and a reply after it is late', async () => {
    await start();
    const content = message();
    for (let tries = 1; tries <= 2; tries += 1) await deliver(puppet, content, HANG_UP).catch(unanswered);
    expect((await deliver(puppet, content, HANG_UP)).body).to.equal('success');
    expect(await puppet.reply(told[0]!.key, '太晚')).to.equal('late');
    expect((await deliver(puppet, content, HANG_UP)).body).to.equal('success');
    expect(told).to.have.length(1);
  });

  it('knows a third try that other processes saw the first two of by WeChat’s own times', async () => {
    await start();
    const content = message({ CreateTime: now() - 10 });
    expect((await deliver(puppet, content, HANG_UP)).body).to.equal('success');
  });

  it('is late when no further try comes, and then acknowledges one that comes after all', async () => {
    await start(undefined, { gapMs: 30 });
    const content = message();
    await deliver(puppet, content, HANG_UP).catch(unanswered);
    const key = String(content['MsgId']);
    expect(await puppet.reply(key, '没人来取')).to.equal('late');
    expect((await deliver(puppet, content)).body).to.equal('success');
    expect(told).to.have.length(1);
  });

  it('acknowledges the first try where slow answers go out as customer-service messages', async () => {
    await start(undefined, { answerWithin: 'customer-service' });
    const content = message();
    expect((await deliver(puppet, content, HANG_UP)).body).to.equal('success');
    expect(await puppet.reply(told[0]!.key, '用客服消息')).to.equal('late');
  });

  it('carries one reply a push; the second has to go another way', async () => {
    await start((push) => outcomes.push(puppet.reply(push.key, '一'), puppet.reply(push.key, '二')));
    expect(wordsOf(await deliver(puppet, message()))).to.equal('一');
    expect(await Promise.all(outcomes)).to.deep.equal(['passive', 'late']);
  });

  it('answers repeats that arrive while the first is held, each with the one reply', async () => {
    await start();
    const content = message();
    const both = [deliver(puppet, content), deliver(puppet, content)];
    await new Promise((resolve) => setTimeout(resolve, 50));
    await puppet.reply(told[0]!.key, '同一句');
    expect((await Promise.all(both)).map((answer) => wordsOf(answer))).to.deep.equal(['同一句', '同一句']);
    expect(told).to.have.length(1);
  });

  it('a reply kept in the store is given by another process too', async () => {
    const store = memoryStore();
    await start((push) => void puppet.reply(push.key, '记住了'), { store });
    const content = message();
    const first = await deliver(puppet, content);
    await puppet.stop();
    await start(() => expect.fail('told twice'), { store });
    expect(opened(await deliver(puppet, content))).to.equal(opened(first));
  });

  it('goes on when the reply store fails', async () => {
    const broken = async () => {
      throw new Error('store down');
    };
    await start((push) => void puppet.reply(push.key, '照常'), {
      store: { ...memoryStore(), replies: { recall: broken, keep: broken } },
    });
    expect(wordsOf(await deliver(puppet, message()))).to.equal('照常');
    expect(puppet.health().open).to.equal(0);
  });

  it('a reply to a push that is not known is late', async () => {
    await start();
    expect(await puppet.reply('42', '谁')).to.equal('late');
  });

  it('a text that is too long for one message is refused before anything is sent', async () => {
    await start();
    const waiting = deliver(puppet, message());
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const failure = await puppet.reply(told[0]!.key, '长'.repeat(683)).catch((error: Error) => error);
    expect(failure).to.be.instanceOf(RangeError);
    await puppet.reply(told[0]!.key, '短');
    expect(wordsOf(await waiting)).to.equal('短');
  });

  it('slow work for one person delays nobody else', async () => {
    await start((push) => {
      if (push.openid !== 'o-slow') void puppet.reply(push.key, '快');
    });
    const slow = deliver(puppet, message({ FromUserName: 'o-slow' }), HANG_UP).catch(unanswered);
    const others = Array.from({ length: 50 }, (_, index) =>
      deliver(puppet, message({ FromUserName: `o-${index}` })),
    );
    for (const answer of await Promise.all(others)) expect(wordsOf(answer)).to.equal('快');
    expect(await slow).to.equal('unanswered');
  });

  it('lets every push go once it is done', async () => {
    await start((push) => void puppet.reply(push.key, '好'));
    await Promise.all(Array.from({ length: 200 }, () => deliver(puppet, message())));
    expect(puppet.health().open).to.equal(0);
  });

  describe('to events', () => {
    it('a tap on the menu is answered like a message, and is none', async () => {
      await start();
      puppet.events.on('menu', (tap) => void puppet.reply(tap.key, `点了${tap.eventKey}`));
      expect(wordsOf(await deliver(puppet, event('CLICK', { EventKey: 'APPLY' })))).to.equal('点了APPLY');
      expect(told).to.deep.equal([]);
    });

    it('a receipt is acknowledged when its listeners have taken it in', async () => {
      await start();
      const taken: ChannelEvent[] = [];
      puppet.events.on('massSendFinished', async (receipt) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        taken.push(receipt);
      });
      const answer = await deliver(puppet, event('MASSSENDJOBFINISH', { MsgID: '1', SentCount: 3 }));
      expect(answer.body).to.equal('success');
      expect(taken.map(({ fields }) => fields['SentCount'])).to.deep.equal(['3']);
    });

    it('a receipt whose listener failed is brought again by the next try', async () => {
      await start();
      let calls = 0;
      puppet.events.on('templateFinished', () => {
        calls += 1;
        if (calls === 1) throw new Error('database away');
      });
      const receipt = event('TEMPLATESENDJOBFINISH', { MsgID: '9', Status: 'success' });
      expect(await deliver(puppet, receipt, HANG_UP).catch(unanswered)).to.equal('unanswered');
      expect((await deliver(puppet, receipt)).body).to.equal('success');
      expect((await deliver(puppet, receipt)).body).to.equal('success');
      expect(calls).to.equal(2);
    });
  });
});
