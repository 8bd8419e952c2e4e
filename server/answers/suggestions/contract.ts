import { Type } from 'typebox';
import { endpoint, nothing, nullable } from '../../platform/contract.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });

export const listSuggestions = endpoint({
  method: 'GET',
  path: '/knowledge/suggestions',
  summary:
    'What residents asked in vain and staff answered well, grouped, with the entries nearest to each group',
  who: ['staff'],
  input: nothing,
  reply: Type.Object({
    items: Type.Array(
      Type.Object({
        items: Type.Array(
          Type.Object({
            id: Type.String(),
            source: Type.Union([
              Type.Literal('miss'),
              Type.Literal('unhelpful'),
              Type.Literal('handoff'),
              Type.Literal('activity'),
            ]),
            said: Type.String(),
            answer: nullable(Type.String()),
            entryId: nullable(Type.String()),
            at: Type.Integer(),
          }),
        ),
        nearest: Type.Array(Type.Object({ id: Type.String(), question: Type.String() })),
      }),
    ),
  }),
});

export const dismissSuggestions = endpoint({
  method: 'POST',
  path: '/knowledge/suggestions/dismiss',
  summary: '不处理: put suggestions aside',
  who: ['staff'],
  input: Type.Object({ ids: Type.Array(id, { minItems: 1, maxItems: 200 }) }),
  reply: Type.Object({ dismissed: Type.Integer() }),
});

/** A resident says that an answer or a list of choices didn't help. */
export const tellFeedback = endpoint({
  method: 'POST',
  path: '/questions/feedback',
  summary: "An answer didn't help, or none of the choices was meant: kept for the editors, masked",
  who: ['resident'],
  input: Type.Object({
    said: Type.String({ minLength: 1, maxLength: 4000 }),
    entryId: Type.Optional(Type.String({ maxLength: 64 })),
  }),
  reply: nothing,
});
