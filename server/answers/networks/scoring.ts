import { Filters } from './filters.ts';
import {
  agreed,
  bagScores,
  scoresOfPlaces,
  type Bag,
  type Convolution,
  type Scores,
  type Unit,
} from './networks.ts';

/** The units that a convolution reads: a short message as a whole, since its filters find any part of it. */
export function readByPlaces(units: readonly Unit[]): readonly Unit[] {
  return units[0]?.whole ? units.slice(0, 1) : units;
}

/** Networks that judge together, each learnt from another beginning. */
export interface Panel {
  bags: readonly Bag[];
  convolutions: readonly Convolution[];
}

/** What all networks of a panel say together about each unit of a message. */
export function scoresOf(units: readonly Unit[], { bags, convolutions }: Panel): Scores[] {
  const byPlaces = readByPlaces(units).map((unit) =>
    convolutions.map((convolution) => convolutionScores(unit, convolution)),
  );
  return units.map((unit, at) =>
    agreed([...bags.map((bag) => bagScores(unit, bag)), ...(byPlaces[at] ?? byPlaces[0]!)]),
  );
}

const filtersOf = new WeakMap<Convolution, Filters>();

/** A unit's scores by a convolution that is not learnt any more. */
export function convolutionScores(unit: Unit, net: Convolution): Scores {
  let filters = filtersOf.get(net);
  if (!filters) filtersOf.set(net, (filters = new Filters(net)));
  return scoresOfPlaces(filters.best(unit), unit.patterns, net);
}
