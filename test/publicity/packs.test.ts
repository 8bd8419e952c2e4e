import { expect } from 'chai';
import { system } from '../../server/platform/actor.ts';
import { addDays, legalDateOf, startOf } from '../../server/platform/calendar.ts';
import { bookOrders } from '../../server/publicity/orders/booking.ts';
import { claimOrders } from '../../server/publicity/orders/claiming.ts';
import { keepPublication } from '../../server/publicity/sending/publishing.ts';
import { lookOnce } from '../../server/publicity/sending/worker.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';
import { approved, drafted, pushOf, setting } from './support.ts';

const HOUR = 3_600_000;
const bot = system('bot');
const picture = { key: 'p', mime: 'image/jpeg', bytes: 90_000, width: 900, height: 383 };

onEachEngine('forwarding packs', (engine) => {
  let t: TestDatabase;
  let now = startOf('2026-12-01') + 9 * HOUR;

  before(async () => {
    t = await testDatabase(engine, () => now);
  });
  after(() => t?.drop());

  const look = (): Promise<void> => lookOnce(t.db, setting, 'one');
  const orders = () => t.db.write(bot, (work) => claimOrders(work, 20));
  const done = (order: { id: string; leaseToken: string }, result: object) =>
    t.db.write(bot, (work) => bookOrders(work, [{ ...order, outcome: 'done', result }]));

  async function begun(article: boolean): Promise<string> {
    now = startOf(addDays(legalDateOf(now), 1)) + 9 * HOUR;
    const material = article ? { kind: 'article' as const, picture } : {};
    const id = await drafted(t.db, { reach: 'pack', dueAt: now + HOUR }, material);
    await approved(t.db, id);
    now += HOUR;
    await look();
    return id;
  }

  it('of words are ready at their time', async () => {
    expect(await pushOf(t.db, await begun(false))).to.include({ status: 'finished', articleUrl: null });
  });

  it('of an article publish it first, so that there is something to forward', async () => {
    const id = await begun(true);
    const [put] = await orders();
    expect(put!.kind).to.equal('putContent');
    await done(put!, { mediaId: 'draft-1' });
    now += 1_000;
    await look();
    const [publish] = await orders();
    expect(publish).to.deep.include({ kind: 'publish', body: { mediaId: 'draft-1' } });
    const url = 'https://mp.weixin.qq.com/s/1';
    const told = { publishId: '500', status: 0, url };
    expect(await t.db.write(bot, (work) => keepPublication(work, told)), 'faster than the answer').to.equal(
      false,
    );
    await done(publish!, { msgId: '500' });
    now += 21_000;
    await look();
    const [ask] = await orders();
    expect(ask).to.deep.include({ kind: 'publishStatus', body: { msgId: '500' } });
    await done(ask!, { published: { status: 1, url: '' } });
    expect((await pushOf(t.db, id)).status, '发布中').to.equal('running');
    expect(await t.db.write(bot, (work) => keepPublication(work, told))).to.equal(true);
    await look();
    expect(await pushOf(t.db, id)).to.include({ status: 'finished', articleUrl: url, reason: null });
  });

  it('go without the article where WeChat refuses it, and say so', async () => {
    const id = await begun(true);
    const [put] = await orders();
    await done(put!, { mediaId: 'draft-2' });
    now += 1_000;
    await look();
    const [publish] = await orders();
    await t.db.write(bot, (work) => bookOrders(work, [{ ...publish!, outcome: 'failed', problem: '48001' }]));
    await look();
    expect(await pushOf(t.db, id)).to.include({ status: 'finished', reason: 'not_published' });
  });
});
