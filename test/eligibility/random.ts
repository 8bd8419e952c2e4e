import fc from 'fast-check';
import { addDays } from '../../server/platform/calendar.ts';
import type { Question } from '../../server/eligibility/question.ts';
import { nextQuestion } from '../../server/eligibility/questionnaire.ts';
import type { RuleSet } from '../../server/eligibility/rules.ts';
import type { Answers, AnswerValue } from '../../server/eligibility/vocabulary.ts';

/** A small repeatable generator (mulberry32), so that a walk is one number. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const stories = [
  '老板欠我工资',
  '工地上受伤了',
  '要离婚',
  '有件事想问',
  '被狗咬了',
  '儿子不养老',
  '车祸',
  '不知道怎么说',
];

/** A possible answer to a question; one in ten is 不知道. */
export function anyAnswer(question: Question, rules: RuleSet, roll: () => number): AnswerValue {
  if (roll() < 0.1) return 'unknown';
  const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)]!;
  const options = question.options ?? [];
  if (question.kind === 'choice') {
    // Most people are not in danger and ask for themselves; else hardly a walk would get far.
    return roll() < 0.5 ? options[0]!.value : pick(options).value;
  }
  if (question.kind === 'multi') {
    const chosen = options.filter(({ value }) => value !== 'none' && roll() < 0.2).map(({ value }) => value);
    return chosen.length > 0 ? chosen : [options.at(-1)!.value];
  }
  if (question.kind === 'date') {
    if (options.length > 0 && roll() < 0.3) return options[0]!.value;
    return addDays(rules.date, -Math.floor(roll() * 900)) + (roll() < 0.3 ? '~' : '');
  }
  if (question.kind === 'money') {
    const min = Math.floor(roll() * 12) * 100_000;
    return roll() < 0.3 ? { min, max: min + 99_900 } : min;
  }
  if (question.kind === 'number') {
    const { min = 0, max = 100 } = question;
    return min + Math.floor(roll() * (Math.min(max, min + 100) - min + 1));
  }
  return pick(stories);
}

/** A filled-in questionnaire. */
export function anyWalk(rules: RuleSet, seed: number): Answers {
  const roll = dice(seed);
  const answers: Answers = {};
  for (let step = 0; step < 100; step += 1) {
    const question = nextQuestion(answers, rules);
    if (!question) return answers;
    answers[question.id] = anyAnswer(question, rules, roll);
  }
  throw new Error('the questionnaire has no end');
}

export const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
