import type { Sparse } from './reader.ts';

/**
 * One judge for each class, who adds up what every known part of a text says for or against it. A text is likely of the
 * class from 0 on; about 1 and -1 are sure.
 */
export interface Judges {
  /** By class, one weight for each name of the vocabulary. */
  weights: Float32Array[];
  bias: Float32Array;
}

/** What each judge says of a text. */
export function marginsOf({ ids, values }: Sparse, { weights, bias }: Judges): Float32Array {
  return bias.map((start, one) => {
    const weight = weights[one]!;
    let sum = start;
    for (let at = 0; at < ids.length; at++) sum += weight[ids[at]!]! * values[at]!;
    return sum;
  });
}
