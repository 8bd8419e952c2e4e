import type { Features } from '../../server/answers/alarm/features.ts';

/** A message made of units, each a list of feature numbers with values. */
export interface Sample {
  units: { ids: Int32Array; values: Float32Array }[];
  weight: number;
}

/** Numbers for features. Only what two messages have in common is worth a weight. */
export class Dictionary {
  readonly names: string[] = [];
  private readonly ids = new Map<string, number>();

  constructor(messages: Features[][], least = 3) {
    const counts = new Map<string, number>();
    for (const units of messages)
      for (const key of new Set(units.flatMap(({ keys }) => keys)))
        counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const [key, count] of counts)
      if (count >= least) {
        this.ids.set(key, this.names.length);
        this.names.push(key);
      }
  }

  sample(units: Features[], weight: number): Sample {
    return {
      weight,
      units: units.map(({ keys, values }) => {
        const known = keys.flatMap((key, at) => {
          const id = this.ids.get(key);
          return id === undefined ? [] : [{ id, value: values[at]! }];
        });
        return {
          ids: Int32Array.from(known, ({ id }) => id),
          values: Float32Array.from(known, ({ value }) => value),
        };
      }),
    };
  }
}

export type Head = Float64Array;

/** How strongly weights are pulled to zero, and how wide the steps are. */
const pull = 1e-4;
const step = 0.3;
/** Passes after all but the most telling features were dropped. */
const lastPasses = 4;

/** Everything but the largest weights becomes zero and stays so. */
function keepLargest(head: Head, frozen: Uint8Array, keep: number): void {
  const bound = Float64Array.from(head, Math.abs).sort()[Math.max(0, head.length - keep)] ?? 0;
  for (let id = 0; id < head.length; id++) {
    if (Math.abs(head[id]!) >= bound && head[id] !== 0) continue;
    head[id] = 0;
    frozen[id] = 1;
  }
}

function unitScore({ ids, values }: Sample['units'][number], head: Head): number {
  let sum = 0;
  for (let at = 0; at < ids.length; at++) sum += head[ids[at]!]! * values[at]!;
  return sum;
}

/** The unit of a message that scores most, with its score. */
export function bestUnit({ units }: Sample, head: Head): { at: number; score: number } {
  let best = { at: 0, score: -Infinity };
  for (const [at, unit] of units.entries()) {
    const score = unitScore(unit, head);
    if (score > best.score) best = { at, score };
  }
  return best;
}

/** Runs in another order each, whose weights are averaged: what hangs on the order of messages cancels out. */
const runs = 3;

/** The average of several heads (see learnOnce), with the `keep` most telling features. */
export function learnHead(
  samples: readonly Sample[],
  isRight: (at: number) => boolean,
  { keep, ...options }: { size: number; keep: number; passes?: number },
): Head {
  const average = new Float64Array(options.size);
  for (let run = 0; run < runs; run++) {
    const head = learnOnce(samples, isRight, { ...options, keep: keep * 2, seed: 7 + 101 * run });
    for (let id = 0; id < average.length; id++) average[id]! += head[id]! / runs;
  }
  keepLargest(average, new Uint8Array(average.length), keep);
  return average;
}

/**
 * Logistic regression that ends with the `keep` most telling features: with steps that shrink by feature (AdaGrad) and a pull to zero. A message is as likely as its
 * likeliest unit: that one is pushed up when it should be recognised and down when it shouldn't.
 */
function learnOnce(
  samples: readonly Sample[],
  isRight: (at: number) => boolean,
  { size, keep, passes = 10, seed }: { size: number; keep: number; passes?: number; seed: number },
): Head {
  const head = new Float64Array(size);
  const squares = new Float64Array(size).fill(1e-3);
  const frozen = new Uint8Array(size);
  const order = Int32Array.from(samples, (_, at) => at);
  const random = (): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
  for (let pass = 0; pass < passes; pass++) {
    if (pass === passes - lastPasses) keepLargest(head, frozen, keep);
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1));
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    for (const at of order) {
      const sample = samples[at]!;
      if (!sample.units.length) continue;
      const right = isRight(at);
      // The first pass can't know yet which part of a story is the one.
      if (pass === 0 && right && sample.units.length > 3) continue;
      const best = bestUnit(sample, head);
      const error = (right ? 1 : 0) - 1 / (1 + Math.exp(-best.score));
      if (Math.abs(error) < 0.01) continue;
      const { ids, values } = sample.units[best.at]!;
      for (let part = 0; part < ids.length; part++) {
        const id = ids[part]!;
        if (frozen[id]) continue;
        const slope = error * values[part]! * sample.weight - pull * head[id]!;
        squares[id]! += slope * slope;
        head[id]! += (step * slope) / Math.sqrt(squares[id]!);
      }
    }
  }
  return head;
}
