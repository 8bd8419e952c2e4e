import { SwitchDecision } from '../../../entities/index.ts';
import { mustBeAllowed } from '../../people/policies.ts';
import { isDuplicate, type Reading, type Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { problem } from '../../platform/problems.ts';
import { row, rows } from '../../platform/sql.ts';
import { allSwitches, fits, type Switch } from '../rules.ts';
import { unknown } from '../vocabulary.ts';
import type { SwitchView } from './contract.ts';
import { forgetSeen, valuesOn, type Decision } from './decisions.ts';
import { sayValue } from './saying.ts';

type Kept = Decision &
  Pick<SwitchDecision, 'reason' | 'document' | 'decidedAt'> & { staffName: string | null };

/** Every switch with what counts today and its history, those that are still open first. */
export async function listSwitches({ tx, today }: Reading): Promise<{ newest: number; items: SwitchView[] }> {
  const kept = await rows<Kept>(
    tx,
    `SELECT d.id, d.number, d.switchId, d.value, d.fromDay, d.reason, d.document, d.decidedAt, s.name AS staffName
     FROM switch_decision d LEFT JOIN staff s ON s.id = d.decidedBy ORDER BY d.number`,
  );
  const values = valuesOn(kept, today);
  const items = allSwitches().map((one) => viewOf(one, values[one.id], kept));
  return {
    newest: kept.at(-1)?.number ?? 0,
    items: items.toSorted((a, b) => Number(b.open) - Number(a.open)),
  };
}

function viewOf(one: Switch, decided: string | number | undefined, kept: readonly Kept[]): SwitchView {
  const { id, name, kind, tell, note, certainty, options = {} } = one;
  const value = decided ?? one.default;
  return {
    ...{ id, name, kind, tell, note, certainty, value },
    said: sayValue(one, value),
    defaultSaid: sayValue(one, one.default),
    decided: decided !== undefined,
    open: value === unknown,
    options: Object.entries(options).map(([option, label]) => ({ value: option, label })),
    history: kept
      .filter(({ switchId }) => switchId === id)
      .map(({ number, value: was, fromDay, reason, document, decidedAt, staffName }) => ({
        ...{ number, fromDay, reason, document },
        value: sayValue(one, was),
        by: staffName ?? '',
        at: Number(decidedAt),
      }))
      .toReversed(),
  };
}

export interface NewDecision {
  id: string;
  value: string | number;
  fromDay: string;
  reason: string;
  document: string;
  seen: number;
}

/**
 * The head of the centre decides an open switch from a day on. What was screened before keeps the rules of its day, so
 * the day can't lie in the past. Throws `bad_input`, or `stale` when another decision came meanwhile.
 */
export async function decideSwitch(work: Work, decision: NewDecision): Promise<void> {
  const staff = mustBeAllowed(work.actor, 'switches.decide');
  const { tx, now, today } = work;
  const { id: switchId, value, fromDay, reason, document, seen } = decision;
  const known = allSwitches().find(({ id }) => id === switchId);
  if (!known) throw problem('not_found', { what: '这个待定事项' });
  if (!fits(known, value)) throw problem('bad_input', { detail: `${known.name}：没有这个选项` });
  if (fromDay < today) throw problem('bad_input', { detail: '生效日期：不能早于今天' });
  const newest = await row<{ number: number }>(
    tx,
    'SELECT number FROM switch_decision ORDER BY number DESC LIMIT 1',
  );
  if ((newest?.number ?? 0) !== seen) throw problem('stale');
  await insertDecision(work, {
    id: newId(),
    number: seen + 1,
    ...{ switchId, fromDay, reason, document },
    value: String(value),
    decidedBy: staff.id,
    decidedAt: now,
  });
  forgetSeen(work);
  work.emit('rules.decided', { data: { switchId, number: seen + 1, fromDay } });
}

/** Of two who decide at the same moment, the second one finds the number taken. */
async function insertDecision({ tx }: Work, decision: SwitchDecision): Promise<void> {
  try {
    await tx.insert(SwitchDecision, decision);
  } catch (error) {
    throw isDuplicate(error) ? problem('stale') : error;
  }
}
