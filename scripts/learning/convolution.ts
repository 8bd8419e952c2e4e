import { legible, numbersOf } from '../../server/answers/convolution/listener.ts';
import {
  filterCount,
  filtersOfWidth,
  unseen,
  vectorSize,
  widths,
  type Network,
} from '../../server/answers/convolution/network.ts';
import { moveAll, Parameter } from './adam.ts';
import { Chance } from './chance.ts';
import { Look, type Parameters } from './look.ts';

/** A message to learn from: the class that it is of, and how much it counts. */
export interface Lesson {
  say: string;
  class: number;
  weight: number;
}

const passes = 8;
/** Messages from which one step is learnt. */
const batch = 128;
/** How far a number moves at a step, at most and about. */
const rate = 0.005;
/** The rate falls from step to step, down to this share of it; over so many first steps it is held back. */
const lastShare = 0.02;
const growing = 300;
/** So nothing is relied on alone. */
const leftOut = { characters: 0.05, filters: 0.2 };
/** A character of fewer messages isn't worth a vector: it would only remember them. */
const fewest = 4;

/** Learns a network that tells `classCount` classes. The same lessons give the same network. */
export function learnConvolution(lessons: readonly Lesson[], classCount: number): Network {
  const chance = new Chance(1);
  const texts = lessons.map(({ say }) => legible(say));
  const characters = charactersOf(texts);
  const numbers = numbersOf(characters);
  const read = texts.map((text) => Int32Array.from(text, (character) => numbers.get(character) ?? unseen));
  const parameters = begin(numbers.size, classCount, chance);
  const look = new Look(parameters, leftOut, chance);
  const order = Int32Array.from(lessons.keys());
  const steps = passes * Math.ceil(order.length / batch);
  let step = 0;
  for (let pass = 0; pass < passes; pass++) {
    chance.shuffle(order);
    for (let from = 0; from < order.length; from += batch) {
      const together = order.subarray(from, from + batch);
      const weight = together.reduce((sum, at) => sum + lessons[at]!.weight, 0);
      for (const at of together) look.at(read[at]!, lessons[at]!.class, lessons[at]!.weight / weight);
      look.finish();
      step++;
      const share = Math.min(step / growing, Math.max(lastShare, 1 - step / steps));
      moveAll(Object.values(parameters), step, rate * share);
    }
  }
  const values = Object.entries(parameters).map(([name, { values }]) => [name, values]);
  return { characters, ...(Object.fromEntries(values) as Omit<Network, 'characters'>) };
}

function charactersOf(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const character of new Set(text)) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= fewest)
    .map(([character]) => character)
    .join('');
}

/** Numbers to begin with: small for filters and classes, which sum up many; of size 1 for vectors. */
function begin(characters: number, classCount: number, chance: Chance): Parameters {
  const spread = (length: number, size: number): Float32Array =>
    Float32Array.from({ length }, () => (chance.next() * 2 - 1) * size);
  const filters = widths.flatMap((width) => [
    ...spread(filtersOfWidth * width * vectorSize, 1 / Math.sqrt(width * vectorSize)),
  ]);
  return {
    vectors: new Parameter(spread(characters * vectorSize, Math.sqrt(3))),
    filters: new Parameter(Float32Array.from(filters)),
    filterBias: new Parameter(new Float32Array(filterCount)),
    classes: new Parameter(spread(classCount * filterCount, 1 / Math.sqrt(filterCount))),
    classBias: new Parameter(new Float32Array(classCount)),
  };
}
