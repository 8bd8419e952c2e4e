import { factsOf } from './facts.ts';
import { moneyOf } from './hardship.ts';
import { sayMoney } from './money.ts';
import { findQuestion, relevantAnswers } from './questionnaire.ts';
import type { RuleSet } from './rules.ts';
import { sayAnswer } from './saying.ts';
import type { Answers } from './vocabulary.ts';

const asked = [
  'householdSize',
  'householdIncome',
  'ownIncome',
  'incomeChange',
  'property',
  'situation',
] as const;

/** The lines of the 经济困难状况说明表 as far as the answers fill them; empty where no hardship condition applies (NC). */
export function hardshipStatement(answers: Answers, rules: RuleSet): { name: string; value: string }[] {
  const counted = relevantAnswers(answers, rules);
  const { result, exempt, comparison } = moneyOf(factsOf(counted, rules), rules);
  if (result === 'NC') return [];
  const lines = asked.flatMap((id) => {
    const question = findQuestion(id, counted, rules);
    const answer = counted[id];
    return question && answer !== undefined
      ? [{ name: question.name, value: sayAnswer(question, answer) }]
      : [];
  });
  if (comparison.perHead) {
    const { min, max } = comparison.perHead;
    const perHead = { min: Math.round(min), max: Math.round(max) };
    lines.push({ name: '人均月收入', value: sayMoney(perHead.min === perHead.max ? perHead.min : perHead) });
  }
  for (const { name } of exempt.fired) lines.push({ name: '免予核查', value: name });
  return lines;
}
