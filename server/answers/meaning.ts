import { readFileSync } from 'node:fs';
import { dataPath } from '../platform/data.ts';
import type { FeatureKey } from './features.ts';

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

/** Direction of what has these features, of length one; all zero when none of them was learnt. */
function directionOf({ size, positions, vectors }: Meaning, keys: Iterable<FeatureKey>): Float32Array {
  const sum = new Float32Array(size);
  for (const key of keys) {
    const position = positions.get(key);
    if (position === undefined) continue;
    for (let at = 0, from = position * size; at < size; at++) sum[at]! += vectors[from + at]!;
  }
  return unit(sum);
}

/** What a message means to an index: for each entry and, of its topic, the share of all; and the plain cosine. */
export interface Meant {
  likeness: Float32Array;
  entries: Float32Array;
  topics: Float32Array;
}

/** Where the phrasings of each entry and of each topic point together. */
export class Directions {
  private readonly entries: Float32Array;
  private readonly topics: Float32Array;

  /** `phrasings` are the features of each entry's phrasings, `topicOf` is each entry's topic. */
  constructor(
    private readonly meaning: Meaning,
    phrasings: Iterable<FeatureKey>[][],
    private readonly topicOf: Int32Array,
  ) {
    const { size } = meaning;
    this.entries = new Float32Array(size * phrasings.length);
    this.topics = new Float32Array(size * (Math.max(-1, ...topicOf) + 1));
    phrasings.forEach((found, entry) => {
      for (const keys of found) {
        const direction = directionOf(meaning, keys);
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
    const direction = directionOf(this.meaning, keys);
    const likeness = products(this.entries, direction);
    const topics = shares(products(this.topics, direction));
    return {
      likeness,
      entries: shares(likeness),
      topics: Float32Array.from(this.topicOf, (topic) => topics[topic]!),
    };
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
  return likeness.map((one) => 1 - Math.max(lowest, sharpness * (one - best) - total) / lowest);
}

/** Makes a vector one long, in place. */
function unit(vector: Float32Array): Float32Array {
  let square = 0;
  for (const one of vector) square += one * one;
  const length = Math.sqrt(square);
  if (length > 0) for (let at = 0; at < vector.length; at++) vector[at]! /= length;
  return vector;
}
