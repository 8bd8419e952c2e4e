/** A part of a message as the networks read it: numbers out of their vocabulary. */
export interface Unit {
  /** Features with their values. */
  ids: Int32Array;
  values: Float32Array;
  /** Characters in order, 0 for an unknown one, and the cues that each is part of. */
  characters: Int32Array;
  cues: number[][];
  /** Written rules that match the message. */
  patterns: number[];
  /** Whether it is the message from its beginning to its end. */
  whole: boolean;
}

/** Scores of every class: 0 is neither danger nor rule, then come the dangers, then the rules. */
export type Scores = Float32Array;

/**
 * Every feature has a vector; a unit is the sum of its features' vectors, bent at zero, so that words may mean together
 * what none of them means alone; beside it every feature speaks for or against each class directly.
 */
export interface Bag {
  hidden: number;
  classes: number;
  /** One vector after another, by feature. */
  vectors: Float32Array;
  /** One list of classes after another, by feature. */
  direct: Float32Array;
  bend: Float32Array;
  /** One class after another. */
  output: Float32Array;
  bias: Float32Array;
}

/** Filters of these widths pass over the characters. */
export const widths = [1, 2, 3, 4] as const;

/**
 * Every character has a vector, beside it the sum of the vectors of the cues that it is part of; filters over one to four
 * characters in a row look for what matters wherever it stands, and each class is scored from the best place of each.
 */
export interface Convolution {
  classes: number;
  /** Numbers of a character's vector, and of a cue's. */
  character: number;
  cue: number;
  /** Filters of each width. */
  filters: number;
  /** Vector 0 stands for every unknown character. */
  characters: Float32Array;
  cues: Float32Array;
  /** By width, one filter after another, each as long as its width times both vectors. */
  kernels: Float32Array[];
  /** By width and filter. */
  bend: Float32Array;
  /** By class: filters of all widths, then written patterns. */
  output: Float32Array;
  bias: Float32Array;
}

/** The sum of a bag's vectors, with what the features say directly. */
export function sumBag(
  { ids, values }: Pick<Unit, 'ids' | 'values'>,
  { hidden, classes, vectors, direct, bend, bias }: Bag,
): { sum: Float32Array; scores: Scores } {
  const sum = Float32Array.from(bend);
  const scores = Float32Array.from(bias);
  for (let at = 0; at < ids.length; at++) {
    const value = values[at]!;
    if (value === 0) continue;
    const id = ids[at]!;
    for (let one = 0, from = id * hidden; one < hidden; one++) sum[one]! += vectors[from + one]! * value;
    for (let one = 0, from = id * classes; one < classes; one++) scores[one]! += direct[from + one]! * value;
  }
  return { sum, scores };
}

/** A unit's scores by the bag. */
export function bagScores(unit: Pick<Unit, 'ids' | 'values'>, bag: Bag): Scores {
  const { sum, scores } = sumBag(unit, bag);
  for (let at = 0; at < sum.length; at++) if (sum[at]! < 0) sum[at] = 0;
  addProduct(scores, bag.output, sum);
  return scores;
}

/** Adds a matrix (one row for each score) times a vector. */
export function addProduct(scores: Scores, matrix: Float32Array, vector: Float32Array): void {
  const size = vector.length;
  for (let row = 0; row < scores.length; row++) {
    let sum = 0;
    for (let at = 0, from = row * size; at < size; at++) sum += matrix[from + at]! * vector[at]!;
    scores[row]! += sum;
  }
}

/** Scores from what each filter found and the written patterns that match. */
export function scoresOfPlaces(found: Float32Array, patterns: readonly number[], net: Convolution): Scores {
  const scores = Float32Array.from(net.bias);
  const size = net.output.length / net.classes;
  for (let one = 0; one < scores.length; one++) {
    const row = one * size;
    let sum = 0;
    for (let at = 0; at < found.length; at++) sum += net.output[row + at]! * found[at]!;
    for (const pattern of patterns) sum += net.output[row + found.length + pattern]!;
    scores[one]! += sum;
  }
  return scores;
}

/** Logarithm of the sum of exponentials. */
function together(scores: Scores, counts: (at: number) => boolean): number {
  let most = -Infinity;
  for (let at = 0; at < scores.length; at++) if (counts(at)) most = Math.max(most, scores[at]!);
  let sum = 0;
  for (let at = 0; at < scores.length; at++) if (counts(at)) sum += Math.exp(scores[at]! - most);
  return most + Math.log(sum);
}

/** Scores as probabilities. */
export function probabilities(scores: Scores): Scores {
  const all = together(scores, () => true);
  return scores.map((score) => Math.exp(score - all));
}

/** The mean of several scores of one unit, each as logarithms of probabilities. */
export function agreed(several: readonly Scores[]): Scores {
  const mean = new Float32Array(several[0]!.length);
  for (const scores of several) {
    const all = together(scores, () => true);
    for (let at = 0; at < mean.length; at++) mean[at]! += (scores[at]! - all) / several.length;
  }
  return mean;
}

/** How much likelier a danger is than anything else, as a logarithm. */
export function dangerOdds(scores: Scores, dangers: number): number {
  const isDanger = (at: number): boolean => at > 0 && at <= dangers;
  return together(scores, isDanger) - together(scores, (at) => !isDanger(at));
}

/** How much likelier one class is than all others, as a logarithm. */
export function classOdds(scores: Scores, which: number): number {
  return scores[which]! - together(scores, (at) => at !== which);
}
