import { builtInCalendar, type LegalDate } from '../../platform/calendar.ts';
import type { Database } from '../../platform/db.ts';
import { rows } from '../../platform/sql.ts';
import { replay, type Changed } from '../replay.ts';
import { allSwitches, rulebook, rulesAt, type RuleSet, type SwitchValues } from '../rules.ts';
import { valuesOn, type Decision } from '../switches/decisions.ts';
import { loadTables } from '../tables.ts';
import { fillScenario, type ScenarioFile } from './scenarios.ts';
import { storedApplications } from './stored.ts';

/** A change of rules that is tried before it goes live. */
export interface Trial {
  /** Rule files that take the place of the built-in ones of the same name. */
  folder?: string;
  /** Decisions that are tried. */
  switches?: SwitchValues;
  /** Assess everything as of this day instead of the day that each was handed in: for rules that begin later. */
  on?: LegalDate;
}

export interface Replay {
  looked: number;
  changed: number;
}

/**
 * Runs every stored application through the rules as they are (with the centre's decisions) and as they would be, and
 * tells who would get another outcome. Ids only, nothing that was answered.
 * @throws Error when a rule file can't be read; RangeError for a switch or value that doesn't exist.
 */
export async function replayStored(
  db: Database,
  trial: Trial,
  tell: (changed: Changed) => void,
): Promise<Replay> {
  const decisions = await db.read(({ tx }) =>
    rows<Decision>(tx, 'SELECT id, number, switchId, value, fromDay FROM switch_decision ORDER BY number'),
  );
  const decided = (day: LegalDate): SwitchValues => valuesOn(decisions, day);
  const rules = compare(trial, decided);
  const done = { looked: 0, changed: 0 };
  for await (const batch of storedApplications(db)) {
    const records = trial.on === undefined ? batch : batch.map((one) => ({ ...one, on: trial.on! }));
    const changed = replay(records, rules, builtInCalendar);
    changed.forEach(tell);
    done.looked += batch.length;
    done.changed += changed.length;
  }
  return done;
}

/** The same for scenarios, each by the decisions that it names; `today` is the day of those that name none. */
export function replayScenarios(
  file: ScenarioFile,
  trial: Trial,
  today: LegalDate,
  tell: (changed: Changed) => void,
): Replay {
  const done = { looked: 0, changed: 0 };
  for (const scenario of file.情形) {
    const { 情形: id, 日期 = today, 开关 = {} } = scenario;
    const { answers } = fillScenario(scenario, file.常规, rulesAt(日期, 开关));
    const on = trial.on ?? 日期;
    const changed = replay(
      [{ id, answers, on }],
      compare(trial, () => 开关),
      builtInCalendar,
    );
    changed.forEach(tell);
    done.looked += 1;
    done.changed += changed.length;
  }
  return done;
}

interface Compared {
  before: (on: LegalDate) => RuleSet;
  after: (on: LegalDate) => RuleSet;
}

const books = new Map<string, { rulesAt: typeof rulesAt; switches: ReadonlySet<string> }>();

function compare({ folder, switches = {} }: Trial, decided: (day: LegalDate) => SwitchValues): Compared {
  const book = bookOf(folder);
  const known = (values: SwitchValues): SwitchValues =>
    Object.fromEntries(Object.entries(values).filter(([id]) => book.switches.has(id)));
  return {
    before: (on) => rulesAt(on, decided(on)),
    after: (on) => book.rulesAt(on, { ...known(decided(on)), ...switches }),
  };
}

/** The files of a folder are read once. */
function bookOf(folder: string | undefined) {
  const key = folder ?? '';
  let book = books.get(key);
  if (!book) {
    const tables = folder === undefined ? undefined : loadTables(folder);
    const switches = new Set((tables?.switches ?? allSwitches()).map(({ id }) => id));
    books.set(key, (book = { rulesAt: tables ? rulebook(tables) : rulesAt, switches }));
  }
  return book;
}
