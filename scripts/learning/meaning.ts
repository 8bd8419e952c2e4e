import type { FeatureKey } from '../../server/answers/features.ts';
import type { Meaning } from '../../server/answers/meaning.ts';

/** What was said, with the topic that it belongs to, and the entry if it is a phrasing of one. */
export interface Lesson {
  keys: FeatureKey[];
  entry?: number;
  topic: number;
}

const size = 32;
const passes = 10;
const rate = 0.1;
/** Share of features that is left out at each look, so that no single one is relied on. */
const leftOut = 0.2;
/** A feature of fewer phrasings is not learnt. */
const leastPhrasings = 3;
/** Rarity above which a feature says no more. */
const mostRarity = 6;

/** Numbers between 0 and 1, the same ones in every run. */
function dice(): () => number {
  let state = 12345;
  return () => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) / 0x80000000;
}

/** A matrix with the sums of squared slopes that steer each number's step (AdaGrad). */
class Learnt {
  readonly values: Float32Array;
  private readonly squares: Float32Array;

  constructor(rows: number, random: () => number) {
    this.values = Float32Array.from({ length: rows * size }, () => (random() - 0.5) * 0.2);
    this.squares = new Float32Array(rows * size).fill(1e-4);
  }

  move(at: number, slope: number): void {
    this.squares[at]! += slope * slope;
    this.values[at]! += (rate * slope) / Math.sqrt(this.squares[at]!);
  }
}

/**
 * Learns a vector for each feature, so that the sum over a phrasing's features points to its entry and to its topic
 * (softmax over both, by stochastic descent).
 */
export function learnMeaning(lessons: Lesson[], entries: number, topics: number): Meaning {
  const frequency = new Map<FeatureKey, number>();
  for (const { keys } of lessons) for (const key of keys) frequency.set(key, (frequency.get(key) ?? 0) + 1);
  const known = [...frequency].filter(([, count]) => count >= leastPhrasings);
  const positions = new Map(known.map(([key], at) => [key, at]));
  const weights = known.map(
    ([, count]) => Math.min(mostRarity, Math.log(1 + lessons.length / (1 + count))) / mostRarity,
  );
  const random = dice();
  const features = new Learnt(known.length, random);
  const towards = [new Learnt(entries, random), new Learnt(topics, random)];
  const rows = lessons.map(({ keys, entry, topic }) => ({
    at: Int32Array.from(
      keys.filter((key) => positions.has(key)),
      (key) => positions.get(key)!,
    ),
    targets: [entry, topic],
  }));
  const sum = new Float32Array(size);
  const back = new Float32Array(size);
  for (let pass = 0; pass < passes; pass++) {
    for (const { at, targets } of shuffled(rows, random)) {
      const used = at.filter(() => random() >= leftOut);
      const length = Math.sqrt(used.reduce((all, one) => all + weights[one]! ** 2, 0)) || 1;
      sum.fill(0);
      back.fill(0);
      for (const one of used) {
        const weight = weights[one]! / length;
        for (let n = 0; n < size; n++) sum[n]! += features.values[one * size + n]! * weight;
      }
      towards.forEach((matrix, kind) => {
        if (targets[kind] !== undefined) pull(matrix, sum, back, targets[kind]);
      });
      for (const one of used) {
        const weight = weights[one]! / length;
        for (let n = 0; n < size; n++) features.move(one * size + n, back[n]! * weight);
      }
    }
  }
  return { size, positions, vectors: inBytes(features.values, weights) };
}

/** Moves the targets for one sum, and gathers in `back` where the sum should move. */
function pull(matrix: Learnt, sum: Float32Array, back: Float32Array, target: number): void {
  const { values } = matrix;
  const count = values.length / size;
  const odds = new Float32Array(count);
  let best = -Infinity;
  for (let row = 0; row < count; row++) {
    let product = 0;
    for (let n = 0, from = row * size; n < size; n++) product += values[from + n]! * sum[n]!;
    odds[row] = product;
    best = Math.max(best, product);
  }
  let all = 0;
  for (let row = 0; row < count; row++) all += odds[row] = Math.exp(odds[row]! - best);
  for (let row = 0; row < count; row++) {
    const error = (row === target ? 1 : 0) - odds[row]! / all;
    if (Math.abs(error) < 1e-3) continue;
    for (let n = 0, from = row * size; n < size; n++) {
      back[n]! += error * values[from + n]!;
      matrix.move(from + n, error * sum[n]!);
    }
  }
}

function shuffled<T>(list: T[], random: () => number): T[] {
  const order = [...list];
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

/** Weighted vectors as bytes; the few numbers above the largest thousandth are cut. */
function inBytes(values: Float32Array, weights: number[]): Int8Array {
  const weighted = values.map((value, at) => value * weights[Math.floor(at / size)]!);
  const sizes = weighted.map(Math.abs).sort();
  const most = sizes[Math.floor(sizes.length * 0.999)] || 1;
  return Int8Array.from(weighted, (value) => Math.round(Math.max(-1, Math.min(1, value / most)) * 127));
}
