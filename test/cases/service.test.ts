import { expect } from 'chai';
import { AidCase, CasePaper, Event, ServicePoint } from '../../entities/index.ts';
import { listCases, readCase } from '../../server/cases/reading.ts';
import type { Staff } from '../../server/people/policies.ts';
import { readReference } from '../../server/cases/reference.ts';
import * as service from '../../server/cases/service.ts';
import { noteServed } from '../../server/cases/serving/service.ts';
import { todo } from '../../server/cases/todo.ts';
import { seedDemoCentre } from '../../server/demo/seed.ts';
import { papersToPrint } from '../../server/eligibility/commitments/onPaper/service.ts';
import { listCommitments } from '../../server/eligibility/commitments/reading.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { startOf } from '../../server/platform/calendar.ts';
import { Problem } from '../../server/platform/problems.ts';
import type { Work } from '../../server/platform/db.ts';
import { apply, stepsFor, stepsOn } from '../support/applying.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';
import { placedAt, staff } from '../support/staff.ts';

const zhou = staff('zhou', 'intake');
const wu = staff('wu', 'reviewer');
const zheng = staff('zheng', 'approver');
/** Reviews and approves, but never the same case. */
const both = staff('both', 'reviewer', 'approver', 'intake');
const editor = staff('editor', 'editor', 'admin');

const reasons = '事项在范围内，经济困难';

onEachEngine('the work on a case', (engine) => {
  let t: TestDatabase;
  /** Nine in the morning in 相城 on this day. */
  let day = '2026-06-01';
  let id = '';
  let people = 0;

  before(async () => {
    t = await testDatabase(engine, () => startOf(day) + 9 * 3_600_000);
    await seedDemoCentre(t.db);
    await placedAt(t, { kind: 'centre' }, [zhou, wu, zheng, both, editor]);
  });
  after(() => t?.drop());

  /** A case handed in by somebody new on this day. */
  async function handedIn(on = '2026-06-01') {
    day = on;
    const submitted = await apply(stepsOn(t.db, `o-${(people += 1)}`), { proof: 'papers' });
    const reference = readReference(submitted.reference)!;
    ({ id } = await t.db.read(({ tx }) => tx.findOneByOrFail(AidCase, { reference })));
    return submitted;
  }
  beforeEach(() => handedIn());

  it('is seen by the centre and by the station that it went to, and by no other', async () => {
    const at = async (where: object): Promise<Actor> => {
      const { id: servicePointId } = await t.db.read(({ tx }) => tx.findOneByOrFail(ServicePoint, where));
      return { ...zhou, servicePointId } as Actor;
    };
    const own = await at({ id: (await now()).servicePointId });
    const other = await at({ code: 'ws-wangting' });
    expect((await t.db.write(own, (work) => readCase(work, id))).id).to.equal(id);
    const listed = (actor: Actor) => t.db.read((reading) => listCases(reading, actor as Staff, {}));
    expect((await listed(zhou)).total).to.be.greaterThan(0);
    expect((await listed(other)).total).to.equal(0);
    const refused = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: Problem) => error.code,
      );
    expect(await refused(t.db.write(other, (work) => readCase(work, id)))).to.equal('not_found');
    expect(await refused(accept(other))).to.equal('not_found');
    // Who filled it in has it signed at the own window; a colleague there sees nothing of it, and it is nobody's to do there.
    const sun = { ...other, id: 'sun' } as Actor;
    const { reference } = await apply(stepsFor(t.db, sun, { helping: true }));
    expect((await listed(sun)).items.map((one) => one.reference)).to.deep.equal([reference]);
    const [commitment, ...more] = (await t.db.read((reading) => listCommitments(reading, sun as Staff, {})))
      .items;
    expect([commitment!.reference, more]).to.deep.equal([reference, []]);
    expect((await t.db.write(sun, (work) => papersToPrint(work, commitment!.id))).reference).to.equal(
      reference,
    );
    expect((await listed(other)).total).to.equal(0);
    expect((await t.db.read((reading) => todo(reading, sun as Staff))).cases).to.deep.equal([]);
  });

  const now = () => t.db.read(({ tx }) => tx.findOneByOrFail(AidCase, { id }));
  type Step = { id: string; version: number };
  /** One verb on the version that stands, in one unit. */
  async function act(actor: Actor, verb: (work: Work, step: Step) => Promise<void>): Promise<void> {
    const { version } = await now();
    await t.db.write(actor, (work) => verb(work, { id, version }));
  }
  const accept = (actor: Actor = zhou) => act(actor, service.acceptCase);
  const supplement = (actor: Actor = zhou) =>
    act(actor, (work, step) => service.askSupplement(work, { ...step, items: ['工资欠条', '聊天记录'] }));
  const supplied = (actor: Actor = zhou) =>
    act(actor, (work, step) => service.noteSupplied(work, { ...step, note: '聊天记录三张' }));
  const review = (actor: Actor = wu, opinion: 'grant' | 'refuse' = 'grant') =>
    act(actor, (work, step) => service.reviewCase(work, { ...step, opinion, reasons }));
  const grant = (actor: Actor = zheng) => act(actor, service.grantCase);
  const refuse = (actor: Actor = zheng) =>
    act(actor, (work, step) => service.refuseCase(work, { ...step, reasons }));

  const view = () => t.db.write(zhou, (work) => readCase(work, id));
  const clocks = async () =>
    (await view()).clocks.map(({ rule, status, dueOn, provisional }) =>
      [rule, status, dueOn, ...(provisional ? ['以中心确认为准'] : [])].join(' '),
    );
  const events = async () =>
    (await t.db.read(({ tx }) => tx.find(Event, { where: { caseId: id }, order: { id: 'ASC' } }))).filter(
      ({ type }) => type !== 'case.read',
    );
  const refusalOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: unknown) => (error instanceof Problem ? error.code : String(error)),
    );

  it('begins with one running clock and one event that names no person and no fact', async () => {
    expect(await clocks()).to.deep.equal(['D1 running 2026-06-08']);
    expect(await now()).to.include({ state: 'RECEIVED', dueOn: '2026-06-08', version: 1, reviewerId: null });
    const [submitted, ...more] = await events();
    expect(more).to.deep.equal([]);
    expect(submitted).to.include({ type: 'case.submitted', relay: 'waiting' });
    expect(submitted!.data).not.to.match(/王|工资|装修|320507/);
  });

  it('goes from receipt to a grant: each step an event by the one who did it', async () => {
    await accept();
    await review();
    await grant();
    expect(await now()).to.include({ state: 'GRANTED', version: 4, reviewerId: 'wu', dueOn: '2026-06-04' });
    expect(await clocks()).to.deep.equal(['D1 met 2026-06-08', 'D3 running 2026-06-04']);
    expect(
      (await events()).map(({ type, actor }) => `${type} ${actor.split(':')[1]}`).slice(1),
    ).to.deep.equal(['case.accepted zhou', 'case.reviewed wu', 'case.granted zheng']);
    const { papers, actions, history } = await view();
    expect(papers.map(({ kind }) => kind)).to.deep.equal(['opinion', 'grant']);
    // All cases of this test are one person's.
    expect(actions, 'nothing is left but to check the repeats').to.deep.equal(['checkParties']);
    expect(history.map(({ what }) => what)).to.include.members(['收到申请', '受理', '决定给予援助']);
  });

  it('refuses in writing, with reasons and the way to object, whose time begins with the receipt', async () => {
    await accept();
    await review(wu, 'refuse');
    await refuse();
    expect((await now()).state).to.equal('REFUSED');
    expect(await clocks()).to.deep.equal(['D1 met 2026-06-08']);
    const paper = (await view()).papers.at(-1)!;
    expect(paper).to.include({ kind: 'refusal', dueOn: null });
    expect(paper.lines).to.deep.equal([
      reasons,
      '不同意的，可以自收到决定书之日起15日内，向苏州市相城区司法局提出异议，不收费',
    ]);
    expect(JSON.parse((await events()).at(-1)!.data)).to.include({ staffId: 'zheng' });
  });

  it('seals what people write', async () => {
    await supplement();
    const paper = await t.db.read(({ tx }) => tx.findOneByOrFail(CasePaper, { caseId: id }));
    expect(paper.content).not.to.include('欠条');
    expect((await view()).papers[0]!.lines).to.deep.equal(['工资欠条', '聊天记录']);
  });

  it("stops the decision's clock while papers are missing, and gives those days back", async () => {
    day = '2026-06-02';
    await supplement();
    expect(await clocks()).to.deep.equal(['D1 paused 2026-06-08', 'D2 running 2026-06-12']);
    expect((await now()).dueOn, 'the date to watch is now that of the papers').to.equal('2026-06-12');
    day = '2026-06-05';
    await supplied();
    expect(await clocks()).to.deep.equal(['D1 running 2026-06-11', 'D2 met 2026-06-12']);
    expect(await now()).to.include({ state: 'REVIEW', dueOn: '2026-06-11' });
  });

  it('moves the end to the next workday where the days given back end on a weekend', async () => {
    day = '2026-06-02';
    await supplement();
    day = '2026-06-07';
    await supplied();
    expect((await clocks())[0], 'Saturday 13 June becomes Monday').to.equal('D1 running 2026-06-15');
  });

  it('counts from the unmoved day, so that a holiday is not given twice', async () => {
    await handedIn('2026-06-12');
    expect(await clocks(), '19 June is 端午').to.deep.equal(['D1 running 2026-06-22']);
    await supplement();
    day = '2026-06-15';
    await supplied();
    expect((await clocks())[0], '19 June and three days').to.equal('D1 running 2026-06-22');
  });

  it('counts from the unmoved day at a second request for papers too', async () => {
    await handedIn('2026-06-12');
    await supplement();
    day = '2026-06-15';
    await supplied();
    await supplement();
    day = '2026-06-16';
    await supplied();
    expect((await clocks())[0], '19 June and four days').to.equal('D1 running 2026-06-23');
  });

  it('is asked for papers and given them on the same day without any change of the end', async () => {
    await supplement();
    await supplied();
    expect(await clocks()).to.deep.equal(['D1 running 2026-06-08', 'D2 met 2026-06-11']);
  });

  it('marks what the calendar does not cover, and works all the same (26 December 2026)', async () => {
    expect(await handedIn('2026-12-26')).to.include({ decisionDue: '2027-01-02', provisional: true });
    expect(await clocks(), 'the earlier, unmoved day').to.deep.equal([
      'D1 running 2027-01-02 以中心确认为准',
    ]);
    await accept();
    await review(wu, 'refuse');
    await refuse();
    await act(zhou, (work, step) => noteServed(work, { ...step, servedOn: day, note: '当面签收' }));
    expect(await clocks()).to.deep.equal([
      'D1 met 2027-01-02 以中心确认为准',
      'D10 running 2027-01-10 以中心确认为准',
    ]);
  });

  it('marks an end that the days given back carry into a year without a calendar', async () => {
    await handedIn('2026-12-21');
    expect(await clocks()).to.deep.equal(['D1 running 2026-12-28']);
    await supplement();
    day = '2026-12-26';
    await supplied();
    expect((await clocks())[0]).to.equal('D1 running 2027-01-02 以中心确认为准');
  });

  describe('refuses, and changes nothing, when', () => {
    const unchanged = async (work: () => Promise<unknown>, code: string): Promise<void> => {
      const [before, eventsBefore] = [await view(), (await events()).length];
      expect(await refusalOf(work())).to.equal(code);
      const { history: _, ...after } = await view();
      const { history: __, ...was } = before;
      expect(after).to.deep.equal(was);
      expect(await events()).to.have.length(eventsBefore);
    };

    it('the case is not where the verb begins', async () => {
      await unchanged(() => grant(), 'transition_refused');
      await unchanged(() => review(), 'transition_refused');
      await unchanged(() => supplied(), 'transition_refused');
      await accept();
      await unchanged(() => accept(), 'transition_refused');
      await supplement();
      for (const verb of [accept, supplement, review, grant, refuse])
        await unchanged(() => verb(), 'transition_refused');
      await supplied();
      await review();
      await grant();
      for (const verb of [accept, supplement, supplied, review, grant, refuse])
        await unchanged(() => verb(), 'transition_refused');
    });

    it('somebody may not do it', async () => {
      const resident: Actor = { kind: 'resident', id: 'o-1' };
      const bot: Actor = { kind: 'bot', id: 'bot' };
      for (const verb of [accept, supplement, supplied, review, grant, refuse])
        for (const actor of [editor, resident, bot]) await unchanged(() => verb(actor), 'not_allowed');
      await unchanged(() => accept(wu), 'not_allowed');
      await accept();
      await unchanged(() => review(zhou), 'not_allowed');
      await review();
      await unchanged(() => grant(wu), 'not_allowed');
      await unchanged(() => refuse(zhou), 'not_allowed');
    });

    it('there is no opinion yet', async () => {
      await accept();
      await unchanged(() => grant(), 'review_missing');
      await unchanged(() => refuse(), 'review_missing');
    });

    it('the reviewer would also decide', async () => {
      await accept();
      await review(both);
      await unchanged(() => grant(both), 'same_person');
      await unchanged(() => refuse(both), 'same_person');
      await grant();
    });

    it('it was changed meanwhile by others', async () => {
      await accept();
      const { version } = await now();
      await review();
      const late = { id, version, opinion: 'refuse' as const, reasons: '别的意见' };
      await unchanged(() => t.db.write(wu, (work) => service.reviewCase(work, late)), 'stale');
    });

    it('there is no such case', async () => {
      const step = { id: '01890000-0000-7000-8000-000000000000', version: 1 };
      await unchanged(() => t.db.write(zhou, (work) => service.acceptCase(work, step)), 'not_found');
    });
  });

  it('lets one of several go ahead who decide at the same moment', async () => {
    await accept();
    await review();
    const { version } = await now();
    const step = { id, version };
    const outcomes = await Promise.all([
      refusalOf(t.db.write(zheng, (work) => service.grantCase(work, step))),
      refusalOf(t.db.write(both, (work) => service.refuseCase(work, { ...step, reasons }))),
      refusalOf(t.db.write(zheng, (work) => service.grantCase(work, step))),
    ]);
    expect(
      outcomes.filter((outcome) => outcome === 'done'),
      outcomes.join('; '),
    ).to.have.length(1);
    expect(
      outcomes.filter((outcome) => outcome === 'done' || /stale|transition_refused/.test(outcome)),
    ).to.have.length(3);
    expect((await view()).papers).to.have.length(2);
    // A refusal's time to object begins with its receipt only, so no clock runs before.
    const running = (await now()).state === 'GRANTED' ? 1 : 0;
    expect((await clocks()).filter((clock) => clock.includes('running'))).to.have.length(running);
  });
});
