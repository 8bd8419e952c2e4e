import { holds } from './condition.ts';
import { factsOf } from './facts.ts';
import { definitions, optionsOf, view, type Question, type QuestionDefinition } from './question.ts';
import type { RuleSet } from './rules.ts';
import { sayAnswer } from './saying.ts';
import { unknown, type AnswerValue, type Answers, type Facts } from './vocabulary.ts';

export type { Option, Question } from './question.ts';

export interface Step {
  definition: QuestionDefinition;
  /** The answer that counts; `undefined` while there is none. */
  answer: AnswerValue | undefined;
  /** The answers before it that count. */
  facts: Facts;
}

/** Facts that nobody is asked, since they come with the draft: that a helper fills it in (代填). */
export const givenFacts = ['filledIn'] as const;

const givenOf = (answers: Answers): Answers =>
  Object.fromEntries(
    givenFacts.flatMap((name) => (answers[name] === undefined ? [] : [[name, answers[name]]])),
  );

/** The questions that these answers lead to, in order, up to an answer that ends the questionnaire. */
export function* walk(answers: Answers, rules: RuleSet): Generator<Step> {
  const kept = givenOf(answers);
  let facts = factsOf(kept, rules);
  for (const definition of rules.questions) {
    if (definition.when && holds(definition.when, facts) !== true) continue;
    if (definition.unless && holds(definition.unless, facts) === true) continue;
    const answer = standing(answers[definition.id], definition, facts);
    yield { definition, answer, facts };
    if (answer === undefined) continue;
    kept[definition.id] = answer;
    facts = factsOf({ ...kept }, rules);
    const chosen = optionsOf(definition, facts).find((option) => option.value === answer);
    if (chosen?.ends) return;
  }
}

/** What is left of an answer after those before it changed: a choice that is no longer offered doesn't count. */
function standing(
  answer: AnswerValue | undefined,
  definition: QuestionDefinition,
  facts: Facts,
): AnswerValue | undefined {
  if (answer === undefined || answer === unknown || !definition.options) return answer;
  const offered = optionsOf(definition, facts);
  const isOffered = (value: AnswerValue): boolean => offered.some((option) => option.value === value);
  if (Array.isArray(answer)) {
    const left = answer.filter(isOffered);
    return left.length > 0 ? left : undefined;
  }
  return definition.kind !== 'choice' || isOffered(answer) ? answer : undefined;
}

/** The first question that counts and has no answer yet; `undefined` at the end. */
export function nextQuestion(answers: Answers, rules: RuleSet): Question | undefined {
  for (const step of walk(answers, rules))
    if (step.answer === undefined) return view(step.definition, step.facts);
  return undefined;
}

/** The answers that still count: those of branches that a later change abandoned don't. */
export function relevantAnswers(answers: Answers, rules: RuleSet): Answers {
  const relevant = givenOf(answers);
  for (const { definition, answer } of walk(answers, rules))
    if (answer !== undefined) relevant[definition.id] = answer;
  return relevant;
}

/**
 * How far it is: the questions answered before the one that is asked (all of them where none is), and about how many
 * there will be, as far as the answers tell today.
 */
export function progress(answers: Answers, rules: RuleSet, asked?: string): { done: number; about: number } {
  let done = 0;
  let about = 0;
  let passed = false;
  for (const { definition, answer } of walk(answers, rules)) {
    about += 1;
    if (definition.id === asked) passed = true;
    if (answer !== undefined && !passed) done += 1;
  }
  // Before the matter is known, nothing of its branch can be counted yet.
  return { done, about: done < 4 && done < about ? Math.max(about, 14) : about };
}

/** The question before this one on the way that these answers take. */
export function previousQuestion(
  answers: Answers,
  currentId: string | undefined,
  rules: RuleSet,
): Question | undefined {
  let before: Step | undefined;
  for (const step of walk(answers, rules)) {
    if (step.definition.id === currentId) break;
    if (step.answer !== undefined) before = step;
  }
  return before && view(before.definition, before.facts);
}

/**
 * A question by its id, as these answers shape it (its text and options depend on those before it); without answers as
 * its file writes it.
 */
export function findQuestion(id: string, answers: Answers = {}, rules?: RuleSet): Question | undefined {
  const definition = (rules?.questions ?? definitions()).find((one) => one.id === id);
  if (!definition) return undefined;
  if (!rules) return view(definition, { get: () => undefined });
  for (const step of walk(answers, rules))
    if (step.definition.id === id) return view(step.definition, step.facts);
  return view(definition, factsOf(answers, rules));
}

/** The answers that count as lines to read before handing in (check your answers). */
export function summary(
  answers: Answers,
  rules: RuleSet,
): { id: string; name: string; question: string; answer: string }[] {
  const lines = [];
  for (const step of walk(answers, rules)) {
    if (step.answer === undefined) continue;
    const question = view(step.definition, step.facts);
    lines.push({
      id: question.id,
      name: question.name,
      question: question.text,
      answer: sayAnswer(question, step.answer),
    });
  }
  return lines;
}
