import { rulesFor } from '../../eligibility/switches/decisions.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { row } from '../../platform/sql.ts';
import { addPaper, move, type Step } from '../service.ts';
import { wayToObject } from '../serving/words.ts';
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
  const aidCase = await move(work, 'end', step);
  const proposer = await proposedBy(work, step.id);
  if (proposer === undefined) throw problem('ending_unproposed');
  if (proposer === work.actor.id) throw problem('same_person');
  const remedy = wayToObject(await rulesFor(work));
  await addPaper(work, aidCase, 'ending', { ground: named, groundId: ground, reasons, remedy });
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

/** Who proposed the ending last; undefined where nobody has. */
async function proposedBy({ tx }: Pick<Reading, 'tx'>, caseId: string): Promise<string | undefined> {
  const found = await row<{ staffId: string }>(
    tx,
    "SELECT staffId FROM case_paper WHERE caseId = ? AND kind = 'endingOpinion' ORDER BY id DESC LIMIT 1",
    [caseId],
  );
  return found?.staffId;
}
