/** The question and the phrasings of an entry: their feature codes one after another, and where each of them ends. */
export interface Said {
  codes: Int32Array;
  ends: Int32Array;
}

/** Feature codes of a document with how often it has each. */
export interface Bag {
  codes: Int32Array;
  counts: Float32Array;
}

/** Adds codes up to bags, one after another. */
export class Counter {
  /** Of the bag being filled. */
  private counts = new Float64Array(1 << 12);
  private touched: number[] = [];

  add(codes: Int32Array, count: number): void {
    for (let at = 0; at < codes.length; at++) this.addOne(codes[at]!, count);
  }

  addBag({ codes, counts }: Bag): void {
    for (let at = 0; at < codes.length; at++) this.addOne(codes[at]!, counts[at]!);
  }

  private addOne(code: number, count: number): void {
    if (code >= this.counts.length) {
      const before = this.counts;
      this.counts = new Float64Array(2 * (code + 1));
      this.counts.set(before);
    }
    if (this.counts[code] === 0) this.touched.push(code);
    this.counts[code]! += count;
  }

  /** What was added since the last call. */
  take(): Bag {
    const { length } = this.touched;
    const codes = new Int32Array(length);
    const counts = new Float32Array(length);
    for (let at = 0; at < length; at++) {
      const code = (codes[at] = this.touched[at]!);
      counts[at] = this.counts[code]!;
      this.counts[code] = 0;
    }
    this.touched.length = 0;
    return { codes, counts };
  }
}
