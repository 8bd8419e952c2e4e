import { AidCase } from '../../entities/index.ts';
import type { Work } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { row } from '../platform/sql.ts';
import { refreshDueDate, startClock } from './clocks.ts';
import { newReference, spokenReference } from './reference.ts';

export interface NewCase {
  applicationId: string;
  applicantId: string;
  openid: string;
  matter: string;
  matterName: string;
  greenChannel: boolean;
  urgent: boolean;
  servicePointId: string;
}

export interface OpenedCase {
  id: string;
  /** As read over the phone: 261-042-587. */
  reference: string;
  /** Last day for the decision (援法43: 7日), provided nothing is missing. */
  decisionDue: string;
  provisional: boolean;
}

/** Opens the case of a received application (申请已收到): reference, the decision's clock, the event that staff are told of. */
export async function openCase(work: Work, input: NewCase): Promise<OpenedCase> {
  const { tx, now, today } = work;
  const id = newId();
  const reference = await unusedReference(work);
  await tx.insert(AidCase, {
    id,
    reference,
    ...input,
    state: 'RECEIVED',
    dueOn: null,
    dueProvisional: false,
    reviewerId: null,
    version: 1,
    createdAt: now,
  });
  const { dueOn, provisional } = await startClock(work, id, 'D1');
  await refreshDueDate(work, id);
  work.emit('case.submitted', {
    caseId: id,
    openid: input.openid,
    data: {
      reference: spokenReference(reference),
      servicePointId: input.servicePointId,
      greenChannel: input.greenChannel,
      receivedOn: today,
      dueOn,
    },
  });
  return { id, reference: spokenReference(reference), decisionDue: dueOn, provisional };
}

async function unusedReference({ tx, today }: Work): Promise<string> {
  for (;;) {
    const reference = newReference(Number(today.slice(0, 4)));
    if (!(await row(tx, 'SELECT id FROM aid_case WHERE reference = ?', [reference]))) return reference;
  }
}
