import { expect } from 'chai';
import { builtInCalendar } from '../../server/platform/calendar.ts';
import { answersSchema, wrongAnswers } from '../../server/eligibility/answersSchema.ts';
import { replay, type Replayed } from '../../server/eligibility/replay.ts';
import { rulesAt } from '../../server/eligibility/rules.ts';
import { anyWalk } from './random.ts';
import { fill, scenarios, today } from './support.ts';

let records: Replayed[];
before(() => {
  records = scenarios.map((scenario) => ({
    id: scenario.情形,
    answers: fill(scenario).answers,
    on: scenario.日期 ?? today,
  }));
});

describe('replaying applications through changed rules', () => {
  it('names nobody where nothing changed', () => {
    expect(replay(records, { before: rulesAt, after: rulesAt }, builtInCalendar)).to.deep.equal([]);
  });

  it('names who gets another outcome, and the rules that made it', () => {
    const after = (on: string) => rulesAt(on, { NEW_ECONOMY_SCOPE: 'on' });
    const changed = replay(records, { before: (on) => rulesAt(on), after }, builtInCalendar);
    expect(changed.length).to.be.greaterThan(0);
    for (const { id, before, after: then } of changed) {
      expect(id).to.match(/骑手|外卖|网约车|新业态|主播|快递/);
      expect([before.scope, then.scope]).to.deep.equal(['LOCAL', 'IN']);
    }
  });

  it('shows a rule lost and a rule gained', () => {
    const after = (on: string) => rulesAt(on, { SZ_LABOUR_WAIVER: 'on' });
    const changed = replay(records, { before: (on) => rulesAt(on), after }, builtInCalendar);
    const local = changed.find(({ id }) => id === '本地职工讨薪，收入不高');
    expect(local?.gained).to.include('EX5');
    expect(local?.before.money).to.equal('PASS');
  });
});

describe('answers from outside', () => {
  it('are taken as every walk through the questionnaire makes them', () => {
    for (const { id, answers } of records) expect(wrongAnswers(answers), id).to.deep.equal([]);
    for (let seed = 0; seed < 60; seed += 1) {
      expect(wrongAnswers(anyWalk(rulesAt(today), seed)), String(seed)).to.deep.equal([]);
    }
  });

  it('are refused with the question’s name', () => {
    expect(wrongAnswers({ age: 'old' })[0]).to.match(
      /^age: not an answer that this question takes \(a whole number from \d+ to \d+, or unknown\)$/,
    );
    expect(wrongAnswers({ matter: 'nonsense' })[0]).to.include('matter');
    expect(wrongAnswers({ salary: 1 })).to.deep.equal(['salary: there is no such question']);
    expect(wrongAnswers({ leftOn: 'yesterday' })[0]).to.include('leftOn');
    expect(wrongAnswers({ householdIncome: -1 })[0]).to.include('householdIncome');
    expect(wrongAnswers([])[0]).to.include('object');
    expect(wrongAnswers({ leftOn: '2026-02-30' })).to.deep.equal(['leftOn: there is no such day']);
    expect(wrongAnswers({ householdIncome: { min: 2, max: 1 } })[0]).to.include('min is above max');
    expect(wrongAnswers({ filledIn: 'no' })[0]).to.include('"yes"');
  });

  it('have a schema with a title for every question', () => {
    const { properties } = answersSchema() as {
      properties: Record<string, { title: string; description: string }>;
    };
    for (const [id, { title, description }] of Object.entries(properties)) {
      expect(title, id).to.match(/^\p{Script=Han}+$/u);
      expect(description, id).to.match(/[。？]$/);
    }
  });
});
