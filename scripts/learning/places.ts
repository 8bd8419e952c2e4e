import { widths, type Convolution, type Unit } from '../../server/answers/networks/networks.ts';

export const widest = 4;

/** The vectors of a unit's characters with room on both sides, one after another. */
export function laidOut(
  { characters, cues }: Pick<Unit, 'characters' | 'cues'>,
  { character, cue, characters: vectors, cues: cueVectors }: Convolution,
): Float32Array {
  const size = character + cue;
  const rows = new Float32Array((characters.length + 2 * (widest - 1)) * size);
  for (let at = 0; at < characters.length; at++) {
    const to = (at + widest - 1) * size;
    for (let one = 0, from = characters[at]! * character; one < character; one++)
      rows[to + one] = vectors[from + one]!;
    for (const name of cues[at]!)
      for (let one = 0, from = name * cue; one < cue; one++)
        rows[to + character + one]! += cueVectors[from + one]!;
  }
  return rows;
}

/**
 * The most that each filter finds, with the row where it begins; 0 and -1 where it finds nothing. Filters with a 0 in
 * `kept` don't look.
 */
export function bestPlaces(
  rows: Float32Array,
  { character, cue, filters, kernels, bend }: Convolution,
  kept?: Float32Array,
): { found: Float32Array; places: Int32Array } {
  const size = character + cue;
  const length = rows.length / size;
  const found = new Float32Array(filters * widths.length);
  const places = new Int32Array(found.length).fill(-1);
  for (const [at, width] of widths.entries()) {
    const kernel = kernels[at]!;
    const span = width * size;
    // A filter may begin before the text and end behind it, but must touch it.
    const first = widest - width;
    for (let filter = 0; filter < filters; filter++) {
      const to = at * filters + filter;
      if (kept?.[to] === 0) continue;
      let most = 0;
      let where = -1;
      for (let row = first; row <= length - widest; row++) {
        const sum = bend[to]! + product(kernel, filter * span, rows, row * size, span);
        if (sum > most) [most, where] = [sum, row];
      }
      found[to] = most;
      places[to] = where;
    }
  }
  return { found, places };
}

/** Product of two parts of the same length, which is a multiple of four. */
function product(
  one: Float32Array,
  from: number,
  other: Float32Array,
  start: number,
  length: number,
): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let at = 0; at < length; at += 4) {
    a += one[from + at]! * other[start + at]!;
    b += one[from + at + 1]! * other[start + at + 1]!;
    c += one[from + at + 2]! * other[start + at + 2]!;
    d += one[from + at + 3]! * other[start + at + 3]!;
  }
  return a + b + c + d;
}
