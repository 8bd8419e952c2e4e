import { Ajv } from 'ajv';
import { definitions, type QuestionDefinition } from './question.ts';
import { isLegalDate } from '../platform/calendar.ts';
import { matters } from './matters.ts';
import { givenFacts } from './questionnaire.ts';
import { unknown, type Answers } from './vocabulary.ts';

type Schema = Record<string, unknown>;

const range = (schema: Schema): Schema => ({
  oneOf: [
    schema,
    {
      type: 'object',
      properties: { min: schema, max: schema },
      required: ['min', 'max'],
      additionalProperties: false,
    },
    { const: unknown },
  ],
});

/** Facts that nobody is asked. */
const given: Record<(typeof givenFacts)[number], Schema> = {
  filledIn: { title: '代填', description: '由别人替申请人填写。', const: 'yes' },
};

function valuesOf({ id, options = [] }: QuestionDefinition): string[] {
  if (options === 'yesNo') return ['yes', 'no'];
  if (options === 'matters') return matters().map((matter) => matter.id);
  if (options === 'suggestions') return [...matters().map((matter) => matter.id), 'other'];
  if (options.length === 0) throw new Error(`question ${id} has no options`);
  return options.map(({ value }) => value);
}

function schemaOf(question: QuestionDefinition): Schema {
  const { kind, min, max, text, options } = question;
  const described = { title: question.name, description: text };
  switch (kind) {
    case 'choice':
      return { ...described, enum: [...valuesOf(question), unknown] };
    case 'multi':
      return {
        ...described,
        oneOf: [
          { type: 'array', items: { enum: valuesOf(question) }, minItems: 1, uniqueItems: true },
          { const: unknown },
        ],
      };
    case 'text':
      return { ...described, type: 'string', minLength: 1, maxLength: 500 };
    case 'number':
      return {
        ...described,
        oneOf: [
          {
            type: 'integer',
            ...(min !== undefined && { minimum: min }),
            ...(max !== undefined && { maximum: max }),
          },
          { const: unknown },
        ],
      };
    case 'money':
      return { ...described, ...range({ type: 'integer', minimum: 0 }) };
    case 'date':
      return {
        ...described,
        oneOf: [
          { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}~?$' },
          { enum: [...(options ? valuesOf(question) : []), unknown] },
        ],
      };
  }
}

/** JSON Schema of the answers to the questionnaire, for those who screen facts without the chat. Money is in fen. */
export function answersSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      ...Object.fromEntries(givenFacts.map((name) => [name, given[name]])),
      ...Object.fromEntries(definitions().map((question) => [question.id, schemaOf(question)])),
    },
    additionalProperties: false,
  };
}

let validate: ReturnType<Ajv['compile']> | undefined;

/** What is wrong with answers from outside, one readable line a question; empty when they can be screened. */
export function wrongAnswers(answers: unknown): string[] {
  if (!validate) {
    const { $schema: _, ...schema } = answersSchema();
    validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
  }
  if (validate(answers)) return impossible(answers as Answers);
  const lines = (validate.errors ?? []).map(({ instancePath, params, message }) => {
    const extra = (params as { additionalProperty?: string }).additionalProperty;
    if (extra !== undefined) return `${extra}: there is no such question`;
    const id = instancePath.split('/')[1];
    return id
      ? `${id}: not an answer that this question takes (${expected(id)})`
      : `answers ${message ?? ''}`;
  });
  return [...new Set(lines)];
}

/** What a question takes, in a few English words. */
function expected(id: string): string {
  const question = definitions().find((one) => one.id === id);
  if (!question) return `"${given[id as keyof typeof given].const as string}"`;
  const { kind, min, max } = question;
  const choices = question.options ? valuesOf(question).join(' | ') : '';
  const words: Record<QuestionDefinition['kind'], string> = {
    choice: `${choices} | unknown`,
    multi: `a list of ${choices}, or unknown`,
    text: 'a text of 1 to 500 characters',
    number: `a whole number${min === undefined ? '' : ` from ${min}`}${max === undefined ? '' : ` to ${max}`}, or unknown`,
    money: 'whole fen from 0, {"min", "max"} in fen, or unknown',
    date: `a day as 2026-11-24, 2026-11-24~ where it is rough${choices ? `, ${choices}` : ''}, or unknown`,
  };
  return words[kind];
}

/** What no schema says: days that the calendar doesn't have, and ranges that end before they begin. */
function impossible(answers: Answers): string[] {
  return Object.entries(answers).flatMap(([id, value]) => {
    const day = typeof value === 'string' ? /^(\d{4}-\d{2}-\d{2})~?$/.exec(value)?.[1] : undefined;
    const isDate = definitions().find((one) => one.id === id)?.kind === 'date';
    if (isDate && day !== undefined && !isLegalDate(day)) return [`${id}: there is no such day`];
    const range = typeof value === 'object' && !Array.isArray(value) ? value : undefined;
    return range && range.min > range.max ? [`${id}: min is above max`] : [];
  });
}
