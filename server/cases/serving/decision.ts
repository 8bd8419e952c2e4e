import { AidCase, Applicant } from '../../../entities/index.ts';
import { rulesFor } from '../../eligibility/switches/decisions.ts';
import { mustBeAllowed } from '../../people/policies.ts';
import { legalDateOf, type LegalDate } from '../../platform/calendar.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { row } from '../../platform/sql.ts';
import { legalDay } from '../../texts/days.ts';
import { spokenReference } from '../reference.ts';
import { mustSee } from '../visibility.ts';
import type { DecisionView } from './contract.ts';
import { decisionWords, type DecisionKind } from './words.ts';

interface Decision {
  kind: DecisionKind;
  decidedOn: LegalDate;
  reasons: string;
  /** Of an ending; empty for a refusal. */
  ground: string;
}

/** The decision of a case that has to be served: 不予 or 终止; undefined where there is none. */
export async function decisionOf(
  { tx, sealer }: Pick<Reading, 'tx' | 'sealer'>,
  caseId: string,
): Promise<Decision | undefined> {
  const found = await row<{ kind: DecisionKind; content: string; at: number }>(
    tx,
    `SELECT kind, content, at FROM case_paper WHERE caseId = ? AND kind IN ('refusal', 'ending')
     ORDER BY id DESC LIMIT 1`,
    [caseId],
  );
  if (!found) return undefined;
  const { reasons, ground = '' } = JSON.parse(sealer.open('case_paper.content', found.content)) as {
    reasons: string;
    ground?: string;
  };
  return { kind: found.kind, decidedOn: legalDateOf(Number(found.at)), reasons, ground };
}

/** 决定书 as it is printed, with the whole name. Who opened it, and when, is recorded. */
export async function readDecision(work: Work, id: string): Promise<DecisionView> {
  const staff = mustBeAllowed(work.actor, 'cases.decision');
  await mustSee(work, staff, id);
  const decision = await decisionOf(work, id);
  if (!decision) throw problem('not_found', { what: '决定书' });
  const { applicantId, reference, matterName } = await work.tx.findOneByOrFail(AidCase, { id });
  const { name } = await work.tx.findOneByOrFail(Applicant, { id: applicantId });
  work.emit('case.decisionRead', { caseId: id, data: { staffId: staff.id } });
  const { kind, decidedOn, reasons, ground } = decision;
  return {
    ...decisionWords(kind, await rulesFor(work, decidedOn), ground),
    ...{ reference: spokenReference(reference), matter: matterName, reasons },
    ...{ applicant: work.sealer.open('applicant.name', name), decidedOn: legalDay(decidedOn) },
  };
}
