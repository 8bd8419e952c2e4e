import { expect } from 'chai';
import * as people from '../../server/people/contract.ts';
import * as volunteers from '../../server/people/volunteers/contract.ts';
import * as activities from '../../server/publicity/activities/contract.ts';
import * as drafts from '../../server/publicity/drafts/contract.ts';
import * as scenes from '../../server/publicity/scenes/contract.ts';
import * as subscriptions from '../../server/publicity/subscriptions/contract.ts';
import type { Ok } from './publicityWalk.ts';
import { bot, resident, type TestServer } from './server.ts';

/** Every step of volunteers, activities, QR codes and subscriptions over HTTP. */
export async function crowdWalk(server: TestServer, ok: Ok): Promise<void> {
  const [editor, director] = await Promise.all([server.signIn('editor'), server.signIn('director')]);
  const { points } = await ok(editor, volunteers.listVolunteers, {});
  const profile = { name: '测试志愿者·陈', servicePointId: points[0]!.id, legalLiterate: false };
  const { id } = await ok(editor, volunteers.addVolunteer, profile);
  await ok(editor, volunteers.changeVolunteer, { id, ...profile, area: '一村', phone: '13812345678' });
  const line = { id, kind: 'complaint' as const, onDay: '2026-01-05', note: '态度' };
  const { id: record } = await ok(editor, volunteers.recordVolunteer, line);
  await ok(director, volunteers.voidRecord, { id, record });
  await ok(director, volunteers.setStanding, { id, standing: 'excluded', reason: '三次爽约' });
  await ok(director, volunteers.setStanding, { id, standing: 'active', reason: '复核后恢复' });
  expect((await ok(editor, volunteers.readVolunteer, { id })).phone).to.equal('138****5678');
  const feng = resident('o-volunteer');
  const binding = await ok(director, people.makeBindingCode, { kind: 'volunteer', id });
  await ok(feng, people.bindWechat, { code: binding.code });
  await ok(feng, volunteers.ownVolunteer, {});

  const wanted = {
    ...{ title: '欠薪怎么办', text: '可以打 12333。', source: '《保障农民工工资支付条例》第十条' },
    ...{ reach: 'pack' as const, areas: [], topics: ['工伤'], dueAt: Date.now() + 5 * 86_400_000 },
  };
  const { photo } = await ok(feng, drafts.addDraftPhoto, { mediaId: 'media-draft' });
  const draft = await ok(feng, drafts.saveDraft, { ...wanted, photo });
  expect(draft.photoPending).to.equal(true);
  const again = await ok(feng, drafts.saveDraft, { ...wanted, id: draft.id, version: draft.version });
  await ok(feng, drafts.submitDraft, { id: draft.id, version: again.version });
  expect((await ok(feng, drafts.ownPublicity, {})).may).to.equal(true);
  const { item } = await ok(feng, drafts.readDraft, { id: draft.id });
  const back = await ok(feng, drafts.withdrawDraft, { id: draft.id, version: item.version });
  expect(back.outcome).to.equal('withdrawn');

  const startsAt = Date.now() - 60_000;
  const plan = {
    ...{ kind: 'visit' as const, title: '走访工地', township: '望亭镇', place: '项目部' },
    ...{ startsAt, endsAt: startsAt + 3_600_000, volunteers: [id] },
  };
  const added = await ok(editor, activities.addActivity, plan);
  const { version } = await ok(editor, activities.changeActivity, { ...plan, ...added, seats: 30 });
  const view = await ok(editor, activities.readActivity, { id: added.id });
  const guest = resident('o-guest');
  expect((await ok(guest, activities.nextActivities, {})).items[0]!.id).to.equal(added.id);
  expect((await ok(guest, activities.signUp, { id: added.id, come: true })).outcome).to.equal('signedUp');
  expect((await ok(guest, activities.checkIn, { code: view.code })).outcome).to.equal('checkedIn');
  await ok(editor, activities.closeActivity, {
    ...{ id: added.id, version, others: 12, given: [{ what: '宣传册', count: 20 }] },
    ...{ volunteers: [{ id, status: 'came', minutes: 60 }], questions: ['包工头跑了找谁要工资'] },
  });
  const other = await ok(editor, activities.addActivity, plan);
  await ok(editor, activities.cancelActivity, { ...other, reason: '下雨' });
  expect((await ok(director, activities.listActivities, {})).items).to.have.length.greaterThan(1);
  const figures = await ok(director, activities.activityFigures, { year: String(new Date().getFullYear()) });
  expect(figures.items).to.be.an('array');

  const { code } = await ok(editor, scenes.orderScene, { kind: 'volunteer', refId: id });
  const claimed = await ok(bot, scenes.claimScenes, { max: 50 });
  expect(claimed.items).to.deep.include({ code });
  await ok(bot, scenes.sceneMade, { code, url: 'http://weixin.qq.com/q/test' });
  const came = await ok(guest, scenes.comeBy, { code: view.scene, followed: true });
  expect(came.activity?.id).to.equal(added.id);
  expect((await ok(editor, scenes.listScenes, {})).pack).to.have.length(3);

  const mine = {
    ...{ areas: ['元和街道'], topics: ['工伤'], groups: ['务工人员'], interests: ['以案说法'], points: [] },
    pace: 'week' as const,
  };
  await ok(guest, subscriptions.subscribe, mine);
  expect(await ok(guest, subscriptions.ownSubscription, {})).to.deep.include({ ...mine, chosen: true });
  const consent = { openid: 'o-guest', templateId: 't', title: '待办提醒' };
  await ok(bot, subscriptions.bookConsent, { ...consent, eventKey: 'walk-1', decided: 'accept' });
}
