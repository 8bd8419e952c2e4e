import {
  filterCount,
  filtersOfWidth,
  findBest,
  fitRows,
  fitsOf,
  likelihoods,
  nothingFound,
  rowCount,
  sumsOf,
  unseen,
  vectorSize,
  widths,
  type Network,
} from '../../server/answers/convolution/network.ts';
import type { Parameter } from './adam.ts';
import type { Chance } from './chance.ts';

/** A network's numbers while they are learnt. */
export type Parameters = Record<Exclude<keyof Network, 'characters'>, Parameter>;

/** Shares of the characters and of the filters that are not seen at a look. */
export interface LeftOut {
  characters: number;
  filters: number;
}

/** So much of the certainty is dealt out to all classes alike: nothing is learnt to be quite sure. */
export const smoothing = 0.02;

/** Looks at messages, a few at a time, and works out the slopes of what the mistakes cost. */
export class Look {
  /** The tables of the characters met, by character, and the slopes of their numbers. */
  private readonly met = new Map<number, number>();
  private tables = new Float32Array(rowCount);
  private slopes = new Float32Array(rowCount);
  private readonly found = nothingFound();

  constructor(
    private readonly parameters: Parameters,
    private readonly leftOut: LeftOut,
    private readonly chance: Chance,
  ) {}

  /** Looks at a message (the numbers of its characters, `unseen` for unknown ones) of the class `right`, which counts `weight`. */
  at(characters: Int32Array, right: number, weight: number): void {
    const { filterBias, classes, classBias } = this.parameters;
    const { leftOut, chance } = this;
    const places = characters.map((character) =>
      character === unseen || chance.next() < leftOut.characters ? unseen : this.tableOf(character),
    );
    findBest(places, this.tables, this.found);
    // Those that are seen speak for those that aren't.
    const seen = 1 / (1 - leftOut.filters);
    const fits = fitsOf(this.found, filterBias.values).map((fit) =>
      chance.next() < leftOut.filters ? 0 : fit * seen,
    );
    const sums = sumsOf(fits, { classes: classes.values, classBias: classBias.values });
    const back = new Float32Array(filterCount);
    for (const [row, likely] of likelihoods(sums).entries()) {
      const slope = (likely - (row === right ? 1 - smoothing : 0) - smoothing / sums.length) * weight;
      classBias.slope[row]! += slope;
      for (let filter = 0, from = row * filterCount; filter < filterCount; filter++) {
        classes.slope[from + filter]! += slope * fits[filter]!;
        back[filter]! += slope * classes.values[from + filter]!;
      }
    }
    this.traceBack(
      places,
      back.map((slope, filter) => (fits[filter]! > 0 ? slope * seen : 0)),
    );
  }

  /** What the filters' slopes say of the characters at the places where they fitted best. */
  private traceBack(places: Int32Array, back: Float32Array): void {
    const { slope: biasSlope } = this.parameters.filterBias;
    let firstRow = 0;
    let filter = 0;
    for (const width of widths) {
      for (let one = 0; one < filtersOfWidth; one++, filter++) {
        const slope = back[filter]!;
        if (slope === 0) continue;
        biasSlope[filter]! += slope;
        const begin = this.found.begin[filter]!;
        for (let place = Math.max(0, -begin); place < width && begin + place < places.length; place++) {
          const table = places[begin + place]!;
          if (table !== unseen)
            this.slopes[table * rowCount + firstRow + place * filtersOfWidth + one]! += slope;
        }
      }
      firstRow += width * filtersOfWidth;
    }
  }

  private tableOf(character: number): number {
    const known = this.met.get(character);
    if (known !== undefined) return known;
    const table = this.met.size;
    this.met.set(character, table);
    if ((table + 1) * rowCount > this.tables.length) {
      this.tables = twice(this.tables);
      this.slopes = twice(this.slopes);
    }
    const { vectors, filters } = this.parameters;
    fitRows({ vectors: vectors.values, filters: filters.values }, character, this.tables, table * rowCount);
    return table;
  }

  /** Adds up what all messages since the last time say of vectors and filters, before the parameters are moved. */
  finish(): void {
    const { vectors, filters } = this.parameters;
    for (const [character, table] of this.met) {
      const vector = character * vectorSize;
      for (let row = 0; row < rowCount; row++) {
        const slope = this.slopes[table * rowCount + row]!;
        if (slope === 0) continue;
        const filter = row * vectorSize;
        for (let one = 0; one < vectorSize; one++) {
          vectors.slope[vector + one]! += slope * filters.values[filter + one]!;
          filters.slope[filter + one]! += slope * vectors.values[vector + one]!;
        }
      }
    }
    this.slopes.fill(0, 0, this.met.size * rowCount);
    this.met.clear();
  }
}

function twice(numbers: Float32Array): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}
