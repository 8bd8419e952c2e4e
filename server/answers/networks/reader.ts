import { cuesAt } from '../cues.ts';
import type { Unit } from './networks.ts';

/** A part of a message before it is read, with the names of its features and their values. */
export interface Features {
  /** The part of the message that they are of. */
  text: string;
  /** Whether that is all of it. */
  whole: boolean;
  keys: string[];
  values: number[];
}

/** What the networks know, each in the order of its numbers. */
export interface Vocabulary {
  features: readonly string[];
  /** One text; the first character's number is 1. */
  characters: string;
  cues: readonly string[];
  patterns: readonly string[];
}

/** Turns what a message consists of into numbers. */
export class Reader {
  private readonly features: Map<string, number>;
  private readonly characters: Map<string, number>;
  private readonly cues: Map<string, number>;
  private readonly patterns: Map<string, number>;

  constructor(vocabulary: Vocabulary) {
    this.features = numbered(vocabulary.features);
    this.characters = numbered(vocabulary.characters);
    this.cues = numbered(vocabulary.cues);
    this.patterns = numbered(vocabulary.patterns);
  }

  /** One unit; `patterns` are the written rules that match its message. */
  unit({ text, keys, values, whole }: Features, patterns: readonly string[]): Unit {
    const ids: number[] = [];
    const known: number[] = [];
    for (let at = 0; at < keys.length; at++) {
      const id = this.features.get(keys[at]!);
      if (id === undefined) continue;
      ids.push(id);
      known.push(values[at]!);
    }
    return {
      ids: Int32Array.from(ids),
      values: Float32Array.from(known),
      // By UTF-16 units, as cues are found: half of a rare character is unknown.
      characters: Int32Array.from(text.split(''), (one) => (this.characters.get(one) ?? -1) + 1),
      cues: cuesAt(text).map((cues) => numbersOf(cues, this.cues)),
      patterns: numbersOf(patterns, this.patterns),
      whole,
    };
  }
}

function numbered(names: Iterable<string>): Map<string, number> {
  return new Map(Array.from(names, (name, at) => [name, at]));
}

function numbersOf(names: readonly string[], numbers: Map<string, number>): number[] {
  return names.flatMap((name) => numbers.get(name) ?? []);
}

/** A vocabulary in as few characters as can be. */
export type StoredVocabulary = Record<keyof Vocabulary, string>;

/** The vocabulary in as few characters as can be. */
export function storedVocabulary({ features, characters, cues, patterns }: Vocabulary): StoredVocabulary {
  return { characters, features: features.join(' '), cues: cues.join(' '), patterns: patterns.join(' ') };
}

/** The vocabulary that was kept. */
export function vocabularyIn({ features, characters, cues, patterns }: StoredVocabulary): Vocabulary {
  return { characters, features: features.split(' '), cues: cues.split(' '), patterns: patterns.split(' ') };
}
