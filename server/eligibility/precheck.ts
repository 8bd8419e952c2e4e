import { factsOf } from './facts.ts';
import { moneyOf } from './hardship.ts';
import { view, type Question } from './question.ts';
import { relevantAnswers, walk } from './questionnaire.ts';
import type { RuleSet } from './rules.ts';
import { scopeOf } from './scope.ts';
import { sentence } from './sentences.ts';
import type { Answers } from './vocabulary.ts';

const mostQuestions = 5;

/** The next question of the quick look (先看看): at most five, and none once it can say "likely". */
export function nextPreCheckQuestion(answers: Answers, rules: RuleSet): Question | undefined {
  if (likely(answers, rules)) return undefined;
  let asked = 0;
  for (const { definition, answer, facts } of walk(answers, rules)) {
    if (!definition.preCheck) continue;
    asked += 1;
    if (asked > mostQuestions) return undefined;
    if (answer === undefined) return view(definition, facts);
  }
  return undefined;
}

/** Questions answered before the one that is asked, and how many a quick look has at most. */
export function preCheckProgress(
  answers: Answers,
  asked: string,
  rules: RuleSet,
): { done: number; about: number } {
  let done = 0;
  for (const { definition, answer } of walk(answers, rules)) {
    if (definition.id === asked) break;
    if (definition.preCheck && answer !== undefined) done += 1;
  }
  return { done, about: mostQuestions };
}

/** The question of the quick look before the one that was asked. */
export function previousPreCheckQuestion(
  answers: Answers,
  asked: string | undefined,
  rules: RuleSet,
): Question | undefined {
  let before: Question | undefined;
  for (const { definition, answer, facts } of walk(answers, rules)) {
    if (definition.id === asked) break;
    if (definition.preCheck && answer !== undefined) before = view(definition, facts);
  }
  return before;
}

/** What the quick look says at its end; both sentences offer to go on. Its answers stay and aren't asked again. */
export function preCheck(answers: Answers, rules: RuleSet): { likely: boolean; text: string } {
  const found = likely(answers, rules);
  return { likely: found, text: sentence(found ? '快速看看·很可能' : '快速看看·说不准') };
}

function likely(answers: Answers, rules: RuleSet): boolean {
  const facts = factsOf(relevantAnswers(answers, rules), rules);
  const { result } = moneyOf(facts, rules);
  return scopeOf(facts, rules).scope === 'IN' && (result === 'NC' || result === 'EX');
}
