import { expect } from 'chai';
import Type from 'typebox';
import { holds } from '../../server/eligibility/condition.ts';
import { checkRows, dated } from '../../server/eligibility/load.ts';
import { allRules, allSwitches, rulesAt } from '../../server/eligibility/rules.ts';
import type { Facts } from '../../server/eligibility/vocabulary.ts';

const facts = (known: Record<string, string | number | string[] | { min: number; max: number }>): Facts => ({
  get: (name) => known[name],
});

describe('dated rules', () => {
  it('are those in force on the day, the first and the last day included', () => {
    const ids = (date: string) => rulesAt(date).scope.map(({ id }) => id);
    expect(ids('2021-12-31')).to.include('SC00').and.not.include('SC07');
    expect(ids('2022-01-01')).to.include('SC07').and.not.include('SC00');
    expect(ids('2024-12-31')).not.to.include('SC26');
    expect(ids('2025-01-01')).to.include('SC26');
    const years = (date: string) => rulesAt(date).limits.find(({ id }) => id === 'LT26')?.span?.years;
    expect([years('2026-08-14'), years('2026-08-15')]).to.deep.equal([3, 5]);
  });

  it('date what to bring and the ways that stay open as well', () => {
    const doors = (date: string) => rulesAt(date).doors.map(({ id }) => id);
    expect(doors('2025-04-30')).not.to.include('DO17');
    expect(doors('2025-05-01'), '12356 since that day').to.include('DO17');
    expect(rulesAt('2025-04-30').version).not.to.equal(rulesAt('2025-05-01').version);
    const materials = (date: string) => rulesAt(date).materials.map(({ id }) => id);
    expect(materials('2021-12-31')).to.include('MA01').and.not.include('MA03');
    for (const date of ['2003-09-01', '2021-12-03', '2026-11-24'])
      expect(doors(date).slice(0, 2), 'a person and 12348, whatever the day').to.deep.equal(['DO01', 'DO02']);
  });

  it('never have two rows of one id in force on one day', () => {
    for (const [table, rows] of Object.entries(allRules())) {
      for (const row of rows) {
        const others = rows.filter((other) => other.id === row.id && other !== row);
        for (const other of others) {
          const apart =
            (row.to !== null && row.to < other.from) || (other.to !== null && other.to < row.from);
          expect(apart, `${table} ${row.id}`).to.equal(true);
        }
      }
    }
  });

  it('end after they begin', () => {
    for (const row of Object.values(allRules()).flat())
      if (row.to) expect(row.to >= row.from, row.id).to.equal(true);
  });

  it('hold every row of the fact base’s tables', () => {
    const all = new Set(Object.values(allRules()).flatMap((rows) => rows.map(({ id }) => id)));
    const wanted = [
      ...'SC01 SC02 SC03 SC04 SC05 SC06 SC07 SC08 SC09 SC10 SC11 SC12 SC13 SC14 SC15 SC16 SC17 SC20 SC21 SC22'.split(
        ' ',
      ),
      ...'SC23 SC24 SC25 SC26 SC27 SC28 SC29 SC30 SC31 SC32 SC33 SC34 SC35'.split(' '),
      ...'ECO1 ECO2 ECO3 ECO4 ECO5 NC1 NC2 NC3 NC4 NC5 EX1 EX2 EX2a EX2b EX3 EX4 EX5 EX9'.split(' '),
      ...'J1 J2 J3 J4 J5 J6 J7 E1 E2 D1 D2 D3 D4 D5 D6 D7 D8 D9 D10 D11 D12 D13 D14 D15'.split(' '),
    ];
    expect(wanted.filter((id) => !all.has(id))).to.deep.equal([]);
  });

  it('have a version that changes with a rule or a switch, and with nothing else', () => {
    expect(rulesAt('2026-11-24').version).to.equal(rulesAt('2026-11-25').version);
    expect(rulesAt('2026-11-24').version).not.to.equal(rulesAt('2026-08-14').version);
    expect(rulesAt('2026-11-24', { AGED_FROM: 70 }).version).not.to.equal(rulesAt('2026-11-24').version);
    expect(rulesAt('2026-11-24', { AGED_FROM: 80 }).version).to.equal(rulesAt('2026-11-24').version);
  });
});

describe('switches', () => {
  it('each leave their default visible, with a note that the centre decides', () => {
    for (const { note, tell, certainty } of allSwitches()) {
      expect(note).to.include('以中心确认为准');
      expect(tell).not.to.equal('');
      expect(certainty).to.match(/^[VPSMI]$/);
    }
  });

  it('are each read by a rule or by the comparison', () => {
    const text = JSON.stringify(Object.values(allRules()));
    const inCode = [
      'ECO_AMOUNT',
      'BORDER_PERCENT',
      'PROPERTY_TEST',
      'AVERAGE_WAGE',
      'INJ_LUMP_2026',
      'COMMITMENT_PAPERS_DAYS',
      'COMMITMENT_SAMPLE_PERCENT',
    ];
    const unread = allSwitches().filter(({ id }) => !text.includes(`"${id}"`) && !inCode.includes(id));
    expect(unread.map(({ id }) => id)).to.deep.equal([]);
  });

  it('refuse a name or a value that does not exist', () => {
    expect(() => rulesAt('2026-11-24', { NOTHING: 'on' })).to.throw(RangeError, 'NOTHING');
    expect(() => rulesAt('2026-11-24', { SZ_LABOUR_WAIVER: 'maybe' })).to.throw(RangeError, 'maybe');
    expect(() => rulesAt('2026-11-24', { AGED_FROM: 'old' })).to.throw(RangeError);
    expect(() => rulesAt('2026-11-24', { AGED_FROM: -1 })).to.throw(RangeError);
    expect(rulesAt('2026-11-24', { ECO_AMOUNT: 'unknown' }).switches['ECO_AMOUNT']).to.equal('unknown');
  });
});

describe('reading rule files', () => {
  const row = Type.Object({ ...dated }, { additionalProperties: false });
  const good = {
    id: 'X1',
    name: '名',
    law: '法',
    certainty: 'V',
    from: '2022-01-01',
    to: null,
    checkedOn: '2025-01-01',
  };

  it('accepts a whole row', () => expect(checkRows('x.yaml', [good], row)).to.have.length(1));

  it('names file, row and field of what is wrong', () => {
    expect(() => checkRows('x.yaml', [{ ...good, from: '2022' }], row)).to.throw(
      /x\.yaml can't be read:\nX1 from/,
    );
    expect(() => checkRows('x.yaml', [{ ...good, certainty: 'Z' }], row)).to.throw(/X1 certainty/);
    expect(() => checkRows('x.yaml', [{ ...good, whne: {} }], row)).to.throw(/X1 .*whne/);
    expect(() => checkRows('x.yaml', 'nothing', row)).to.throw(/must be array/);
  });
});

describe('conditions', () => {
  it('know true, false and not known', () => {
    const person = facts({ matter: 'wages', age: 35, situation: ['relief', 'disability'], stage: 'unknown' });
    expect(holds({ matter: 'wages' }, person)).to.equal(true);
    expect(holds({ matter: ['injury', 'wages'], age: { below: 18 } }, person)).to.equal(false);
    expect(holds({ situation: ['orphan', 'relief'] }, person)).to.equal(true);
    expect(holds({ place: 'here' }, person)).to.equal(undefined);
    expect(holds({ stage: 'none' }, person)).to.equal(undefined);
    expect(holds({ stage: ['none', 'unknown'] }, person)).to.equal(true);
    expect(holds({ stage: 'none', matter: 'injury' }, person)).to.equal(false);
    expect(holds({ any: [{ stage: 'none' }, { matter: 'wages' }] }, person)).to.equal(true);
    expect(holds({ any: [{ stage: 'none' }, { matter: 'injury' }] }, person)).to.equal(undefined);
    expect(holds({ not: { matter: 'wages' } }, person)).to.equal(false);
    expect(holds({ not: { stage: 'none' } }, person)).to.equal(undefined);
    expect(holds({}, person)).to.equal(true);
  });

  it('compare a range only where all of it lies on one side', () => {
    const income = facts({ income: { min: 2000, max: 2999 } });
    expect(holds({ income: { atMost: 3000 } }, income)).to.equal(true);
    expect(holds({ income: { atMost: 2500 } }, income)).to.equal(undefined);
    expect(holds({ income: { above: 3000 } }, income)).to.equal(false);
    expect(holds({ income: { atLeast: 1000, below: 2000 } }, income)).to.equal(false);
  });

  it('compare with a switch by its name', () => {
    const person = facts({ age: 80, AGED_FROM: 80 });
    expect(holds({ age: { atLeast: 'AGED_FROM' } }, person)).to.equal(true);
    expect(holds({ age: { atLeast: 'NOT_THERE' } }, person)).to.equal(undefined);
  });
});
