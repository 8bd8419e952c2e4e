import { readFileSync } from 'node:fs';
import { dataPath } from '../platform/data.ts';
import type { FeatureKey } from './features.ts';
import type { Said } from './bags.ts';

/**
 * A learnt direction for each feature that several phrasings have: features that occur with the same entries point the
 * same way, so that a message can be near an entry whose words it doesn't use.
 */
export interface Meaning {
  size: number;
  /** Feature → position of its vector. */
  positions: Map<FeatureKey, number>;
  /** Vectors one after another, already weighted by how much their features say. */
  vectors: Int8Array;
}

/** As it is kept in meaning.json. */
interface Kept {
  learntOn: string;
  size: number;
  keys: FeatureKey[];
  /** Base64 of the vectors, one byte a number. */
  vectors: string;
}

let learnt: Meaning | undefined;

/** What the learning command has checked in, read once a process. */
export function learntMeaning(): Meaning {
  if (!learnt) {
    const { size, keys, vectors } = JSON.parse(
      readFileSync(dataPath(import.meta.url, 'meaning.json'), 'utf8'),
    ) as Kept;
    const positions = new Map(keys.map((key, at) => [key, at]));
    learnt = { size, positions, vectors: new Int8Array(Buffer.from(vectors, 'base64')) };
  }
  return learnt;
}

/** The content of meaning.json. */
export function keptMeaning({ size, positions, vectors }: Meaning, learntOn: string): string {
  const kept: Kept = {
    learntOn,
    size,
    keys: [...positions.keys()],
    vectors: Buffer.from(vectors).toString('base64'),
  };
  return `${JSON.stringify(kept)}\n`;
}

/** Adds a feature's vector to `sum`; that of one which wasn't learnt is nothing. */
function addVector({ size, vectors }: Meaning, position: number, sum: Float32Array): void {
  for (let at = 0, from = position * size; at < size; at++) sum[at]! += vectors[from + at]!;
}

/** What a message means to an index: of each entry the plain cosine and its share of all; of each topic its share. */
export interface Meant {
  likeness: Float32Array;
  entries: Float32Array;
  topics: Float32Array;
}

/** Where the phrasings of each entry and of each topic point together. */
export class Directions {
  private readonly entries: Float32Array;
  private readonly topics: Float32Array;

  /** `keys` are those of the codes in `phrasings`, `topicOf` is each entry's topic. */
  constructor(
    private readonly meaning: Meaning,
    keys: FeatureKey[],
    phrasings: Said[],
    topicOf: Int32Array,
  ) {
    const { size } = meaning;
    const learnt = Int32Array.from(keys, (key) => meaning.positions.get(key) ?? -1);
    this.entries = new Float32Array(size * phrasings.length);
    this.topics = new Float32Array(size * topicOf.reduce((most, topic) => Math.max(most, topic + 1), 0));
    const direction = new Float32Array(size);
    phrasings.forEach(({ codes, ends }, entry) => {
      let from = 0;
      for (const end of ends) {
        direction.fill(0);
        for (; from < end; from++) {
          const position = learnt[codes[from]!]!;
          if (position >= 0) addVector(meaning, position, direction);
        }
        unit(direction);
        for (let at = 0; at < size; at++) {
          this.entries[entry * size + at]! += direction[at]!;
          this.topics[topicOf[entry]! * size + at]! += direction[at]!;
        }
      }
    });
    for (const sums of [this.entries, this.topics])
      for (let from = 0; from < sums.length; from += size) unit(sums.subarray(from, from + size));
  }

  /** What something with these features means. */
  of(keys: FeatureKey[]): Meant {
    const direction = new Float32Array(this.meaning.size);
    for (const key of keys) {
      const position = this.meaning.positions.get(key);
      if (position !== undefined) addVector(this.meaning, position, direction);
    }
    unit(direction);
    const likeness = products(this.entries, direction);
    return { likeness, entries: shares(likeness), topics: shares(products(this.topics, direction)) };
  }
}

/** Product of a direction with each of several. */
function products(several: Float32Array, direction: Float32Array): Float32Array {
  const size = direction.length;
  const found = new Float32Array(several.length / size);
  for (let row = 0; row < found.length; row++) {
    let product = 0;
    for (let at = 0, from = row * size; at < size; at++) product += several[from + at]! * direction[at]!;
    found[row] = product;
  }
  return found;
}

/** How sharply likeness turns into shares. */
const sharpness = 12;
/** Logarithm of a share from which on it counts as none. */
const lowest = -8;

/** Each likeness as the logarithm of its share of the softmax, from 0 (none) to 1 (all of it). */
function shares(likeness: Float32Array): Float32Array {
  let best = -1;
  for (const one of likeness) best = Math.max(best, one);
  let all = 0;
  for (const one of likeness) all += Math.exp(sharpness * (one - best));
  const total = Math.log(all);
  const found = new Float32Array(likeness.length);
  for (let at = 0; at < found.length; at++)
    found[at] = 1 - Math.max(lowest, sharpness * (likeness[at]! - best) - total) / lowest;
  return found;
}

/** Makes a vector one long, in place. */
function unit(vector: Float32Array): Float32Array {
  let square = 0;
  for (const one of vector) square += one * one;
  const length = Math.sqrt(square);
  if (length > 0) for (let at = 0; at < vector.length; at++) vector[at]! /= length;
  return vector;
}
