import { addProduct, sumBag, type Bag, type Scores } from '../../server/answers/networks/networks.ts';
import { Chance, Learnt } from './adam.ts';
import { descend } from './descent.ts';
import type { Lesson, Shape } from './lessons.ts';

const hidden = 48;
const rate = 4e-3;
/** So many features, and so many of the sums, are left out at random, so that none is relied on alone. */
const dropped = { features: 0.2, sums: 0.3 };

interface Tried {
  ids: Int32Array;
  values: Float32Array;
  sum: Float32Array;
  kept: Float32Array;
  scores: Scores;
}

/** Learns a bag from messages. */
export function learnBag(
  lessons: readonly Lesson[],
  { features, classes, dangers }: Shape,
  { seed, passes = 7 }: { seed: number; passes?: number },
): Bag {
  const chance = new Chance(seed);
  const all = {
    vectors: new Learnt(chance.normal(features * hidden, 0.3), 0, hidden),
    direct: new Learnt(new Float32Array(features * classes), 0, classes),
    bend: new Learnt(new Float32Array(hidden)),
    output: new Learnt(chance.even(classes * hidden, 1 / Math.sqrt(hidden))),
    bias: new Learnt(new Float32Array(classes)),
  };
  const bag: Bag = {
    ...{ hidden, classes },
    vectors: all.vectors.value,
    direct: all.direct.value,
    bend: all.bend.value,
    output: all.output.value,
    bias: all.bias.value,
  };
  const attempt = ({ ids, values }: Lesson['units'][number]): Tried => {
    const mask = chance.mask(values.length, dropped.features);
    const some = values.map((value, at) => value * mask[at]!);
    const { sum, scores } = sumBag({ ids, values: some }, bag);
    const kept = chance.mask(hidden, dropped.sums);
    addProduct(
      scores,
      bag.output,
      sum.map((one, at) => (one > 0 ? one * kept[at]! : 0)),
    );
    return { ids, values: some, sum, kept, scores };
  };
  descend(lessons, {
    ...{ chance, passes, rate, dangers, attempt },
    learnt: Object.values(all),
    read: (units) => units,
    slopes: (tried, errors) => slopes(tried, errors, bag, all),
  });
  return bag;
}

function slopes(
  { ids, values, sum, kept }: Tried,
  errors: Float32Array,
  { classes, output }: Bag,
  all: Record<'vectors' | 'direct' | 'bend' | 'output' | 'bias', Learnt>,
): void {
  const back = new Float32Array(hidden);
  for (let one = 0; one < classes; one++) {
    const error = errors[one]!;
    all.bias.slope[one]! += error;
    for (let at = 0, row = one * hidden; at < hidden; at++) {
      if (!(sum[at]! > 0) || kept[at] === 0) continue;
      all.output.slope[row + at]! += error * sum[at]! * kept[at]!;
      back[at]! += error * output[row + at]! * kept[at]!;
    }
  }
  for (let at = 0; at < hidden; at++) all.bend.slope[at]! += back[at]!;
  for (let at = 0; at < ids.length; at++) {
    const value = values[at]!;
    if (value === 0) continue;
    const id = ids[at]!;
    all.vectors.touch(id);
    all.direct.touch(id);
    for (let one = 0, row = id * hidden; one < hidden; one++)
      all.vectors.slope[row + one]! += back[one]! * value;
    for (let one = 0, row = id * classes; one < classes; one++)
      all.direct.slope[row + one]! += errors[one]! * value;
  }
}

/** The numbers of the features that say most, by the length of what was learnt of each. */
export function tellingFeatures({ vectors, direct, classes }: Bag, most: number): number[] {
  const length = (numbers: Float32Array): number =>
    Math.sqrt(numbers.reduce((sum, one) => sum + one * one, 0));
  const said = Array.from(
    { length: direct.length / classes },
    (_, at) =>
      length(direct.subarray(at * classes, (at + 1) * classes)) +
      length(vectors.subarray(at * hidden, (at + 1) * hidden)),
  );
  return [...said.keys()].sort((one, other) => said[other]! - said[one]!).slice(0, most);
}
