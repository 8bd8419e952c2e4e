import { CaseClock } from '../../entities/index.ts';
import { rulesFor } from '../eligibility/switches/decisions.ts';
import { builtInCalendar, daysBetween, dueDate } from '../platform/calendar.ts';
import type { Work } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { changed, row } from '../platform/sql.ts';
import { clockDays, clockDue, type Transition } from './rules.ts';

/** Starts a legal clock of a case, today or on an earlier day, and returns its last day. One that runs already begins anew. */
export async function startClock(
  work: Work,
  caseId: string,
  rule: string,
  startedOn = work.today,
): Promise<{ dueOn: string; provisional: boolean }> {
  const { date, provisional } = clockDue(rule, await rulesFor(work, startedOn), builtInCalendar);
  const running = await row<{ id: string }>(
    work.tx,
    `SELECT id FROM case_clock WHERE caseId = ? AND rule = ? AND status = 'running'`,
    [caseId, rule],
  );
  if (running) await work.tx.update(CaseClock, running, { startedOn, dueOn: date, provisional });
  else
    await work.tx.insert(CaseClock, {
      id: newId(),
      caseId,
      rule,
      status: 'running',
      startedOn,
      dueOn: date,
      provisional,
      pausedOn: null,
      stoodDays: null,
    });
  return { dueOn: date, provisional };
}

/**
 * Moves the clocks of a case as its transition says, those that it starts from `startedOn`, and brings the case's nearest
 * legal date up to date.
 */
export async function turnClocks(
  work: Work,
  caseId: string,
  transition: Transition,
  startedOn = work.today,
): Promise<void> {
  for (const rule of transition.meet ?? []) await setStatus(work, caseId, rule, 'met');
  for (const rule of transition.pause ?? []) await pauseClock(work, caseId, rule);
  for (const rule of transition.resume ?? []) await resumeClock(work, caseId, rule);
  for (const rule of transition.start ?? []) await startClock(work, caseId, rule, startedOn);
  await refreshDueDate(work, caseId);
}

export async function refreshDueDate({ tx }: Work, caseId: string): Promise<void> {
  const nearest = await row<{ dueOn: string; provisional: number }>(
    tx,
    `SELECT dueOn, provisional FROM case_clock WHERE caseId = ? AND status = 'running' ORDER BY dueOn LIMIT 1`,
    [caseId],
  );
  const { dueOn, provisional } = nearest ?? { dueOn: null, provisional: 0 };
  await changed(tx, 'UPDATE aid_case SET dueOn = ?, dueProvisional = ? WHERE id = ?', [
    dueOn,
    provisional,
    caseId,
  ]);
}

async function setStatus(
  { tx }: Work,
  caseId: string,
  rule: string,
  status: CaseClock['status'],
): Promise<void> {
  const open = `caseId = ? AND rule = ? AND status IN ('running', 'paused')`;
  await changed(tx, `UPDATE case_clock SET status = ? WHERE ${open}`, [status, caseId, rule]);
}

async function pauseClock({ tx, today }: Work, caseId: string, rule: string): Promise<void> {
  const running = `caseId = ? AND rule = ? AND status = 'running'`;
  await changed(tx, `UPDATE case_clock SET status = 'paused', pausedOn = ? WHERE ${running}`, [
    today,
    caseId,
    rule,
  ]);
}

/** The days that a clock stood still (补充材料的时间不计入) are given back; a last day on a holiday moves once, at the end. */
async function resumeClock(work: Work, caseId: string, rule: string): Promise<void> {
  const { tx, today } = work;
  const clock = await row<PausedClock>(
    tx,
    `SELECT id, startedOn, pausedOn, stoodDays FROM case_clock WHERE caseId = ? AND rule = ? AND status = 'paused'`,
    [caseId, rule],
  );
  if (!clock) return;
  const { id, startedOn, pausedOn, stoodDays } = clock;
  const stood = (stoodDays ?? 0) + daysBetween(pausedOn, today);
  const days = clockDays(rule, await rulesFor(work, startedOn)) + stood;
  const { date, provisional } = dueDate(startedOn, { days }, builtInCalendar);
  await changed(
    tx,
    `UPDATE case_clock SET status = 'running', pausedOn = NULL, stoodDays = ?, dueOn = ?, provisional = ? WHERE id = ?`,
    [stood, date, provisional ? 1 : 0, id],
  );
}

interface PausedClock {
  id: string;
  startedOn: string;
  pausedOn: string;
  stoodDays: number | null;
}
