import { expect } from 'chai';
import { Follower, PushRecipient } from '../../entities/index.ts';
import { noteFollower } from '../../server/channel/followers.ts';
import { system } from '../../server/platform/actor.ts';
import { addDays, legalDateOf, startOf } from '../../server/platform/calendar.ts';
import { bookOrders } from '../../server/publicity/orders/booking.ts';
import { claimOrders } from '../../server/publicity/orders/claiming.ts';
import { planSettings } from '../../server/publicity/plan/settings.ts';
import { progressOf } from '../../server/publicity/pushes/reading.ts';
import { pausePush, resumePush, stopPush } from '../../server/publicity/pushes/verbs.ts';
import { readReport } from '../../server/publicity/report/service.ts';
import { bookNotices, settle } from '../../server/publicity/sending/booking.ts';
import { claimNotices } from '../../server/publicity/sending/claiming.ts';
import type { NoticeReceipt } from '../../server/publicity/sending/contract.ts';
import { keepOutcome } from '../../server/publicity/sending/mass.ts';
import { lookOnce } from '../../server/publicity/sending/worker.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';
import { approved, consents, drafted, editor, pushOf, setting, template } from './support.ts';

const HOUR = 3_600_000;
const bot = system('bot');
/** Ten in the morning of the next day. */
const nextMorning = (now: number): number => startOf(addDays(legalDateOf(now), 1)) + 10 * HOUR;

onEachEngine('sending', (engine) => {
  let t: TestDatabase;
  let now = startOf('2026-12-01') + 10 * HOUR;

  before(async () => {
    t = await testDatabase(engine, () => now);
  });
  after(() => t?.drop());

  const look = (owner = 'one'): Promise<void> => lookOnce(t.db, setting, owner);
  const claim = (max = 250) => t.db.write(bot, (work) => claimNotices(work, max));
  const book = (items: NoticeReceipt[]) => t.db.write(bot, (work) => bookNotices(work, items, planSettings));
  const progress = (id: string) => t.db.read(async (reading) => progressOf(reading, await pushOf(t.db, id)));
  const receiptOf = (
    batch: Awaited<ReturnType<typeof claim>>[number],
    about: Partial<NoticeReceipt> = {},
  ): NoticeReceipt => ({
    ...{ batch: batch.id, leaseToken: batch.leaseToken, sent: batch.openids, others: [], over: true },
    ...about,
  });

  describe('subscription notices', () => {
    let id = '';
    let readers: string[] = [];

    before(async () => {
      readers = await consents(t.db, 600);
      id = await drafted(t.db, { reach: 'subscription', template, dueAt: now + HOUR });
      await approved(t.db, id);
    });

    it('wait for their time, then begin, with everyone who consented in batches', async () => {
      await look();
      expect((await pushOf(t.db, id)).status).to.equal('scheduled');
      now += HOUR;
      await Promise.all([look('one'), look('two')]);
      await look();
      const push = await pushOf(t.db, id);
      expect([push.status, Boolean(push.prepared)]).to.deep.equal(['running', true]);
      const rows = await t.db.read(({ tx }) => tx.findBy(PushRecipient, { pushId: id }));
      expect(rows.map(({ openid }) => openid).toSorted()).to.deep.equal(readers);
    });

    it('go to one bot at a time, and to another one when the first fell silent', async () => {
      const [first] = await claim();
      const [second] = await claim();
      expect(first!.openids).to.have.length(250);
      expect(second!.openids.filter((openid) => first!.openids.includes(openid))).to.deep.equal([]);
      await book([receiptOf(second!)]);
      // The first bot books ten and dies.
      await book([receiptOf(first!, { sent: first!.openids.slice(0, 10), over: false })]);
      now += 13_000;
      const again = (await claim(1_000)).find(({ id: one }) => one === first!.id)!;
      expect(again.openids).to.deep.equal(first!.openids.slice(10));
      // What the dead one had sent and didn't say: true whoever holds the batch, counted once.
      const late = receiptOf(first!, { sent: first!.openids.slice(0, 12), over: true });
      expect(await book([late])).to.deep.equal([first!.id]);
      expect(await progress(id)).to.include({ sent: 262, wanted: 600 });
      await book([receiptOf(again)]);
      expect(await progress(id)).to.include({ sent: 500, waiting: 100 });
    });

    it('are tried again when they were certainly not sent, and settle what had no answer by the event', async () => {
      now += 13_000;
      const [last] = await claim();
      const [a, b, c, d, ...rest] = last!.openids as [string, string, string, string, ...string[]];
      const others: NoticeReceipt['others'] = [
        { openid: a, outcome: 'temporary', problem: '-1' },
        { openid: b, outcome: 'refused', problem: '43101' },
        { openid: c, outcome: 'unknown', problem: 'unknown-outcome' },
        { openid: d, outcome: 'unknown', problem: 'unknown-outcome' },
      ];
      await book([receiptOf(last!, { sent: rest, others })]);
      expect(await claim(), 'not at once').to.deep.equal([]);
      now += 60_000;
      const [again] = await claim();
      expect(again!.openids).to.deep.equal([a]);
      await book([receiptOf(again!)]);
      expect(
        await t.db.write(bot, (work) =>
          settle(work, [
            { openid: c, problem: null },
            { openid: a, problem: null },
          ]),
        ),
      ).to.equal(1);
      await look();
      expect((await pushOf(t.db, id)).status, 'an answer is still missing').to.equal('reconciling');
      now += 3 * 60_000;
      await look();
      const push = await pushOf(t.db, id);
      expect(push).to.include({
        status: 'finished',
        wanted: 600,
        reached: 598,
        refused: 1,
        failed: 0,
        unknown: 1,
      });
    });

    it('are reported with their causes', async () => {
      const report = await t.db.read((reading) => readReport(reading, id));
      expect(report).to.include({ wanted: 600, reached: 598, perMille: 997, balanced: true });
      expect(report.causes.map(({ code, people, words }) => [code, people, words])).to.deep.equal([
        ['43101', 1, '本人拒收或授权已用完'],
        ['unknown-outcome', 1, '没有收到微信的回执'],
      ]);
      expect(report.remarks.join()).to.match(/1 人没有收到微信的回执/);
    });

    it('stand still when the quota is used up, and go on the next morning', async () => {
      const other = await drafted(t.db, { reach: 'subscription', template, dueAt: now + HOUR });
      await approved(t.db, other);
      now += HOUR;
      await look();
      const [batch] = await claim();
      const [first, ...rest] = batch!.openids as [string, ...string[]];
      const quota = { openid: first, outcome: 'quota' as const, problem: '45009' };
      expect(
        await book([receiptOf(batch!, { sent: rest.slice(0, 9), others: [quota], over: false })]),
      ).to.deep.equal([batch!.id]);
      const paused = await pushOf(t.db, other);
      expect([paused.status, paused.reason]).to.deep.equal(['paused', '45009']);
      expect(Number(paused.pausedUntil)).to.equal(startOf('2026-12-02') + 8 * HOUR);
      expect(await claim()).to.deep.equal([]);
      now = startOf('2026-12-02') + 7.9 * HOUR;
      await look();
      expect((await pushOf(t.db, other)).status).to.equal('paused');
      now = startOf('2026-12-02') + 8 * HOUR;
      await look();
      expect((await pushOf(t.db, other)).status).to.equal('running');

      await t.db.write(editor, (work) => pausePush(work, { id: other, reason: '核对' }));
      expect(await claim()).to.deep.equal([]);
      await t.db.write(editor, (work) => resumePush(work, other));
      const [again] = await claim();
      expect(again!.openids, 'the nine are known').not.to.include.members(rest.slice(0, 9));
      await t.db.write(editor, (work) => stopPush(work, { id: other, reason: '内容有误' }));
      // What was in flight is recorded, and nothing more is given out.
      expect(
        await book([receiptOf(again!, { sent: again!.openids.slice(0, 1), over: false })]),
      ).to.deep.equal([again!.id]);
      expect(await claim(2_000)).to.deep.equal([]);
      expect(await progress(other)).to.include({ sent: 10 });
    });

    it('stop at the quiet hours and go on after them', async () => {
      now = startOf('2026-12-03') + 20 * HOUR;
      const late = await drafted(t.db, { reach: 'subscription', template, dueAt: now + HOUR / 2 });
      await approved(t.db, late);
      now += HOUR / 2;
      await look();
      expect(await claim()).to.have.length(1);
      now = startOf('2026-12-03') + 21 * HOUR;
      await look();
      expect(await pushOf(t.db, late)).to.include({ status: 'paused', reason: 'quiet' });
      now = startOf('2026-12-04') + 8 * HOUR;
      await look();
      expect((await pushOf(t.db, late)).status).to.equal('running');
      await t.db.write(editor, (work) => stopPush(work, { id: late, reason: '结束' }));
    });
  });

  describe('mass sends', () => {
    before(async () => {
      now = startOf('2027-03-02') + 10 * HOUR;
      await t.db.write(system('test'), ({ tx }) =>
        tx.insert(
          Follower,
          Array.from({ length: 40 }, (_, i) => ({
            ...{
              openid: `o-follower-${String(i).padStart(3, '0')}`,
              following: true,
              seenAt: now,
              changedAt: now,
            },
          })),
        ),
      );
    });

    async function begun(): Promise<string> {
      const id = await drafted(t.db, { dueAt: now + HOUR });
      await approved(t.db, id);
      now += HOUR;
      await look();
      return id;
    }
    const orders = () => t.db.write(bot, (work) => claimOrders(work, 20));
    const done = (order: { id: string; leaseToken: string }, result: object) =>
      t.db.write(bot, (work) => bookOrders(work, [{ ...order, outcome: 'done', result }]));

    it('are one order with one client id, whoever does it, and finish with the event that balances', async () => {
      const id = await begun();
      const [first] = await orders();
      expect(first).to.include({ kind: 'massSend' });
      expect(first!.body).to.include({ toAll: true });
      expect(first!.body.content).to.deep.include({ form: 'text' });
      // The bot dies between request and answer: another one asks again under the same client id.
      now += 60_000;
      const [again] = await orders();
      expect([again!.id, again!.body.clientMsgId]).to.deep.equal([first!.id, first!.body.clientMsgId]);
      expect(
        await done({ id: first!.id, leaseToken: first!.leaseToken }, { msgId: '77' }),
        'a lost lease',
      ).to.equal(0);
      // Somebody came after the job was made. The event may be faster than the answer.
      await t.db.write(bot, (work) => noteFollower(work, 'o-late', true));
      const outcome = { msgId: '77', status: 'send success', total: 41, filtered: 40, sent: 38, errors: 2 };
      await t.db.write(bot, (work) => keepOutcome(work, outcome));
      await t.db.write(bot, (work) => keepOutcome(work, outcome));
      await look();
      expect((await pushOf(t.db, id)).status).to.equal('running');
      await done({ id: again!.id, leaseToken: again!.leaseToken }, { msgId: '77' });
      await look();
      expect(await pushOf(t.db, id)).to.include({
        status: 'finished',
        wanted: 40,
        reached: 38,
        failed: 2,
        filtered: 1,
      });
      const report = await t.db.read((reading) => readReport(reading, id));
      expect(report.balanced).to.equal(true);
      expect(report.remarks.join()).to.match(/微信统计 41 人，名单上 40 人/);
    });

    it('ask WeChat when the event does not come, and say that the numbers are missing', async () => {
      now = nextMorning(now);
      const id = await begun();
      const [send] = await orders();
      await done({ id: send!.id, leaseToken: send!.leaseToken }, { msgId: '78' });
      await look();
      expect((await pushOf(t.db, id)).status).to.equal('reconciling');
      now += 31 * 60_000;
      await look();
      const [ask] = await orders();
      expect(ask).to.include({ kind: 'massStatus' });
      await done({ id: ask!.id, leaseToken: ask!.leaseToken }, { status: 'SENDING' });
      now += 31 * 60_000;
      await look();
      const [later] = await orders();
      await done({ id: later!.id, leaseToken: later!.leaseToken }, { status: 'SEND_SUCCESS' });
      await look();
      expect((await pushOf(t.db, id)).status).to.equal('finished');
      const report = await t.db.read((reading) => readReport(reading, id));
      expect([report.balanced, report.remarks.join()]).to.deep.equal([
        false,
        '没有收到微信的结果通知，人数对不上账',
      ]);
    });

    it('fail with the reason when WeChat refuses them', async () => {
      now = nextMorning(now);
      const id = await begun();
      const [send] = await orders();
      await t.db.write(bot, (work) =>
        bookOrders(work, [
          { id: send!.id, leaseToken: send!.leaseToken, outcome: 'failed', problem: '45028' },
        ]),
      );
      await look();
      expect(await pushOf(t.db, id)).to.include({ status: 'failed', reason: '45028' });
    });

    it('are deleted at WeChat by an emergency stop, also when it took them only afterwards', async () => {
      now = nextMorning(now);
      const id = await begun();
      const [send] = await orders();
      await t.db.write(editor, (work) => stopPush(work, { id, reason: '内容有误' }));
      await done({ id: send!.id, leaseToken: send!.leaseToken }, { msgId: '80' });
      const [remove] = await orders();
      expect([remove!.kind, remove!.body.msgId]).to.deep.equal(['massDelete', '80']);
    });
  });
});
