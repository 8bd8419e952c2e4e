import { holds } from './condition.ts';
import type { RuleSet, Way } from './rules.ts';
import type { Facts } from './vocabulary.ts';

/** What to bring (材料): only what the branch needs. */
export const materialsFor = (facts: Facts, { materials }: RuleSet): string[] => told(materials, facts);

/** The ways that stay open; never fewer than two, the first of them a person. */
export const doorsFor = (facts: Facts, { doors }: RuleSet): string[] => told(doors, facts);

const told = (rows: readonly Way[], facts: Facts): string[] =>
  rows
    .filter((row) => holds(row.when, facts) === true && !(row.unless && holds(row.unless, facts) === true))
    .map(({ tell }) => tell);
