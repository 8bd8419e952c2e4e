import {
  scoresOfPlaces,
  widths,
  type Convolution,
  type Scores,
  type Unit,
} from '../../server/answers/networks/networks.ts';
import { readByPlaces } from '../../server/answers/networks/scoring.ts';
import { bestPlaces, laidOut, widest } from './places.ts';
import { Chance, Learnt } from './adam.ts';
import { descend } from './descent.ts';
import type { Lesson, Shape } from './lessons.ts';

const sizes = { character: 48, cue: 24, filters: 64 };
const passes = 8;
const rate = 3e-3;
const decay = 1e-2;
/** So much is left out at random: characters as unknown, numbers of the vectors, filters. */
const dropped = { characters: 0.1, numbers: 0.2, filters: 0.5 };

interface Tried {
  unit: Unit;
  characters: Int32Array;
  rows: Float32Array;
  mask: Float32Array;
  found: Float32Array;
  kept: Float32Array;
  places: Int32Array;
  scores: Scores;
}

/** Learns a convolution from messages. */
export function learnConvolution(lessons: readonly Lesson[], shape: Shape, seed: number): Convolution {
  const { classes, dangers, characters, cues, patterns } = shape;
  const chance = new Chance(seed);
  const { character, cue, filters } = sizes;
  const width = character + cue;
  const total = filters * widths.length;
  const outputs = total + patterns;
  const all = {
    characters: new Learnt(chance.normal(characters * character, 1), decay),
    cues: new Learnt(chance.even(cues * cue, 0.1), decay),
    kernels: widths.map(
      (size) => new Learnt(chance.even(filters * size * width, 1 / Math.sqrt(size * width)), decay),
    ),
    bend: new Learnt(new Float32Array(total), decay),
    output: new Learnt(chance.even(classes * outputs, 1 / Math.sqrt(outputs)), decay),
    bias: new Learnt(new Float32Array(classes), decay),
  };
  const net: Convolution = {
    ...{ classes, ...sizes },
    characters: all.characters.value,
    cues: all.cues.value,
    kernels: all.kernels.map(({ value }) => value),
    bend: all.bend.value,
    output: all.output.value,
    bias: all.bias.value,
  };
  const attempt = (unit: Unit): Tried => {
    const seen = unit.characters.map((one) => (chance.next() < dropped.characters ? 0 : one));
    const rows = laidOut({ characters: seen, cues: unit.cues }, net);
    const mask = chance.mask(rows.length, dropped.numbers);
    for (let at = 0; at < rows.length; at++) rows[at]! *= mask[at]!;
    const kept = chance.mask(total, dropped.filters);
    const { found, places } = bestPlaces(rows, net, kept);
    for (let at = 0; at < found.length; at++) found[at]! *= kept[at]!;
    return {
      unit,
      characters: seen,
      rows,
      mask,
      found,
      kept,
      places,
      scores: scoresOfPlaces(found, unit.patterns, net),
    };
  };
  const slopes = (
    { unit, characters: seen, rows, mask, found, kept, places }: Tried,
    errors: Float32Array,
  ): void => {
    for (let one = 0; one < classes; one++) {
      const error = errors[one]!;
      all.bias.slope[one]! += error;
      for (let at = 0, row = one * outputs; at < total; at++)
        all.output.slope[row + at]! += error * found[at]!;
      for (const pattern of unit.patterns) all.output.slope[one * outputs + total + pattern]! += error;
    }
    const back = new Float32Array(rows.length);
    for (let at = 0; at < total; at++) {
      const place = places[at]!;
      if (place < 0 || kept[at] === 0) continue;
      let pull = 0;
      for (let one = 0; one < classes; one++) pull += errors[one]! * net.output[one * outputs + at]!;
      pull *= kept[at]!;
      all.bend.slope[at]! += pull;
      const which = Math.floor(at / filters);
      const span = widths[which]! * width;
      const kernel = net.kernels[which]!;
      const slope = all.kernels[which]!.slope;
      for (let one = 0, from = (at % filters) * span, row = place * width; one < span; one++) {
        slope[from + one]! += pull * rows[row + one]!;
        back[row + one]! += pull * kernel[from + one]!;
      }
    }
    for (let at = 0; at < seen.length; at++) {
      const row = (at + widest - 1) * width;
      for (let one = 0, to = seen[at]! * character; one < character; one++)
        all.characters.slope[to + one]! += back[row + one]! * mask[row + one]!;
      for (const name of unit.cues[at]!)
        for (let one = 0, to = name * cue; one < cue; one++)
          all.cues.slope[to + one]! += back[row + character + one]! * mask[row + character + one]!;
    }
  };
  descend(lessons, {
    ...{ chance, passes, rate, dangers, attempt, slopes, read: readByPlaces },
    learnt: [all.characters, all.cues, ...all.kernels, all.bend, all.output, all.bias],
  });
  return net;
}
