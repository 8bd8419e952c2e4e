import { readYaml } from '../platform/data.ts';
import { syllables, words } from './text.ts';

/** Families of features: one and two characters, words, sounds of two characters, lay words as legal concepts. */
export const families = ['character', 'pair', 'word', 'sound', 'concept'] as const;
export type Family = (typeof families)[number];

/** A feature's key is unique over all families: numbers for characters, pairs and sounds, text for the others. */
export type FeatureKey = number | string;

export interface Feature {
  key: FeatureKey;
  family: Family;
}

interface Concept {
  name: string;
  terms: RegExp;
}

let concepts: Concept[] | undefined;

function loadConcepts(): Concept[] {
  const data = readYaml(import.meta.url, 'concepts.yaml') as Record<string, string[]>;
  return Object.entries(data).map(([name, terms]) => ({
    name,
    terms: new RegExp([name, ...terms].join('|'), 'u'),
  }));
}

/** The legal concepts that a compact text names in lay words. */
export function conceptsIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const { name, terms } of (concepts ??= loadConcepts())) if (terms.test(text)) found.add(name);
  return found;
}

const pairBase = 0x10000;
/** Above every pair of characters. */
const soundBase = 0x200000000;
const soundLetters = 5;
/** Letters, digits and nothing, as digits of a number. */
const soundDigits = 37;
const soundCodes = new Map<string, number>();

/** A syllable as a number that is the same in every process, since learnt weights are kept by it. */
function soundCode(syllable: string): number {
  let code = soundCodes.get(syllable);
  if (code === undefined) {
    code = 0;
    for (let at = 0; at < soundLetters; at++) {
      const digit = parseInt(syllable[at] ?? '', 36);
      code = code * soundDigits + (Number.isNaN(digit) ? 0 : digit + 1);
    }
    soundCodes.set(syllable, code);
  }
  return code;
}

/** The distinct features of a compact text. */
export function featuresOf(text: string): Feature[] {
  const seen = new Map<FeatureKey, Family>();
  const sounds = syllables(text).map(soundCode);
  const characters = Array.from(text, (character) => (character.codePointAt(0) ?? 0) & 0xffff);
  for (let at = 0; at < characters.length; at++) {
    seen.set(characters[at]!, 'character');
    if (at === 0) continue;
    seen.set(characters[at - 1]! * pairBase + characters[at]! + pairBase, 'pair');
    seen.set(soundBase + sounds[at - 1]! * soundDigits ** soundLetters + sounds[at]!, 'sound');
  }
  for (const word of words(text)) if (word.length > 1) seen.set(word, 'word');
  for (const concept of conceptsIn(text)) seen.set(`#${concept}`, 'concept');
  return Array.from(seen, ([key, family]) => ({ key, family }));
}
