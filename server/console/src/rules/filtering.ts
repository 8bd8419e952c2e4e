import type { RuleGroup } from '../../../eligibility/switches/contract.ts';

export interface RuleFilter {
  /** A group's id; all without. */
  group: string;
  /** Words that each must stand somewhere in a rule. */
  words: string;
  onlyToConfirm: boolean;
}

/** The groups with the rules that a filter leaves; empty ones fall away. */
export function matching(
  groups: readonly RuleGroup[],
  { group, words, onlyToConfirm }: RuleFilter,
): RuleGroup[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return groups
    .filter(({ id }) => group === '' || id === group)
    .map((one) => ({
      ...one,
      rules: one.rules.filter((rule) => {
        if (onlyToConfirm && !rule.toConfirm) return false;
        const text = [rule.id, rule.name, rule.tell, rule.law, rule.note].join(' ').toLowerCase();
        return wanted.every((word) => text.includes(word));
      }),
    }))
    .filter(({ rules }) => rules.length > 0);
}
