import { expect } from 'chai';
import { FollowerChoice } from '../../entities/index.ts';
import * as account from '../../server/publicity/account/contract.ts';
import * as audience from '../../server/publicity/audience/contract.ts';
import * as materials from '../../server/publicity/materials/contract.ts';
import {
  bookOrders,
  claimOrders,
  tellMassOutcome,
  tellPublished,
} from '../../server/publicity/orders/contract.ts';
import * as plan from '../../server/publicity/plan/contract.ts';
import * as pushes from '../../server/publicity/pushes/contract.ts';
import { readReport } from '../../server/publicity/report/contract.ts';
import * as series from '../../server/publicity/series/contract.ts';
import { reviewPush } from '../../server/publicity/review/contract.ts';
import { chain } from '../../server/publicity/review/rules.ts';
import { bookNotices, claimNotices, tellNoticeEvents } from '../../server/publicity/sending/contract.ts';
import { system } from '../../server/platform/actor.ts';
import type { Endpoint, InputOf, ReplyOf } from '../../server/platform/contract.ts';
import { bot, type Caller, type TestServer } from './server.ts';

export type Ok = <E extends Endpoint>(caller: Caller, endpoint: E, input: InputOf<E>) => Promise<ReplyOf<E>>;

const DAY = 86_400_000;
/** Ten in the morning in Suzhou, in so many days. */
export const tenOClock = (days: number): number =>
  Math.floor((Date.now() + days * DAY) / DAY) * DAY + 2 * 3_600_000;

const tip = {
  kind: 'tip' as const,
  title: '被欠工资怎么办',
  text: '先打 12333 投诉，也可以申请法律援助。',
  sources: ['《保障农民工工资支付条例》第十条'],
  tags: ['欠薪'],
};
const template = { title: '待办提醒', lines: { 待办事项: '普法活动', 截止时间: '2026年12月4日' } };

/** Every step of publicity over HTTP, from the library to the report. */
export async function publicityWalk(server: TestServer, ok: Ok): Promise<void> {
  const [editor, reviewer, approver, director] = (await Promise.all(
    ['editor', 'reviewer', 'approver', 'director'].map((role) => server.signIn(role)),
  )) as [Caller, Caller, Caller, Caller];
  await server.db.write(system('test'), async ({ tx, now }) => {
    await tx.insert(FollowerChoice, { openid: 'o-chose', kind: 'notice', value: template.title, at: now });
  });
  const found = await ok(editor, materials.checkMaterial, { ...tip, text: '找王某，手机 13812345678' });
  expect(found.findings.map(({ level, line }) => [level, line])).to.deep.include(['stop', 1]);
  const added = await ok(editor, materials.addMaterial, tip);
  const { version } = await ok(editor, materials.changeMaterial, { ...tip, ...added, title: '被欠薪怎么办' });
  expect((await ok(reviewer, materials.listMaterials, { tag: '欠薪' })).items[0]).to.include({ version });
  expect((await ok(editor, materials.readMaterial, { id: added.id })).versions).to.have.length(2);

  expect((await ok(editor, audience.audienceOptions, {})).choices).to.have.length(1);
  const asked = { audience: {}, reach: 'subscription' as const, template: template.title };
  expect((await ok(editor, audience.countAudience, asked)).people).to.equal(1);
  await ok(editor, audience.syncFollowers, {});
  await ok(editor, account.orderSpeed, { level: 3 });
  expect(await ok(editor, account.readAccount, {})).to.include({ speed: null, speedPending: true });
  const dueAt = tenOClock(3);
  const weekly = {
    ...{ name: '周三说法', rhythm: { every: 'week' as const, weekday: 3 }, time: '10:00', daysAhead: 7 },
    ...{ reach: 'mass' as const, audience: {}, tag: '欠薪', startsOn: '2026-12-01' },
  };
  const made = await ok(editor, series.addSeries, weekly);
  const kept = await ok(editor, series.changeSeries, { ...weekly, ...made, kind: 'tip' });
  const listed = (await ok(reviewer, series.listSeries, {})).items[0]!;
  expect(listed).to.include({ name: '周三说法', materials: 1, rhythmWords: '每周三 10:00' });
  await ok(editor, series.moveSeries, { ...kept, status: 'ended' });
  await ok(editor, plan.checkPlan, { reach: 'mass', dueAt, toAll: true });

  const input = {
    ...{ materialId: added.id, reach: 'subscription' as const, audience: {}, dueAt },
    ...{ whenMissed: 'late' as const, template },
  };
  const push = await ok(editor, pushes.addPush, input);
  expect(push.count.people).to.equal(1);
  const { id } = push;
  const changed = await ok(editor, pushes.changePush, { ...input, id, version: push.version });
  let { version: now } = await ok(editor, pushes.submitPush, { id, version: changed.version });
  expect((await ok(reviewer, pushes.listPushes, { mine: true })).items).to.have.length(1);
  for (const [i, caller] of [reviewer, approver, director].entries()) {
    const word = { decision: 'approved' as const, checks: chain[i]!.checks, reasons: '同意' };
    ({ version: now } = await ok(caller, reviewPush, { id, version: now, ...word }));
  }
  const view = await ok(editor, pushes.readPush, { id });
  expect([view.status, view.review.map(({ record }) => record?.decision)]).to.deep.equal([
    'scheduled',
    ['approved', 'approved', 'approved'],
  ]);
  const day = new Date(dueAt).toISOString().slice(0, 10);
  expect((await ok(editor, plan.readPlan, { from: day, to: day })).entries).to.have.length(1);

  await server.db.write(system('test'), ({ tx, now: at }) =>
    tx.query(`UPDATE push SET status = 'running', startedAt = ? WHERE id = ?`, [at, id]),
  );
  await ok(editor, pushes.pausePush, { id, reason: '核对一下' });
  await ok(editor, pushes.resumePush, { id });
  await ok(editor, pushes.pushProgress, { id });
  await ok(director, pushes.stopPush, { id, reason: '有误' });
  expect((await ok(editor, readReport, { id })).balanced).to.be.a('boolean');

  const orders = (await ok(bot, claimOrders, { max: 20, waitMs: 0 })).items;
  expect(orders.map(({ kind }) => kind)).to.have.members(['followersPage', 'tagsList', 'massSpeed']);
  const receipts = orders.map(({ id: order, leaseToken }) => ({
    ...{ id: order, leaseToken, outcome: 'failed' as const },
  }));
  expect((await ok(bot, bookOrders, { items: receipts })).booked).to.equal(3);
  const told = { msgId: '9', status: 'send success', total: 1, filtered: 1, sent: 1, errors: 0 };
  expect(await ok(bot, tellMassOutcome, told)).to.deep.equal({ known: false });
  const published = { publishId: '9', status: 0, url: 'https://mp.weixin.qq.com/s/9' };
  expect(await ok(bot, tellPublished, published)).to.deep.equal({ known: false });
  await ok(bot, claimNotices, { max: 250, waitMs: 0 });
  await ok(bot, bookNotices, { items: [] });
  await ok(bot, tellNoticeEvents, {
    items: [{ eventKey: 'walk-sent', openid: 'o-chose', problem: null, once: null }],
  });

  const other = await ok(editor, pushes.addPush, { ...input, reach: 'mass', dueAt: tenOClock(5) });
  await ok(editor, pushes.withdrawPush, { id: other.id, version: other.version, reason: '改期' });
  await ok(editor, materials.withdrawMaterial, { id: added.id, version });
}
