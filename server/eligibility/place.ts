import { holds } from './condition.ts';
import type { RuleSet, WhereRule } from './rules.ts';
import type { Facts } from './vocabulary.ts';

/** here 相城区 · transfer handed on within Suzhou · elsewhere another city's centre · unknown. */
export type Jurisdiction = 'here' | 'transfer' | 'elsewhere' | 'unknown';

export interface Place {
  jurisdiction: Jurisdiction;
  kinds: ('centre' | 'workstation' | 'contactPoint' | 'themed')[];
  themes: string[];
  rules: WhereRule[];
}

/** Where and by whom the application is made (援法38–40), and the service points that fit it (就近分流). */
export function placeOf(facts: Facts, rules: RuleSet): Place {
  const fired = rules.where.filter((rule) => holds(rule.when, facts) === true);
  const jurisdictions = fired.flatMap(({ jurisdiction }) => jurisdiction ?? []);
  const centreOnly = fired.some(({ kind }) => kind === 'centre');
  const themes = centreOnly ? [] : fired.flatMap(({ theme }) => theme ?? []);
  return {
    jurisdiction: jurisdictions[0] ?? 'unknown',
    kinds: centreOnly
      ? ['centre']
      : themes.length > 0
        ? ['themed', 'workstation', 'centre']
        : ['workstation', 'centre'],
    themes,
    rules: fired,
  };
}
