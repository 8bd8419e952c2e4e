import Type, { type Static } from 'typebox';
import { ConditionSchema, type Condition } from '../eligibility/condition.ts';
import { checkRows, dated, Text } from '../eligibility/load.ts';
import { allRules, type RuleSet } from '../eligibility/rules.ts';
import type { Question } from '../eligibility/question.ts';
import type { LegalDate } from '../platform/calendar.ts';
import { readYaml } from '../platform/data.ts';
import { fill } from '../texts/say.ts';
import { calculatorIds, type CalculatorId } from './contract.ts';

const strict = { additionalProperties: false } as const;

const OptionRow = Type.Object({ value: Text, label: Text, words: Type.Array(Text) }, strict);
const QuestionRow = Type.Object(
  {
    id: Text,
    kind: Type.Enum(['choice', 'multi', 'number', 'money', 'date']),
    text: Text,
    when: Type.Optional(ConditionSchema),
    min: Type.Optional(Type.Integer()),
    max: Type.Optional(Type.Integer()),
    unit: Type.Optional(Text),
    options: Type.Optional(Type.Array(OptionRow)),
  },
  strict,
);
const CalculatorRow = Type.Object(
  {
    id: Type.Enum([...calculatorIds]),
    name: Text,
    words: Type.Array(Text),
    law: Text,
    questions: Type.Array(QuestionRow, { minItems: 1 }),
  },
  strict,
);
const amount = Type.Integer({ minimum: 0 });
const FigureRow = Type.Object({ ...dated, value: Type.Union([amount, Type.Array(amount)]) }, strict);

/** A question with the condition on earlier answers under which it is asked. */
export type CalculatorQuestion = Omit<Question, 'name' | 'why'> & { when?: Condition };
export interface Calculator {
  id: CalculatorId;
  name: string;
  /** Other words that mean it. */
  words: string[];
  law: string;
  questions: CalculatorQuestion[];
}
export type Figure = Static<typeof FigureRow>;

const read = <T>(file: string, row: Parameters<typeof checkRows>[2]): T =>
  checkRows(file, readYaml(import.meta.url, `./${file}`), row) as T;

/** The calculators with their questions (calculators.yaml), in the order in which they are offered. */
export const calculators: readonly Calculator[] = read('calculators.yaml', CalculatorRow);
const ownFigures: readonly Figure[] = read('figures.yaml', FigureRow);
const sentences = readYaml(import.meta.url, './sentences.yaml') as Record<string, string>;

/** A sentence of sentences.yaml with its parameters filled in. */
export function sentence(key: string, params: Record<string, string | number> = {}): string {
  const text = sentences[key];
  if (text === undefined) throw new Error(`sentences.yaml has no "${key}"`);
  return fill(text, params);
}

/** The key of a calculator's own wording, where sentences.yaml has one, otherwise the common one. */
export const ownSentence = (key: string, calculator: CalculatorId): string =>
  `${key}.${calculator}` in sentences ? `${key}.${calculator}` : key;

/**
 * The amounts of law on given days, and the centre's own choices. Each one that is read is noted, so that a result can say
 * whether it rests on something unsure: everything below V (statute) and P (official page), and whatever carries a note.
 */
export class Figures {
  unsure = false;

  constructor(
    readonly today: LegalDate,
    private readonly switches: RuleSet['switches'],
  ) {}

  /** The row in force on a day, the earliest one for days before it; undefined when there is none. */
  row(id: string, on: LegalDate): Figure | undefined {
    const rows = [...ownFigures, ...allRules().parameters].filter((one) => one.id === id);
    const found = rows.find(({ from, to }) => from <= on && (to === null || on <= to));
    if (found && ((found.certainty !== 'V' && found.certainty !== 'P') || found.note)) this.unsure = true;
    return found;
  }

  number(id: string, on: LegalDate): number | undefined {
    const value = this.row(id, on)?.value;
    return typeof value === 'number' ? value : undefined;
  }

  list(id: string, on: LegalDate): number[] {
    const value = this.row(id, on)?.value;
    if (!Array.isArray(value)) throw new Error(`no list ${id} on ${on}`);
    return value;
  }

  /** 上年度职工月平均工资 in fen, as the centre set it; undefined while it hasn't. */
  get averageWage(): number | undefined {
    const value = this.switches['AVERAGE_WAGE'];
    return typeof value === 'number' && value > 0 ? value : undefined;
  }

  /** Whether the injury table of 2026 applies: undefined while nobody has confirmed it. */
  get newInjuryTable(): boolean | undefined {
    const value = this.switches['INJ_LUMP_2026'];
    return value === 'on' ? true : value === 'off' ? false : undefined;
  }
}
