import { callDanger } from '../answers/service.ts';
import { triage } from '../answers/triage.ts';
import { askPerson } from '../channel/handoffs.ts';
import { DEADLINE_REASON } from '../contact/reasons.ts';
import type { RuleSet } from '../eligibility/rules.ts';
import type { Answers } from '../eligibility/vocabulary.ts';
import type { Work } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import type { CalculatorStep } from './contract.ts';
import { calculatorOf, hear, nextQuestion, resultOf, wording } from './steps.ts';

/** Opens a unit of work where a person has to be called. */
type Write = <T>(unit: (work: Work) => Promise<T>) => Promise<T>;

export interface Step {
  name: string;
  answers: Answers;
  said?: string;
}

/**
 * One step of a calculation. Nothing is kept of it: the answers stay in the talk. A danger that somebody writes instead of
 * an answer, and a limit that ends within 7 days, call a person.
 */
export async function step(
  { name, answers, said }: Step,
  rules: RuleSet,
  openid: string,
  write: Write,
): Promise<CalculatorStep> {
  const calculator = calculatorOf(name);
  if (!calculator) throw problem('not_found', { what: '这个计算器' });
  const asked = nextQuestion(calculator, answers);
  let known = answers;
  let echo: string | null = null;
  let hint: string | null = null;
  if (said !== undefined && asked) {
    const heard = hear(asked, said, rules.date);
    if (heard.ok) [known, echo] = [{ ...answers, [asked.id]: heard.value }, heard.echo];
    else {
      if (triage(said, rules.date)?.kind === 'danger') {
        const danger = (await write((work) => callDanger(work, openid, said))) ?? null;
        return { answers, echo, hint, danger, question: null, result: null };
      }
      hint = heard.hint;
    }
  }
  const next = nextQuestion(calculator, known);
  if (next) {
    const question = {
      id: next.id,
      text: wording(next, known, rules),
      options: (next.options ?? []).map(({ label }) => label),
      done: Object.keys(known).length,
    };
    return { answers: known, echo, hint, danger: null, question, result: null };
  }
  const result = resultOf(calculator, known, rules);
  if (result.urgent)
    await write((work) =>
      askPerson(work, openid, {
        ...{ reason: DEADLINE_REASON, urgency: 'danger' },
        said: result.text.slice(0, 500),
      }),
    );
  return { answers: known, echo, hint, danger: null, question: null, result };
}
