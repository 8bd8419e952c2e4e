import { expect } from 'chai';
import fc from 'fast-check';
import { findQuestion, nextQuestion, relevantAnswers } from '../../server/eligibility/questionnaire.ts';
import { rulesAt, type RuleSet } from '../../server/eligibility/rules.ts';
import type { Answers } from '../../server/eligibility/vocabulary.ts';
import { assess, type Verdict } from '../../server/eligibility/verdict.ts';
import { anyAnswer, anyWalk, dice, seeds } from './random.ts';
import { today } from './support.ts';

const rules = rulesAt(today);
const judge = (answers: Answers, by: RuleSet = rules): Verdict => assess(answers, by, today);
const isYes = ({ opinion }: Verdict): boolean => opinion === '可能符合' || opinion === '免经济审查';
const isNo = ({ opinion }: Verdict): boolean => opinion === '不在范围但可咨询';

/** Walks that reach the income question. */
function withIncome(seed: number): Answers {
  const answers = anyWalk(rules, seed);
  const matters = ['medical', 'wages', 'support', 'insurance', 'benefits'];
  return {
    ...answers,
    danger: 'no',
    guess: 'other',
    matter: matters[seed % matters.length]!,
    applicant: 'self',
    migrant: 'no',
    workKind: 'ordinary',
    claims: ['none'],
    side: 'claimant',
    stage: 'none',
    ownLawyer: 'no',
    age: 40,
    situation: ['none'],
    liveTogether: 'no',
    incomeChange: 'no',
  };
}

describe('eligibility properties', () => {
  const runs = { numRuns: 150 };

  it('an answer order never matters', () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, order) => {
        const answers = anyWalk(rules, seed);
        const roll = dice(order);
        const keys = Object.keys(answers)
          .map((key) => [roll(), key] as const)
          .sort(([a], [b]) => a - b);
        const shuffled = Object.fromEntries(keys.map(([, key]) => [key, answers[key]!]));
        expect(judge(shuffled)).to.deep.equal(judge(answers));
      }),
      runs,
    );
  });

  it('more income never turns a no into a yes, nor a question for a person into a yes', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.nat(3_000_000),
        fc.nat(3_000_000),
        fc.integer({ min: 1, max: 8 }),
        (seed, income, more, heads) => {
          const base = { ...withIncome(seed), householdSize: heads };
          const before = judge({ ...base, householdIncome: income });
          const after = judge({ ...base, householdIncome: income + more });
          if (!isYes(before)) expect(isYes(after)).to.equal(false);
          if (isNo(before)) expect(isNo(after)).to.equal(true);
        },
      ),
      runs,
    );
  });

  it('one more dependant without income never turns a yes into a no', () => {
    fc.assert(
      fc.property(seeds, fc.nat(3_000_000), fc.integer({ min: 1, max: 20 }), (seed, income, heads) => {
        const base = { ...withIncome(seed), householdIncome: income };
        const before = judge({ ...base, householdSize: heads });
        const after = judge({ ...base, householdSize: heads + 1 });
        if (isYes(before)) expect(isYes(after)).to.equal(true);
        if (!isNo(before)) expect(isNo(after)).to.equal(false);
      }),
      runs,
    );
  });

  it('priority never changes the verdict', () => {
    const without: RuleSet = { ...rules, green: [] };
    const everybody: RuleSet = { ...rules, green: rules.green.map((rule) => ({ ...rule, when: {} })) };
    const essence = ({
      opinion,
      scope,
      money,
      urgent,
      needsPerson,
      materials,
      deadlines,
      doors,
    }: Verdict) => ({
      ...{ opinion, scope, money, urgent, needsPerson, materials, deadlines, doors },
    });
    fc.assert(
      fc.property(seeds, (seed) => {
        const answers = anyWalk(rules, seed);
        expect(essence(judge(answers, without))).to.deep.equal(essence(judge(answers)));
        expect(essence(judge(answers, everybody))).to.deep.equal(essence(judge(answers)));
      }),
      runs,
    );
  });

  it('不知道 in place of any one answer never makes a refusal', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const answers = anyWalk(rules, seed);
        if (isNo(judge(answers))) return;
        for (const id of Object.keys(answers)) {
          const changed = { ...answers, [id]: 'unknown' };
          // Where it opens another branch, an opinion is given after that branch has been asked too.
          if (nextQuestion(changed, rules)) continue;
          expect(isNo(judge(changed)), `${id} ${JSON.stringify(answers)}`).to.equal(false);
        }
      }),
      runs,
    );
  });

  it('a refusal in spite of a 不知道 stands whatever the answer would have been', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const answers = anyWalk(rules, seed);
        const roll = dice(seed);
        for (const id of Object.keys(answers)) {
          if (!isNo(judge({ ...answers, [id]: 'unknown' }))) continue;
          const question = findQuestion(id, answers, rules)!;
          const known = { ...answers, [id]: anyAnswer(question, rules, roll) };
          // Another answer may open a branch whose questions nobody has answered yet; then nothing is said at all.
          if (nextQuestion(known, rules)) continue;
          expect(isYes(judge(known)), `${id} ${JSON.stringify(known)}`).to.equal(false);
        }
      }),
      runs,
    );
  });

  it('exemption and no-hardship never create scope', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const answers = relevantAnswers(anyWalk(rules, seed), rules);
        const verdict = judge(answers);
        if (verdict.flags.exemptFromCheck.value || verdict.flags.noHardshipCondition.value) {
          if (verdict.scope === 'OUT') expect(isYes(verdict)).to.equal(false);
        }
      }),
      runs,
    );
  });

  it('abandoned branches do not count', () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, other) => {
        const answers = anyWalk(rules, seed);
        const merged = { ...anyWalk(rules, other), ...answers };
        expect(relevantAnswers(merged, rules)).to.deep.equal(relevantAnswers(answers, rules));
        expect(judge(merged)).to.deep.equal(judge(answers));
      }),
      runs,
    );
  });

  it('half a questionnaire gets no yes and no refusal that the rest could overturn', () => {
    fc.assert(
      fc.property(seeds, fc.nat(20), (seed, cut) => {
        const answers = Object.fromEntries(Object.entries(anyWalk(rules, seed)).slice(0, cut));
        const verdict = judge(answers);
        expect(verdict.doors.length).to.be.greaterThan(1);
        if (Object.keys(answers).length < 3 && answers['danger'] === 'no')
          expect(isYes(verdict)).to.equal(false);
      }),
      runs,
    );
  });
});
