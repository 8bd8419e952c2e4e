import { isLegalDate } from '../../platform/calendar.ts';
import { wrongAnswers } from '../answersSchema.ts';
import { nextQuestion, relevantAnswers } from '../questionnaire.ts';
import type { RuleSet } from '../rules.ts';
import type { Answers } from '../vocabulary.ts';
import { assess } from '../verdict.ts';
import type { Screening } from './contract.ts';

/** Facts from outside: a day, and answers as the questionnaire stores them. */
export interface Facts {
  date: string;
  answers: Answers;
}

/** What is wrong with facts from outside, one line a field, in English; empty when they can be screened. */
export function wrongFacts(facts: unknown): string[] {
  if (typeof facts !== 'object' || facts === null || Array.isArray(facts))
    return ['facts: must be an object with date and answers'];
  const { date, answers, ...others } = facts as Record<string, unknown>;
  return [
    ...(typeof date === 'string' && isLegalDate(date) ? [] : ['date: must be a day, as in "2026-11-24"']),
    ...(answers === undefined ? ['answers: missing'] : wrongAnswers(answers)),
    ...Object.keys(others)
      .filter((name) => name !== 'about')
      .map((name) => `${name}: unknown field; there are date, answers and about (a remark)`),
  ];
}

/** The whole verdict on facts from outside, by the rules in force on their day. Keeps nothing. */
export function screen({ answers }: Pick<Facts, 'answers'>, rules: RuleSet): Screening {
  const counted = relevantAnswers(answers, rules);
  const {
    flags,
    needsPerson,
    jurisdiction,
    servicePointKinds,
    themes,
    materialsBy: _,
    ...verdict
  } = assess(answers, rules, rules.date);
  const flag = ({ value, ruleIds }: (typeof flags)['scope']) => ({ value: value ?? null, ruleIds });
  return {
    date: rules.date,
    ...verdict,
    flags: {
      scope: flag(flags.scope),
      noHardshipCondition: flag(flags.noHardshipCondition),
      exemptFromCheck: flag(flags.exemptFromCheck),
      greenChannel: flag(flags.greenChannel),
    },
    needsPerson: needsPerson.map(({ ruleId, reason, now }) => ({ ruleId, reason, now })),
    route: { jurisdiction, servicePointKinds, themes },
    ignored: Object.keys(answers).filter((id) => !Object.hasOwn(counted, id)),
    unanswered: nextQuestion(answers, rules)?.id ?? null,
  };
}
