import { holds, rangeOf, type Truth } from './condition.ts';
import type { MoneyRule, RuleSet } from './rules.ts';
import { unknown, type Facts, type MoneyResult, type Range } from './vocabulary.ts';

export interface Flag {
  /** `undefined`: not known. */
  value: Truth;
  fired: MoneyRule[];
}

/** 不受经济困难条件限制 (NC) or 免予核查 (EX), each for itself. */
export function flagOf(effect: 'NC' | 'EX' | 'ALONE' | 'OTHER', facts: Facts, rules: RuleSet): Flag {
  const fired: MoneyRule[] = [];
  let open = false;
  for (const rule of rules.money) {
    if (rule.effect !== effect) continue;
    const truth = holds(rule.when, facts);
    if (truth === true) fired.push(rule);
    if (truth === undefined) open = true;
  }
  return { value: fired.length > 0 ? true : open ? undefined : false, fired };
}

export interface EconomicLine {
  /** Fen a month and head. */
  amount: number;
  /** True where a stand-in is used for the year's figure (以中心确认为准). */
  provisional: boolean;
}

/** The hardship line in force: the centre's figure, else the published one of the year, else the minimum wage. */
export function economicLine(rules: RuleSet): EconomicLine | undefined {
  const decided = rules.switches['ECO_AMOUNT'];
  if (typeof decided === 'number') return { amount: decided, provisional: false };
  const row =
    rules.parameters.find(({ id }) => id === 'ECO_AMOUNT') ??
    rules.parameters.find(({ id }) => id === 'MIN_WAGE');
  if (typeof row?.value !== 'number') return undefined;
  return { amount: row.value, provisional: row.id === 'MIN_WAGE' };
}

export interface Comparison {
  result: 'PASS' | 'FAIL' | 'UNKNOWN';
  /** Within the border zone, where a person looks although the figures may say yes. */
  border: boolean;
  alone: boolean;
  perHead?: Range;
  line?: EconomicLine;
}

/**
 * Income a head against the line ("≤" passes). Where the opponent lives in the household the applicant counts alone
 * (ECO3). The border zone above the line and every range that straddles it is UNKNOWN, for a person.
 */
export function compareIncome(facts: Facts, rules: RuleSet): Comparison {
  const alone = facts.get('liveTogether') === undefined ? false : flagOf('ALONE', facts, rules).value;
  const line = economicLine(rules);
  const perHead = alone === undefined ? undefined : incomePerHead(facts, alone);
  if (!perHead || !line)
    return { result: 'UNKNOWN', border: false, alone: alone === true, ...(line && { line }) };
  const zone = (line.amount * Number(rules.switches['BORDER_PERCENT'])) / 100;
  const known = { alone: alone === true, perHead, line };
  if (perHead.max <= line.amount)
    return { result: 'PASS', border: perHead.max >= line.amount - zone, ...known };
  if (perHead.min > line.amount + zone) return { result: 'FAIL', border: false, ...known };
  return { result: 'UNKNOWN', border: true, ...known };
}

function incomePerHead(facts: Facts, alone: boolean): Range | undefined {
  if (alone) return rangeOf(facts.get('ownIncome'));
  const income = rangeOf(facts.get('householdIncome'));
  const heads = facts.get('householdSize');
  if (!income || heads === unknown || typeof heads !== 'number' || heads < 1) return undefined;
  return { min: income.min / heads, max: income.max / heads };
}

export interface MoneyFinding {
  result: MoneyResult;
  noHardshipCondition: Flag;
  exempt: Flag;
  comparison: Comparison;
  /** A ground beside poverty (其他原因) that keeps a higher income from being a refusal. */
  otherReason: Flag;
}

/** The money side of the verdict. What is not known about NC or EX keeps a FAIL from being one. */
export function moneyOf(facts: Facts, rules: RuleSet): MoneyFinding {
  const noHardshipCondition = flagOf('NC', facts, rules);
  const exempt = flagOf('EX', facts, rules);
  const otherReason = flagOf('OTHER', facts, rules);
  const comparison = compareIncome(facts, rules);
  const settled =
    noHardshipCondition.value === false && exempt.value === false && otherReason.value === false;
  const result = noHardshipCondition.value
    ? 'NC'
    : exempt.value
      ? 'EX'
      : comparison.result === 'FAIL' && !settled
        ? 'UNKNOWN'
        : comparison.result;
  return { result, noHardshipCondition, exempt, comparison, otherReason };
}
