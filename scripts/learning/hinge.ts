import type { Sparse } from '../../server/answers/linear/reader.ts';
import { Chance } from './chance.ts';

/** A text to learn from, and how much it counts. */
export interface Lesson extends Sparse {
  weight: number;
}

/** How much a mistake costs beside large weights. */
const cost = 0.5;
/** How often all lessons are gone through at most, to learn well or roughly. */
export const passes = { well: 60, roughly: 8 };
/** The learning ends when no two lessons' pulls differ by more than this, or after the last pass. */
const still = 0.1;

/**
 * Learns one judge of a class by the squared hinge loss (support vectors): lessons of the class should come out above 1,
 * all others below -1, with weights as small as can be. Dual coordinate descent after Hsieh and others, "A Dual
 * Coordinate Descent Method for Large-scale Linear SVM" (2008), with its rule for leaving out lessons that pull no more.
 * `size` is how many names there are.
 */
export function learnJudge(
  lessons: readonly Lesson[],
  belongs: (at: number) => boolean,
  size: number,
  mostPasses = passes.well,
): { weights: Float32Array; bias: number } {
  const chance = new Chance(1);
  const weights = new Float64Array(size);
  let bias = 0;
  const signs = Float64Array.from(lessons, (_, at) => (belongs(at) ? 1 : -1));
  const softness = Float64Array.from(lessons, ({ weight }) => 0.5 / (cost * weight));
  const lengths = Float64Array.from(lessons, ({ values }, at) =>
    values.reduce((sum, one) => sum + one * one, 1 + softness[at]!),
  );
  const pulls = new Float64Array(lessons.length);
  const order = Int32Array.from(lessons, (_, at) => at);
  let active = order.length;
  let highest = Infinity;
  for (let pass = 0; pass < mostPasses; pass++) {
    let most = -Infinity;
    let least = Infinity;
    chance.shuffle(order.subarray(0, active));
    for (let place = 0; place < active; place++) {
      const at = order[place]!;
      const { ids, values } = lessons[at]!;
      const sign = signs[at]!;
      let margin = bias;
      for (let one = 0; one < ids.length; one++) margin += weights[ids[one]!]! * values[one]!;
      const slope = margin * sign - 1 + softness[at]! * pulls[at]!;
      if (pulls[at] === 0 && slope > highest) {
        // Far on the right side: it is looked at again at the end.
        active--;
        order[place] = order[active]!;
        order[active] = at;
        place--;
        continue;
      }
      const pull = pulls[at] === 0 ? Math.min(0, slope) : slope;
      most = Math.max(most, pull);
      least = Math.min(least, pull);
      if (Math.abs(pull) < 1e-12) continue;
      const before = pulls[at]!;
      pulls[at] = Math.max(0, before - slope / lengths[at]!);
      const step = (pulls[at]! - before) * sign;
      for (let one = 0; one < ids.length; one++) weights[ids[one]!]! += step * values[one]!;
      bias += step;
    }
    if (most - least <= still) {
      if (active === order.length) break;
      active = order.length;
      highest = Infinity;
      continue;
    }
    highest = most > 0 ? most : Infinity;
  }
  return { weights: Float32Array.from(weights), bias };
}
