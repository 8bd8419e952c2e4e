import Type, { type Static } from 'typebox';
import { ConditionSchema, type Condition } from './condition.ts';
import { dated, loadRows, Text } from './load.ts';
import { matters, type Matter } from './matters.ts';
import { loadDefinitions, type QuestionDefinition } from './question.ts';

const strict = { additionalProperties: false } as const;
const when = ConditionSchema;

const ScopeRow = Type.Object(
  {
    ...dated,
    when,
    effect: Type.Enum(['IN', 'LOCAL', 'CHECK', 'BAR', 'OUT', 'NOTE']),
    switch: Type.Optional(Text),
    tell: Text,
  },
  strict,
);
const MoneyRow = Type.Object(
  { ...dated, when, effect: Type.Enum(['NC', 'EX', 'ECO', 'ALONE', 'OTHER', 'NOTE']), tell: Text },
  strict,
);
const GreenRow = Type.Object({ ...dated, when, tell: Text }, strict);
const PersonRow = Type.Object(
  { ...dated, when, tell: Text, undecided: Type.Boolean(), now: Type.Boolean() },
  strict,
);
const WhereRow = Type.Object(
  {
    ...dated,
    when,
    tell: Type.Optional(Text),
    jurisdiction: Type.Optional(Type.Enum(['here', 'transfer', 'elsewhere'])),
    theme: Type.Optional(Text),
    kind: Type.Optional(Type.Enum(['centre', 'workstation', 'contactPoint'])),
  },
  strict,
);
const AidFirstRow = Type.Object({ ...dated, when, tell: Text }, strict);

const count = Type.Optional(Type.Integer({ minimum: 1 }));
const Span = Type.Object(
  { days: count, months: count, years: count, unit: Type.Optional(Type.Literal('working')) },
  strict,
);
const LimitRow = Type.Object(
  {
    ...dated,
    startsAt: Text,
    when: Type.Optional(when),
    start: Type.Optional(Text),
    restartedBy: Type.Optional(Text),
    span: Type.Optional(Span),
    unlimited: Type.Optional(Type.Literal(true)),
    by: Type.Enum(['applicant', 'other']),
    aidFirst: Type.Optional(Type.Boolean()),
    tell: Text,
  },
  strict,
);
const ClockRow = Type.Object(
  {
    ...dated,
    startsAt: Text,
    span: Type.Optional(Type.Object({ days: count, hours: count }, strict)),
    who: Text,
    stops: Type.Optional(Text),
    /** A number switch that holds the days, where the law names none or its text hasn't been read. */
    daysFrom: Type.Optional(Text),
  },
  strict,
);
const amount = Type.Integer({ minimum: 0 });
const ParameterRow = Type.Object(
  {
    ...dated,
    value: Type.Union([amount, Type.Array(amount)]),
    /** The switch by which it counts (off: not), and the one that puts it out of use (on). */
    switch: Type.Optional(Text),
    replacedBy: Type.Optional(Text),
  },
  strict,
);
const SwitchRow = Type.Object(
  {
    id: Text,
    name: Text,
    kind: Type.Enum(['choice', 'number', 'money']),
    default: Type.Union([Text, Type.Integer()]),
    options: Type.Optional(Type.Record(Type.String(), Text)),
    tell: Text,
    certainty: dated.certainty,
    note: Text,
  },
  strict,
);

const way = { ...dated, tell: Text, when, unless: Type.Optional(when) };
const WayRow = Type.Object(way, strict);
const MaterialRow = Type.Object(
  { ...way, papers: Type.Optional(Text), committed: Type.Optional(Type.Union([Text, Type.Null()])) },
  strict,
);

type Ruled<T> = Omit<T, 'when'> & { when: Condition };
export type ScopeRule = Ruled<Static<typeof ScopeRow>>;
export type MoneyRule = Ruled<Static<typeof MoneyRow>>;
export type GreenRule = Ruled<Static<typeof GreenRow>>;
export type PersonRule = Ruled<Static<typeof PersonRow>>;
export type WhereRule = Ruled<Static<typeof WhereRow>>;
export type AidFirstRule = Ruled<Static<typeof AidFirstRow>>;
export type LimitRule = Omit<Static<typeof LimitRow>, 'when'> & { when?: Condition };
export type ClockRule = Static<typeof ClockRow>;
export type Parameter = Static<typeof ParameterRow>;
export type Switch = Static<typeof SwitchRow>;

type Conditional<T> = Omit<T, 'when' | 'unless'> & { when: Condition; unless?: Condition };
/** A way that stays open. */
export type Way = Conditional<Static<typeof WayRow>>;
/** What to bring, with other words for whoever brings papers and for whoever has committed (null: nothing to bring). */
export type Material = Conditional<Static<typeof MaterialRow>>;

/** The dated rows of every table, whatever their dates. */
// A type and not an interface, so that its values can be walked.
export type DatedTables = {
  scope: readonly ScopeRule[];
  money: readonly MoneyRule[];
  green: readonly GreenRule[];
  person: readonly PersonRule[];
  where: readonly WhereRule[];
  aidFirst: readonly AidFirstRule[];
  limits: readonly LimitRule[];
  clocks: readonly ClockRule[];
  parameters: readonly Parameter[];
  materials: readonly Material[];
  doors: readonly Way[];
};

/** Everything that makes a verdict, as its files say it. */
export interface RuleTables {
  dated: DatedTables;
  questions: readonly QuestionDefinition[];
  matters: readonly Matter[];
  switches: readonly Switch[];
}

/**
 * Reads the rule files: those that lie in `folder` (scope.yaml, money.yaml, questionnaire.yaml …), and the built-in ones
 * for all that it doesn't hold. Matters are always the built-in ones.
 * @throws Error naming file, row and field of everything that is wrong.
 */
export function loadTables(folder?: string): RuleTables {
  const read = <T extends Parameters<typeof loadRows>[1]>(name: string, row: T): Static<T>[] =>
    loadRows(`./rules/${name}.yaml`, row, folder);
  return {
    dated: {
      scope: read('scope', ScopeRow) as ScopeRule[],
      money: read('money', MoneyRow) as MoneyRule[],
      green: read('green-channel', GreenRow) as GreenRule[],
      person: read('person', PersonRow) as PersonRule[],
      where: read('where', WhereRow) as WhereRule[],
      aidFirst: read('aid-first', AidFirstRow) as AidFirstRule[],
      limits: read('limits', LimitRow) as LimitRule[],
      clocks: read('clocks', ClockRow),
      parameters: read('parameters', ParameterRow),
      materials: read('materials', MaterialRow) as Material[],
      doors: read('doors', WayRow) as Way[],
    },
    questions: loadDefinitions(folder),
    matters: matters(),
    switches: read('switches', SwitchRow),
  };
}
