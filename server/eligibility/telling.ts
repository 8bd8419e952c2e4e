import { holds } from './condition.ts';
import type { Findings } from './findings.ts';
import type { OpenPoint } from './persons.ts';
import { sentence } from './sentences.ts';

interface Told {
  id: string;
  tell?: string;
  certainty: string;
}

/** The rules that made the result: scope, money, and a place that isn't ours. */
const grounds = ({ scopeRules, moneyRules, place }: Findings): Told[] => [
  ...scopeRules,
  ...moneyRules,
  ...place.rules.filter(({ jurisdiction }) => jurisdiction === 'transfer' || jurisdiction === 'elsewhere'),
];

/** Rules that only tell something: how to apply, what else helps. */
function remarks({ scope, money, rules, facts, place }: Findings): Told[] {
  const ofMoney = scope.scope === 'OUT' || money.result === 'NC' ? [] : rules.money;
  return [
    ...scope.fired.filter(({ effect }) => effect === 'NOTE'),
    ...ofMoney.filter(({ effect, when }) => effect === 'NOTE' && holds(when, facts) === true),
    ...place.rules,
  ];
}

/** Why the opinion is what it is, in plain words, who decides at the end. */
export function reasonsOf(found: Findings): string[] {
  const { money, moneyResult, unlimited, green } = found;
  const income: Told = {
    id: 'ECO2',
    tell: sentence('收入达标'),
    certainty: money.comparison.line?.provisional ? 'I' : 'P',
  };
  return unique([
    ...grounds(found).map(say),
    ...(moneyResult === 'PASS' && !money.comparison.border ? [say(income)] : []),
    ...unlimited.map(({ tell }) => tell),
    ...green.slice(0, 1).map(({ tell }) => tell),
    sentence('初筛'),
  ]);
}

export function notesOf(found: Findings): string[] {
  const reasons = grounds(found);
  return unique(remarks(found).flatMap((rule) => (rule.tell && !reasons.includes(rule) ? [rule.tell] : [])));
}

/** The ids of every rule that had a part in the verdict. */
export function ruleIdsOf(found: Findings, points: readonly OpenPoint[]): string[] {
  const { scope, money, green, running, passed, unlimited } = found;
  const compared = scope.scope !== 'OUT' && money.comparison.perHead !== undefined;
  return unique([
    ...idsOf(grounds(found)),
    ...(compared ? ['ECO2'] : []),
    ...(compared && money.comparison.alone ? ['ECO3'] : []),
    ...idsOf(green),
    ...points.map(({ ruleId }) => ruleId),
    ...[...running, ...passed].map(({ ruleId }) => ruleId),
    ...idsOf(unlimited),
    ...idsOf(remarks(found)),
  ]);
}

/** What isn't read from the statute or an official page is told with the caveat. */
function say({ tell = '', certainty }: Told): string {
  if (certainty === 'V' || certainty === 'P') return tell;
  return tell.replace(/。?$/, `${sentence('以中心确认为准')}。`);
}

export const idsOf = (rules: readonly { id: string }[]): string[] => rules.map(({ id }) => id);
const unique = (values: string[]): string[] => [...new Set(values)];
