import { fromBytes, inBytes, type Stored } from './bytes.ts';
import type { Part } from './wording.ts';

/** A text in numbers: what it says that is known, and how much each of it counts. */
export interface Sparse {
  ids: Int32Array;
  values: Float32Array;
}

/** What was learnt to matter, each with how rare it is (logarithm, from 1). */
export interface Vocabulary {
  names: readonly string[];
  rarity: Float32Array;
}

/** A vocabulary as it is kept: the names in one text. */
export interface StoredVocabulary extends Stored<Pick<Vocabulary, 'rarity'>> {
  names: string;
}

/** Turns what texts say into numbers. */
export class Reader {
  private readonly numbers: Map<string, number>;
  private readonly rarity: Float32Array;

  constructor({ names, rarity }: Vocabulary) {
    this.numbers = new Map(names.map((name, at) => [name, at]));
    this.rarity = rarity;
  }

  /** Each part's known names by their rarity, together as long as the part's weight. */
  read(parts: readonly Part[]): Sparse {
    const ids: number[] = [];
    const values: number[] = [];
    for (const { weight, names } of parts) {
      const begin = ids.length;
      let square = 0;
      for (const name of new Set(names)) {
        const id = this.numbers.get(name);
        if (id === undefined) continue;
        ids.push(id);
        values.push(this.rarity[id]!);
        square += this.rarity[id]! ** 2;
      }
      const scale = weight / Math.sqrt(square || 1);
      for (let at = begin; at < values.length; at++) values[at]! *= scale;
    }
    return { ids: Int32Array.from(ids), values: Float32Array.from(values) };
  }
}

/** The vocabulary in as few characters as can be. */
export function storedVocabulary({ names, rarity }: Vocabulary): StoredVocabulary {
  return { names: names.join(' '), ...inBytes({ rarity }) };
}

/** The vocabulary that was kept. */
export function vocabularyIn({ names, rarity }: StoredVocabulary): Vocabulary {
  return { names: names.split(' '), ...fromBytes<Pick<Vocabulary, 'rarity'>>({ rarity }) };
}
