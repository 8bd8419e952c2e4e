import { rulesFor } from '../../eligibility/switches/decisions.ts';
import { builtInCalendar } from '../../platform/calendar.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { row } from '../../platform/sql.ts';
import { clockDue } from '../rules.ts';
import { addPaper, move, type Step } from '../service.ts';
import type { GroundView } from './contract.ts';
import { groundsOn } from './rules.ts';

/** Grounds for ending aid that are in force today. */
export const listGrounds = ({ today }: Pick<Reading, 'today'>): GroundView[] =>
  groundsOn(today).map(({ id, name, law }) => ({ id, name, law }));

/** 提请终止: a written opinion, after the recipient was heard. Nothing changes for them until somebody else decides. */
export async function proposeEnding(
  work: Work,
  { ground, heard, reasons, ...step }: Step & { ground: string; heard: string; reasons: string },
): Promise<void> {
  const named = groundOf(work, ground);
  const aidCase = await move(work, 'proposeEnding', step);
  await addPaper(work, aidCase, 'endingOpinion', { ground: named, items: [`受援人说明：${heard}`], reasons });
}

/** 终止法律援助决定 (法律援助法第48、49条): decided by a person other than the proposer, with grounds and the way to object. */
export async function endAid(
  work: Work,
  { ground, reasons, ...step }: Step & { ground: string; reasons: string },
): Promise<void> {
  const named = groundOf(work, ground);
  const objectBy = clockDue('D10', await rulesFor(work), builtInCalendar).date;
  const aidCase = await move(work, 'end', step, { objectBy });
  const proposer = await proposedBy(work, step.id);
  if (proposer === undefined) throw problem('ending_unproposed');
  if (proposer === work.actor.id) throw problem('same_person');
  const remedy = '不同意的，可以向苏州市相城区司法局提出异议';
  await addPaper(work, aidCase, 'ending', { ground: named, groundId: ground, reasons, remedy }, objectBy);
}

/** 登记送达: the decision has reached the recipient; noted once, throws `already_served` after that. */
export async function noteServed(
  work: Work,
  { servedOn, note, ...step }: Step & { servedOn: string; note: string },
): Promise<void> {
  if (servedOn > work.today) throw problem('bad_input', { detail: '送达的日子还没到' });
  const due = await isServiceDue(work, step.id);
  const aidCase = await move(work, 'served', step);
  if (!due) throw problem('already_served');
  await addPaper(work, aidCase, 'served', { items: [`送达日期：${servedOn}`], note });
}

const groundOf = ({ today }: Work, id: string): string => {
  const found = groundsOn(today).find((one) => one.id === id);
  if (!found) throw problem('bad_input', { detail: '没有这种终止的情形' });
  return `${found.name}（${found.law}）`;
};

/** Whether somebody else has proposed the ending, so that this member of staff may decide. */
export async function mayEnd(
  reading: Pick<Reading, 'tx'>,
  caseId: string,
  staffId: string,
): Promise<boolean> {
  const proposer = await proposedBy(reading, caseId);
  return proposer !== undefined && proposer !== staffId;
}

/** Whether the decision still has to reach the recipient (its clock D9 runs). */
export async function isServiceDue({ tx }: Pick<Reading, 'tx'>, caseId: string): Promise<boolean> {
  const open = "SELECT id FROM case_clock WHERE caseId = ? AND rule = 'D9' AND status = 'running'";
  return (await row(tx, open, [caseId])) !== undefined;
}

/** Who proposed the ending last; undefined where nobody has. */
async function proposedBy({ tx }: Pick<Reading, 'tx'>, caseId: string): Promise<string | undefined> {
  const found = await row<{ staffId: string }>(
    tx,
    "SELECT staffId FROM case_paper WHERE caseId = ? AND kind = 'endingOpinion' ORDER BY id DESC LIMIT 1",
    [caseId],
  );
  return found?.staffId;
}
