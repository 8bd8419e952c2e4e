import type { Calendar, LegalDate } from '../platform/calendar.ts';
import { holds } from './condition.ts';
import { factsOf, withFacts } from './facts.ts';
import { moneyOf, type MoneyFinding } from './hardship.ts';
import { limitsOf, type Deadline } from './limits.ts';
import { placeOf, type Place } from './place.ts';
import type { AidFirstRule, GreenRule, LimitRule, MoneyRule, RuleSet, ScopeRule } from './rules.ts';
import { scopeOf, type ScopeResult } from './scope.ts';
import type { Answers, Facts, MoneyResult } from './vocabulary.ts';

/** What the rules find in answers, each part computed apart from the others. */
export interface Findings {
  rules: RuleSet;
  /** The answers, what follows from them, and the results of scope, money and limits. */
  facts: Facts;
  scope: ScopeResult;
  /** The scope rules that made the result: what takes a matter in outweighs what leaves it open or out. */
  scopeRules: ScopeRule[];
  money: MoneyFinding;
  /** UNKNOWN where the matter is out of scope, so that income plays no part. */
  moneyResult: MoneyResult;
  moneyRules: MoneyRule[];
  green: GreenRule[];
  place: Place;
  /** Limits that still run, and the applicant's that seem to be over. */
  running: Deadline[];
  passed: Deadline[];
  undated: LimitRule[];
  unlimited: LimitRule[];
  aidFirst: AidFirstRule[];
}

/** `answers` are those that count. */
export function findingsOn(answers: Answers, rules: RuleSet, today: LegalDate, calendar: Calendar): Findings {
  const facts = factsOf(answers, rules);
  const scope = scopeOf(facts, rules);
  const money = moneyOf(facts, rules);
  const { deadlines, unlimited, undated } = limitsOf(facts, rules, today, calendar);
  const running = deadlines.filter(({ daysLeft }) => daysLeft >= 0);
  const out = scope.scope === 'OUT';
  const waived = money.result === 'NC' || money.result === 'EX';
  const moneyResult = out && !waived ? 'UNKNOWN' : money.result;
  const known = withFacts(facts, {
    scope: scope.scope,
    money: moneyResult,
    limitLeft: nearestLimit(running),
  });
  return {
    rules,
    facts: known,
    scope,
    scopeRules: decisive(scope),
    money,
    moneyResult,
    moneyRules: out ? [] : [...money.noHardshipCondition.fired, ...money.exempt.fired],
    green: rules.green.filter((rule) => holds(rule.when, facts) === true),
    place: placeOf(facts, rules),
    running,
    passed: deadlines.filter(({ by, daysLeft }) => by === 'applicant' && daysLeft < 0),
    undated,
    unlimited,
    aidFirst: rules.aidFirst.filter((rule) => holds(rule.when, known) === true),
  };
}

function decisive({ scope, fired }: ScopeResult): ScopeRule[] {
  const effects = { IN: ['IN', 'LOCAL'], LOCAL: ['LOCAL'], UNKNOWN: ['CHECK'], OUT: ['BAR', 'OUT'] }[scope];
  return fired.filter(({ effect }) => effects.includes(effect));
}

/** Days to the end of the applicant's nearest limit for which aid may come first (援法44). */
function nearestLimit(running: readonly Deadline[]): number | undefined {
  const left = running.filter(({ by, aidFirst }) => by === 'applicant' && aidFirst);
  return left.length > 0 ? Math.min(...left.map(({ daysLeft }) => daysLeft)) : undefined;
}

/** Whether rules alone would say no: out of scope, or over the line. */
export const wouldRefuse = ({ scope, moneyResult }: Findings): boolean =>
  scope.scope === 'OUT' || moneyResult === 'FAIL';
