import { readYaml } from '../platform/data.ts';
import { compact, syllables } from './text.ts';

export interface HotlineNumber {
  number: string;
  name: string;
}

export interface DangerCard {
  id: string;
  /** A life in danger, B harm being done, C a minor or frail person harmed, D a group, E a date within days. */
  class: 'A' | 'B' | 'C' | 'D' | 'E';
  text: string;
  /** What to call, the right one first. */
  numbers: HotlineNumber[];
}

/** What is said back instead of an answer on a topic. */
export interface Special {
  kind: 'person' | 'refuse' | 'facts' | 'redirect' | 'smalltalk' | 'case' | 'empathy' | 'offtopic';
  id: string;
  text: string;
  /** It gives way to a topic that fits well. */
  yields: boolean;
}

export type Triage = { kind: 'danger'; card: DangerCard } | Special;

interface RuleData {
  id: string;
  match: string[];
  sounds?: string[];
  unless?: string[];
  text: string;
}
interface TriageData {
  words: Record<string, string>;
  numbers: Record<string, string>;
  dangers: (RuleData & { class: DangerCard['class']; numbers: string[] })[];
  specials: (RuleData & { kind: Special['kind']; yields?: boolean })[];
  nonsense: { text: string };
}

interface Rule {
  match: RegExp[];
  unless: RegExp[];
  /** Toneless sounds, each between spaces. */
  sounds: string[];
  result: Triage;
}

interface Triager {
  rules: Rule[];
  nonsense: string;
}

let loaded: Triager | undefined;

function load(): Triager {
  const data = readYaml(import.meta.url, 'triage.yaml') as TriageData;
  const pattern = (id: string, source: string): RegExp => {
    const full = source.replace(/\{([a-z]+)\}/g, (_, name: string) => {
      const list = data.words[name];
      if (list === undefined) throw new Error(`triage.yaml: ${id} uses the unknown word list {${name}}`);
      return `(?:${list})`;
    });
    return new RegExp(full, 'u');
  };
  const compile = (rule: RuleData, result: Triage): Rule => ({
    match: rule.match.map((source) => pattern(rule.id, source)),
    unless: (rule.unless ?? []).map((source) => pattern(rule.id, source)),
    sounds: (rule.sounds ?? []).map(soundOf),
    result,
  });
  const dangers = data.dangers.map((rule) => {
    const numbers = rule.numbers.map((number) => ({ number, name: data.numbers[number] ?? '' }));
    return compile(rule, { kind: 'danger', card: { id: rule.id, class: rule.class, text: rule.text, numbers } });
  });
  const specials = data.specials.map((rule) =>
    compile(rule, { kind: rule.kind, id: rule.id, text: rule.text, yields: rule.yields ?? false }),
  );
  return { rules: [...dangers, ...specials], nonsense: data.nonsense.text };
}

const soundOf = (text: string): string => ` ${syllables(compact(text)).join(' ')} `;

/** Whatever must be seen before any topic: danger, requests to refuse, small talk. Undefined for everything else. */
export function triage(said: string): Triage | undefined {
  loaded ??= load();
  const text = compact(said);
  let sound: string | undefined;
  for (const rule of loaded.rules) {
    const matches =
      rule.match.some((pattern) => pattern.test(text)) ||
      rule.sounds.some((part) => (sound ??= soundOf(text)).includes(part));
    if (matches && !rule.unless.some((pattern) => pattern.test(text))) return rule.result;
  }
  return undefined;
}

/** Said when nothing at all was understood. */
export function nonsenseText(): string {
  return (loaded ??= load()).nonsense;
}
