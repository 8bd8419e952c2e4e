import { readYaml } from '../platform/data.ts';

/** One way to say a concept, tried only where its first character stands. */
interface Term {
  concept: number;
  /** Matches from `lastIndex` on only. */
  pattern: RegExp;
}

interface Concepts {
  names: string[];
  /** By the code of the first character. */
  byFirst: Map<number, Term[]>;
}

let loaded: Concepts | undefined;

/**
 * The legal concepts that a compact text names in lay words, in the order of concepts.yaml. Each term is tried only where
 * a character stands that it can begin with: trying all of them all along a text takes several times as long.
 */
export function conceptsIn(text: string): string[] {
  const { names, byFirst } = (loaded ??= load());
  const found = new Set<number>();
  for (let at = 0; at < text.length; at++) {
    for (const { concept, pattern } of byFirst.get(text.charCodeAt(at)) ?? []) {
      if (found.has(concept)) continue;
      pattern.lastIndex = at;
      if (pattern.test(text)) found.add(concept);
    }
  }
  return [...found].sort((one, other) => one - other).map((concept) => names[concept]!);
}

function load(): Concepts {
  const data = readYaml(import.meta.url, 'concepts.yaml') as Record<string, string[]>;
  const names = Object.keys(data);
  const byFirst = new Map<number, Term[]>();
  names.forEach((name, concept) => {
    for (const source of [name, ...data[name]!].flatMap(alternatives)) {
      const term = { concept, pattern: new RegExp(source, 'uy') };
      for (const first of firstsOf(source)) {
        const code = first.charCodeAt(0);
        byFirst.set(code, [...(byFirst.get(code) ?? []), term]);
      }
    }
  });
  return { names, byFirst };
}

/** The parts of a pattern between the bars that are not in brackets. */
function alternatives(source: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of source) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/**
 * The characters that a match can begin with. Throws for a term that begins with anything but characters, a list of them
 * in square brackets or a group, each perhaps with a question mark.
 */
export function firstsOf(source: string): Set<string> {
  const start =
    /^(?:\((?!\?)(?<group>[^()]*)\)|\[(?<list>[^\]^\\-]+)\]|(?<one>[\p{Script=Han}a-z0-9]))(?<may>\??)(?![*{])/u.exec(
      source,
    );
  if (!start) throw new Error(`concepts.yaml: a term that begins with no character: ${source}`);
  const { group, list, one, may } = start.groups!;
  const firsts =
    group === undefined ? (list ?? one!) : alternatives(group).flatMap((part) => [...firstsOf(part)]);
  return new Set([...firsts, ...(may ? firstsOf(source.slice(start[0].length)) : [])]);
}
