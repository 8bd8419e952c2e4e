import { holds } from '../eligibility/condition.ts';
import type { RuleSet } from '../eligibility/rules.ts';
import { readAnswer } from '../eligibility/reading.ts';
import type { Answers } from '../eligibility/vocabulary.ts';
import type { LegalDate } from '../platform/calendar.ts';
import { childSupport } from './childSupport.ts';
import { courtFee } from './courtFee.ts';
import {
  Figures,
  calculators,
  ownSentence,
  sentence,
  type Calculator,
  type CalculatorQuestion,
} from './data.ts';
import { deadline, limitOf } from './deadline.ts';
import { doublePay } from './doublePay.ts';
import { injury } from './injury.ts';
import { overtime } from './overtime.ts';
import { severance } from './severance.ts';
import type { Result } from './values.ts';
import { fill } from '../texts/say.ts';

export const calculatorOf = (id: string): Calculator | undefined => calculators.find((one) => one.id === id);

const formulas: Record<
  Exclude<Calculator['id'], 'deadline'>,
  (answers: Answers, figures: Figures, rules: RuleSet) => Result
> = {
  severance: (answers, figures, rules) => severance(answers, figures, rules),
  overtime,
  injury,
  'double-pay': (answers, figures) => doublePay(answers, figures),
  'child-support': childSupport,
  'court-fee': courtFee,
};

/** The first question that these answers still leave open. */
export function nextQuestion({ questions }: Calculator, answers: Answers): CalculatorQuestion | undefined {
  return questions.find(
    ({ id, when }) => !(id in answers) && holds(when, { get: (name) => answers[name] }) === true,
  );
}

/** A question as it is asked: what it names of a rule is filled in. */
export const wording = ({ text }: CalculatorQuestion, answers: Answers, rules: RuleSet): string =>
  text.includes('{')
    ? fill(text, { startsAt: limitOf(rules.limits, String(answers['limit']))?.startsAt ?? '' })
    : text;

/** How a message answers a question, as the questionnaire reads it (server/eligibility/reading.ts). */
export function hear(question: CalculatorQuestion, said: string, today: LegalDate) {
  const unit = question.kind === 'number' ? question.unit : undefined;
  const bare = unit && said.trim().endsWith(unit) ? said.trim().slice(0, -unit.length) : said;
  return readAnswer({ ...question, name: question.id, why: '' }, bare, today);
}

/** The result as one message: figures, notes, articles, and that it is an estimate. */
export function resultOf(
  calculator: Calculator,
  answers: Answers,
  rules: RuleSet,
): { text: string; person: boolean; urgent: boolean } {
  const figures = new Figures(rules.date, rules.switches);
  const result =
    calculator.id === 'deadline'
      ? deadline(answers, rules.limits, rules.date)
      : formulas[calculator.id](answers, figures, rules);
  const { lines, notes, law, person, urgent = false } = result;
  const own = (key: string): string => ownSentence(key, calculator.id);
  const text = [
    [sentence(own('result.head'), { name: calculator.name }), ...lines],
    notes.map((note) => `· ${note}`),
    [
      sentence('result.law', { law: law || calculator.law }),
      ...(figures.unsure ? [sentence('result.unsure')] : []),
      sentence(own('result.closing')),
    ],
  ]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
  return { text, person, urgent };
}
