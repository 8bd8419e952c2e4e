import { expect } from 'chai';
import { factsRead } from '../../server/eligibility/condition.ts';
import { derivedFacts } from '../../server/eligibility/facts.ts';
import { definitions } from '../../server/eligibility/question.ts';
import {
  findQuestion,
  givenFacts,
  nextQuestion,
  previousQuestion,
  progress,
  relevantAnswers,
  summary,
  type Question,
} from '../../server/eligibility/questionnaire.ts';
import { allRules, allSwitches, rulesAt } from '../../server/eligibility/rules.ts';
import { readAnswer } from '../../server/eligibility/reading.ts';
import type { Answers } from '../../server/eligibility/vocabulary.ts';
import { anyAnswer, anyWalk, dice } from './random.ts';
import { fill, scenarios, today, type Scenario } from './support.ts';

const rules = rulesAt(today);
/** What to bring and which ways stay open are no reason to ask for anything. */
const { materials: _materials, doors: _doors, ...deciding } = allRules();
const ruleRows = Object.values(deciding).flat();
const ruleIds = new Set(ruleRows.map(({ id }) => id));

/** Which facts each rule reads; rows of one id and several dates together. */
const readers = ruleRows.map((row): [string, Set<string>] => [
  row.id,
  new Set([
    ...('when' in row ? factsRead(row.when) : []),
    ...('start' in row && row.start ? [row.start] : []),
    ...('restartedBy' in row && row.restartedBy ? [row.restartedBy] : []),
  ]),
]);
/** Questions that no condition reads: the comparison of incomes, the conflict check, and what only the forms need. */
const readByCode = new Set([
  'story',
  'amount',
  'opponent',
  'contact',
  'contactTime',
  'needs',
  'householdSize',
  'householdIncome',
  'ownIncome',
]);

describe('questionnaire', () => {
  for (const [at, question] of definitions().entries()) {
    describe(`「${question.name}」`, () => {
      it('has a reason, a form field and rules that exist', () => {
        expect(question.why).to.match(/[。？]$/);
        expect(question.field).to.match(/(申请表|经济困难状况说明表|首问安全确认)/);
        for (const id of question.rules) expect(ruleIds.has(id), id).to.equal(true);
      });

      it('names exactly the rules that read it', () => {
        const names = ['guess', 'area', 'matter'].includes(question.id)
          ? ['matter', 'matterKind']
          : [question.id];
        const reading = new Set(
          readers.filter(([, facts]) => names.some((name) => facts.has(name))).map(([id]) => id),
        );
        if (names[0] !== 'matter') expect(question.rules).to.include.members([...reading]);
        if (!readByCode.has(question.id)) expect([...reading]).to.include.members(question.rules);
      });

      it('depends only on what was asked before it', () => {
        const before = new Set(
          definitions()
            .slice(0, at)
            .map(({ id }) => id),
        );
        const switches = allSwitches().map(({ id }) => id);
        const read = [
          ...factsRead(question.when),
          ...factsRead(question.unless),
          ...(question.variants ?? []).flatMap(({ when }) => factsRead(when)),
          ...(Array.isArray(question.options) ? question.options : []).flatMap((option) => [
            ...factsRead(option.when),
            ...factsRead(option.unless),
          ]),
        ];
        for (const fact of read) {
          const given = (givenFacts as readonly string[]).includes(fact);
          const known = before.has(fact) || derivedFacts.includes(fact) || switches.includes(fact);
          expect(given || known, fact).to.equal(true);
        }
      });
    });
  }

  it('is read by the rules: every fact that a rule reads is a question, follows from one, or is a switch', () => {
    const known = new Set([
      ...definitions().map(({ id }) => id),
      ...derivedFacts,
      ...allSwitches().map(({ id }) => id),
      'limitLeft',
    ]);
    const unread = ruleRows
      .flatMap((row) => ('when' in row ? factsRead(row.when) : []))
      .filter((fact) => !known.has(fact));
    expect([...new Set(unread)]).to.deep.equal([]);
  });

  it('opens with danger, then lets people tell their story', () => {
    expect(nextQuestion({}, rules)?.id).to.equal('danger');
    expect(nextQuestion({ danger: 'no' }, rules)?.id).to.equal('story');
  });

  it('stops at once where somebody is in danger or cannot speak', () => {
    expect(nextQuestion({ danger: 'yes' }, rules)).to.equal(undefined);
    expect(nextQuestion({ danger: 'cannotSay' }, rules)).to.equal(undefined);
  });

  it('suggests the matter from the story, and asks area and matter where nothing is suggested or it was wrong', () => {
    const told = { danger: 'no', story: '老板欠我三个月工资' };
    const guess = nextQuestion(told, rules)!;
    expect(guess.options!.map(({ value }) => value)).to.deep.equal(['wages', 'other']);
    expect(nextQuestion({ ...told, guess: 'other' }, rules)?.id).to.equal('area');
    expect(nextQuestion({ danger: 'no', story: '有件事' }, rules)?.id).to.equal('area');
    const matter = nextQuestion({ danger: 'no', story: '有件事', area: 'family' }, rules)!;
    expect(matter.options!.map(({ value }) => value))
      .to.include('support')
      .and.not.include('wages');
  });

  it('asks a migrant worker who is owed wages at most 14 questions, and one hurt at work as many', () => {
    const asked = (scenario: Scenario) => fill(scenario).asked;
    const wages = {
      情形: '讨薪',
      回答: { 经过: '老板欠我三个月工资', 确认事项: '1', 外出打工: '是', 要什么: '没有' },
      结果: { 意见: '' },
    };
    expect(asked(wages)).to.have.length.within(10, 14);
    const injury = {
      情形: '工伤',
      回答: { 经过: '在工地上摔断了腿', 确认事项: '1', 外出打工: '是' },
      结果: { 意见: '' },
    };
    expect(asked(injury)).to.have.length.within(10, 14);
    expect(asked(wages)).not.to.include('家庭月收入');
  });

  it('asks for nothing about income where it does not matter', () => {
    const hero = fill({ 情形: '英烈', 回答: { 事项: '英雄烈士' }, 结果: { 意见: '' } });
    expect(hero.asked).not.to.include.members(['家庭人口']).and.not.include('情况');
    const loan = fill({ 情形: '借贷', 回答: { 事项: '借贷' }, 结果: { 意见: '' } });
    expect(loan.asked).not.to.include('家庭月收入');
  });

  it('keeps sensitive questions in the second half of every walk', () => {
    const sensitive = new Set(
      definitions()
        .filter((one) => one.sensitive)
        .map(({ name }) => name),
    );
    for (const scenario of scenarios) {
      const { asked } = fill(scenario);
      const first = asked.findIndex((name) => sensitive.has(name));
      if (first >= 0 && asked.length > 5)
        expect(first, scenario.情形).to.be.at.least(Math.floor(asked.length / 3));
    }
  });

  it('drops the answers of a branch that a later change abandons, and takes them up again', () => {
    const { answers } = fill({
      情形: '讨薪',
      回答: { 事项: '拖欠工资', 要什么: '没有', 外出打工: '是' },
      结果: { 意见: '' },
    });
    const changed = { ...answers, area: 'family', matter: 'inheritance' };
    expect(relevantAnswers(changed, rules)).not.to.include.keys('amount', 'migrant', 'leftOn');
    expect(nextQuestion(changed, rules)?.id).to.equal('side');
    expect(relevantAnswers({ ...changed, area: 'labour', matter: 'wages' }, rules)).to.deep.equal(
      relevantAnswers(answers, rules),
    );
  });

  it('drops a choice that is no longer offered, and asks again where nothing is left of an answer', () => {
    const { answers } = fill({
      情形: '离婚、被打',
      回答: {
        事项: '离婚',
        家事要求: '离婚',
        年龄: '30',
        情况: '被家里人打骂、虐待、不管；怀孕、刚生孩子、在喂奶',
      },
      结果: { 意见: '' },
    });
    expect(relevantAnswers(answers, rules)['situation']).to.deep.equal(['violence', 'pregnant']);
    const older = { ...answers, age: 70 };
    expect(relevantAnswers(older, rules)['situation']).to.deep.equal(['violence']);
    const about = { ...older, guess: 'bullying' };
    expect(relevantAnswers({ ...about, situation: ['pregnant'] }, rules)).not.to.include.keys('situation');
  });

  it('speaks of the other person where somebody applies for kin', () => {
    const { answers } = fill({
      情形: '代办',
      回答: { 事项: '拖欠工资', 要什么: '没有', 申请人: '家里人' },
      结果: { 意见: '' },
    });
    expect(findQuestion('age', answers, rules)?.text).to.include('需要帮助的人');
  });

  it('reads its summary in plain words', () => {
    const { answers } = fill({
      情形: '讨薪',
      回答: { 事项: '拖欠工资', 要什么: '没有', 外出打工: '是', 金额: '一万二' },
      结果: { 意见: '' },
    });
    const lines = summary(answers, rules);
    expect(lines.find(({ id }) => id === 'amount')?.answer).to.equal('12000元');
    expect(lines.find(({ id }) => id === 'place')?.answer).to.equal('相城区');
    expect(lines.map(({ id }) => id)).to.deep.equal(Object.keys(answers));
  });

  it('tells how far it is: about fourteen at first, all of them at the end', () => {
    expect(progress({}, rules)).to.deep.equal({ done: 0, about: 14 });
    const { answers } = fill({
      情形: '讨薪',
      回答: { 事项: '拖欠工资', 要什么: '没有', 外出打工: '是' },
      结果: { 意见: '' },
    });
    const { done, about } = progress(answers, rules);
    expect(done).to.equal(about);
    expect(progress({ danger: 'yes' }, rules)).to.deep.equal({ done: 1, about: 1 });
  });

  it('finds no question of another name', () => {
    expect(findQuestion('nothing')).to.equal(undefined);
    expect(findQuestion('age')?.text).to.equal('您今年多大（周岁）？');
  });
});

describe('a random walker', () => {
  const forward = (seed: number): { answers: Answers; path: Question[] } => {
    const roll = dice(seed);
    const answers: Answers = {};
    const path: Question[] = [];
    for (let question = nextQuestion(answers, rules); question; question = nextQuestion(answers, rules)) {
      if (question.kind === 'choice' || question.kind === 'multi') {
        expect(question.options!.length, question.id).to.be.greaterThan(1);
      }
      path.push(question);
      answers[question.id] = anyAnswer(question, rules, roll);
      expect(path.length).to.be.lessThan(definitions().length + 1);
    }
    return { answers, path };
  };

  it('always comes to an end, and back by the same questions to the first', () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const { answers, path } = forward(seed);
      const back: string[] = [];
      for (let at: string | undefined = undefined; ;) {
        const question = previousQuestion(answers, at, rules);
        if (!question) break;
        back.push(question.id);
        at = question.id;
      }
      expect(back.reverse()).to.deep.equal(path.map(({ id }) => id));
    }
  });

  it('goes on after changing any answer, and its progress never passes the end', () => {
    for (let seed = 200; seed <= 260; seed += 1) {
      const { answers, path } = forward(seed);
      const roll = dice(seed);
      const changed = path[Math.floor(roll() * path.length)]!;
      const again: Answers = {
        ...answers,
        [changed.id]: anyAnswer(findQuestion(changed.id, answers, rules)!, rules, roll),
      };
      for (let question = nextQuestion(again, rules); question; question = nextQuestion(again, rules)) {
        again[question.id] = anyAnswer(question, rules, roll);
        const { done, about } = progress(again, rules);
        expect(done).to.be.at.most(about);
      }
    }
  });

  it('reaches every question', () => {
    const seen = new Set<string>();
    const withProperty = rulesAt(today, { PROPERTY_TEST: 'on' });
    for (let seed = 0; seed < 40; seed += 1)
      for (const id of Object.keys(anyWalk(withProperty, seed))) seen.add(id);
    for (const scenario of scenarios) for (const id of Object.keys(fill(scenario).answers)) seen.add(id);
    expect(
      definitions()
        .map(({ id }) => id)
        .filter((id) => !seen.has(id)),
    ).to.deep.equal([]);
  });

  it('may answer 不知道 to everything and still ends with a person', () => {
    const answers: Answers = {};
    for (let question = nextQuestion(answers, rules); question; question = nextQuestion(answers, rules)) {
      const read = readAnswer(question, '不知道', today);
      expect(read.ok, question.id).to.equal(true);
      if (read.ok) answers[question.id] = read.value;
    }
    expect(new Set(Object.values(answers))).to.deep.equal(new Set(['unknown']));
  });
});
