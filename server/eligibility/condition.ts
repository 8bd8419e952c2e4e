import Type from 'typebox';
import { unknown, type AnswerValue, type Facts, type Range } from './vocabulary.ts';

/** `undefined` is "not known": it neither fires a rule nor rules it out. */
export type Truth = boolean | undefined;

interface Bounds {
  atLeast?: number | string;
  above?: number | string;
  atMost?: number | string;
  below?: number | string;
}
type Expected = string | number | string[] | Bounds;

/**
 * A condition as written in the rule files: `{ matter: [wages, injury], age: { below: 18 } }` asks all of its facts,
 * `any`, `all` and `not` combine. A bound may name a switch: `{ age: { atLeast: AGED_FROM } }`.
 */
export interface Condition {
  [fact: string]: Expected | Condition | Condition[];
}

export const ConditionSchema = Type.Object({});

const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

/** Three-valued AND: one `false` decides, else one unknown leaves it open. */
function every(truths: Iterable<Truth>): Truth {
  let result: Truth = true;
  for (const truth of truths) {
    if (truth === false) return false;
    if (truth === undefined) result = undefined;
  }
  return result;
}

function some(truths: Iterable<Truth>): Truth {
  let result: Truth = false;
  for (const truth of truths) {
    if (truth === true) return true;
    if (truth === undefined) result = undefined;
  }
  return result;
}

/** Whether a condition holds for these facts, in three-valued logic. An empty or absent condition always holds. */
export function holds(condition: Condition | undefined, facts: Facts): Truth {
  if (!condition) return true;
  const parts = Object.entries(condition).map(([key, expected]): Truth => {
    if (key === 'any') return some((expected as Condition[]).map((part) => holds(part, facts)));
    if (key === 'all') return every((expected as Condition[]).map((part) => holds(part, facts)));
    if (key === 'not') return not(holds(expected as Condition, facts));
    return matches(facts.get(key), expected as Expected, facts);
  });
  return every(parts);
}

function matches(value: AnswerValue | undefined, expected: Expected, facts: Facts): Truth {
  if (value === undefined) return undefined;
  if (typeof expected === 'object' && !Array.isArray(expected)) return within(value, expected, facts);
  const wanted = (Array.isArray(expected) ? expected : [expected]) as AnswerValue[];
  if (value === unknown) return wanted.includes(unknown) ? true : undefined;
  if (Array.isArray(value)) return value.some((one) => wanted.includes(one));
  return wanted.includes(value);
}

function within(value: AnswerValue, bounds: Bounds, facts: Facts): Truth {
  const range = rangeOf(value);
  if (!range) return undefined;
  const limit = (bound: number | string | undefined): Range | undefined => {
    if (bound === undefined) return undefined;
    return typeof bound === 'number' ? { min: bound, max: bound } : rangeOf(facts.get(bound));
  };
  const checks: [number | string | undefined, (a: number, b: number) => boolean][] = [
    [bounds.atLeast, (a, b) => a >= b],
    [bounds.above, (a, b) => a > b],
    [bounds.atMost, (a, b) => a <= b],
    [bounds.below, (a, b) => a < b],
  ];
  return every(
    checks
      .filter(([bound]) => bound !== undefined)
      .map(([bound, test]): Truth => {
        const line = limit(bound);
        if (!line) return undefined;
        const low = test(range.min, line.min);
        return low === test(range.max, line.max) ? low : undefined;
      }),
  );
}

/** A number or a range as a range; `undefined` for anything else. */
export function rangeOf(value: AnswerValue | undefined): Range | undefined {
  if (typeof value === 'number') return { min: value, max: value };
  return typeof value === 'object' && !Array.isArray(value) ? value : undefined;
}

/** Every fact that a condition reads, switches in bounds included. */
export function factsRead(condition: Condition | undefined): string[] {
  return Object.entries(condition ?? {}).flatMap(([key, expected]) => {
    if (key === 'any' || key === 'all') return (expected as Condition[]).flatMap(factsRead);
    if (key === 'not') return factsRead(expected as Condition);
    const bounds = typeof expected === 'object' && !Array.isArray(expected) ? Object.values(expected) : [];
    return [key, ...bounds.filter((bound): bound is string => typeof bound === 'string')];
  });
}

/** Whether a condition is not known because somebody said 不知道, and not just because it was never asked. */
export function openByAnswer(condition: Condition, facts: Facts): boolean {
  return (
    holds(condition, facts) === undefined && factsRead(condition).some((fact) => facts.get(fact) === unknown)
  );
}
