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
  /** Patterns that hold only for short messages: in a story they may tell of the past. */
  short?: string[];
  /** Patterns that "unless" can't take back. */
  always?: string[];
  sounds?: string[];
  unless?: string[];
  text: string;
}
interface TriageData {
  words: Record<string, string>;
  numbers: Record<string, string>;
  /** Patterns of whole messages, see triage.yaml. */
  everyday: string[];
  unsure: string[];
  dangers: (RuleData & {
    class: DangerCard['class'];
    numbers: string[];
    /** What is said instead where one of `match` tells more: a child writes, somebody is lost and not hurt. */
    own?: { match: string[]; unless?: string[]; text: string }[];
  })[];
  specials: (RuleData & { kind: Special['kind']; yields?: boolean })[];
  nonsense: { text: string };
}

export interface Rule {
  match: RegExp[];
  short: RegExp[];
  always: RegExp[];
  unless: RegExp[];
  /** Toneless sounds, each between spaces. */
  sounds: string[];
}
interface DangerResult {
  kind: 'danger';
  card: DangerCard;
}
interface DangerRule extends Rule {
  id: string;
  result: DangerResult;
  own: { match: RegExp[]; unless: RegExp[]; result: DangerResult }[];
}
interface SpecialRule extends Rule {
  result: Special;
}

export interface Triager {
  /** What people say all day: nothing learnt is asked about it. */
  everyday: RegExp[];
  /** What may be a farewell or only the end of a talk: it is asked about at most. */
  unsure: RegExp[];
  dangers: DangerRule[];
  specials: SpecialRule[];
  nonsense: string;
}

let loaded: Triager | undefined;

/** The written rules, read once. Throws with the rule's name when it uses a word list that isn't there. */
export function writtenRules(): Triager {
  return (loaded ??= load());
}

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
  const patterns = (id: string, sources: string[] = []): RegExp[] =>
    sources.map((source) => pattern(id, source));
  const compile = (rule: RuleData): Rule => ({
    match: patterns(rule.id, rule.match),
    short: patterns(rule.id, rule.short),
    always: patterns(rule.id, rule.always),
    unless: patterns(rule.id, rule.unless),
    sounds: (rule.sounds ?? []).map(soundOf),
  });
  return {
    everyday: patterns('everyday', data.everyday),
    unsure: patterns('unsure', data.unsure),
    dangers: data.dangers.map((rule) => {
      const numbers = rule.numbers.map((number) => ({ number, name: data.numbers[number] ?? '' }));
      const saying = (text: string): DangerResult => ({
        kind: 'danger',
        card: { id: rule.id, class: rule.class, text, numbers },
      });
      const own = (rule.own ?? []).map(({ match, unless, text }) => ({
        match: patterns(rule.id, match),
        unless: patterns(rule.id, unless),
        result: saying(text),
      }));
      return { ...compile(rule), id: rule.id, result: saying(rule.text), own };
    }),
    specials: data.specials.map((rule) => ({
      ...compile(rule),
      result: { kind: rule.kind, id: rule.id, text: rule.text, yields: rule.yields ?? false },
    })),
    nonsense: data.nonsense.text,
  };
}

/** Whether one of the patterns matches a compact text. */
export const anyOf = (patterns: readonly RegExp[], text: string): boolean =>
  patterns.some((pattern) => pattern.test(text));

/** What a danger is answered with: a child who writes is spoken to as a child, a lost person is looked for. */
export function answerTo({ result, own }: DangerRule, text: string): DangerResult {
  return own.find(({ match, unless }) => anyOf(match, text) && !anyOf(unless, text))?.result ?? result;
}

/** Longest message, in characters, that the "short" patterns are tried on. */
const shortLength = 24;

const soundOf = (text: string): string => ` ${syllables(compact(text)).join(' ')} `;

/** Two tests of a compact text: whether a rule's patterns match, and whether it holds after its exceptions. */
export function testsOf(text: string): { matches: (rule: Rule) => boolean; holds: (rule: Rule) => boolean } {
  let sound: string | undefined;
  const matches = (rule: Rule): boolean =>
    anyOf(rule.match, text) ||
    (text.length <= shortLength && anyOf(rule.short, text)) ||
    rule.sounds.some((part) => (sound ??= soundOf(text)).includes(part));
  const holds = (rule: Rule): boolean =>
    (matches(rule) && !anyOf(rule.unless, text)) || anyOf(rule.always, text);
  return { matches, holds };
}

/** Whether a name that patternsIn gave is of a danger that isn't taken back. */
export const namesDanger = (name: string): boolean => name.startsWith('d:');

/** The names of the written rules that match a message: `d:` dangers, `d-` dangers taken back, `s:` the others. */
export function patternsIn(said: string): string[] {
  const { dangers, specials } = writtenRules();
  const { matches, holds } = testsOf(compact(said));
  return [
    ...dangers.flatMap((rule) => (holds(rule) ? [`d:${rule.id}`] : matches(rule) ? [`d-${rule.id}`] : [])),
    ...specials.flatMap((rule) => (holds(rule) ? [`s:${rule.result.id}`] : [])),
  ];
}
