import type { DataSource } from 'typeorm';
import type { LegalDate } from '../../platform/calendar.ts';
import type { Reading } from '../../platform/db.ts';
import { row, rows } from '../../platform/sql.ts';
import { allSwitches, fits, rulesAt, type RuleSet, type SwitchValues } from '../rules.ts';

/** A decision of the centre as it is kept, the oldest first. */
export interface Decision {
  id: string;
  number: number;
  switchId: string;
  value: string;
  fromDay: LegalDate;
}

/**
 * The decisions that count on a day: of each switch the newest one that has begun by then. Those on switches that the
 * files no longer have, or with values that these no longer take, are left out.
 */
export function valuesOn(decisions: readonly Decision[], date: LegalDate): SwitchValues {
  const values: Record<string, string | number> = {};
  for (const { switchId, value, fromDay } of decisions) {
    const known = allSwitches().find(({ id }) => id === switchId);
    const read = /^\d+$/.test(value) && known?.kind !== 'choice' ? Number(value) : value;
    if (known && fromDay <= date && fits(known, read)) values[switchId] = read;
  }
  return values;
}

/** Per connection: the decisions as of the newest one, so that they are read again only after a new one. */
const known = new WeakMap<DataSource, { newest: string | null; decisions: readonly Decision[] }>();
/** Per unit: what its first look found. */
const seen = new WeakMap<object, Promise<readonly Decision[]>>();

/**
 * The rules in force on a day (today by default) with the centre's decisions on open switches. Costs one small statement
 * in a unit, however often it is asked for; only after a new decision a second one.
 */
export async function rulesFor(reading: Reading, on: LegalDate = reading.today): Promise<RuleSet> {
  return rulesAt(on, valuesOn(await decisionsSeen(reading), on));
}

function decisionsSeen(reading: Reading): Promise<readonly Decision[]> {
  let found = seen.get(reading);
  if (!found) seen.set(reading, (found = freshDecisions(reading)));
  return found;
}

/** After a decision in the same unit: the next look reads it. */
export const forgetSeen = (reading: Reading): void => void seen.delete(reading);

async function freshDecisions({ tx }: Reading): Promise<readonly Decision[]> {
  const newest =
    (await row<{ id: string }>(tx, 'SELECT id FROM switch_decision ORDER BY number DESC LIMIT 1'))?.id ??
    null;
  const kept = known.get(tx.connection);
  if (kept?.newest === newest) return kept.decisions;
  const decisions =
    newest === null
      ? []
      : await rows<Decision>(
          tx,
          'SELECT id, number, switchId, value, fromDay FROM switch_decision ORDER BY number',
        );
  known.set(tx.connection, { newest, decisions });
  return decisions;
}
