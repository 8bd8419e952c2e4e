import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import Type, { type Static } from 'typebox';
import type { LegalDate } from '../platform/calendar.ts';
import { ConditionSchema, type Condition } from './condition.ts';
import { dated, loadRows, Text } from './load.ts';

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
  },
  strict,
);
const amount = Type.Integer({ minimum: 0 });
const ParameterRow = Type.Object({ ...dated, value: Type.Union([amount, Type.Array(amount)]) }, strict);
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

/** Decisions of the centre on what the law leaves open, by switch id; money in fen. */
export type SwitchValues = Readonly<Record<string, string | number>>;

/** The rules in force on one day. `version` is the digest of exactly these rows and switches, whatever the day. */
export interface RuleSet {
  date: LegalDate;
  version: string;
  scope: readonly ScopeRule[];
  money: readonly MoneyRule[];
  green: readonly GreenRule[];
  person: readonly PersonRule[];
  where: readonly WhereRule[];
  aidFirst: readonly AidFirstRule[];
  limits: readonly LimitRule[];
  clocks: readonly ClockRule[];
  parameters: readonly Parameter[];
  switches: SwitchValues;
}

function load() {
  return {
    scope: loadRows('./rules/scope.yaml', ScopeRow) as ScopeRule[],
    money: loadRows('./rules/money.yaml', MoneyRow) as MoneyRule[],
    green: loadRows('./rules/green-channel.yaml', GreenRow) as GreenRule[],
    person: loadRows('./rules/person.yaml', PersonRow) as PersonRule[],
    where: loadRows('./rules/where.yaml', WhereRow) as WhereRule[],
    aidFirst: loadRows('./rules/aid-first.yaml', AidFirstRow) as AidFirstRule[],
    limits: loadRows('./rules/limits.yaml', LimitRow) as LimitRule[],
    clocks: loadRows('./rules/clocks.yaml', ClockRow),
    parameters: loadRows('./rules/parameters.yaml', ParameterRow),
  };
}

let tables: ReturnType<typeof load> | undefined;
let switchRows: Switch[] | undefined;

/** Every dated row, whatever its dates: for the rule viewer and for checks. */
export const allRules = (): ReturnType<typeof load> => (tables ??= load());

/** The switches with their defaults. */
export const allSwitches = (): readonly Switch[] =>
  (switchRows ??= loadRows('./rules/switches.yaml', SwitchRow));

const cache = new LRUCache<string, RuleSet>({ max: 200 });

/**
 * The rules in force on a day, with the centre's decisions on open switches in place of their defaults.
 * @throws RangeError for a switch that doesn't exist or a value that it can't have.
 */
export function rulesAt(date: LegalDate, overrides: SwitchValues = {}): RuleSet {
  const key = `${date} ${JSON.stringify(overrides)}`;
  let rules = cache.get(key);
  if (!rules) cache.set(key, (rules = build(date, overrides)));
  return rules;
}

function build(date: LegalDate, overrides: SwitchValues): RuleSet {
  const inForce = <T extends { from: string; to: string | null }>(rows: T[]): T[] =>
    rows.filter((row) => row.from <= date && (row.to === null || date <= row.to));
  const all = allRules();
  const rows = {
    scope: inForce(all.scope),
    money: inForce(all.money),
    green: inForce(all.green),
    person: inForce(all.person),
    where: inForce(all.where),
    aidFirst: inForce(all.aidFirst),
    limits: inForce(all.limits),
    clocks: inForce(all.clocks),
    parameters: inForce(all.parameters),
    switches: switchValues(overrides),
  };
  const version = createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16);
  return { date, version, ...rows };
}

function switchValues(overrides: SwitchValues): SwitchValues {
  const values = Object.fromEntries(allSwitches().map((row) => [row.id, row.default]));
  for (const [id, value] of Object.entries(overrides)) {
    const row = allSwitches().find((one) => one.id === id);
    if (!row) throw new RangeError(`there is no switch ${id}`);
    const fits =
      row.kind === 'choice'
        ? Object.hasOwn(row.options ?? {}, value)
        : (Number.isInteger(value) && Number(value) >= 0) || value === row.default;
    if (!fits) throw new RangeError(`${id} can't be ${value}`);
    values[id] = value;
  }
  return values;
}
