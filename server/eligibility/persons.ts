import { holds, openByAnswer } from './condition.ts';
import { wouldRefuse, type Findings } from './findings.ts';
import type { MoneyFinding } from './hardship.ts';
import type { ScopeResult } from './scope.ts';
import { sentence } from './sentences.ts';

/** A reason for a person to look. `now`: a member of staff is told the same minute. */
export interface PersonReason {
  ruleId: string;
  reason: string;
  now: boolean;
}

export interface OpenPoint extends PersonReason {
  /** The screening gives no opinion of its own while this is open. */
  undecided: boolean;
}

/** Everything for which a person must look, whatever the opinion. */
export function openPoints(found: Findings): OpenPoint[] {
  const { rules, facts, scope, money, aidFirst, undated, passed } = found;
  return [
    ...rules.person
      .filter((rule) => holds(rule.when, facts) === true)
      .map(({ id, tell, undecided, now }) => ({ ruleId: id, reason: tell, undecided, now })),
    ...aidFirst.map(({ id, tell }) => ({ ruleId: id, reason: tell, undecided: false, now: true })),
    ...scopePoints(scope),
    ...(scope.scope === 'OUT' ? [] : moneyPoints(money)),
    ...undated.map(({ id }) => beside(id, '日子不明')),
    ...passed.map(({ ruleId }) => beside(ruleId, '期限已过')),
    ...(wouldRefuse(found) ? doubts(found) : []),
  ];
}

const beside = (ruleId: string, key: string): OpenPoint => ({
  ruleId,
  reason: sentence(key),
  undecided: false,
  now: false,
});
const undecided = (ruleId: string, reason: string): OpenPoint => ({
  ruleId,
  reason,
  undecided: true,
  now: false,
});

function scopePoints({ scope, fired, open, openBars }: ScopeResult): OpenPoint[] {
  const asked = { IN: undefined, OUT: undefined, LOCAL: 'LOCAL', UNKNOWN: 'CHECK' }[scope];
  const rule = asked && (fired.find(({ effect }) => effect === asked) ?? open[0]);
  return [
    ...(rule ? [undecided(rule.id, sentence('范围待定'))] : []),
    ...(scope === 'OUT' ? [] : openBars.map(({ id }) => undecided(id, sentence('答案不明')))),
  ];
}

function moneyPoints({ result, comparison, otherReason }: MoneyFinding): OpenPoint[] {
  if (result === 'NC' || result === 'EX') return [];
  if (comparison.border) return [undecided('ECO2', sentence('接近标准'))];
  if (result !== 'UNKNOWN') return [];
  const [other] = otherReason.fired;
  return [other ? undecided(other.id, other.tell) : undecided('ECO2', sentence('收入不明'))];
}

/** Reasons for a person that only a 不知道 leaves open: they keep a no from being said. */
const doubts = ({ rules, facts }: Findings): OpenPoint[] =>
  rules.person
    .filter((rule) => rule.undecided && openByAnswer(rule.when, facts))
    .map(({ id }) => undecided(id, sentence('答案不明')));

/** The points as told, each sentence once, what is pressing first. */
export function personReasons(points: readonly OpenPoint[]): PersonReason[] {
  const byReason = new Map<string, PersonReason>();
  for (const { ruleId, reason, now } of points) {
    const known = byReason.get(reason);
    byReason.set(reason, known ? { ...known, now: known.now || now } : { ruleId, reason, now });
  }
  return [...byReason.values()].sort((a, b) => Number(b.now) - Number(a.now));
}
