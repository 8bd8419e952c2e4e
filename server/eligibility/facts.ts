import { daysBetween } from '../platform/calendar.ts';
import { flagOf } from './hardship.ts';
import { findMatter, suggestMatters } from './matters.ts';
import type { RuleSet } from './rules.ts';
import { scopeOf } from './scope.ts';
import { unknown, type Answers, type AnswerValue, type Facts } from './vocabulary.ts';

type Derive = (answers: Answers, facts: Facts, rules: RuleSet) => AnswerValue | undefined;

const yesNo = (truth: boolean | undefined): string | undefined =>
  truth === undefined ? undefined : truth ? 'yes' : 'no';

function daysSince(value: AnswerValue | undefined, date: string): number | undefined {
  const day = dayOf(value);
  return day === undefined ? undefined : daysBetween(day, date);
}

/** What follows from answers, by name. `matter` stands for the confirmed one of `guess` and `matter`. */
const derived: Record<string, Derive> = {
  suggested: ({ story }) =>
    yesNo(typeof story === 'string' && story !== unknown && suggestMatters(story).length > 0),
  matter: ({ guess, area, matter }) => {
    if (typeof guess === 'string' && findMatter(guess)) return guess;
    if (typeof matter === 'string') return findMatter(matter) ? matter : 'unclear';
    // The one area that isn't divided further.
    if (area === 'civil') return area;
    return area === 'other' || area === unknown ? 'unclear' : undefined;
  },
  matterKind: (_, facts) => {
    const matter = facts.get('matter');
    return matter === undefined ? undefined : (findMatter(matter)?.area ?? 'unclear');
  },
  daysSinceLeaving: ({ leftOn }, _, { date }) => daysSince(leftOn, date),
  daysSinceHappening: ({ happenedOn }, _, { date }) => daysSince(happenedOn, date),
  exempt: (_, facts, rules) => yesNo(flagOf('EX', facts, rules).value),
  noHardshipCondition: (_, facts, rules) => yesNo(flagOf('NC', facts, rules).value),
  scope: (_, facts, rules) => scopeOf(facts, rules).scope,
  incomeMatters: (_, facts) =>
    yesNo(
      facts.get('scope') !== 'OUT' &&
        facts.get('exempt') !== 'yes' &&
        facts.get('noHardshipCondition') !== 'yes',
    ),
};

/** The names that conditions may read beside questions and switches. */
export const derivedFacts = Object.keys(derived);

/** The facts of these answers, each derived one worked out when first read. Don't change `answers` meanwhile. */
export function factsOf(answers: Answers, rules: RuleSet): Facts {
  const known = new Map<string, AnswerValue | undefined>();
  const facts: Facts = {
    get(name) {
      const derive = derived[name];
      if (!derive) return answers[name] ?? switchFact(rules, name);
      if (!known.has(name)) known.set(name, derive(answers, facts, rules));
      return known.get(name);
    },
  };
  return facts;
}

/** An open switch is not known, so a rule that asks for it stays open too. */
function switchFact(rules: RuleSet, name: string): AnswerValue | undefined {
  const value = rules.switches[name];
  return value === unknown ? undefined : value;
}

/** Facts with some more of them laid on top. */
export const withFacts = (facts: Facts, more: Record<string, AnswerValue | undefined>): Facts => ({
  get: (name) => (Object.hasOwn(more, name) ? more[name] : facts.get(name)),
});

/** The day of a date answer, rough ('~') or not; `undefined` for anything else. */
export function dayOf(value: AnswerValue | undefined): string | undefined {
  const match = typeof value === 'string' ? /^(\d{4}-\d{2}-\d{2})~?$/.exec(value) : undefined;
  return match?.[1];
}
