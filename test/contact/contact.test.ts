import { expect } from 'chai';
import { Binding, Delivery, Event, Handoff, ServicePoint, Staff } from '../../entities/index.ts';
import { callDanger } from '../../server/answers/service.ts';
import {
  addToHandoff,
  askPerson,
  sayNoted,
  waitingForPerson,
  waitingState,
} from '../../server/channel/handoffs.ts';
import { todo } from '../../server/cases/todo.ts';
import { openClusters } from '../../server/answers/suggestions/service.ts';
import { answerHandoff, closeHandoff, takeHandoff } from '../../server/contact/answering.ts';
import { confirmAlarms, escalate } from '../../server/contact/alarms.ts';
import type { Duty } from '../../server/contact/contract.ts';
import {
  changeDuty,
  chainAt,
  defaultDuty,
  reachable,
  sayHours,
  sayMoment,
} from '../../server/contact/duty.ts';
import { remindCallBacks } from '../../server/contact/jobs.ts';
import { handoffsForChat, readThread, suggestEntry } from '../../server/contact/thread.ts';
import { finishTurn, openTurn } from '../../server/channel/turns.ts';
import { bookReceipts, claimDeliveries } from '../../server/notices/deliveries.ts';
import { relayEvents } from '../../server/notices/relay.ts';
import { system, type Actor } from '../../server/platform/actor.ts';
import { startOf } from '../../server/platform/calendar.ts';
import type { Work } from '../../server/platform/db.ts';
import { newId } from '../../server/platform/ids.ts';
import type { Problem } from '../../server/platform/problems.ts';
import type { Role } from '../../server/vocabulary.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** A Wednesday. */
const WEDNESDAY = startOf('2026-11-25');

describe('hours of duty', () => {
  const at = (date: string, hour: number): number => startOf(date) + hour * HOUR;
  it('are said as people say them', () => {
    expect(sayHours(defaultDuty)).to.equal('周一至周五 9:00–17:00');
    expect(sayMoment(at('2026-11-26', 11))).to.equal('11月26日（周四）11:00');
  });
  it('promise a call-back after the next opening, over nights, weekends and holidays', () => {
    const table: [string, number, boolean, string | null][] = [
      ['2026-11-25', 10, true, null],
      ['2026-11-25', 20, false, '11月26日（周四）11:00'],
      ['2026-11-27', 17, false, '11月30日（周一）11:00'],
      // 国庆: the next working day is 8 October.
      ['2026-09-30', 18, false, '10月8日（周四）11:00'],
      // 调休: a working Saturday.
      ['2026-10-10', 10, true, null],
    ];
    for (const [date, hour, open, by] of table) {
      const found = reachable(defaultDuty, at(date, hour));
      expect([found.open, found.callBackBy && sayMoment(found.callBackBy)], date).to.deep.equal([open, by]);
    }
  });
  it('promise nothing where none are set', () => {
    expect(reachable({ ...defaultDuty, hours: [] }, WEDNESDAY)).to.deep.equal({
      open: false,
      callBackBy: null,
    });
  });
  it('order the chain by step, and leave out who is not on call then', () => {
    const one = { weekdays: [3], from: 0, to: 1440 };
    const duty: Duty = {
      ...defaultDuty,
      chain: [
        { staffId: 'b', step: 2, ...one },
        { staffId: 'a', step: 1, ...one },
        { staffId: 'night', step: 1, weekdays: [3], from: 0, to: 480 },
        { staffId: 'thursday', step: 1, weekdays: [4], from: 0, to: 1440 },
      ],
    };
    expect(chainAt(duty, WEDNESDAY + 10 * HOUR)).to.deep.equal([['a'], ['b']]);
  });
});

onEachEngine('a person for a resident', (engine) => {
  let t: TestDatabase;
  let now = WEDNESDAY + 10 * HOUR;
  const staff: Record<string, Extract<Actor, { kind: 'staff' }>> = {};
  let count = 0;

  before(async () => {
    t = await testDatabase(engine, () => now);
    const pointId = newId();
    await t.db.write(system('test'), async ({ tx }) => {
      await tx.insert(ServicePoint, {
        ...{ id: pointId, code: 'centre', kind: 'centre', name: '中心', township: null, theme: null },
        ...{ parentId: null, address: null, phone: null, hours: null, active: true },
      });
      for (const [name, role] of [
        ['zhou', 'intake'],
        ['wu', 'reviewer'],
        ['zheng', 'director'],
      ] as [string, Role][]) {
        const id = newId();
        staff[name] = { kind: 'staff', id, name, roles: [role], servicePointId: pointId, through: 'console' };
        await tx.insert(Staff, {
          ...{
            id,
            account: name,
            name,
            passwordHash: '',
            roles: role,
            servicePointId: pointId,
            active: true,
          },
          ...{ wrongPasswords: 0, lockedUntil: 0 },
        });
        await tx.insert(Binding, { openid: `wx-${name}`, kind: 'staff', personId: id, boundAt: now });
      }
    });
  });
  after(() => t?.drop());
  beforeEach(async () => {
    now = WEDNESDAY + 10 * HOUR;
    await t.db.write(system('test'), async ({ tx }) => {
      await tx.clear(Handoff);
      await tx.clear(Delivery);
      await tx.clear(Event);
      await tx.query('DELETE FROM duty_setting');
    });
  });

  const as = <T>(actor: Actor, unit: (work: Work) => Promise<T>): Promise<T> => t.db.write(actor, unit);
  const resident = (openid: string): Actor => ({ kind: 'resident', id: openid });
  const newcomer = (): string => `o-${(count += 1)}`;
  const ask = (openid: string, said = '想找人问问', urgency: 'normal' | 'danger' = 'normal') =>
    as(resident(openid), (work) => askPerson(work, openid, { reason: '要求人工', said, urgency }));
  const code = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: Problem) => error.code,
    );
  const relay = async (): Promise<void> => {
    while ((await as(system('relay'), relayEvents)).taken > 0);
  };
  /** Sends what is queued; returns recipient and text of each. */
  async function deliver(outcome: 'sent' | 'refused' = 'sent'): Promise<string[]> {
    const items = await as(system('bot'), (work) => claimDeliveries(work, engine, 100));
    const receipts = items.map(({ id, leaseToken, attempts }) => ({ id, leaseToken, attempts, outcome }));
    await as(system('bot'), (work) => bookReceipts(work, receipts));
    return items.map(({ recipient, textKey }) => `${recipient} ${textKey}`).toSorted();
  }
  const waiting = () => t.db.read(waitingForPerson);

  it('asks in the hours without a promise, and out of hours with one that is kept in mind', async () => {
    expect((await ask(newcomer())).callBack).to.equal(null);
    now = WEDNESDAY + 20 * HOUR;
    const late = newcomer();
    const { callBack } = await ask(late);
    expect(callBack).to.deep.equal({ hours: '周一至周五 9:00–17:00', by: '11月26日（周四）11:00' });
    expect((await ask(late)).callBack, 'named again to who asks again').to.deep.equal(callBack);
    const noted = () => t.db.read((reading) => sayNoted(reading, late));
    expect(await noted()).to.match(/转给工作人员了，最晚 11月26日（周四）11:00 前/);
    await relay();
    await deliver();
    now = WEDNESDAY + 34 * HOUR;
    await remindCallBacks.run(t.db, now);
    await relay();
    expect(await deliver(), 'not yet').to.deep.equal([]);
    now = WEDNESDAY + 34.6 * HOUR;
    await remindCallBacks.run(t.db, now);
    await remindCallBacks.run(t.db, now);
    await relay();
    expect(await deliver(), 'once').to.deep.equal(['wx-zhou notice.staffCallBack']);
    now = WEDNESDAY + 36 * HOUR;
    expect(await noted(), 'overdue').not.to.match(/最晚/);
    now = WEDNESDAY + 34.6 * HOUR;
    const owed = (await waiting()).find(({ callBackBy }) => callBackBy !== null)!;
    await as(staff['zhou']!, (work) => answerHandoff(work, { id: owed.id, text: '您好', close: false }));
    expect((await waiting()).some(({ callBackBy }) => callBackBy !== null)).to.equal(false);
  });

  it('talks to and fro with one member of staff until it is closed', async () => {
    const openid = newcomer();
    const { id } = await ask(openid, '老板不给钱，我电话13912345678');
    const answer = (name: string, close = false) =>
      code(as(staff[name]!, (work) => answerHandoff(work, { id, text: `${name}：您说`, close })));
    expect(await answer('zhou')).to.equal('done');
    expect(await answer('wu'), 'one voice').to.equal('stale');
    await deliver();
    expect(await t.db.read((reading) => waitingState(reading, openid))).to.equal('talking');
    const more = (said: string) => as(resident(openid), (work) => addToHandoff(work, openid, said));
    await more('三个月了');
    await more('一共九千');
    expect(await deliver(), 'told once until they answer').to.deep.equal(['wx-zhou notice.staffMoreSaid']);
    expect((await waiting())[0]).to.include({ takenBy: 'zhou', unread: true });
    expect(await answer('zhou')).to.equal('done');
    expect((await waiting())[0]).to.include({ unread: false });

    const take = (name: string, from: string | null) =>
      code(as(staff[name]!, (work) => takeHandoff(work, { id, from })));
    expect(await take('wu', null), 'somebody has it').to.equal('stale');
    expect(await take('wu', staff['zhou']!.id)).to.equal('done');
    expect(await take('zheng', staff['zhou']!.id), 'two at once').to.equal('stale');
    expect(await answer('zhou')).to.equal('stale');
    expect(await code(as(staff['zhou']!, (work) => closeHandoff(work, { id })))).to.equal('stale');
    expect(await answer('wu', true)).to.equal('done');
    expect(await answer('wu'), 'over').to.equal('stale');
    expect(await waiting()).to.deep.equal([]);

    const { thread } = await as(staff['wu']!, (work) => readThread(work, id));
    expect(thread.map(({ from }) => from).join(' ')).to.equal('resident staff resident resident staff staff');
    expect(JSON.stringify(thread)).to.include('【电话】').and.not.include('13912345678');
    await as(staff['wu']!, (work) => suggestEntry(work, id));
    const [cluster] = await t.db.read(openClusters);
    expect(cluster!.items[0]).to.include({ source: 'handoff' });
    expect(cluster!.items[0]!.said).to.include('三个月了').and.not.include('139');
    expect(cluster!.items[0]!.answer).to.include('wu：您说');
  });

  it('shows the talk around the wish and nothing before it, masked, and records who read it', async () => {
    const openid = newcomer();
    const turn = (text: string, reply: string) =>
      as({ kind: 'bot', id: 'bot' }, async (work) => {
        const push = { key: newId(), openid, kind: 'text' as const, payload: { text } };
        const opened = await openTurn(work, push);
        if (opened.status !== 'leased') throw new Error(opened.status);
        const { id, fence } = opened.turn;
        await finishTurn(work, { id, fence, state: { at: 'home' }, reply: [reply], late: false });
      });
    now = WEDNESDAY + 8 * HOUR;
    await turn('很久以前说的', '好');
    now = WEDNESDAY + 10 * HOUR;
    await turn('我叫王小明，13912345678', '请说');
    now += MINUTE;
    const { id } = await ask(openid);
    const { transcript } = await as(staff['zhou']!, (work) => readThread(work, id));
    expect(transcript.map(({ from, text }) => `${from} ${text}`)).to.deep.equal([
      'resident 我叫【姓名】，【电话】',
      'assistant 请说',
    ]);
    const read = await t.db.read(({ tx }) => tx.findOneByOrFail(Event, { type: 'person.threadRead' }));
    expect(read.actor).to.include(staff['zhou']!.id);
    const inChat = await t.db.read(handoffsForChat);
    expect(JSON.stringify(inChat)).not.to.include(openid);
    const editor: Actor = { ...staff['zhou']!, roles: ['editor'] };
    expect(await code(as(editor, (work) => readThread(work, id)))).to.equal('not_allowed');
  });

  it('alarms everybody of the centre where no chain is set, and says 已通知 only after a receipt', async () => {
    const openid = newcomer();
    const card = await as(resident(openid), (work) => callDanger(work, openid, '我老公正在打我'));
    expect(card).to.include('110').and.not.include('已通知');
    expect((await waiting())[0]).to.include({ reason: '可能有危险：正在被打', callBackBy: null });
    await relay();
    expect(await deliver('refused')).to.deep.equal([
      'wx-wu notice.staffDanger',
      'wx-zheng notice.staffDanger',
      'wx-zhou notice.staffDanger',
    ]);
    await relay();
    expect(await deliver(), 'nothing was sent, so nothing is claimed').to.deep.equal([]);
    expect((await waiting())[0]!.alarm).to.deep.equal({ delivered: false, unconfirmed: false });
    expect(await t.db.read((reading) => waitingState(reading, openid))).to.equal('danger');
    now += 3 * HOUR;
    expect(await t.db.read((reading) => waitingState(reading, openid)), 'later').to.equal('waiting');
  });

  it('raises no alarm for a limit that ends within a week, though it stands among the urgent', async () => {
    const openid = newcomer();
    const deadline = { reason: '期限紧急', said: '后天到期', urgency: 'danger' as const };
    await as(resident(openid), (work) => askPerson(work, openid, deadline));
    await relay();
    expect(await deliver()).to.deep.equal(['wx-zhou notice.staffPerson']);
    expect((await waiting())[0]).to.deep.include({ urgency: 'danger', alarm: null });
    expect(await t.db.read((reading) => waitingState(reading, openid))).to.equal('waiting');
    await ask(openid, '他拿刀在门外', 'danger');
    expect(await deliver(), 'a danger meanwhile').to.have.length(3);
  });

  it('puts a pressing date that was told in the chat among the urgent, before who waits longer', async () => {
    await ask(newcomer());
    now += MINUTE;
    const openid = newcomer();
    expect(await as(resident(openid), (work) => callDanger(work, openid, '明天就开庭了怎么办'))).to.include(
      '人工',
    );
    const [first] = await waiting();
    expect(first).to.deep.include({ reason: '期限紧急', urgency: 'danger', alarm: null });
    expect((await t.db.read(handoffsForChat))[0]).to.include({ danger: false, deadline: true });
    expect((await t.db.read((reading) => todo(reading, staff['zhou']!))).persons).to.include({ danger: 0 });
    await relay();
    expect(await deliver()).to.deep.equal(['wx-zhou notice.staffPerson', 'wx-zhou notice.staffPerson']);
    expect(await t.db.read((reading) => waitingState(reading, openid))).to.equal('waiting');
  });

  it('tells the resident once that somebody has taken it, with 110 where they may be in danger', async () => {
    const [one, other] = [newcomer(), newcomer()];
    const { id } = await ask(one);
    const danger = await ask(other, '他拿刀在门外', 'danger');
    await relay();
    await deliver('refused');
    const take = (name: string, taken: string, from: string | null) =>
      as(staff[name]!, (work) => takeHandoff(work, { id: taken, from }));
    await take('zhou', id, null);
    await take('zhou', danger.id, null);
    await relay();
    expect(await deliver()).to.have.members([`${one} notice.taken`, `${other} notice.dangerTaken`]);
    await take('wu', id, staff['zhou']!.id);
    await relay();
    expect(await deliver(), 'over to a colleague').to.deep.equal([]);
  });

  it('asks how a request ended that was not answered, keeps it for staff, and tells the resident', async () => {
    now = WEDNESDAY + 20 * HOUR;
    const openid = newcomer();
    const { id } = await ask(openid);
    await relay();
    await deliver();
    const close = (how?: 'phoned' | 'later', note = '') =>
      code(as(staff['zhou']!, (work) => closeHandoff(work, { id, note, ...(how && { how }) })));
    expect(await close()).to.equal('bad_input');
    expect(await close('later')).to.equal('done');
    await relay();
    expect(await deliver()).to.deep.equal([`${openid} notice.callMissed`]);
    const [open] = await waiting();
    expect(open).to.include({ takenBy: 'zhou', unread: true }).and.to.have.property('callBackBy').above(now);
    expect(await close('phoned', '约了周五来')).to.equal('done');
    await relay();
    expect(await deliver()).to.deep.equal([`${openid} notice.closedPhoned`]);
    expect(await waiting()).to.deep.equal([]);
    const { thread } = await as(staff['wu']!, (work) => readThread(work, id));
    expect(thread.map(({ from, text }) => `${from} ${text}`).slice(1)).to.deep.equal([
      'note 打不通，稍后再打',
      'note 已电话联系：约了周五来',
    ]);
  });

  it('ends without a question and without another message what was answered', async () => {
    const { id } = await ask(newcomer());
    await as(staff['zhou']!, (work) => answerHandoff(work, { id, text: '您好', close: false }));
    await relay();
    await deliver();
    expect(await code(as(staff['zhou']!, (work) => closeHandoff(work, { id })))).to.equal('done');
    await relay();
    expect(await deliver()).to.deep.equal([]);
  });

  it('goes along the chain until somebody takes it', async () => {
    const all = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 };
    const duty: Duty = {
      ...defaultDuty,
      chain: [
        { staffId: staff['wu']!.id, step: 1, ...all },
        { staffId: staff['zheng']!.id, step: 2, ...all },
      ],
    };
    expect(await code(as(staff['wu']!, (work) => changeDuty(work, 0, duty)))).to.equal('not_allowed');
    await as(staff['zheng']!, (work) => changeDuty(work, 0, duty));
    expect(await code(as(staff['zheng']!, (work) => changeDuty(work, 0, duty)))).to.equal('stale');
    const openid = newcomer();
    await ask(openid, '他拿刀在门外', 'danger');
    await relay();
    expect(await deliver()).to.deep.equal(['wx-wu notice.staffDanger']);
    await relay();
    expect(await deliver()).to.deep.equal([`${openid} notice.dangerTold`]);
    const step = (): Promise<number> => as(system('job'), escalate);
    now += 4 * MINUTE;
    expect(await step()).to.equal(0);
    now += MINUTE;
    expect(await step()).to.equal(1);
    expect(await deliver()).to.deep.equal(['wx-zheng notice.staffDanger']);
    await relay();
    expect(await deliver(), '已通知 is said once').to.deep.equal([]);
    const zheng = { ...staff['zheng']!, through: 'chat' as const };
    expect(await as(zheng, confirmAlarms)).to.equal(1);
    expect(await as(zheng, confirmAlarms)).to.equal(0);
    now += HOUR;
    expect(await step(), 'taken').to.equal(0);
    expect((await waiting())[0]).to.deep.include({ takenBy: 'zheng', alarm: null });
  });

  it('says honestly when the chain ended and nobody confirmed, once; the red line stays', async () => {
    const openid = newcomer();
    await ask(openid, '他拿刀在门外', 'danger');
    await deliver();
    await relay();
    await deliver();
    now += 5 * MINUTE;
    await as(system('job'), escalate);
    await relay();
    expect(await deliver()).to.deep.equal([`${openid} notice.dangerUnconfirmed`]);
    now += HOUR;
    expect(await as(system('job'), escalate)).to.equal(0);
    expect((await waiting())[0]!.alarm).to.deep.equal({ delivered: true, unconfirmed: true });
  });
});
