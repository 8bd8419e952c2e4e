import type { FeatureKey } from './features.ts';

/**
 * Numbers the distinct features of an index from 0 in the order in which they come. Numeric keys are far above what a Map
 * finds fast, so they have a table of their own: each stands at its hash or, when that place is taken, in the next free one.
 */
export class Vocabulary {
  readonly keys: FeatureKey[] = [];
  private readonly texts = new Map<string, number>();
  private places = 1 << 12;
  /** Key at each place; -1 where there is none. */
  private numbers = new Float64Array(this.places).fill(-1);
  private codes = new Int32Array(this.places);
  /** The last text that had each code. */
  private lastSeen = new Int32Array(this.places);
  private textsSeen = 0;

  /** Code of a key, or undefined for one that never came. */
  find(key: FeatureKey): number | undefined {
    if (typeof key === 'string') return this.texts.get(key);
    const place = this.placeOf(key);
    return this.numbers[place] === key ? this.codes[place] : undefined;
  }

  /** The distinct codes of one text's features; new features are numbered. */
  add(run: FeatureKey[]): Int32Array {
    const text = ++this.textsSeen;
    const found = new Int32Array(run.length);
    let length = 0;
    for (const key of run) {
      const code = this.codeOf(key);
      if (this.lastSeen[code] === text) continue;
      this.lastSeen[code] = text;
      found[length++] = code;
    }
    return found.subarray(0, length);
  }

  /** Code of a key; a new key is numbered. */
  private codeOf(key: FeatureKey): number {
    return this.find(key) ?? this.number(key);
  }

  /** The codes of keys that were numbered otherwise before, given by their positions in `keys`. */
  translator(keys: FeatureKey[]): (positions: number[]) => Int32Array {
    const codes = new Int32Array(keys.length).fill(-1);
    return (positions) => {
      const found = new Int32Array(positions.length);
      for (let at = 0; at < found.length; at++) {
        const position = positions[at]!;
        if (codes[position] === -1) codes[position] = this.codeOf(keys[position]!);
        found[at] = codes[position]!;
      }
      return found;
    };
  }

  private number(key: FeatureKey): number {
    // Half of the places stay free, or looking for a free one takes long.
    if (this.keys.length * 2 >= this.places) this.grow();
    const code = this.keys.push(key) - 1;
    if (typeof key === 'string') this.texts.set(key, code);
    else this.put(key, code);
    return code;
  }

  private put(key: number, code: number): void {
    const place = this.placeOf(key);
    this.numbers[place] = key;
    this.codes[place] = code;
  }

  /** Where a key stands or would stand. */
  private placeOf(key: number): number {
    const high = Math.floor(key / 0x100000000);
    let hash = Math.imul((key | 0) ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
    hash ^= hash >>> 15;
    let place = hash & (this.places - 1);
    while (this.numbers[place] !== key && this.numbers[place] !== -1) place = (place + 1) & (this.places - 1);
    return place;
  }

  private grow(): void {
    this.places *= 2;
    this.numbers = new Float64Array(this.places).fill(-1);
    this.codes = new Int32Array(this.places);
    const seen = this.lastSeen;
    this.lastSeen = new Int32Array(this.places);
    this.lastSeen.set(seen);
    this.keys.forEach((key, code) => {
      if (typeof key === 'number') this.put(key, code);
    });
  }
}
