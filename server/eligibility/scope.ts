import { holds, openByAnswer } from './condition.ts';
import type { RuleSet, ScopeRule } from './rules.ts';
import type { Facts, Scope } from './vocabulary.ts';

export interface ScopeResult {
  scope: Scope;
  /** The rules that hold, by which it was decided. */
  fired: ScopeRule[];
  /** Rules that would take it in, or have a person look, if more were known. */
  open: ScopeRule[];
  /** Bars that a 不知道 leaves open: a person must look before anything is granted. */
  openBars: ScopeRule[];
}

/** Whether the matter is in scope (援法 22–33 and local rules). Not known stays UNKNOWN; it never becomes OUT. */
export function scopeOf(facts: Facts, rules: RuleSet): ScopeResult {
  const fired: ScopeRule[] = [];
  const openBars: ScopeRule[] = [];
  const open: ScopeRule[] = [];
  for (const rule of rules.scope) {
    if (rule.switch && rules.switches[rule.switch] === 'off') continue;
    const truth = holds(rule.when, facts);
    if (truth === true) fired.push(rule);
    if (truth !== undefined) continue;
    if (rule.effect === 'BAR') {
      if (openByAnswer(rule.when, facts)) openBars.push(rule);
    } else if (rule.effect === 'IN' || rule.effect === 'LOCAL' || rule.effect === 'CHECK') open.push(rule);
  }
  const has = (effect: ScopeRule['effect']): boolean =>
    fired.some((rule) => effectOf(rule, rules) === effect);
  if (has('BAR')) return { scope: 'OUT', fired, open, openBars };
  if (has('IN')) return { scope: 'IN', fired, open, openBars };
  if (has('LOCAL')) return { scope: 'LOCAL', fired, open, openBars };
  return { scope: open.length > 0 || has('CHECK') ? 'UNKNOWN' : 'OUT', fired, open, openBars };
}

/** A local practice that the centre has decided (switch on) takes the matter in like the law itself. */
function effectOf(rule: ScopeRule, rules: RuleSet): ScopeRule['effect'] {
  return rule.effect === 'LOCAL' && rule.switch && rules.switches[rule.switch] === 'on' ? 'IN' : rule.effect;
}
