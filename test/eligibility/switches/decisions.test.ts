import { expect } from 'chai';
import { rulesFor, valuesOn, type Decision } from '../../../server/eligibility/switches/decisions.ts';
import {
  decideSwitch,
  listSwitches,
  type NewDecision,
} from '../../../server/eligibility/switches/service.ts';
import { verdictOf } from '../../../server/eligibility/views.ts';
import { clockDays } from '../../../server/cases/rules.ts';
import type { Actor } from '../../../server/platform/actor.ts';
import { startOf } from '../../../server/platform/calendar.ts';
import { Problem } from '../../../server/platform/problems.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../../support/databases.ts';

const head = (...roles: 'director'[]): Actor => ({
  ...{ kind: 'staff', id: 'zheng', name: '郑', roles, servicePointId: 'centre', through: 'console' },
});
const rider = { danger: 'no', matter: 'wages', workKind: 'platform', migrant: 'yes', area: 'labour' };

describe('what decisions on switches say', () => {
  const kept = (number: number, value: string, fromDay: string, switchId = 'AGED_FROM'): Decision => ({
    ...{ id: String(number), number, switchId, value, fromDay },
  });

  it('begins on its day, and the newest that has begun counts', () => {
    const decisions = [kept(1, '70', '2026-01-01'), kept(2, '75', '2026-12-01')];
    const on = (day: string) => valuesOn(decisions, day)['AGED_FROM'];
    expect([on('2025-12-31'), on('2026-11-30'), on('2026-12-01')]).to.deep.equal([undefined, 70, 75]);
  });

  it('is replaced by one that was made later, whatever their days', () => {
    const decisions = [kept(1, '75', '2026-12-01'), kept(2, '80', '2026-06-01')];
    expect(valuesOn(decisions, '2026-12-31')['AGED_FROM']).to.equal(80);
  });

  it('is left out where the files have no such switch or choice any more', () => {
    const decisions = [
      kept(1, 'on', '2026-01-01', 'GONE'),
      kept(2, 'perhaps', '2026-01-01', 'SZ_LABOUR_WAIVER'),
      kept(3, 'unknown', '2026-01-01', 'ECO_AMOUNT'),
    ];
    expect(valuesOn(decisions, '2026-12-31')).to.deep.equal({ ECO_AMOUNT: 'unknown' });
  });
});

onEachEngine('deciding a switch', (engine) => {
  let t: TestDatabase;
  let day = '2026-11-24';
  before(async () => (t = await testDatabase(engine, () => startOf(day) + 9 * 3_600_000)));
  after(() => t?.drop());

  const decision = { id: 'NEW_ECONOMY_SCOPE', value: 'on', fromDay: '2026-12-01', reason: '降低门槛' };
  const decide = async (change: Partial<NewDecision> = {}, who = head('director')): Promise<void> => {
    const { newest } = await t.db.read((reading) => listSwitches(reading));
    await t.db.write(who, (work) =>
      decideSwitch(work, { ...decision, document: '相司〔2026〕1号', seen: newest, ...change }),
    );
  };
  const codeOf = (failing: Promise<unknown>): Promise<string> =>
    failing.then(
      () => 'nothing',
      (error: unknown) => (error instanceof Problem ? error.code : String(error)),
    );
  const scopeNow = () => t.db.read(async (reading) => (await verdictOf(reading, rider)).scope);

  it('changes the screening from its day on and not before, in every process that asks', async () => {
    expect(await scopeNow()).to.equal('LOCAL');
    await decide();
    expect(await scopeNow()).to.equal('LOCAL');
    day = '2026-12-01';
    expect(await scopeNow()).to.equal('IN');
  });

  it('changes the days of a clock', async () => {
    const daysOf = () => t.db.read(async (reading) => clockDays('D2', await rulesFor(reading)));
    expect(await daysOf()).to.equal(10);
    await decide({ id: 'SUPPLEMENT_DAYS', value: 7, fromDay: day });
    expect(await daysOf()).to.equal(7);
    const before = await t.db.read(async (reading) => clockDays('D2', await rulesFor(reading, '2026-11-30')));
    expect(before, 'a clock that began before keeps its days').to.equal(10);
  });

  it('counts within the unit that decides', async () => {
    const found = await t.db.write(head('director'), async (work) => {
      const { newest } = await listSwitches(work);
      const before = (await rulesFor(work)).switches['AGED_FROM'];
      await decideSwitch(work, {
        ...{ id: 'AGED_FROM', value: 75, fromDay: day, reason: '试', document: '1', seen: newest },
      });
      return [before, (await rulesFor(work)).switches['AGED_FROM']];
    });
    expect(found).to.deep.equal([80, 75]);
  });

  it('is forgotten where the unit that decided failed', async () => {
    const failing = t.db.write(head('director'), async (work) => {
      const { newest } = await listSwitches(work);
      await decideSwitch(work, {
        ...{ id: 'AGED_FROM', value: 60, fromDay: day, reason: '试', document: '1', seen: newest },
      });
      await rulesFor(work);
      throw new Error('cut off');
    });
    expect(await failing.then(() => '', String)).to.include('cut off');
    await decide({ id: 'AGED_FROM', value: 82, fromDay: day });
    const aged = await t.db.write(head('director'), async (work) => (await rulesFor(work)).switches);
    expect(aged['AGED_FROM']).to.equal(82);
  });

  it('is kept with who, when, why and the document, newest first', async () => {
    await decide({ id: 'SZ_LABOUR_WAIVER', value: 'on', fromDay: day, reason: '市里复函' });
    await decide({ id: 'SZ_LABOUR_WAIVER', value: 'off', fromDay: day, reason: '市里停了' });
    const { items } = await t.db.read((reading) => listSwitches(reading));
    const waiver = items.find(({ id }) => id === 'SZ_LABOUR_WAIVER')!;
    expect(waiver).to.include({ said: '不再执行', decided: true, open: false, defaultSaid: '未定' });
    expect(waiver.history.map(({ reason, value }) => [reason, value])).to.deep.equal([
      ['市里停了', '不再执行'],
      ['市里复函', '仍然执行'],
    ]);
    expect(waiver.history[0]).to.include({ document: '相司〔2026〕1号', at: startOf(day) + 9 * 3_600_000 });
    const events = await t.db.read(({ tx }) =>
      tx.query("SELECT data FROM event WHERE type = 'rules.decided' ORDER BY id"),
    );
    expect(JSON.stringify(events.at(-1)))
      .to.include('SZ_LABOUR_WAIVER')
      .and.not.include('市里');
  });

  it('is refused to others, for values that do not exist, for the past, and over an unseen decision', async () => {
    expect(await codeOf(decide({}, head()))).to.equal('not_allowed');
    const onPhone = { ...head('director'), through: 'chat' } as Actor;
    expect(await codeOf(decide({}, onPhone))).to.equal('not_allowed');
    expect(await codeOf(decide({ id: 'NOTHING' }))).to.equal('not_found');
    expect(await codeOf(decide({ value: 'perhaps' }))).to.equal('bad_input');
    expect(await codeOf(decide({ id: 'AGED_FROM', value: 'old' }))).to.equal('bad_input');
    expect(await codeOf(decide({ fromDay: '2026-11-30' }))).to.equal('bad_input');
    expect(await codeOf(decide({ seen: 0 }))).to.equal('stale');
  });

  it('by two at the same moment is decided by one', async () => {
    const { newest } = await t.db.read((reading) => listSwitches(reading));
    const both = await Promise.all(
      [70, 71].map((value) => codeOf(decide({ id: 'AGED_FROM', value, fromDay: day, seen: newest }))),
    );
    expect(both.toSorted()).to.deep.equal(['nothing', 'stale']);
  });
});
