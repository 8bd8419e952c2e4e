import { expect } from 'chai';
import { AidCase, CasePaper, Commitment, Event } from '../../entities/index.ts';
import { groundsOn } from '../../server/cases/ending/rules.ts';
import * as ending from '../../server/cases/ending/service.ts';
import * as recovery from '../../server/cases/ending/recovery.ts';
import { dueSoon } from '../../server/cases/jobs.ts';
import { myCases, readCase } from '../../server/cases/reading.ts';
import { readReference } from '../../server/cases/reference.ts';
import type { Step } from '../../server/cases/service.ts';
import { noteServed } from '../../server/cases/serving/service.ts';
import { seedDemoCentre } from '../../server/demo/seed.ts';
import { system, type Actor } from '../../server/platform/actor.ts';
import { startOf } from '../../server/platform/calendar.ts';
import type { Work } from '../../server/platform/db.ts';
import { Problem } from '../../server/platform/problems.ts';
import { apply, stepsOn } from '../support/applying.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';
import { placedAt, staff } from '../support/staff.ts';

const zhou = staff('zhou', 'intake');
const wu = staff('wu', 'reviewer');
const zheng = staff('zheng', 'approver', 'director');
const both = staff('both', 'reviewer', 'approver');
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('grounds for ending aid', () => {
  it('are the eight of the law, since the law', () => {
    expect(groundsOn('2021-12-31')).to.deep.equal([]);
    expect(groundsOn('2026-11-24').map(({ law }) => law)).to.deep.equal(
      [1, 2, 3, 4, 5, 6, 7, 8].map((item) => `法律援助法第48条第${item}项`),
    );
  });
});

onEachEngine('aid that ends', (engine) => {
  let t: TestDatabase;
  let day = '2026-06-01';
  let id = '';
  let openid = '';
  let people = 0;
  before(async () => {
    t = await testDatabase(engine, () => startOf(day) + 9 * 3_600_000);
    await seedDemoCentre(t.db);
    await placedAt(t, { kind: 'centre' }, [zhou, wu, zheng, both]);
  });
  after(() => t?.drop());

  const rowOf = () => t.db.read(({ tx }) => tx.findOneByOrFail(AidCase, { id }));
  /** A case with a commitment that was granted; `deceived` once a check found it false. */
  async function granted(deceived = false): Promise<void> {
    day = '2026-06-01';
    openid = `o-end-${(people += 1)}`;
    const { reference } = await apply(stepsOn(t.db, openid));
    const found = await t.db.read(({ tx }) =>
      tx.findOneByOrFail(AidCase, { reference: readReference(reference)! }),
    );
    id = found.id;
    await t.db.write(system('test'), async ({ tx }) => {
      await tx.update(AidCase, { id }, { state: 'GRANTED' });
      if (deceived) await tx.update(Commitment, { applicationId: found.applicationId }, { status: 'FALSE' });
    });
  }
  async function act(actor: Actor, verb: (work: Work, step: Step) => Promise<void>): Promise<void> {
    const { version } = await rowOf();
    await t.db.write(actor, (work) => verb(work, { id, version }));
  }
  const opinion = { ground: 'deception', heard: '说当时把房租漏了', reasons: '租金流水与说明表不符' };
  const propose = (actor = wu) =>
    act(actor, (work, step) => ending.proposeEnding(work, { ...step, ...opinion }));
  const end = (actor = zheng) =>
    act(actor, (work, step) =>
      ending.endAid(work, { ...step, ground: 'deception', reasons: '租金流水与说明表不符' }),
    );
  const served = (servedOn = '2026-06-02') =>
    act(zhou, (work, step) => noteServed(work, { ...step, servedOn, note: '当面签收' }));
  const view = (actor = zheng) => t.db.write(actor, (work) => readCase(work, id));
  const clocks = async () => (await view()).clocks.map(({ rule, status, dueOn }) => [rule, status, dueOn]);

  it('is proposed by one person who heard the recipient, and decided by another, in writing, with the way to object', async () => {
    await granted();
    expect(await codeOf(end()), 'nobody decides without an opinion').to.equal('ending_unproposed');
    expect((await view()).actions, 'no button before there is an opinion').not.to.include('end');
    await propose(both);
    expect((await view()).actions).to.include('end');
    expect((await view(both)).actions).not.to.include('end');
    expect((await rowOf()).state, 'nothing changed yet').to.equal('GRANTED');
    expect(await codeOf(end(both)), 'nor the proposer').to.equal('same_person');
    await end();
    expect(await rowOf()).to.include({ state: 'TERMINATED' });
    const { papers, stateName } = await view();
    expect(stateName).to.equal('已终止援助');
    expect(papers.map(({ kindName }) => kindName)).to.deep.equal(['提请终止援助的意见', '终止法律援助决定']);
    expect(papers[0]!.lines.join('\n')).to.match(/受援人说明：说当时把房租漏了/);
    expect(papers[1]!.lines.join('\n'))
      .to.match(/法律援助法第48条第1项/)
      .and.match(/异议/);
    expect(papers[1]!.lines.join('\n')).to.match(/自收到决定书之日起15日内，向苏州市相城区司法局提出异议/);
    expect(await clocks())
      .to.deep.include(['D9', 'running', '2026-06-04'])
      .and.not.satisfy(
        (all: string[][]) => all.some(([rule]) => rule === 'D10'),
        'not before it is received',
      );
    const own = await t.db.read((reading) => myCases(reading, openid));
    expect(own[0]).to.include({ state: 'TERMINATED' });
    const events = await t.db.read(({ tx }) => tx.find(Event, { where: { caseId: id, type: 'case.ended' } }));
    expect(events.map(({ data }) => data).join(), 'no fact').not.to.match(/房租|租金|欺骗/);
  });

  it('is reminded of until it was served, and not of the time to object', async () => {
    await granted();
    await propose();
    await end();
    const reminders = async (): Promise<number> => {
      await dueSoon.run(t.db, t.db.clock());
      return t.db.read(({ tx }) => tx.countBy(Event, { caseId: id, type: 'case.dueSoon' }));
    };
    day = '2026-06-03';
    expect(await reminders()).to.equal(1);
    expect(await codeOf(served('2026-06-30')), 'not in the future').to.equal('bad_input');
    expect((await view(zhou)).actions).to.include('served');
    await served();
    expect((await view(zhou)).actions, 'no button once it was served').not.to.include('served');
    expect(await codeOf(served())).to.equal('already_served');
    expect(await clocks())
      .to.deep.include(['D9', 'met', '2026-06-04'])
      .and.deep.include(['D10', 'running', '2026-06-17']);
    day = '2026-06-15';
    expect(await reminders()).to.equal(1);
    expect(await codeOf(propose()), 'it has ended').to.equal('transition_refused');
  });

  it('never follows by itself from a false commitment', async () => {
    await granted(true);
    expect((await rowOf()).state).to.equal('GRANTED');
    expect((await view()).papers).to.deep.equal([]);
  });

  describe('and what it cost', () => {
    const proposal = (costs = 120_000) =>
      act(zheng, (work, step) =>
        recovery.proposeRecovery(work, { ...step, costs, reasons: '查证属实，本人已陈述' }),
      );
    const decision = (repay: number, fine: number) =>
      act(zheng, (work, step) =>
        recovery.noteRecovery(work, {
          ...{ ...step, decidedOn: '2026-06-01', number: '演示〔2026〕1号', repay, fine },
          reasons: '依法处理',
        }),
      );
    const paid = (amount: number, paidOn = '2026-06-01') =>
      act(zheng, (work, step) => recovery.noteRepaid(work, { ...step, paid: amount, paidOn, note: '转账' }));

    it('is put before the bureau, whose decision and what was paid are recorded one after the other', async () => {
      await granted(true);
      expect((await view()).actions).to.include('proposeRecovery');
      expect((await view(wu)).actions, 'the head of the centre alone').not.to.include('proposeRecovery');
      expect(await codeOf(decision(1, 0)), 'not before it was proposed').to.equal('recovery_refused');
      await proposal();
      expect(await codeOf(decision(120_000, 300_001)), 'more than the law allows').to.equal('bad_input');
      await decision(120_000, 50_000);
      expect(await codeOf(paid(60_000, '2026-06-02')), 'not in the future').to.equal('bad_input');
      await paid(60_000);
      await paid(110_000);
      const { papers, state } = await view();
      expect(state, 'nothing else follows').to.equal('GRANTED');
      expect(papers.map(({ kindName, by, lines }) => [kindName, by, lines.slice(0, 3)])).to.deep.equal([
        [
          '提请追偿',
          '',
          [
            '已实施的法律援助费用：1200元',
            '提请区司法局依法处理（法律援助法第64条）',
            '查证属实，本人已陈述',
          ],
        ],
        [
          '区司法局的处理决定',
          '',
          [
            '区司法局 2026-06-01 决定，文号 演示〔2026〕1号',
            '支付已实施的法律援助费用：1200元',
            '罚款：500元',
          ],
        ],
        ['支付登记', '', ['2026-06-01 支付 600元', '转账']],
        ['支付登记', '', ['2026-06-01 支付 1100元', '转账']],
      ]);
      const kept = await t.db.read(({ tx }) => tx.findBy(CasePaper, { caseId: id }));
      expect(new Set(kept.map(({ staffId }) => staffId))).to.deep.equal(new Set(['zheng']));
    });

    it('may be nothing, and is never asked back of aid that was honestly got or not granted', async () => {
      await granted(true);
      await proposal(0);
      await decision(0, 0);
      expect((await view()).papers.at(-1)!.lines)
        .to.include('不用支付援助费用')
        .and.include('不罚款');
      await granted();
      expect(await codeOf(proposal())).to.equal('recovery_refused');
      await granted(true);
      await t.db.write(system('test'), ({ tx }) => tx.update(AidCase, { id }, { state: 'REVIEW' }));
      expect(await codeOf(proposal())).to.equal('recovery_refused');
    });
  });
});
