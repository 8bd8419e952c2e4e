/** Numbers that repeat with their seed. */
export class Chance {
  constructor(private seed: number) {}

  /** From 0 to 1, without 1. */
  next(): number {
    this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0;
    return (this.seed >>> 4) / 0x10000000;
  }

  /** Even between -width and width. */
  even(length: number, width: number): Float32Array {
    return Float32Array.from({ length }, () => (this.next() * 2 - 1) * width);
  }

  /** Normal about 0. */
  normal(length: number, deviation: number): Float32Array {
    return Float32Array.from(
      { length },
      () => deviation * Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next()),
    );
  }

  /** 0 with this chance, else what makes up for it. */
  mask(length: number, dropped: number): Float32Array {
    const kept = 1 / (1 - dropped);
    return Float32Array.from({ length }, () => (this.next() < dropped ? 0 : kept));
  }

  /** In place. */
  shuffle(order: Int32Array): void {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(this.next() * (at + 1));
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
  }
}

const firstKept = 0.9;
const secondKept = 0.999;

/**
 * Numbers that are learnt, with the slope of the batch and the memory of earlier slopes (Adam with decoupled decay). Where
 * they are many rows of which a batch needs few, only the rows that were touched move, and remember.
 */
export class Learnt {
  readonly slope: Float32Array;
  private readonly first: Float32Array;
  private readonly second: Float32Array;
  private readonly touched = new Set<number>();

  constructor(
    readonly value: Float32Array,
    private readonly decay = 0,
    /** Numbers of a row; without it all are one row that always moves. */
    private readonly row?: number,
  ) {
    this.slope = new Float32Array(value.length);
    this.first = new Float32Array(value.length);
    this.second = new Float32Array(value.length);
  }

  /** Says that the batch has a slope for this row. */
  touch(row: number): void {
    this.touched.add(row);
  }

  /** Moves against the slope and clears it; `turn` counts from 1. */
  move(rate: number, turn: number): void {
    const { row, touched } = this;
    if (row === undefined) this.movePart(0, this.value.length, { rate, turn });
    else for (const one of touched) this.movePart(one * row, (one + 1) * row, { rate, turn });
    touched.clear();
  }

  private movePart(from: number, to: number, { rate, turn }: { rate: number; turn: number }): void {
    const { value, slope, first, second } = this;
    const scale = rate / (1 - firstKept ** turn);
    const correction = 1 / Math.sqrt(1 - secondKept ** turn);
    const shrink = 1 - rate * this.decay;
    for (let at = from; at < to; at++) {
      const now = slope[at]!;
      const mean = (first[at] = firstKept * first[at]! + (1 - firstKept) * now);
      const square = (second[at] = secondKept * second[at]! + (1 - secondKept) * now * now);
      if (square > 0)
        value[at] = value[at]! * shrink - (scale * mean) / (Math.sqrt(square) * correction + 1e-8);
      slope[at] = 0;
    }
  }
}

/** A rate that rises over the first third of all turns and falls to nothing. */
export function rateAt(turn: number, turns: number, highest: number): number {
  const rise = 0.3 * turns;
  const part = turn < rise ? 1 - turn / rise : (turn - rise) / (turns - rise);
  const least = turn < rise ? highest / 25 : 0;
  return least + ((highest - least) * (1 + Math.cos(Math.PI * part))) / 2;
}

/** The slope of the loss by each score: what was thought of a class less what is true. */
export function errorsOf(scores: Float32Array, target: number, weight: number): Float32Array {
  let most = -Infinity;
  for (const score of scores) most = Math.max(most, score);
  let all = 0;
  for (const score of scores) all += Math.exp(score - most);
  return scores.map((score, at) => (Math.exp(score - most) / all - (at === target ? 1 : 0)) * weight);
}
