import { expect } from 'chai';
import { Delivery } from '../../entities/index.ts';
import { finishTurn, openTurn } from '../../server/channel/turns.ts';
import type { Receipt } from '../../server/notices/contract.ts';
import { bookReceipts, claimDeliveries } from '../../server/notices/deliveries.ts';
import { expireWaiting } from '../../server/notices/jobs.ts';
import { queueDelivery } from '../../server/notices/queue.ts';
import { system } from '../../server/platform/actor.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';
import { textPush } from '../support/push.ts';

const bot = system('bot');

onEachEngine('deliveries', (engine) => {
  let t: TestDatabase;
  let now = Date.UTC(2026, 5, 1);
  beforeEach(async () => {
    t = await testDatabase(engine, () => now);
  });
  afterEach(() => t?.drop());

  const queue = (eventId: string, recipient = 'o-1') =>
    t.db.write(bot, (work) =>
      queueDelivery(work, {
        eventId,
        recipient,
        textKey: 'case.granted',
        params: { reference: '1' },
        reach: 'either',
      }),
    );
  const claim = (max = 10) => t.db.write(bot, (work) => claimDeliveries(work, engine, max));
  const book = (...items: Receipt[]) => t.db.write(bot, (work) => bookReceipts(work, items));
  const statuses = async () =>
    (await t.db.read(({ tx }) => tx.find(Delivery, { order: { id: 'ASC' } }))).map(
      (delivery) => delivery.status,
    );

  it('queues one event for one person once', async () => {
    await queue('e1');
    await queue('e1');
    await queue('e1', 'o-2');
    expect(await statuses()).to.deep.equal(['queued', 'queued']);
  });

  it('gives each delivery to one claimer only', async () => {
    for (let i = 0; i < 20; i += 1) await queue(`e${i}`);
    const batches = await Promise.all([claim(8), claim(8), claim(8)]);
    const ids = batches.flat().map((delivery) => delivery.id);
    expect(ids).to.have.length(20);
    expect(new Set(ids).size).to.equal(20);
    expect(batches[0]![0]!.params).to.deep.equal({ reference: '1' });
  });

  it('tries again later after a temporary problem, and ends as failed after too many', async () => {
    await queue('e1');
    for (let round = 1; ; round += 1) {
      const [claimed] = await claim();
      if (!claimed) break;
      expect(claimed.attempts).to.equal(round);
      await book({ ...claimed, outcome: 'temporary', problem: '-1' });
      expect(await claim(), 'not at once').to.deep.equal([]);
      now += 3_600_000;
    }
    expect(await statuses()).to.deep.equal(['failed']);
  });

  it('keeps the parts of a reply in order when they failed together', async () => {
    for (const part of ['e1', 'e2', 'e3']) await queue(part);
    const order = (claimed: Awaited<ReturnType<typeof claim>>) => claimed.map(({ id }) => id);
    const first = await claim();
    for (let round = 0; round < 6; round += 1) {
      const claimed = round === 0 ? first : await claim();
      expect(order(claimed)).to.deep.equal(order(first));
      await book(...claimed.map((one) => ({ ...one, outcome: 'temporary' as const })));
      now += 3_600_000;
    }
  });

  it('ends what waited for a month for its person, and nothing younger', async () => {
    await queue('e1');
    await book({ ...(await claim())[0]!, outcome: 'waiting' });
    now += 20 * 86_400_000;
    await queue('e2', 'o-2');
    await book({ ...(await claim())[0]!, outcome: 'waiting' });
    now += 11 * 86_400_000;
    await expireWaiting.run(t.db, now);
    expect(await statuses()).to.deep.equal(['failed', 'waiting']);
  });

  it('takes over after a lost lease and ignores the late receipt', async () => {
    await queue('e1');
    const [first] = await claim();
    now += 31_000;
    const [second] = await claim();
    expect(second!.id).to.equal(first!.id);
    expect(await book({ ...first!, outcome: 'sent' })).to.equal(0);
    expect(await book({ ...second!, outcome: 'sent', sentText: '已给予' })).to.equal(1);
    expect(await statuses()).to.deep.equal(['sent']);
  });

  it('keeps what was refused, failed and unknown apart', async () => {
    for (const outcome of ['refused', 'failed', 'unknown'] as const) {
      await queue(outcome);
      const [claimed] = await claim();
      await book({ ...claimed!, outcome });
    }
    expect((await statuses()).toSorted()).to.deep.equal(['failed', 'refused', 'unknown']);
    now += 86_400_000;
    expect(await claim()).to.deep.equal([]);
  });

  it("lets a message wait for the resident's next word", async () => {
    const opened = await t.db.write(bot, (work) => openTurn(work, textPush('o-1', '你好')));
    if (opened.status !== 'leased') throw new Error('no lease');
    const { id, fence } = opened.turn;
    await t.db.write(bot, (work) => finishTurn(work, { id, fence, state: {}, reply: ['好'], late: false }));
    await queue('e1');
    const [claimed] = await claim();
    await book({ ...claimed!, outcome: 'waiting', problem: '45015' });
    expect(await claim()).to.deep.equal([]);
    await t.db.write(bot, (work) => openTurn(work, textPush('o-1', '进度')));
    expect((await claim()).map((delivery) => delivery.id)).to.deep.equal([claimed!.id]);
  });
});
