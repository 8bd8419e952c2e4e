import { expect } from 'chai';
import { AidCase, CaseClock, Event } from '../../entities/index.ts';
import { readPerson } from '../../server/cases/person.ts';
import { readCase } from '../../server/cases/reading.ts';
import { readReference } from '../../server/cases/reference.ts';
import * as service from '../../server/cases/service.ts';
import { readDecision } from '../../server/cases/serving/decision.ts';
import * as serving from '../../server/cases/serving/service.ts';
import { todo } from '../../server/cases/todo.ts';
import { seedDemoCentre } from '../../server/demo/seed.ts';
import type { Staff } from '../../server/people/policies.ts';
import { startOf } from '../../server/platform/calendar.ts';
import type { Work } from '../../server/platform/db.ts';
import { newId } from '../../server/platform/ids.ts';
import { Problem } from '../../server/platform/problems.ts';
import { system } from '../../server/platform/actor.ts';
import { apply, stepsOn } from '../support/applying.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';
import { placedAt, staff } from '../support/staff.ts';

const zhou = staff('zhou', 'intake');
const wu = staff('wu', 'reviewer');
const zheng = staff('zheng', 'approver');
const outside = staff('outside', 'intake');
const sayOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? `${error.code} ${error.message}` : String(error)),
  );

onEachEngine('a refusal that has to be served', (engine) => {
  let t: TestDatabase;
  let day = '2026-06-01';
  let id = '';
  let people = 0;
  before(async () => {
    t = await testDatabase(engine, () => startOf(day) + 9 * 3_600_000);
    await seedDemoCentre(t.db);
    await placedAt(t, { kind: 'centre' }, [zhou, wu, zheng]);
    await placedAt(t, { code: 'ws-wangting' }, [outside]);
  });
  after(() => t?.drop());
  beforeEach(async () => {
    day = '2026-06-01';
    const { reference } = await apply(stepsOn(t.db, `o-serve-${(people += 1)}`), { proof: 'papers' });
    const found = { reference: readReference(reference)! };
    ({ id } = await t.db.read(({ tx }) => tx.findOneByOrFail(AidCase, found)));
    await act(zhou, service.acceptCase);
    await act(wu, (work, step) =>
      service.reviewCase(work, { ...step, opinion: 'refuse', reasons: '不在范围内' }),
    );
    day = '2026-06-03';
    await act(zheng, (work, step) =>
      service.refuseCase(work, { ...step, reasons: '请求的事项不在援助范围内' }),
    );
  });

  async function act(actor: Staff, verb: (work: Work, step: service.Step) => Promise<void>): Promise<void> {
    const { version } = await t.db.read(({ tx }) => tx.findOneByOrFail(AidCase, { id }));
    await t.db.write(actor, (work) => verb(work, { id, version }));
  }
  const served = (servedOn: string, actor = zhou) =>
    act(actor, (work, step) => serving.noteServed(work, { ...step, servedOn, note: '窗口当面签收' }));
  const corrected = (servedOn: string, actor = zhou) =>
    act(actor, (work, step) => serving.correctServed(work, { ...step, servedOn, reasons: '登记时看错了' }));
  const view = (actor = zhou) => t.db.write(actor, (work) => readCase(work, id));
  const clocks = async () =>
    (await view()).clocks.map(({ rule, startedOn, dueOn }) => [rule, startedOn, dueOn].join(' '));
  const duties = async (actor: Staff) =>
    (await t.db.read((reading) => todo(reading, actor))).cases.filter(({ what }) => what === '决定书待送达');

  it('waits on the list of those who serve it, with the days to object and no date yet', async () => {
    const before = (await duties(zhou)).length;
    const shown = await view();
    expect(shown.actions).to.deep.equal(['served']);
    expect(shown).to.include({ daysToObject: 15, dueOn: null });
    expect(await clocks()).to.deep.equal(['D1 2026-06-01 2026-06-08']);
    expect((await view(zheng)).actions, 'who decided does not serve').to.deep.equal([]);
    expect(await duties(zheng)).to.deep.equal([]);
    await served('2026-06-03');
    expect(await duties(zhou)).to.have.length(before - 1);
  });

  it('is printed with name, reasons, articles, days and bureau, and who opened it is recorded', async () => {
    const decision = await t.db.write(zhou, (work) => readDecision(work, id));
    expect(decision).to.include({
      ...{ title: '不予法律援助决定书', reasons: '请求的事项不在援助范围内' },
      ...{ decidedOn: '2026年6月3日', centre: '苏州市相城区法律援助中心' },
    });
    expect(decision.applicant).not.to.match(/＊/);
    expect(decision.decided).to.match(/依照法律援助法第43条，决定不予法律援助/);
    expect(decision.remedy.join('\n'))
      .to.match(/自收到决定书之日起15日内，向苏州市相城区司法局提出异议，不收费。/)
      .and.match(/5日内审查[^]*法律援助法第49条[^]*行政复议或者提起行政诉讼/);
    expect((await view()).history.map(({ what }) => what)).to.include('打开要打印的决定书');
    expect(await sayOf(t.db.write(outside, (work) => readDecision(work, id)))).to.match(/^not_found/);
  });

  it('gives time to object from the day of its receipt, which is no day before the decision or to come', async () => {
    day = '2026-06-05';
    expect(await sayOf(served('2026-06-02'))).to.equal(
      'bad_input 填写的内容有误：决定是 2026年6月3日 作出的，送达日期不能早于这一天',
    );
    expect(await sayOf(served('1999-01-01'))).to.match(/不能早于这一天/);
    expect(await sayOf(served('2026-06-06'))).to.match(/送达的日子还没到/);
    expect(await sayOf(corrected('2026-06-04')), 'nothing to correct').to.match(/^not_served/);
    expect(await sayOf(served('2026-06-04', zheng))).to.match(/^not_allowed/);
    await served('2026-06-04');
    expect(await clocks(), '19 June is 端午').to.deep.equal([
      'D1 2026-06-01 2026-06-08',
      'D10 2026-06-04 2026-06-22',
    ]);
    const shown = await view();
    expect(shown).to.include({ state: 'REFUSED', daysToObject: null, dueOn: '2026-06-22' });
    // All cases of this test are one person's.
    expect(shown.actions).to.have.members(['correctServed', 'checkParties']);
    expect(shown.papers.at(-1)!.lines).to.deep.equal([
      '送达日期：2026-06-04',
      '提出异议到：2026-06-22（自收到之日起15日）',
      '窗口当面签收',
    ]);
    expect(await sayOf(served('2026-06-04'))).to.match(/^already_served/);
  });

  it('keeps what was noted first when the day is put right, and moves the time to object', async () => {
    day = '2026-06-10';
    await served('2026-06-04');
    expect(await sayOf(corrected('2026-06-02'))).to.match(/不能早于这一天/);
    expect(await sayOf(corrected('2026-06-04'))).to.match(/原来登记的就是 2026年6月4日/);
    await corrected('2026-06-08', wu);
    await corrected('2026-06-09');
    expect(await clocks()).to.deep.equal(['D1 2026-06-01 2026-06-08', 'D10 2026-06-09 2026-06-24']);
    const { papers, history } = await view();
    expect(papers.slice(-3).map(({ lines }) => lines[0])).to.deep.equal([
      '送达日期：2026-06-04',
      '送达日期更正为：2026-06-08',
      '送达日期更正为：2026-06-09',
    ]);
    expect(papers.at(-1)!.lines)
      .to.include('原来登记的是：2026-06-08')
      .and.include('更正的理由：登记时看错了');
    expect(history.filter(({ what }) => what === '更正送达日期')).to.have.length(2);
  });

  it('of before, whose time to object was counted from the decision, counts from receipt as well', async () => {
    await t.db.write(system('test'), ({ tx }) =>
      tx.insert(CaseClock, {
        ...{ id: newId(), caseId: id, rule: 'D10', status: 'running', startedOn: '2026-06-03' },
        ...{ dueOn: '2026-06-18', provisional: false, pausedOn: null, stoodDays: null },
      }),
    );
    expect(await clocks(), 'not shown before receipt').to.deep.equal(['D1 2026-06-01 2026-06-08']);
    day = '2026-06-05';
    await served('2026-06-05');
    expect(await clocks()).to.deep.equal(['D1 2026-06-01 2026-06-08', 'D10 2026-06-05 2026-06-22']);
  });

  it('shows name and telephone number to who works on the case, and names them in its history', async () => {
    expect(JSON.stringify(await view())).not.to.include('13812345678');
    const person = await t.db.write(zheng, (work) => readPerson(work, id));
    expect(person).to.deep.equal({ name: person.name, phone: '13812345678', phoneReason: null });
    expect(person.name).not.to.match(/＊/);
    const read = await t.db.read(({ tx }) => tx.findBy(Event, { caseId: id, type: 'case.personRead' }));
    expect(read.map(({ actor, at, data }) => [actor, Number(at), data])).to.deep.equal([
      ['staff:zheng', t.db.clock(), '{"staffId":"zheng"}'],
    ]);
    const line = (await view()).history.find(({ what }) => what === '查看姓名和电话');
    expect(line).to.include({ routine: false });
    const inChat = { ...zhou, through: 'chat' as const };
    for (const [actor, code] of [
      [outside, /^not_found/],
      [staff('editor', 'editor', 'admin'), /^not_allowed/],
      [inChat, /^not_allowed/],
    ] as const)
      expect(await sayOf(t.db.write(actor, (work) => readPerson(work, id)))).to.match(code);
  });
});
