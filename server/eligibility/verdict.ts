import type { Calendar, LegalDate } from '../platform/calendar.ts';
import { builtInCalendar } from '../platform/calendar.ts';
import { holds, openByAnswer } from './condition.ts';
import { factsOf, withFacts } from './facts.ts';
import { moneyOf, type MoneyFinding } from './hardship.ts';
import { limitsOf, urgencyOf, type Deadline } from './limits.ts';
import { relevantAnswers } from './questionnaire.ts';
import { placeOf, type Jurisdiction, type Place } from './place.ts';
import type { MoneyRule, RuleSet, ScopeRule } from './rules.ts';
import { scopeOf, type ScopeResult } from './scope.ts';
import { sentence } from './sentences.ts';
import { doorsFor, materialsFor } from './ways.ts';
import type { Answers, Facts, MoneyResult, Opinion, Scope, Urgency } from './vocabulary.ts';

/** A reason for a person to look. `now`: a member of staff is told the same minute. */
export interface PersonReason {
  ruleId: string;
  reason: string;
  now: boolean;
}

/** One of the four flags, each for itself; `undefined` is not known. */
export interface FlagView {
  value: boolean | undefined;
  ruleIds: string[];
}

/** 初筛意见: what the rules say about these answers. Only the centre decides (援法43). */
export interface Verdict {
  opinion: Opinion;
  /** The opinion in one sentence for the resident. */
  headline: string;
  /** Matter id; 'unclear' where it is not known. */
  matter: string;
  scope: Scope;
  money: MoneyResult;
  urgent: Urgency;
  /** Names of the green-channel grounds (优先接待、受理、承办); they never touch the opinion. */
  green: string[];
  flags: Record<'scope' | 'noHardshipCondition' | 'exemptFromCheck' | 'greenChannel', FlagView>;
  reasons: string[];
  /** Good to know beside the reasons: where to hand in, what also helps. */
  notes: string[];
  /** Every rule that had a part in it. */
  ruleIds: string[];
  materials: string[];
  /** Limits that still run, the nearest first, the other side's too. */
  deadlines: Deadline[];
  /** The applicant's limits that seem to be over: never a refusal, since they may have begun anew. */
  passed: Deadline[];
  jurisdiction: Jurisdiction;
  /** Kinds of service points to go to, and themes of special stations, best first. */
  servicePointKinds: Place['kinds'];
  themes: string[];
  doors: string[];
  needsPerson: PersonReason[];
  rulesVersion: string;
}

interface OpenPoint extends PersonReason {
  /** The screening gives no opinion of its own while this is open. */
  undecided: boolean;
}

/**
 * Screens answers by the rules in force: scope, the two money flags, limits, green channel and place, each computed apart.
 * Answers that don't count are left out first. What is not known goes to a person and never becomes a refusal.
 */
export function assess(
  given: Answers,
  rules: RuleSet,
  today: LegalDate,
  calendar: Calendar = builtInCalendar,
): Verdict {
  const facts = factsOf(relevantAnswers(given, rules), rules);
  const scope = scopeOf(facts, rules);
  const money = moneyOf(facts, rules);
  const limits = limitsOf(facts, rules, today, calendar);
  const open = limits.deadlines.filter(({ daysLeft }) => daysLeft >= 0);
  const urgent = urgencyOf(open);
  const place = placeOf(facts, rules);
  const green = rules.green.filter((rule) => holds(rule.when, facts) === true);
  const moneyResult =
    scope.scope === 'OUT' && money.result !== 'NC' && money.result !== 'EX' ? 'UNKNOWN' : money.result;
  const known = withFacts(facts, {
    scope: scope.scope,
    money: moneyResult,
    limitLeft: nearestLimit(limits.deadlines),
  });
  const aidFirst = rules.aidFirst.filter((rule) => holds(rule.when, known) === true);
  const points: OpenPoint[] = [
    ...rules.person
      .filter((rule) => holds(rule.when, facts) === true)
      .map(({ id, tell, undecided, now }) => ({ ruleId: id, reason: tell, undecided, now })),
    ...aidFirst.map(({ id, tell }) => ({ ruleId: id, reason: tell, undecided: false, now: true })),
    ...scopePoints(scope),
    ...(scope.scope === 'OUT' ? [] : moneyPoints(money)),
    ...limits.undated.map(({ id }) => ({
      ruleId: id,
      reason: sentence('日子不明'),
      undecided: false,
      now: false,
    })),
    ...limits.deadlines
      .filter(({ by, daysLeft }) => by === 'applicant' && daysLeft < 0)
      .map(({ ruleId }) => ({ ruleId, reason: sentence('期限已过'), undecided: false, now: false })),
  ];
  if (wouldRefuse(scope.scope, moneyResult)) points.push(...doubts(facts, rules));
  const opinion = opinionOf(scope.scope, moneyResult, points);
  const moneyRules = [...money.noHardshipCondition.fired, ...money.exempt.fired];
  const scopeRules = decisive(scope);
  const fired = [
    ...scopeRules,
    ...(scope.scope === 'OUT' ? [] : moneyRules),
    ...place.rules.filter(({ jurisdiction }) => jurisdiction === 'transfer' || jurisdiction === 'elsewhere'),
  ];
  const notes = [
    ...scope.fired.filter(({ effect }) => effect === 'NOTE'),
    ...(scope.scope === 'OUT' || money.result === 'NC' ? [] : moneyNotes(facts, rules)),
    ...place.rules,
  ];
  return {
    opinion,
    headline: sentence(opinion === '不在范围但可咨询' && scope.scope !== 'OUT' ? '收入偏高' : opinion),
    matter: String(facts.get('matter') ?? 'unclear'),
    scope: scope.scope,
    money: moneyResult,
    urgent,
    green: green.map(({ name }) => name),
    flags: {
      scope: {
        value: { IN: true, OUT: false, LOCAL: undefined, UNKNOWN: undefined }[scope.scope],
        ruleIds: ids(scopeRules),
      },
      noHardshipCondition: {
        value: money.noHardshipCondition.value,
        ruleIds: ids(money.noHardshipCondition.fired),
      },
      exemptFromCheck: { value: money.exempt.value, ruleIds: ids(money.exempt.fired) },
      greenChannel: { value: green.length > 0, ruleIds: ids(green) },
    },
    reasons: unique([
      ...fired.map(told),
      ...(scope.scope !== 'OUT' && money.result === 'PASS' && !money.comparison.border
        ? [incomeReason(money)]
        : []),
      ...limits.unlimited.map(({ tell }) => tell),
      ...green.slice(0, 1).map(({ tell }) => tell),
      sentence('初筛'),
    ]),
    notes: unique(notes.filter((rule) => !fired.includes(rule)).flatMap(({ tell }) => tell ?? [])),
    ruleIds: unique([
      ...ids(fired),
      ...(scope.scope !== 'OUT' && money.comparison.perHead
        ? ['ECO2', ...(money.comparison.alone ? ['ECO3'] : [])]
        : []),
      ...ids(green),
      ...points.map(({ ruleId }) => ruleId),
      ...limits.deadlines.map(({ ruleId }) => ruleId),
      ...ids(limits.unlimited),
      ...ids(notes),
    ]),
    materials: materialsFor(known),
    deadlines: open,
    passed: limits.deadlines.filter(({ by, daysLeft }) => by === 'applicant' && daysLeft < 0),
    jurisdiction: place.jurisdiction,
    servicePointKinds: place.kinds,
    themes: place.themes,
    doors: doorsFor(known),
    needsPerson: distinct(points),
    rulesVersion: rules.version,
  };
}

/** The scope rules that made the result: what takes a matter in outweighs what leaves it open or out. */
function decisive({ scope, fired }: ScopeResult): ScopeRule[] {
  const effects = { IN: ['IN', 'LOCAL'], LOCAL: ['LOCAL'], UNKNOWN: ['CHECK'], OUT: ['BAR', 'OUT'] }[scope];
  return fired.filter(({ effect }) => effects.includes(effect));
}

function opinionOf(scope: Scope, money: MoneyResult, points: OpenPoint[]): Opinion {
  if (points.some(({ undecided }) => undecided)) return '需人工';
  if (wouldRefuse(scope, money)) return '不在范围但可咨询';
  return money === 'PASS' ? '可能符合' : '免经济审查';
}

const wouldRefuse = (scope: Scope, money: MoneyResult): boolean => scope === 'OUT' || money === 'FAIL';

/** Reasons for a person that only a 不知道 leaves open: they keep a no from being said. */
function doubts(facts: Facts, rules: RuleSet): OpenPoint[] {
  return rules.person
    .filter(({ undecided, when }) => undecided && openByAnswer(when, facts))
    .map(({ id }) => ({ ruleId: id, reason: sentence('答案不明'), undecided: true, now: false }));
}

function scopePoints({ scope, fired, openBars }: ScopeResult): OpenPoint[] {
  const points: OpenPoint[] = [];
  const add = (ruleId: string, key: string): void =>
    void points.push({ ruleId, reason: sentence(key), undecided: true, now: false });
  if (scope === 'LOCAL') add(fired.find(({ effect }) => effect === 'LOCAL')?.id ?? 'SC28', '本地惯例');
  if (scope === 'UNKNOWN') add(fired.find(({ effect }) => effect === 'CHECK')?.id ?? 'SC10', '范围待定');
  if (scope !== 'OUT') for (const rule of openBars) add(rule.id, '答案不明');
  return points;
}

function moneyPoints({ result, comparison, otherReason }: MoneyFinding): OpenPoint[] {
  if (result === 'NC' || result === 'EX') return [];
  const add = (ruleId: string, reason: string): OpenPoint[] => [
    { ruleId, reason, undecided: true, now: false },
  ];
  if (comparison.border) return add('ECO2', sentence('接近标准'));
  if (result !== 'UNKNOWN') return [];
  const [other] = otherReason.fired;
  return other ? add(other.id, other.tell) : add('ECO2', sentence('收入不明'));
}

const moneyNotes = (facts: Facts, rules: RuleSet): MoneyRule[] =>
  rules.money.filter(({ effect, when }) => effect === 'NOTE' && holds(when, facts) === true);

/** Days to the end of the nearest limit of the applicant's for which aid may come first (援法44). */
function nearestLimit(deadlines: readonly Deadline[]): number | undefined {
  const left = deadlines.filter(
    ({ by, aidFirst, daysLeft }) => by === 'applicant' && aidFirst && daysLeft >= 0,
  );
  return left.length > 0 ? Math.min(...left.map(({ daysLeft }) => daysLeft)) : undefined;
}

const incomeReason = ({ comparison }: MoneyFinding): string =>
  told({ tell: sentence('收入达标'), certainty: comparison.line?.provisional ? 'I' : 'P' });

/** What isn't read from the statute or an official page is told with the caveat. */
function told({ tell, certainty }: { tell?: string; certainty: string }): string {
  const caveat = certainty === 'V' || certainty === 'P' ? '' : sentence('以中心确认为准');
  return caveat ? (tell ?? '').replace(/。?$/, `${caveat}。`) : (tell ?? '');
}

const ids = (rules: readonly { id: string }[]): string[] => rules.map(({ id }) => id);
const unique = (values: string[]): string[] => [...new Set(values)];

function distinct(points: OpenPoint[]): PersonReason[] {
  const byReason = new Map<string, PersonReason>();
  for (const { ruleId, reason, now } of points) {
    const known = byReason.get(reason);
    byReason.set(reason, known ? { ...known, now: known.now || now } : { ruleId, reason, now });
  }
  return [...byReason.values()].sort((a, b) => Number(b.now) - Number(a.now));
}
