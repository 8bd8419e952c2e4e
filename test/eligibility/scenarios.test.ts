import { expect } from 'chai';
import { allRules } from '../../server/eligibility/rules.ts';
import { assess, type Verdict } from '../../server/eligibility/verdict.ts';
import { fill, rulesOf, scenarios } from './support.ts';

describe('eligibility scenarios', () => {
  const seen = new Set<string>();

  for (const scenario of scenarios) {
    it(scenario.情形, () => {
      const { answers } = fill(scenario);
      const rules = rulesOf(scenario);
      const verdict = assess(answers, rules, rules.date);
      for (const id of verdict.ruleIds) seen.add(id);
      const want = scenario.结果;
      expect(verdict.opinion, explain(verdict)).to.equal(want.意见);
      if (want.范围) expect(verdict.scope, explain(verdict)).to.equal(want.范围);
      if (want.经济) expect(verdict.money, explain(verdict)).to.equal(want.经济);
      if (want.紧急) expect(verdict.urgent, explain(verdict)).to.equal(want.紧急);
      if (want.辖区) expect(verdict.jurisdiction).to.equal(want.辖区);
      if (want.绿色) expect(verdict.green).to.have.members(want.绿色);
      expect(verdict.ruleIds).to.include.members(want.依据 ?? []);
      for (const id of want.不含 ?? []) expect(verdict.ruleIds).not.to.include(id);
      expect(verdict.needsPerson.map(({ ruleId }) => ruleId)).to.include.members(want.人工 ?? []);
      for (const [id, dueOn] of Object.entries(want.期限 ?? {})) {
        expect(verdict.deadlines.find(({ ruleId }) => ruleId === id)?.dueOn, id).to.equal(dueOn);
      }
      expect(verdict.doors.length, 'at least two ways on, one of them a person').to.be.greaterThan(1);
      expect(verdict.doors[0]).to.include('人工');
    });
  }

  it('are at least eighty, each with a name of its own', () => {
    expect(scenarios.length).to.be.at.least(80);
    expect(new Set(scenarios.map(({ 情形 }) => 情形)).size).to.equal(scenarios.length);
  });

  it('fire every rule at least once', function () {
    if (seen.size === 0) this.skip();
    const { scope, money, green, person, where, aidFirst, limits } = allRules();
    const verdictRules = [...scope, ...money, ...green, ...person, ...where, ...aidFirst];
    const reached = limits.filter((limit) => limit.when);
    const never = [...verdictRules, ...reached].map(({ id }) => id).filter((id) => !seen.has(id));
    expect([...new Set(never)]).to.deep.equal([]);
  });
});

const explain = ({ reasons, needsPerson, ruleIds }: Verdict): string =>
  JSON.stringify({ reasons, needsPerson: needsPerson.map(({ ruleId }) => ruleId), ruleIds });
