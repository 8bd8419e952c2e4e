/**
 * For each feature code the documents that have it, with how often, in flat arrays: an inverted index scored by BM25.
 * Documents are numbered from 0 in the order in which they were given.
 */
export class Postings {
  private readonly start: Int32Array;
  private readonly documents: Int32Array;
  private readonly counts: Float32Array;
  private readonly relativeLength: Float32Array;
  /** Family weight × inverse document frequency of each code. */
  private readonly weights: Float32Array;
  private readonly size: number;
  /** Scores of the last walk; only `touched` ones are valid and they are cleared afterwards. */
  private readonly scores: Float32Array;
  private readonly shared: Float32Array;
  private readonly touched: Int32Array;

  constructor(perDocument: Map<number, number>[], family: Float32Array) {
    const codes = family.length;
    this.size = perDocument.length;
    this.start = new Int32Array(codes + 1);
    for (const counts of perDocument) for (const code of counts.keys()) this.start[code + 1]!++;
    for (let code = 0; code < codes; code++) this.start[code + 1]! += this.start[code]!;
    this.documents = new Int32Array(this.start[codes]!);
    this.counts = new Float32Array(this.start[codes]!);
    const next = this.start.slice(0, codes);
    perDocument.forEach((counts, document) => {
      for (const [code, count] of counts) {
        const at = next[code]!++;
        this.documents[at] = document;
        this.counts[at] = count;
      }
    });
    this.weights = Float32Array.from(
      family,
      (weight, code) => weight * rarity(this.size, this.frequency(code)),
    );
    this.relativeLength = relativeLengths(perDocument);
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
   * Calls `visit` once for each document that has one of `codes`, with its BM25 score and the summed squared weights of
   * those of `codes` that are `counted` and that it has. Codes in more than `tooCommon` of the documents are left out.
   */
  walk(
    codes: number[],
    counted: (code: number) => boolean,
    visit: (document: number, score: number, shared: number) => void,
  ): void {
    let count = 0;
    for (const code of codes) {
      if (this.frequency(code) > Math.max(leastCommon, this.size * tooCommon)) continue;
      const weight = this.weights[code]! * (saturation + 1);
      const mass = counted(code) ? this.weights[code]! ** 2 : 0;
      for (let at = this.start[code]!, end = this.start[code + 1]!; at < end; at++) {
        const document = this.documents[at]!;
        const found = this.counts[at]!;
        if (this.scores[document] === 0) this.touched[count++] = document;
        this.scores[document]! +=
          (weight * found) / (found + saturation * (0.25 + 0.75 * this.relativeLength[document]!));
        this.shared[document]! += mass;
      }
    }
    for (let at = 0; at < count; at++) {
      const document = this.touched[at]!;
      visit(document, this.scores[document]!, this.shared[document]!);
      this.scores[document] = 0;
      this.shared[document] = 0;
    }
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
function relativeLengths(documents: Map<number, number>[]): Float32Array {
  const lengths = documents.map((counts) => {
    let length = 0;
    for (const count of counts.values()) length += count;
    return length;
  });
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return Float32Array.from(lengths, (length) => length / mean);
}
