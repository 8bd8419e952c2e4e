import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { LegalDate } from '../platform/calendar.ts';
import type { QuestionDefinition } from './question.ts';
import { loadTables, type DatedTables, type RuleTables, type Switch } from './tables.ts';

export type * from './tables.ts';

/** Decisions of the centre on what the law leaves open, by switch id; money in fen. */
export type SwitchValues = Readonly<Record<string, string | number>>;

/**
 * The rules in force on one day, with questions. `version` is the digest of exactly these rows and
 * switches, whatever the day.
 */
export interface RuleSet extends DatedTables {
  date: LegalDate;
  version: string;
  questions: readonly QuestionDefinition[];
  switches: SwitchValues;
}

/** The rules in force on a day, with the centre's decisions on open switches in place of their defaults. */
export type RulesAt = (date: LegalDate, overrides?: SwitchValues) => RuleSet;

let tables: RuleTables | undefined;
const builtIn = (): RuleTables => (tables ??= loadTables());

/** Every dated row, whatever its dates: for the rule viewer and for checks. */
export const allRules = (): DatedTables => builtIn().dated;

/** The switches with their defaults. */
export const allSwitches = (): readonly Switch[] => builtIn().switches;

let ofFiles: RulesAt | undefined;

/**
 * The rules in force on a day, with the centre's decisions on open switches in place of their defaults.
 * @throws RangeError for a switch that doesn't exist or a value that it can't have.
 */
export const rulesAt: RulesAt = (date, overrides) => (ofFiles ??= rulebook(builtIn()))(date, overrides);

/** `rulesAt` of other tables than the built-in ones, for trying a change before it goes live. */
export function rulebook(all: RuleTables): RulesAt {
  // A replay walks over every day of a year, by the rules as they are and as they would be; a set holds references only.
  const cache = new LRUCache<string, RuleSet>({ max: 1_000 });
  return (date, overrides = {}) => {
    const key = `${date} ${JSON.stringify(overrides)}`;
    let rules = cache.get(key);
    if (!rules) cache.set(key, (rules = build(all, date, overrides)));
    return rules;
  };
}

function build(all: RuleTables, date: LegalDate, overrides: SwitchValues): RuleSet {
  const switches = switchValues(all.switches, overrides);
  const inForce = <T extends { from: string; to: string | null }>(rows: readonly T[]): T[] =>
    rows.filter((row) => row.from <= date && (row.to === null || date <= row.to));
  const { dated, questions, matters } = all;
  const rows = {
    scope: inForce(dated.scope),
    money: inForce(dated.money),
    green: inForce(dated.green),
    person: inForce(dated.person),
    where: inForce(dated.where),
    aidFirst: inForce(dated.aidFirst),
    limits: inForce(dated.limits),
    clocks: inForce(dated.clocks).map((clock) => {
      const days = clock.daysFrom === undefined ? undefined : switches[clock.daysFrom];
      return typeof days === 'number' ? { ...clock, span: { days } } : clock;
    }),
    parameters: inForce(dated.parameters).filter(
      (row) =>
        !(row.switch && switches[row.switch] === 'off') &&
        !(row.replacedBy && switches[row.replacedBy] === 'on'),
    ),
    switches,
    materials: inForce(dated.materials),
    doors: inForce(dated.doors),
    questions,
  };
  const digested = JSON.stringify({ ...rows, matters });
  const version = createHash('sha256').update(digested).digest('hex').slice(0, 16);
  return { date, version, ...rows };
}

/** Whether a switch can have a value: one of its choices, a whole number from 0, or its default. */
export function fits({ kind, options = {}, default: undecided }: Switch, value: string | number): boolean {
  if (value === undecided) return true;
  return kind === 'choice' ? Object.hasOwn(options, value) : Number.isInteger(value) && Number(value) >= 0;
}

function switchValues(switches: readonly Switch[], overrides: SwitchValues): SwitchValues {
  const values = Object.fromEntries(switches.map((row) => [row.id, row.default]));
  for (const [id, value] of Object.entries(overrides)) {
    const row = switches.find((one) => one.id === id);
    if (!row) throw new RangeError(`there is no switch ${id}`);
    if (!fits(row, value)) throw new RangeError(`${id} can't be ${value}`);
    values[id] = value;
  }
  return values;
}
