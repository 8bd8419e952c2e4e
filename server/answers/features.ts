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

const soundIds = new Map<string, number>();

function soundId(syllable: string): number {
  let id = soundIds.get(syllable);
  if (id === undefined) soundIds.set(syllable, (id = soundIds.size + 1));
  return id;
}

const pairBase = 0x10000;
const soundBase = 0x200000000;

/** The distinct features of a compact text. */
export function featuresOf(text: string): Feature[] {
  const seen = new Map<FeatureKey, Family>();
  const sounds = syllables(text).map(soundId);
  const characters = Array.from(text, (character) => (character.codePointAt(0) ?? 0) & 0xffff);
  for (let at = 0; at < characters.length; at++) {
    seen.set(characters[at]!, 'character');
    if (at === 0) continue;
    seen.set(characters[at - 1]! * pairBase + characters[at]! + pairBase, 'pair');
    seen.set(soundBase + sounds[at - 1]! * 0x1000 + sounds[at]!, 'sound');
  }
  for (const word of words(text)) if (word.length > 1) seen.set(word, 'word');
  for (const concept of conceptsIn(text)) seen.set(`#${concept}`, 'concept');
  return Array.from(seen, ([key, family]) => ({ key, family }));
}
