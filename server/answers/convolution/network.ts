/**
 * A small convolutional network over characters (Kim, "Convolutional Neural Networks for Sentence Classification", 2014):
 * each character is a short vector; each filter looks for a run of one to five characters that is near, in these vectors,
 * to one that it learnt, and says how well the best place of the message fits; classes are told by that. Unlike a judge who
 * knows names, it takes runs of characters for alike that mean alike.
 */
export interface Network {
  /** The known characters. */
  characters: string;
  /** One vector for each known character: [characters × vectorSize]. */
  vectors: Float32Array;
  /** Width by width, and place by place in it, a vector for each filter: [rowCount × vectorSize]. */
  filters: Float32Array;
  /** How much each filter starts with: [filterCount]. */
  filterBias: Float32Array;
  /** How much each filter speaks for each class, and how much the class starts with: [classes × filterCount], [classes]. */
  classes: Float32Array;
  classBias: Float32Array;
}

/** Numbers in a character's vector. */
export const vectorSize = 48;
/** Characters that a filter looks at. */
export const widths = [1, 2, 3, 4, 5] as const;
/** Filters of each width: a multiple of four (see fitRows). */
export const filtersOfWidth = 64;
export const filterCount = filtersOfWidth * widths.length;
/** Rows of `filters`: one for each filter at each of its places. */
export const rowCount = filtersOfWidth * widths.reduce((sum, width) => sum + width, 0);
/** The place of a character that isn't known, or isn't seen. */
export const unseen = -1;

/** How well one character fits every row of filters: its products with them, written to `table` from `at`. */
export function fitRows(
  { vectors, filters }: Pick<Network, 'vectors' | 'filters'>,
  character: number,
  table: Float32Array,
  at: number,
): void {
  const first = character * vectorSize;
  // Four rows at once: it takes half the time.
  for (let row = 0, from = 0; row < rowCount; row += 4, from += 4 * vectorSize) {
    let one = 0;
    let two = 0;
    let three = 0;
    let four = 0;
    for (let number = 0; number < vectorSize; number++) {
      const value = vectors[first + number]!;
      one += value * filters[from + number]!;
      two += value * filters[from + vectorSize + number]!;
      three += value * filters[from + 2 * vectorSize + number]!;
      four += value * filters[from + 3 * vectorSize + number]!;
    }
    table[at + row] = one;
    table[at + row + 1] = two;
    table[at + row + 2] = three;
    table[at + row + 3] = four;
  }
}

/** What every filter found in a message: how well its best place fits, and where that place begins. */
export interface Found {
  fit: Float32Array;
  begin: Int32Array;
}

export const nothingFound = (): Found => ({
  fit: new Float32Array(filterCount),
  begin: new Int32Array(filterCount),
});

/** How well the filters of one width fit at one place; kept, since it is filled for each place of each message. */
const fitting = new Float32Array(filtersOfWidth);

/**
 * Looks for the best place of each filter. `tables` has the rows of each character (fitRows); `places` says for each
 * character of the message which of the tables is its own. Filters may begin before the message
 * and end after it.
 */
export function findBest(places: Int32Array, tables: Float32Array, { fit, begin }: Found): void {
  fit.fill(-Infinity);
  let firstRow = 0;
  let first = 0;
  for (const width of widths) {
    for (let start = 1 - width; start < places.length; start++) {
      fitting.fill(0);
      for (let place = Math.max(0, -start); place < width && start + place < places.length; place++) {
        if (places[start + place] === unseen) continue;
        const from = places[start + place]! * rowCount + firstRow + place * filtersOfWidth;
        for (let filter = 0; filter < filtersOfWidth; filter++) fitting[filter]! += tables[from + filter]!;
      }
      for (let filter = 0; filter < filtersOfWidth; filter++) {
        if (fitting[filter]! <= fit[first + filter]!) continue;
        fit[first + filter] = fitting[filter]!;
        begin[first + filter] = start;
      }
    }
    firstRow += width * filtersOfWidth;
    first += filtersOfWidth;
  }
}

/** How well each filter fits; 0 for one that doesn't. */
export function fitsOf({ fit }: Found, filterBias: Float32Array): Float32Array {
  return fit.map((most, filter) => Math.max(0, most + filterBias[filter]!));
}

/** How much speaks for each class, by what every filter found. */
export function sumsOf(
  fits: Float32Array,
  { classes, classBias }: Pick<Network, 'classes' | 'classBias'>,
): Float32Array {
  return classBias.map((start, row) => {
    let sum = start;
    for (let filter = 0, from = row * filterCount; filter < filterCount; filter++)
      sum += classes[from + filter]! * fits[filter]!;
    return sum;
  });
}

/** How likely each class is, by its sum (softmax). */
export function likelihoods(sums: Float32Array): Float32Array {
  const most = Math.max(...sums);
  const powers = sums.map((one) => Math.exp(one - most));
  const whole = powers.reduce((sum, one) => sum + one, 0);
  return powers.map((one) => one / whole);
}
