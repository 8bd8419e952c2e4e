/**
 * For each feature code the documents that have it, in flat integer arrays. Documents are numbered from 0 in the order
 * in which they were given.
 */
export class Postings {
  private readonly start: Int32Array;
  private readonly documents: Int32Array;
  private readonly counts: Float32Array | undefined;
  private readonly weights: Float32Array;
  private readonly walked: Uint8Array;
  private readonly sums: Float32Array;
  private readonly touched: Int32Array;
  private readonly size: number;

  private constructor(
    perDocument: Iterable<number>[],
    family: Float32Array,
    tooCommon: number,
    counts?: (document: number, code: number) => number,
  ) {
    const codes = family.length;
    this.size = perDocument.length;
    this.start = new Int32Array(codes + 1);
    for (const found of perDocument) for (const code of found) this.start[code + 1]!++;
    for (let code = 0; code < codes; code++) this.start[code + 1]! += this.start[code]!;
    const total = this.start[codes]!;
    this.documents = new Int32Array(total);
    this.counts = counts && new Float32Array(total);
    const next = this.start.slice(0, codes);
    perDocument.forEach((found, document) => {
      for (const code of found) {
        const at = next[code]!++;
        this.documents[at] = document;
        if (this.counts) this.counts[at] = counts!(document, code);
      }
    });
    this.weights = new Float32Array(codes);
    this.walked = new Uint8Array(codes);
    for (let code = 0; code < codes; code++) {
      const frequency = this.start[code + 1]! - this.start[code]!;
      this.weights[code] = family[code]! * this.rarity(frequency);
      this.walked[code] = frequency <= Math.max(50, this.size * tooCommon) ? 1 : 0;
    }
    this.sums = new Float32Array(this.size);
    this.touched = new Int32Array(this.size);
  }

  /** Documents as lists of distinct codes; features in more than `tooCommon` of them are not walked. */
  static from(perDocument: Int32Array[], family: Float32Array, tooCommon: number): Postings {
    return new Postings(perDocument, family, tooCommon);
  }

  /** Documents as counts by code. */
  static fromCounts(perDocument: Map<number, number>[], family: Float32Array): Postings {
    const codes = perDocument.map((counts) => Array.from(counts.keys()));
    return new Postings(codes, family, 1, (document, code) => perDocument[document]!.get(code)!);
  }

  /** Inverse document frequency. */
  private rarity(frequency: number): number {
    return Math.log(1 + (this.size - frequency + 0.5) / (frequency + 0.5));
  }

  weight(code: number): number {
    return this.weights[code]!;
  }

  massOfCode(code: number): number {
    return this.walked[code] ? this.weights[code]! ** 2 : 0;
  }

  massOf(codes: Int32Array): number {
    let mass = 0;
    for (const code of codes) mass += this.massOfCode(code);
    return Math.max(mass, 1e-6);
  }

  /** Mass of a feature that no document has. */
  unseenMass(family: number, share: number): number {
    return share * (family * this.rarity(0)) ** 2;
  }

  /** Calls `visit` with the summed squared weights that each document shares with `codes`. */
  overlap(codes: number[], visit: (document: number, shared: number) => void): void {
    const { sums, touched } = this;
    let count = 0;
    for (const code of codes) {
      if (!this.walked[code]) continue;
      const mass = this.weights[code]! ** 2;
      for (let at = this.start[code]!; at < this.start[code + 1]!; at++) {
        const document = this.documents[at]!;
        if (sums[document] === 0) touched[count++] = document;
        sums[document]! += mass;
      }
    }
    this.flush(count, visit);
  }

  /** Calls `visit` with the BM25 score of each document that has one of `codes`. */
  bm25(
    codes: number[],
    relativeLength: Float32Array,
    saturation: number,
    visit: (document: number, score: number) => void,
  ): void {
    const { sums, touched, counts } = this;
    let count = 0;
    for (const code of codes) {
      const weight = this.weights[code]! * (saturation + 1);
      for (let at = this.start[code]!; at < this.start[code + 1]!; at++) {
        const document = this.documents[at]!;
        const found = counts![at]!;
        if (sums[document] === 0) touched[count++] = document;
        sums[document]! += (weight * found) / (found + saturation * (0.25 + 0.75 * relativeLength[document]!));
      }
    }
    this.flush(count, visit);
  }

  private flush(count: number, visit: (document: number, sum: number) => void): void {
    for (let at = 0; at < count; at++) {
      const document = this.touched[at]!;
      const sum = this.sums[document]!;
      this.sums[document] = 0;
      visit(document, sum);
    }
  }
}
