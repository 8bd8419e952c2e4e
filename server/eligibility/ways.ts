import Type from 'typebox';
import { ConditionSchema, holds, type Condition } from './condition.ts';
import { loadRows, Text } from './load.ts';
import type { Facts } from './vocabulary.ts';

const Row = Type.Object(
  { id: Text, tell: Text, when: ConditionSchema, unless: Type.Optional(ConditionSchema) },
  { additionalProperties: false },
);

interface Way {
  id: string;
  tell: string;
  when: Condition;
  unless?: Condition;
}

let materialRows: Way[] | undefined;
let doorRows: Way[] | undefined;

export const allMaterials = (): readonly Way[] =>
  (materialRows ??= loadRows('./rules/materials.yaml', Row) as Way[]);
export const allDoors = (): readonly Way[] => (doorRows ??= loadRows('./rules/doors.yaml', Row) as Way[]);

/** What to bring (材料): only what the branch needs. */
export const materialsFor = (facts: Facts): string[] => told(allMaterials(), facts);

/** The ways that stay open; never fewer than two, the first of them a person. */
export const doorsFor = (facts: Facts): string[] => told(allDoors(), facts);

const told = (rows: readonly Way[], facts: Facts): string[] =>
  rows
    .filter((row) => holds(row.when, facts) === true && !(row.unless && holds(row.unless, facts) === true))
    .map(({ tell }) => tell);
