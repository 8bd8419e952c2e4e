import { expect } from 'chai';
import { Commitment, AidCase, Event, ServicePoint } from '../../entities/index.ts';
import * as service from '../../server/cases/service.ts';
import { dueSoon } from '../../server/cases/jobs.ts';
import { askPerson } from '../../server/channel/handoffs.ts';
import { seedDemoCentre } from '../../server/demo/seed.ts';
import type { ClaimedDelivery } from '../../server/notices/contract.ts';
import { bookReceipts, claimDeliveries } from '../../server/notices/deliveries.ts';
import { relayEvents } from '../../server/notices/relay.ts';
import { noticeRules } from '../../server/notices/rules.ts';
import { system, type Actor } from '../../server/platform/actor.ts';
import { startOf } from '../../server/platform/calendar.ts';
import { sayKey } from '../../server/texts/say.ts';
import { confirmOnPaper, withdrawOwn } from '../../server/eligibility/commitments/service.ts';
import { apply, localWorker, stepsOn } from '../support/applying.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';

const actor = (...roles: ('intake' | 'reviewer' | 'approver')[]): Actor => ({
  ...{ kind: 'staff' as const, id: roles.join(), name: roles.join(), roles },
  ...{ servicePointId: 'centre', through: 'console' as const },
});
const [intake, reviewer, approver] = [actor('intake'), actor('reviewer'), actor('approver')];
const [zhou, wu, zheng] = ['demo-staff-zhou', 'demo-staff-wu', 'demo-staff-zheng'];
const [he, xu] = ['demo-staff-he', 'demo-staff-xu'];

/** A delivery as a test reads it: who, the words as they would be sent, the template as filled in. */
interface Told {
  who: string;
  words: string;
  template: string;
}

onEachEngine('the relay', (engine) => {
  let t: TestDatabase;
  let day = '2026-06-01';
  let resident = '';
  let step = { id: '', version: 1 };
  const seen = new Set<string>();

  before(async () => {
    t = await testDatabase(engine, () => startOf(day) + 9 * 3_600_000);
    await seedDemoCentre(t.db);
    const centre = await t.db.read(({ tx }) => tx.findOneByOrFail(ServicePoint, { kind: 'centre' }));
    for (const one of [intake, reviewer, approver]) Object.assign(one, { servicePointId: centre.id });
  });
  after(() => t?.drop());

  /** Relays what waits and claims what came of it. */
  async function told(): Promise<Told[]> {
    while ((await t.db.write(system('relay'), relayEvents)).taken > 0);
    const claimed = await t.db.write(system('bot'), (work) => claimDeliveries(work, engine, 200));
    const sent = claimed.map((one) => ({ ...one, outcome: 'sent' as const }));
    await t.db.write(system('bot'), (work) => bookReceipts(work, sent));
    return claimed.map(read).toSorted((a, b) => a.who.localeCompare(b.who));
  }
  function read({ recipient, textKey, params, template }: ClaimedDelivery): Told {
    seen.add(textKey);
    const words = sayKey(textKey, params);
    expect(words, 'every parameter is filled in').not.to.match(/[{}]|undefined|null/);
    const lines = Object.entries(template?.lines ?? {}).map(([label, value]) => `${label}：${value}`);
    expect(lines.join()).not.to.match(/[{}]|undefined|null|：$/);
    return { who: recipient, words, template: [template?.title, ...lines].join(' ') };
  }

  async function handedIn(openid: string, proof: 'commitment' | 'papers' = 'papers'): Promise<string> {
    resident = openid;
    const { reference } = await apply(stepsOn(t.db, openid), { answers: localWorker, proof });
    const found = await t.db.read(({ tx }) =>
      tx.findOneByOrFail(AidCase, { reference: reference.replaceAll('-', '') }),
    );
    step = { id: found.id, version: 1 };
    return reference;
  }
  async function act(who: Actor, verb: (work: Parameters<typeof service.acceptCase>[0]) => Promise<void>) {
    await t.db.write(who, verb);
    step = { ...step, version: step.version + 1 };
  }
  const reasons = '符合条件';
  const accept = () => act(intake, (work) => service.acceptCase(work, step));
  const review = () =>
    act(reviewer, (work) => service.reviewCase(work, { ...step, opinion: 'grant', reasons }));

  it('tells intake of the centre about a new case, and no other station', async () => {
    const reference = await handedIn('o-wang');
    const [first, ...more] = await told();
    expect(more).to.deep.equal([]);
    expect(first).to.deep.equal({
      who: zhou,
      words: `有一件新的申请待受理，编号 ${reference}。请在 2026年6月8日 前办理，详情请到后台查看。`,
      template: `待办事项提醒 待办事项：新的申请待受理 编号：${reference} 截止时间：2026年6月8日`,
    });
  });

  it('tells the resident that the review has begun', async () => {
    await accept();
    const [first, ...more] = await told();
    expect(more).to.deep.equal([]);
    expect(first!.who).to.equal(resident);
    expect(first!.words)
      .to.match(/正在审查/)
      .and.match(/12348/);
    expect(first!.template).to.match(
      /^业务进度通知 业务编号：\d{3}-\d{3}-\d{3} 当前进度：正在审查 更新时间：2026年6月1日$/,
    );
  });

  it('tells the resident everything that is missing, and by when', async () => {
    const items = Array.from({ length: 11 }, (_, i) => `材料${i + 1}`);
    await act(intake, (work) => service.askSupplement(work, { ...step, items }));
    const [first, ...more] = await told();
    expect(more).to.deep.equal([]);
    expect(first!.who).to.equal(resident);
    expect(first!.words).to.include('① 材料1\n② 材料2').and.include('⑩ 材料10\n11. 材料11');
    expect(first!.words).to.include('请在 2026年6月11日 前');
    expect(first!.template, 'a template names no paper')
      .to.match(/资料补充提醒/)
      .and.not.match(/材料1/);
  });

  it('tells the reviewer and the resident that papers came in', async () => {
    await act(intake, (work) => service.noteSupplied(work, { ...step, note: '三张' }));
    const all = await told();
    expect(all.map(({ who }) => who)).to.deep.equal([wu, resident]);
    expect(all[0]!.words).to.match(/请继续审查/);
    expect(all[1]!.words).to.match(/收到了/);
  });

  it('tells the approver of an opinion', async () => {
    await review();
    const all = await told();
    expect(all.map(({ who }) => who)).to.deep.equal([xu, zheng]);
    expect(all[0]!.words).to.match(/待您审批/);
    expect(all[0]!.words, 'not what the opinion says').not.to.match(/符合/);
  });

  it('tells staff each morning of the legal dates of today and tomorrow, and of no others', async () => {
    day = '2026-06-06';
    await dueSoon.run(t.db, t.db.clock());
    expect(await told()).to.deep.equal([]);
    day = '2026-06-07';
    await dueSoon.run(t.db, t.db.clock());
    const all = await told();
    expect(all.map(({ who }) => who)).to.have.members([zhou, wu, zheng, xu]);
    for (const { words } of all) expect(words).to.include('2026年6月8日');
    day = '2026-06-01';
  });

  it('tells the resident of a grant, with the day of the lawyer', async () => {
    await act(approver, (work) => service.grantCase(work, step));
    const all = await told();
    expect(all.map(({ who }) => who)).to.deep.equal([resident]);
    expect(all[0]!.words).to.match(/已决定给您法律援助，2026年6月4日 前指派律师。/);
    expect(all[0]!.template, 'a stranger who looks at the phone learns nothing').to.match(/已有决定/);
  });

  it('marks a day that the calendar does not cover', async () => {
    day = '2026-12-30';
    await handedIn('o-year');
    await act(intake, (work) => service.askSupplement(work, { ...step, items: ['工资欠条'] }));
    const asked = (await told()).find(({ words }) => words.includes('还差'))!;
    expect(asked.words).to.include('请在 2027年1月9日 前（以中心确认为准）');
    await act(intake, (work) => service.noteSupplied(work, { ...step, note: '欠条一张' }));
    await review();
    await act(approver, (work) => service.grantCase(work, step));
    const granted = (await told()).find(({ words }) => words.startsWith('好消息'))!;
    expect(granted.words).to.include('2027年1月2日 前指派律师（以中心确认为准）');
    day = '2026-06-01';
  });

  it('tells the resident of a refusal softly, with the way to object, and staff that it waits to be served', async () => {
    await handedIn('o-li');
    await accept();
    await review();
    await told();
    await act(approver, (work) => service.refuseCase(work, { ...step, reasons: '不在援助范围' }));
    const all = await told();
    expect(all.map(({ who }) => who)).to.have.members([resident, zhou, wu]);
    const softly = all.find(({ who }) => who === resident)!;
    expect(softly.words)
      .to.match(/工作人员会联系您、送达决定书/)
      .and.match(/提出异议，不收费；期限写在决定书上，从您收到决定书那天算起/)
      .and.match(/12348/)
      .and.not.match(/不在援助范围|不予|拒绝/);
    for (const { words } of all.filter(({ who }) => who !== resident))
      expect(words)
        .to.match(/打印决定书、尽快送达申请人，再到后台登记送达/)
        .and.not.match(/不在援助范围/);
  });

  it('tells intake that somebody waits for a person, once', async () => {
    const ask = { reason: '要求人工', said: '人工', urgency: 'normal' as const };
    await t.db.write({ kind: 'resident', id: 'o-li' }, (work) => askPerson(work, 'o-li', ask));
    await t.db.write({ kind: 'resident', id: 'o-li' }, (work) => askPerson(work, 'o-li', ask));
    const all = await told();
    expect(all.map(({ who }) => who)).to.deep.equal([zhou]);
    expect(all[0]!.words).to.match(/在等人工回复/);
    expect(all[0]!.template).not.to.include('o-li');
  });

  it('tells intake of a danger in other words than of a wish', async () => {
    const ask = { reason: '可能有危险', said: '他打我', urgency: 'danger' as const };
    await t.db.write({ kind: 'resident', id: 'o-zhao' }, (work) => askPerson(work, 'o-zhao', ask));
    const all = await told();
    expect(all.map(({ who }) => who)).to.have.members([zhou, wu, zheng]);
    for (const { words } of all)
      expect(words)
        .to.match(/可能遇到危险/)
        .and.match(/马上/);
    // Those messages were sent, so the resident may hear it.
    const after = await told();
    expect(after.map(({ who }) => who)).to.deep.equal(['o-zhao']);
    expect(after[0]!.words).to.match(/已通知值班人员/);
  });

  it('tells the resident when nobody confirmed an alarm, and intake of a call-back that is due', async () => {
    await t.db.write(system('contact'), async ({ emit }) => {
      emit('danger.unconfirmed', { openid: 'o-zhao', data: { handoffId: 'h' } });
      emit('person.callBackDue', { data: { handoffId: 'h', number: '123456' } });
    });
    const all = await told();
    expect(all.map(({ who }) => who)).to.have.members(['o-zhao', zhou]);
    expect(all.find(({ who }) => who === 'o-zhao')!.words).to.match(/还没有人确认收到.*110/s);
  });

  it('tells the resident who has their request, and how it ended, with the ways on', async () => {
    await t.db.write(system('contact'), async ({ emit }) => {
      const data = { handoffId: 'h', number: '123456' };
      for (const urgency of ['normal', 'danger'])
        emit('person.taken', { openid: 'o-zhao', data: { ...data, urgency } });
      for (const how of ['phoned', 'referred', 'unreachable'])
        emit('person.closed', { openid: 'o-zhao', data: { ...data, how } });
      emit('person.callMissed', { openid: 'o-zhao', data: { ...data, how: 'later' } });
      // Over to a colleague, and ended after an answer: nothing new for the resident.
      emit('person.taken', { data: { ...data, urgency: 'danger' } });
      emit('person.closed', { openid: 'o-zhao', data });
    });
    const all = await told();
    expect(all).to.have.length(6);
    for (const { who, words } of all) {
      expect(who).to.equal('o-zhao');
      expect(words).to.include('12348');
    }
    expect(all.filter(({ words }) => words.includes('110'))).to.have.length(1);
    expect(all.filter(({ words }) => words.includes('「人工」'))).to.have.length(3);
  });

  it('tells staff of files that came in, and the resident of one that could not be taken', async () => {
    const of = { caseId: step.id, openid: resident };
    await t.db.write(system('files'), async ({ emit }) => {
      emit('case.filesArrived', { ...of, data: { reference: '261-000-000' } });
      emit('attachment.rejected', { ...of, data: { number: 1, why: '不是照片', place: '261-000-000' } });
      emit('attachment.lost', { ...of, data: { number: 2, why: '微信上已过期', place: '261-000-000' } });
    });
    const all = await told();
    expect(all.map(({ who }) => who)).to.deep.equal([wu, zhou, zhou, resident, resident]);
    expect(all.map(({ words }) => words).join('\n')).to.match(/第 1 份材料没能收下：不是照片/);
  });

  it('tells who reviews of a push that was handed in, and its author of one that came back', async () => {
    await t.db.write(system('publicity'), async ({ emit }) => {
      emit('push.submitted', { data: { number: '0A1B2C3D' } });
      emit('push.returned', { openid: he, data: { number: '0A1B2C3D', title: '欠薪', reasons: '请写依据' } });
    });
    const all = await told();
    const about = { number: '0A1B2C3D', title: '欠薪' };
    await t.db.write(system('publicity'), async ({ emit }) => {
      emit('push.paused', { data: { number: about.number } });
      emit('push.missed', { openid: he, data: about });
      emit('push.failed', { openid: he, data: { ...about, problem: '没有权限' } });
      emit('push.finished', { openid: he, data: { ...about, wanted: 10, reached: 9, others: 1 } });
      // Staff without a bound WeChat: nobody to tell.
      emit('push.finished', { data: { ...about, wanted: 10, reached: 9, others: 1 } });
    });
    const later = await told();
    expect(later.map(({ who }) => who)).to.deep.equal([he, he, he, he]);
    expect(later.map(({ words }) => words).join('\n')).to.match(/应收 10 人，送达 9 人，其余 1 人/);
    expect(all.map(({ who }) => who)).to.have.members([he, wu, he]);
    expect(all.map(({ words }) => words).join('\n')).to.match(/「欠薪」.*请写依据/);
  });

  it('tells the editors of the draft that a series opened, and of the material that it lacks', async () => {
    await t.db.write(system('publicity'), async ({ emit }) => {
      const about = { name: '周三说法', day: '2026-12-09', number: '0A1B2C3D' };
      emit('series.opened', { data: { ...about, title: '欠薪' } });
      emit('series.waiting', { data: about });
    });
    const all = await told();
    expect(all.map(({ who }) => who)).to.deep.equal([he, he]);
    expect(all.map(({ words }) => words).join('\n')).to.match(
      /系列「周三说法」2026年12月9日 要发的草稿开好了：「欠薪」[^]*还没有合适的材料/,
    );
  });

  it('tells who signed up that an activity is called off', async () => {
    await t.db.write(system('test'), async ({ emit }) =>
      emit('activity.cancelled', {
        openid: 'o-guest',
        data: { number: '0A1B2C3D', title: '讲座', day: '2026-12-04' },
      }),
    );
    const [called] = await told();
    expect([called!.who, /「讲座」（2026年12月4日）取消了/.test(called!.words)]).to.deep.equal([
      'o-guest',
      true,
    ]);
  });

  it('tells the resident of a signature on paper, and staff of a withdrawal', async () => {
    await handedIn('o-paper', 'commitment');
    await told();
    const { id } = await t.db.read(({ tx }) => tx.findOneByOrFail(Commitment, { status: 'OFFERED' }));
    const paper = { id, signer: 'applicant' as const, readAloud: false, note: '窗口当面签' };
    await t.db.write(intake, (work) => confirmOnPaper(work, paper));
    const [signed] = await told();
    expect([signed!.who, /在纸上签的名已登记/.test(signed!.words)]).to.deep.equal(['o-paper', true]);
    await t.db.write(system('test'), async ({ emit }) =>
      emit('commitment.signed', {
        openid: 'o-paper',
        data: { reference: '261-000-000', method: 'page', code: 'ABCD-EFGH-JKMN' },
      }),
    );
    expect((await told())[0]!.words).to.match(/手写签名收到了[^]*核对码 ABCD-EFGH-JKMN/);
    for (const granted of ['true', 'false'])
      await t.db.write(system('test'), async ({ emit }) =>
        emit('commitment.disproved', { caseId: step.id, data: { reference: '261-000-000', granted } }),
      );
    const disproved = (await told()).map(({ words }) => words).join('\n');
    expect(disproved)
      .to.match(/系统不作决定/)
      .and.match(/先和申请人通电话/);
    for (const type of ['case.endingProposed', 'case.ended'] as const)
      await t.db.write(system('test'), async ({ emit }) =>
        emit(type, {
          ...{ caseId: step.id, openid: type === 'case.ended' ? 'o-paper' : '' },
          data: { reference: '261-000-000' },
        }),
      );
    const ended = await told();
    expect(ended.find(({ who }) => who === 'o-paper')!.words)
      .to.match(/书面决定[^]*异议，不收费[^]*期限照算[^]*「人工」[^]*12348/)
      .and.not.match(/欺骗|罚款|不实/);
    expect(ended.map(({ words }) => words).join('\n'))
      .to.match(/由您决定/)
      .and.match(/送达受援人/);
    for (const type of ['commitment.papersDueSoon', 'commitment.papersOverdue'] as const)
      await t.db.write(system('test'), async ({ emit }) =>
        emit(type, {
          ...{ caseId: step.id, openid: type.endsWith('Soon') ? '' : 'o-paper' },
          data: {
            reference: '261-000-000',
            dueOn: '2026-12-01',
            wechat: type.endsWith('Soon') ? 'no' : 'yes',
          },
        }),
      );
    await t.db.write(system('test'), async ({ emit }) =>
      emit('commitment.papersDueSoon', {
        ...{ caseId: step.id, openid: 'o-paper' },
        data: { reference: '261-000-000', dueOn: '2026-12-01', wechat: 'yes' },
      }),
    );
    const due = await told();
    const mine = due.filter(({ who }) => who === 'o-paper').map(({ words }) => words);
    expect(mine).to.have.length(2);
    for (const words of mine)
      expect(words)
        .to.match(/2026年12月1日[^]*拍照发到这里[^]*「人工」[^]*12348/)
        .and.not.match(/罚|终止|责任/);
    expect(
      due
        .filter(({ who }) => who === zhou)
        .map(({ words }) => words)
        .join('\n'),
    )
      .to.match(/打电话提醒/)
      .and.match(/系统不作决定/);
    await t.db.write({ kind: 'resident', id: 'o-paper' }, withdrawOwn);
    const all = await told();
    expect(all.map(({ who }) => who)).to.have.members([zhou, wu]);
    expect(all[0]!.words).to.match(/撤回了承诺，改交材料/);
  });

  it('sets an event aside that finds no words, and goes on with the others', async () => {
    await t.db.write(system('test'), async (work) =>
      work.emit('case.dueSoon', { data: { dueOn: '2026-06-02' } }),
    );
    await handedIn('o-after');
    const { failed } = await t.db.write(system('relay'), relayEvents);
    expect(failed.map(({ type, reason }) => [type, /reference/.test(reason)])).to.deep.equal([
      ['case.dueSoon', true],
    ]);
    expect((await told()).map(({ who }) => who)).to.deep.equal([zhou]);
  });

  it('takes an event once, also when two workers take it at the same moment', async () => {
    await handedIn('o-two');
    await Promise.all([1, 2].map(() => t.db.write(system('relay'), relayEvents)));
    expect((await told()).map(({ who }) => who)).to.deep.equal([zhou]);
    // An event that a dead worker did not mark is taken again, and tells nobody twice.
    await t.db.write(system('test'), ({ tx }) =>
      tx.update(Event, { type: 'case.submitted' }, { relay: 'waiting' }),
    );
    expect(await told()).to.deep.equal([]);
  });

  it('has been seen to use every rule', () => {
    expect([...new Set(noticeRules.map(({ text }) => text))].filter((text) => !seen.has(text))).to.deep.equal(
      [],
    );
  });
});
