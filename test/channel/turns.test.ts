import { expect } from 'chai';
import { Delivery } from '../../entities/index.ts';
import { claimAbandoned, finishTurn, openTurn, replyLate } from '../../server/channel/turns.ts';
import type { LeasedTurn, OpenedTurn } from '../../server/channel/contract.ts';
import { claimDeliveries } from '../../server/notices/deliveries.ts';
import { system } from '../../server/platform/actor.ts';
import { sayKey } from '../../server/texts/say.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';
import { textPush } from '../support/push.ts';

const bot = system('bot');

onEachEngine('turns', (engine) => {
  let t: TestDatabase;
  let now = Date.UTC(2026, 5, 1);
  before(async () => {
    t = await testDatabase(engine, () => now);
  });
  after(() => t?.drop());

  const open = (push: ReturnType<typeof textPush>) => t.db.write(bot, (work) => openTurn(work, push));
  const leasedOf = (opened: OpenedTurn): LeasedTurn => {
    if (opened.status !== 'leased') throw new Error(`expected a lease, got ${opened.status}`);
    return opened.turn;
  };
  const finish = (turn: LeasedTurn, reply: string[], state = {}, late = false) =>
    t.db.write(bot, (work) => finishTurn(work, { id: turn.id, fence: turn.fence, state, reply, late }));

  it('keeps state from turn to turn and answers a repeat with the stored reply', async () => {
    const push = textPush('o-1', '你好');
    const first = leasedOf(await open(push));
    expect(first).to.include({ version: 0, state: null, resumed: false, bound: null });
    expect(first.push).to.deep.equal(push);
    await finish(first, ['您好'], { dialogue: 'menu' });
    expect(await open(push)).to.deep.equal({ status: 'done', reply: ['您好'] });
    const second = leasedOf(await open(textPush('o-1', '申请')));
    expect(second).to.deep.include({ version: 1, state: { dialogue: 'menu' } });
    await finish(second, ['好']);
  });

  it('lets nobody else in while a lease runs, and hands the older turn over when it ran out', async () => {
    const old = textPush('o-2', '一');
    const dead = leasedOf(await open(old));
    const next = textPush('o-2', '二');
    expect(await open(next)).to.have.property('status', 'busy');
    now += 6_000;
    const taken = leasedOf(await open(next));
    expect(taken.id).to.equal(dead.id);
    expect(taken.resumed).to.equal(true);
    let code = '';
    await finish(dead, ['too late']).catch((error: { code: string }) => (code = error.code));
    expect(code).to.equal('lease_lost');
    await finish(taken, ['一的答复']);
    const own = leasedOf(await open(next));
    expect(own.push.payload).to.deep.equal({ text: '二' });
    expect(own.resumed).to.equal(true);
    await finish(own, ['二的答复']);
    expect(await open(old)).to.deep.equal({ status: 'done', reply: ['一的答复'] });
  });

  it('stores a push once when it comes in many times at the same moment', async () => {
    const push = textPush('o-3', '我承诺');
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => open(push)));
    expect(outcomes.filter((outcome) => outcome.status === 'leased')).to.have.length(1);
    expect(outcomes.filter((outcome) => outcome.status === 'busy')).to.have.length(7);
    await finish(leasedOf(outcomes.find((outcome) => outcome.status === 'leased')!), ['收到']);
    expect((await open(push)).status).to.equal('done');
  });

  it('finds an abandoned turn after the repeats are over and sends its reply by another reach, once', async () => {
    await open(textPush('o-4', '在吗'));
    expect(await t.db.write(bot, claimAbandoned)).to.equal(null);
    now += 21_000;
    const turn = await t.db.write(bot, claimAbandoned);
    expect(turn?.push.payload).to.deep.equal({ text: '在吗' });
    await finish(turn!, ['在的'], {}, true);
    await t.db.write(bot, (work) => replyLate(work, turn!.id, true));
    const queued = await t.db.read(({ tx }) => tx.findBy(Delivery, { recipient: 'o-4' }));
    expect(queued).to.have.length(1);
    expect(queued[0]).to.include({ textKey: 'turn.reply#0', status: 'queued', reach: 'customer-service' });
    expect(await t.db.write(bot, claimAbandoned)).to.equal(null);
  });

  it('takes a waiting late reply back when a repeat comes for it after all', async () => {
    const push = textPush('o-5', '进度');
    const turn = leasedOf(await open(push));
    await finish(turn, ['在办']);
    await t.db.write(bot, (work) => replyLate(work, turn.id, false));
    const waiting = () => t.db.read(({ tx }) => tx.findBy(Delivery, { recipient: 'o-5' }));
    expect((await waiting())[0]!.dueAt).to.be.greaterThan(now);
    expect(await open(push)).to.deep.equal({ status: 'done', reply: ['在办'], takenBack: turn.id });
    expect(await waiting()).to.deep.equal([]);
  });

  it('says of a reply that a later answer overtook that it needs no answer any more', async () => {
    const claimed = async (): Promise<string[]> => {
      const items = await t.db.write(bot, (work) => claimDeliveries(work, engine, 50));
      return items.filter(({ recipient }) => recipient === 'o-6').map(({ textKey }) => textKey);
    };
    const first = leasedOf(await open(textPush('o-6', '一')));
    await finish(first, ['多大年纪？', '（说明）'], {}, true);
    now += 1_000;
    expect(await claimed(), 'nothing came between').to.deep.equal(['turn.reply#0', 'turn.reply#1']);
    const second = leasedOf(await open(textPush('o-6', '二')));
    await finish(second, ['住在哪里？'], {}, true);
    const third = leasedOf(await open(textPush('o-6', '三')));
    await finish(third, ['叫什么名字？', '（怎么填）']);
    await finish(leasedOf(await open(textPush('o-6', '四'))), ['好']);
    now += 1_000;
    expect(await claimed(), 'what follows a reply in time stays').to.deep.equal([
      'turn.replyOvertaken#0',
      'turn.reply#1',
    ]);
    expect(sayKey('turn.replyOvertaken', { text: '住在哪里？' })).to.match(/补发.*不用再回答[^]*住在哪里/);
  });

  it('keeps the texts of residents sealed in the table', async () => {
    const [turn] = (await t.db.read(({ tx }) =>
      tx.query('SELECT payload, reply FROM turn LIMIT 1'),
    )) as Record<string, string>[];
    expect(turn!['payload']).to.match(/^v1\./).and.not.contain('你好');
    expect(turn!['reply']).to.match(/^v1\./);
  });
});
