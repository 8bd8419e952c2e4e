import { conceptsIn } from './concepts.ts';
import { syllables, words } from './text.ts';

/** Families of features: one and two characters, words, sounds of two characters, lay words as legal concepts. */
export type Family = 'character' | 'pair' | 'word' | 'sound' | 'concept';

/** A feature's key is unique over all families: numbers for characters, pairs and sounds, text for the others. */
export type FeatureKey = number | string;

const pairBase = 0x10000;
/** Above every pair of characters. */
const soundBase = 0x200000000;
const soundLetters = 5;
/** Letters, digits and nothing, as digits of a number. */
const soundDigits = 37;
/** Above every number of one sound. */
const soundStep = soundDigits ** soundLetters;
/** By code point. */
const sounds = new Map<number, number>();

/** A character's syllable as a number that is the same in every process, since learnt weights are kept by it. */
function soundOf(point: number): number {
  let sound = sounds.get(point);
  if (sound === undefined) {
    const [syllable = ''] = syllables(String.fromCodePoint(point));
    sound = 0;
    for (let at = 0; at < soundLetters; at++) {
      const digit = parseInt(syllable[at] ?? '', 36);
      sound = sound * soundDigits + (Number.isNaN(digit) ? 0 : digit + 1);
    }
    sounds.set(point, sound);
  }
  return sound;
}

export function familyOf(key: FeatureKey): Family {
  if (typeof key === 'string') return key.startsWith('#') ? 'concept' : 'word';
  return key < pairBase ? 'character' : key < soundBase ? 'pair' : 'sound';
}

/** The features of a compact text as they follow one another, some of them several times. */
export function runOf(text: string): FeatureKey[] {
  const run: FeatureKey[] = [];
  let before = 0;
  let soundBefore = 0;
  for (let at = 0, point = 0; at < text.length; at += point > 0xffff ? 2 : 1) {
    point = text.codePointAt(at)!;
    const character = point & 0xffff;
    const sound = soundOf(point);
    run.push(character);
    if (at > 0) {
      run.push(before * pairBase + character + pairBase);
      run.push(soundBase + soundBefore * soundStep + sound);
    }
    before = character;
    soundBefore = sound;
  }
  for (const word of words(text)) if (word.length > 1) run.push(word);
  for (const concept of conceptsIn(text)) run.push(`#${concept}`);
  return run;
}

/** The distinct features of a compact text. */
export const featuresOf = (text: string): FeatureKey[] => [...new Set(runOf(text))];
