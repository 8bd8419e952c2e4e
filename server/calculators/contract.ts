import { Type, type Static } from 'typebox';
import { endpoint, nothing } from '../platform/contract.ts';

/** The calculators by the names under which answers point to them (`calculator:severance`). */
export const calculatorIds = [
  'severance',
  'double-pay',
  'overtime',
  'injury',
  'child-support',
  'deadline',
  'court-fee',
] as const;
export type CalculatorId = (typeof calculatorIds)[number];

const Name = Type.Enum([...calculatorIds]);

/** Answers so far, in the order of asking, as the questionnaire stores them; they live in the talk and nowhere else. */
const Answers = Type.Record(
  Type.String({ maxLength: 32 }),
  Type.Union([
    Type.String({ maxLength: 200 }),
    Type.Number(),
    Type.Array(Type.String({ maxLength: 32 }), { maxItems: 20 }),
    Type.Object({ min: Type.Number(), max: Type.Number() }),
  ]),
);

export const CalculatorStep = Type.Object({
  answers: Answers,
  /** How the answer was understood; null when there was none, or it wasn't understood. */
  echo: Type.Union([Type.Null(), Type.String()]),
  /** What to answer instead. */
  hint: Type.Union([Type.Null(), Type.String()]),
  /** The message was no answer but a danger: what is said to it; a person was called. */
  danger: Type.Union([Type.Null(), Type.String()]),
  question: Type.Union([
    Type.Null(),
    Type.Object({
      id: Type.String(),
      text: Type.String(),
      options: Type.Array(Type.String()),
      done: Type.Integer(),
    }),
  ]),
  result: Type.Union([
    Type.Null(),
    Type.Object({
      text: Type.String(),
      /** Better looked at by a person. */
      person: Type.Boolean(),
      /** A limit ends within 7 days: a person was called. */
      urgent: Type.Boolean(),
    }),
  ]),
});
export type CalculatorStep = Static<typeof CalculatorStep>;

export const listCalculators = endpoint({
  method: 'GET',
  path: '/calculators',
  summary: 'The calculators that the chat offers',
  who: ['resident'],
  input: nothing,
  reply: Type.Object({
    items: Type.Array(Type.Object({ id: Name, name: Type.String(), words: Type.Array(Type.String()) })),
  }),
});

export const stepCalculation = endpoint({
  method: 'POST',
  path: '/calculators/:name/step',
  summary: 'Take one answer of a calculation and give the next question or the result; nothing is stored',
  who: ['resident'],
  input: Type.Object({
    name: Name,
    answers: Answers,
    /** The answer to the next question; without it that question is only asked. */
    said: Type.Optional(Type.String({ maxLength: 4000 })),
  }),
  reply: CalculatorStep,
});
