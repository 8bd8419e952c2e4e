import { holds } from './condition.ts';
import type { RuleSet, Way } from './rules.ts';
import type { Facts, Proof } from './vocabulary.ts';

/**
 * What to bring (材料): only what the branch needs. Without a `proof` commitment and papers are both still open; who has
 * committed is neither offered it again nor asked for what it stands for.
 */
export const materialsFor = (facts: Facts, { materials }: RuleSet, proof?: Proof): string[] =>
  matching(materials, facts)
    .map(({ tell, papers = tell, committed = tell }) =>
      proof === undefined ? tell : { papers, commitment: committed }[proof],
    )
    .filter((line) => line !== null);

/** The ways that stay open; never fewer than two, the first of them a person. */
export const doorsFor = (facts: Facts, { doors }: RuleSet): string[] =>
  matching(doors, facts).map(({ tell }) => tell);

const matching = <T extends Way>(rows: readonly T[], facts: Facts): T[] =>
  rows.filter((row) => holds(row.when, facts) === true && !(row.unless && holds(row.unless, facts) === true));
