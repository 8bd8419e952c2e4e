import type { Bag } from './bags.ts';

/**
 * For each feature code the documents that have it, in flat arrays: an inverted index scored by BM25. Documents are
 * numbered from 0 in the order in which they were given.
 */
export class Postings {
  /** BM25 score of each document of the last walk, and the summed squared weights of the counted codes that it has. */
  readonly scores: Float32Array;
  readonly shared: Float32Array;
  private readonly start: Int32Array;
  private readonly documents: Int32Array;
  /** What each posting adds to its document's score. */
  private readonly gains: Float32Array;
  /** Family weight × inverse document frequency of each code. */
  private readonly weights: Float32Array;
  private readonly size: number;
  private readonly touched: Int32Array;
  private touchedCount = 0;

  constructor(bags: Bag[], family: Float32Array) {
    const codes = family.length;
    this.size = bags.length;
    this.start = new Int32Array(codes + 1);
    for (const bag of bags) for (const code of bag.codes) this.start[code + 1]!++;
    for (let code = 0; code < codes; code++) this.start[code + 1]! += this.start[code]!;
    this.documents = new Int32Array(this.start[codes]!);
    this.gains = new Float32Array(this.start[codes]!);
    this.weights = family.map((weight, code) => weight * rarity(this.size, this.frequency(code)));
    const relativeLength = relativeLengths(bags);
    const next = this.start.slice(0, codes);
    bags.forEach(({ codes, counts }, document) => {
      const damping = saturation * (0.25 + 0.75 * relativeLength[document]!);
      for (let n = 0; n < codes.length; n++) {
        const at = next[codes[n]!]!++;
        this.documents[at] = document;
        this.gains[at] = (this.weights[codes[n]!]! * (saturation + 1) * counts[n]!) / (counts[n]! + damping);
      }
    });
    this.scores = new Float32Array(this.size);
    this.shared = new Float32Array(this.size);
    this.touched = new Int32Array(this.size);
  }

  private frequency(code: number): number {
    return this.start[code + 1]! - this.start[code]!;
  }

  weight(code: number): number {
    return this.weights[code]!;
  }

  /** Squared weight of a feature that no document has. */
  unseenMass(familyWeight: number): number {
    return (familyWeight * rarity(this.size, 0)) ** 2;
  }

  /**
   * The documents that have one of `codes`, valid with their `scores` and `shared` until the next walk. Codes in more than
   * `tooCommon` of the documents are left out.
   */
  walk(codes: number[], counted?: Uint8Array): Int32Array {
    for (let at = 0; at < this.touchedCount; at++) {
      this.scores[this.touched[at]!] = 0;
      this.shared[this.touched[at]!] = 0;
    }
    let count = 0;
    for (const code of codes) {
      if (this.frequency(code) > Math.max(leastCommon, this.size * tooCommon)) continue;
      const mass = counted?.[code] ? this.weights[code]! ** 2 : 0;
      for (let at = this.start[code]!, end = this.start[code + 1]!; at < end; at++) {
        const document = this.documents[at]!;
        if (this.scores[document] === 0) this.touched[count++] = document;
        this.scores[document]! += this.gains[at]!;
        this.shared[document]! += mass;
      }
    }
    this.touchedCount = count;
    return this.touched.subarray(0, count);
  }
}

export const saturation = 1.2;
/** A feature in more documents than this share says next to nothing; small collections are walked whole. */
const tooCommon = 0.3;
const leastCommon = 400;

/** Inverse document frequency. */
export function rarity(size: number, frequency: number): number {
  return Math.log(1 + (size - frequency + 0.5) / (frequency + 0.5));
}

/** Length of each document relative to the mean. */
function relativeLengths(bags: Bag[]): Float32Array {
  const lengths = bags.map(({ counts }) => {
    let length = 0;
    for (const count of counts) length += count;
    return length;
  });
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return Float32Array.from(lengths, (length) => length / mean);
}
