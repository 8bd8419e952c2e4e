/** Numbers that are learnt, with the slope of what they cost, and the running means of slope and squared slope. */
export class Parameter {
  readonly slope: Float32Array;
  private readonly mean: Float32Array;
  private readonly square: Float32Array;

  constructor(readonly values: Float32Array) {
    this.slope = new Float32Array(values.length);
    this.mean = new Float32Array(values.length);
    this.square = new Float32Array(values.length);
  }

  /** The sum of the squared slopes. */
  steepness(): number {
    let sum = 0;
    for (const slope of this.slope) sum += slope * slope;
    return sum;
  }

  /** Step number `step` (from 1), about `rate` long for each number; slopes count times `scale` and are then forgotten. */
  move(step: number, rate: number, scale: number): void {
    const { values, slope, mean, square } = this;
    const meanShare = 1 - keepMean ** step;
    const squareShare = 1 - keepSquare ** step;
    for (let at = 0; at < values.length; at++) {
      const down = slope[at]! * scale;
      mean[at] = keepMean * mean[at]! + (1 - keepMean) * down;
      square[at] = keepSquare * square[at]! + (1 - keepSquare) * down * down;
      values[at]! -= (rate * (mean[at]! / meanShare)) / (Math.sqrt(square[at]! / squareShare) + least);
      slope[at] = 0;
    }
  }
}

/** How much of each running mean stays at a step. */
const keepMean = 0.9;
const keepSquare = 0.999;
/** Keeps a number without any slope where it is. */
const least = 1e-8;
/** Slopes that are together longer than this are shortened to it. */
const longestSlope = 1;

/** Moves all parameters one step (Adam: Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015). `step` counts from 1. */
export function moveAll(parameters: readonly Parameter[], step: number, rate: number): void {
  const length = Math.sqrt(parameters.reduce((sum, one) => sum + one.steepness(), 0));
  const scale = length > longestSlope ? longestSlope / length : 1;
  for (const parameter of parameters) parameter.move(step, rate, scale);
}
