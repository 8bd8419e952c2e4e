import { Type, type Static } from 'typebox';
import { calculatorIds } from '../calculators/contract.ts';
import { endpoint, nullable } from '../platform/contract.ts';

const Option = Type.Object({ id: Type.String(), question: Type.String() });

/** A reviewed answer as a resident gets it. */
export const AnswerView = Type.Object({
  id: Type.String(),
  question: Type.String(),
  text: Type.String(),
  /** 《劳动合同法》第30、85条 */
  law: Type.String(),
  reviewer: Type.String(),
  /** Not checked against the text of the law or an official page: shown with 以中心确认为准. */
  unsure: Type.Boolean(),
  reviewedOn: Type.String(),
  sections: Type.Array(Type.Object({ title: Type.String(), text: Type.String() })),
  /** Calculators that work this out, by their ids. */
  calculators: Type.Array(Type.Object({ id: Type.Enum([...calculatorIds]), name: Type.String() })),
  /** What may follow: apply, book, person, hotline:12333 … */
  next: Type.Array(Type.String()),
});
export type AnswerView = Static<typeof AnswerView>;

export const Answered = Type.Union([
  Type.Object({
    kind: Type.Literal('answer'),
    answer: AnswerView,
    /** The answer to the other one of two things that were asked. */
    also: Type.Union([Type.Null(), AnswerView]),
    /** What else was asked, to be read by number. */
    further: Type.Optional(Type.Array(Option)),
    /** Somebody may be in danger as well: asked after before the answer. */
    careful: Type.Optional(Type.Boolean()),
    /** A language model helped to understand the question; the wording is the entry's. */
    byModel: Type.Optional(Type.Boolean()),
  }),
  /** `ask` is the question that the options reply to; null when they are topics to choose from. */
  Type.Object({
    kind: Type.Literal('choices'),
    ask: Type.Union([Type.Null(), Type.String()]),
    options: Type.Array(Option),
  }),
  /** A figure behind an answer, for the calculator that goes with it. */
  Type.Object({ kind: Type.Literal('calculate') }),
  /** A danger comes before everything; `asked` is true when a person was asked to look at once. */
  Type.Object({ kind: Type.Literal('danger'), text: Type.String(), asked: Type.Boolean() }),
  /** A person was asked to answer. */
  Type.Object({ kind: Type.Literal('person'), text: Type.String() }),
  /** A friendly line for what is no legal question, or a brief no with the lawful way. */
  Type.Object({
    kind: Type.Literal('redirect'),
    text: Type.String(),
    /** Nothing was understood: counts towards calling a person. */
    miss: Type.Boolean(),
    /** Topics to go on with. */
    options: Type.Array(Option),
    /** It asks whether somebody is safe. */
    careful: Type.Optional(Type.Boolean()),
    /** Who was in danger said that it is past: the assistant answers again. */
    calm: Type.Optional(Type.Boolean()),
  }),
]);
export type Answered = Static<typeof Answered>;

export const askQuestion = endpoint({
  method: 'POST',
  path: '/questions',
  summary: "A resident's question → danger, answer, choices or a person",
  who: ['resident'],
  input: Type.Object({
    said: Type.String({ minLength: 1, maxLength: 4000 }),
    /** The answer that was given last, for follow-ups (那要多久). */
    lastAnswer: Type.Optional(Type.String()),
    /** The other one, where the last answer was about two things. */
    lastAlso: Type.Optional(Type.String()),
    /** The resident chose to ask the assistant, though a person has the talk. */
    calm: Type.Optional(Type.Boolean()),
    /** It is only a sum or a time, behind an answer that a calculator goes with. */
    figure: Type.Optional(Type.Boolean()),
    /** How often in a row nothing was found. */
    misses: Type.Integer({ minimum: 0 }),
  }),
  reply: Answered,
});

export const hearDanger = endpoint({
  method: 'POST',
  path: '/questions/danger',
  summary: 'What is heard before it counts as said: a danger in it calls a person at once',
  who: ['resident'],
  input: Type.Object({ said: Type.String({ minLength: 1, maxLength: 4000 }) }),
  /** What the resident hears; null where no danger was heard. */
  reply: Type.Object({ text: nullable(Type.String()) }),
});

export const readAnswer = endpoint({
  method: 'GET',
  path: '/answers/:id',
  summary: 'One reviewed answer that is in force',
  who: ['resident'],
  input: Type.Object({ id: Type.String() }),
  reply: AnswerView,
});
