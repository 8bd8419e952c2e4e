import { Type, type Static } from 'typebox';
import { endpoint, nothing, nullable } from '../../platform/contract.ts';

const Figure = Type.Object({
  name: Type.String(),
  hits: Type.Integer(),
  all: Type.Integer(),
  /** Wilson bounds, 95 %. */
  low: Type.Number(),
  high: Type.Number(),
  /** What is wanted: at least, or at most. */
  least: nullable(Type.Number()),
  most: nullable(Type.Number()),
});

/** What an evaluation said, as editors read it. Failures only of the half that may be seen. */
export const EvaluationView = Type.Object({
  day: Type.String(),
  entries: Type.Integer(),
  weightsLearntOn: Type.String(),
  sections: Type.Array(
    Type.Object({
      title: Type.String(),
      held: Type.Boolean(),
      messages: Type.Integer(),
      figures: Type.Array(Figure),
      failures: Type.Array(Type.Object({ said: Type.String(), wanted: Type.String(), got: Type.String() })),
    }),
  ),
  safety: Type.Array(Type.Object({ title: Type.String(), hits: Type.Integer(), all: Type.Integer() })),
});
export type EvaluationView = Static<typeof EvaluationView>;

export const readEvaluation = endpoint({
  method: 'GET',
  path: '/knowledge/evaluation',
  summary: 'The last saved evaluation of the answers (`npm run evaluate -- --save`); null before the first',
  who: ['staff'],
  input: nothing,
  reply: Type.Object({ report: nullable(EvaluationView) }),
});
