import { classOdds, dangerOdds, type Scores, type Unit } from '../../server/answers/networks/networks.ts';
import { errorsOf, rateAt, type Chance, type Learnt } from './adam.ts';
import type { Lesson } from './lessons.ts';

const batch = 64;

/** What one kind of network brings to its learning. */
export interface Course<Tried extends { scores: Scores }> {
  chance: Chance;
  passes: number;
  /** The highest rate (see rateAt). */
  rate: number;
  /** Classes from 1 to this one are dangers. */
  dangers: number;
  /** Everything that is learnt. */
  learnt: readonly Learnt[];
  /** The units of a message that the network reads. */
  read(units: readonly Unit[]): readonly Unit[];
  /** Scores a unit, with some of it left out. */
  attempt(unit: Unit): Tried;
  /** Adds to the slopes of what is learnt, from the slope of the loss by each score. */
  slopes(tried: Tried, errors: Float32Array): void;
}

/**
 * Learns in batches, in another order each pass. A message is what its most telling unit is: the most dangerous one, or
 * for a rule the one that asks for it most; that unit is learnt from.
 */
export function descend<Tried extends { scores: Scores }>(
  lessons: readonly Lesson[],
  { chance, passes, rate, dangers, learnt, read, attempt, slopes }: Course<Tried>,
): void {
  const order = Int32Array.from(lessons, (_, at) => at);
  const turns = passes * Math.ceil(order.length / batch);
  let turn = 0;
  for (let pass = 0; pass < passes; pass++) {
    chance.shuffle(order);
    for (let from = 0; from < order.length; from += batch) {
      for (const at of order.subarray(from, from + batch)) {
        const { units, target, weight } = lessons[at]!;
        let best: Tried | undefined;
        let most = -Infinity;
        for (const unit of read(units)) {
          const tried = attempt(unit);
          const odds = target > dangers ? classOdds(tried.scores, target) : dangerOdds(tried.scores, dangers);
          if (!best || odds > most) [best, most] = [tried, odds];
        }
        if (best) slopes(best, errorsOf(best.scores, target, weight / batch));
      }
      turn++;
      const step = rateAt(turn, turns, rate);
      for (const one of learnt) one.move(step, turn);
    }
  }
}
