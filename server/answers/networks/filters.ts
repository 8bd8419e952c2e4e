import { widths, type Convolution, type Unit } from './networks.ts';

/**
 * What the filters of a convolution find, without a product for each place: a filter is linear, so what it makes of a
 * character or a cue at each of its places is worked out once and added up from then on.
 */
export class Filters {
  private readonly characters = new Map<number, Float32Array>();
  private readonly cues = new Map<number, Float32Array>();
  /** Where the parts of each width begin in a list of parts. */
  private readonly starts: number[] = [];
  private readonly parts: number;

  constructor(private readonly net: Convolution) {
    let parts = 0;
    for (const width of widths) {
      this.starts.push(parts);
      parts += width * net.filters;
    }
    this.parts = parts;
  }

  /** The most that each filter finds anywhere in a unit, 0 for nothing; by width and filter. */
  best({ characters, cues }: Pick<Unit, 'characters' | 'cues'>): Float32Array {
    const { filters, bend } = this.net;
    const length = characters.length;
    const rows = this.rows({ characters, cues });
    const found = new Float32Array(filters * widths.length);
    const sums = new Float32Array(filters);
    for (const [which, width] of widths.entries()) {
      const to = which * filters;
      // A filter may begin before the text and end behind it, but must touch it.
      for (let start = 1 - width; start < length; start++) {
        sums.set(bend.subarray(to, to + filters));
        for (let place = Math.max(0, -start); place < width && start + place < length; place++) {
          const from = (start + place) * this.parts + this.starts[which]! + place * filters;
          for (let filter = 0; filter < filters; filter++) sums[filter]! += rows[from + filter]!;
        }
        for (let filter = 0; filter < filters; filter++)
          if (sums[filter]! > found[to + filter]!) found[to + filter] = sums[filter]!;
      }
    }
    return found;
  }

  /** For each character of a unit what every filter makes of it at each place. */
  private rows({ characters, cues }: Pick<Unit, 'characters' | 'cues'>): Float32Array {
    const { character, cue, characters: vectors, cues: cueVectors } = this.net;
    const rows = new Float32Array(characters.length * this.parts);
    for (let at = 0; at < characters.length; at++) {
      const row = rows.subarray(at * this.parts, (at + 1) * this.parts);
      row.set(this.partsOf(this.characters, vectors, characters[at]!, { offset: 0, size: character }));
      for (const name of cues[at]!) {
        const more = this.partsOf(this.cues, cueVectors, name, { offset: character, size: cue });
        for (let part = 0; part < more.length; part++) row[part]! += more[part]!;
      }
    }
    return rows;
  }

  /** What every filter makes of one vector at each of its places. */
  private partsOf(
    known: Map<number, Float32Array>,
    vectors: Float32Array,
    which: number,
    { offset, size }: { offset: number; size: number },
  ): Float32Array {
    let parts = known.get(which);
    if (parts) return parts;
    const { character, cue, filters, kernels } = this.net;
    const row = character + cue;
    parts = new Float32Array(this.parts);
    for (const [at, width] of widths.entries()) {
      for (let filter = 0; filter < filters; filter++) {
        for (let place = 0; place < width; place++) {
          const from = (filter * width + place) * row + offset;
          let sum = 0;
          for (let one = 0; one < size; one++)
            sum += kernels[at]![from + one]! * vectors[which * size + one]!;
          parts[this.starts[at]! + place * filters + filter] = sum;
        }
      }
    }
    known.set(which, parts);
    return parts;
  }
}
