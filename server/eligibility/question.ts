import Type, { type Static } from 'typebox';
import { ConditionSchema, holds, type Condition } from './condition.ts';
import { loadRows, Text } from './load.ts';
import { matters, suggestMatters } from './matters.ts';
import { questionKinds, type Facts, type QuestionKind } from './vocabulary.ts';

const strict = { additionalProperties: false } as const;
const when = Type.Optional(ConditionSchema);

const OptionRow = Type.Object(
  {
    value: Text,
    label: Text,
    words: Type.Array(Text),
    ends: Type.Optional(Type.Boolean()),
    when,
    unless: when,
  },
  strict,
);

const QuestionRow = Type.Object(
  {
    id: Text,
    name: Text,
    kind: Type.Enum([...questionKinds]),
    text: Text,
    variants: Type.Optional(Type.Array(Type.Object({ when: ConditionSchema, text: Text }, strict))),
    hint: Type.Optional(Text),
    why: Text,
    field: Text,
    rules: Type.Array(Text, { minItems: 1 }),
    preCheck: Type.Optional(Type.Boolean()),
    sensitive: Type.Optional(Type.Boolean()),
    when,
    unless: when,
    min: Type.Optional(Type.Integer()),
    max: Type.Optional(Type.Integer()),
    unit: Type.Optional(Text),
    options: Type.Optional(
      Type.Union([Type.Array(OptionRow), Type.Enum(['yesNo', 'suggestions', 'matters'])]),
    ),
  },
  strict,
);

interface OptionDefinition extends Omit<Static<typeof OptionRow>, 'when' | 'unless'> {
  when?: Condition;
  unless?: Condition;
}
export interface QuestionDefinition extends Omit<
  Static<typeof QuestionRow>,
  'when' | 'unless' | 'variants' | 'options'
> {
  when?: Condition;
  unless?: Condition;
  variants?: { when: Condition; text: string }[];
  options?: OptionDefinition[] | 'yesNo' | 'suggestions' | 'matters';
}

export interface Option {
  value: string;
  label: string;
  /** Other words that mean it. */
  words: string[];
}

/** One question as it is asked of this person: a plain object for the wire. */
export interface Question {
  id: string;
  /** Its short name in summaries. */
  name: string;
  kind: QuestionKind;
  text: string;
  hint?: string;
  why: string;
  sensitive?: boolean;
  /** Of a choice or multi; a date may have words instead of a day (还在上班). */
  options?: Option[];
  min?: number;
  max?: number;
  /** What a number counts, for saying it back: 岁. */
  unit?: string;
}

const yesNo: OptionDefinition[] = [
  { value: 'yes', label: '是', words: ['是的', '对', '对的', '有', '嗯', '是啊'] },
  { value: 'no', label: '不是', words: ['不', '否', '没有', '没', '无', '不对'] },
];

let rows: QuestionDefinition[] | undefined;

/** Every question as its file defines it, in the order of asking. */
export const definitions = (): readonly QuestionDefinition[] => (rows ??= loadDefinitions());

/** The questions of questionnaire.yaml in `folder`, else the built-in ones. */
export const loadDefinitions = (folder?: string): QuestionDefinition[] =>
  loadRows('./questionnaire.yaml', QuestionRow, folder) as QuestionDefinition[];

/** The options that a question has for this person. */
export function optionsOf({ options = [] }: QuestionDefinition, facts: Facts): OptionDefinition[] {
  if (options === 'yesNo') return yesNo;
  if (options === 'suggestions') return suggestions(facts);
  if (options === 'matters') {
    const area = facts.get('area');
    return matters()
      .filter((matter) => !area || [matter.area, ...(matter.alsoIn ?? [])].some((one) => one === area))
      .map(matterOption);
  }
  return options.filter(
    (option) => applies(option.when, facts) && !(option.unless && holds(option.unless, facts) === true),
  );
}

const applies = (condition: Condition | undefined, facts: Facts): boolean =>
  !condition || holds(condition, facts) === true;

const matterOption = ({
  id,
  label,
  name,
}: {
  id: string;
  label: string;
  name: string;
}): OptionDefinition => ({
  value: id,
  label,
  words: [name],
});

function suggestions(facts: Facts): OptionDefinition[] {
  const story = facts.get('story');
  const found = typeof story === 'string' ? suggestMatters(story) : [];
  const other = { value: 'other', label: '都不是', words: ['不是', '不对', '其他', '别的'] };
  return [...found.map(matterOption), other];
}

/** A question as this person reads it. */
export function view(definition: QuestionDefinition, facts: Facts): Question {
  const { id, name, kind, hint, why, sensitive, min, max, unit } = definition;
  const variant = definition.variants?.find((one) => holds(one.when, facts) === true);
  const options = optionsOf(definition, facts).map(({ value, label, words }) => ({ value, label, words }));
  return {
    id,
    name,
    kind,
    text: variant?.text ?? definition.text,
    why,
    ...(hint && { hint }),
    ...(sensitive && { sensitive }),
    ...(options.length > 0 && { options }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(unit && { unit }),
  };
}
