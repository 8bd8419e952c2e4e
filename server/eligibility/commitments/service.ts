import { AidCase } from '../../../entities/index.ts';
import { mustSee } from '../../cases/visibility.ts';
import { spokenReference } from '../../cases/reference.ts';
import { mustBeAllowed, type Staff, type Verb } from '../../people/policies.ts';
import { addDays } from '../../platform/calendar.ts';
import type { EventFacts, Work } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { changed } from '../../platform/sql.ts';
import { rulesFor } from '../switches/decisions.ts';
import { keptPapers } from './keptPapers.ts';
import { receiptCode } from './receipt.ts';
import { commitmentCase, ownCommitment, type CommitmentCase } from './row.ts';
import { after, startsOf } from './rules.ts';
import { commitmentStatusNames, type CommitmentAct, type Signer } from './vocabulary.ts';

/** A commitment for a member of staff who may do this and may see its case. */
export async function forStaff(
  work: Work,
  verb: Verb,
  id: string,
): Promise<{ staff: Staff; found: CommitmentCase }> {
  const staff = mustBeAllowed(work.actor, verb);
  const found = await commitmentCase(work, id);
  await mustSee(work, staff, found.caseId);
  return { staff, found };
}

/** Moves a commitment and keeps what came with it; throws where the act can't be done, or not any more. */
export async function act(
  { tx }: Work,
  { id, status }: CommitmentCase,
  name: CommitmentAct,
  columns: Record<string, string | number | null> = {},
): Promise<void> {
  const to = after(name, status);
  if (!to) throw problem('commitment_status', { status: commitmentStatusNames[status] });
  const values = { ...columns, status: to };
  const moved = await changed(
    tx,
    `UPDATE commitment SET ${Object.keys(values)
      .map((column) => `${column} = ?`)
      .join(', ')} WHERE id = ? AND status = ?`,
    [...Object.values(values), id, status],
  );
  if (moved === 0) throw problem('stale');
}

/** What an event about a commitment names: ids and the reference, no fact. */
export const about = (
  { caseId, openid, reference, id }: CommitmentCase,
  data: EventFacts['data'] = {},
): EventFacts => ({
  ...{ caseId, openid },
  data: { reference: spokenReference(reference), commitmentId: id, ...data },
});

/** 纸上签名: a member of staff has the three signed papers in hand; they are kept as they stand, with their digest. */
export async function confirmOnPaper(
  work: Work,
  { id, signer, readAloud, note }: { id: string; signer: Signer; readAloud: boolean; note: string },
): Promise<void> {
  const { staff, found } = await forStaff(work, 'commitments.confirm', id);
  const { papers, digest } = await keptPapers(work, id);
  await act(work, found, 'sign', {
    ...{ method: 'paper', completedAt: work.now, signer, confirmedBy: staff.id },
    ...{
      documents: work.sealer.seal('commitment.documents', JSON.stringify(papers)),
      documentsDigest: digest,
    },
    note: work.sealer.seal('commitment.note', note),
    ...(readAloud && { reader: `staff:${staff.id}` }),
  });
  work.emit(
    'commitment.signed',
    about(found, { method: 'paper', code: receiptCode(found.reference, digest) }),
  );
}

/** Somebody on the staff has read the notice aloud to the applicant, by telephone or at the window. */
export async function noteReadAloud(work: Work, id: string): Promise<void> {
  const { staff, found } = await forStaff(work, 'commitments.confirm', id);
  await changed(work.tx, 'UPDATE commitment SET reader = ? WHERE id = ?', [`staff:${staff.id}`, found.id]);
}

export interface Withdrawn {
  reference: string;
  /** After a grant: by when the papers should be there; provisional, since the number of days is the centre's choice. */
  papersDueOn: string | null;
}

/** 撤回承诺 by the applicant in the chat: the newest commitment that still holds; undefined where there is none. */
export async function withdrawOwn(work: Work): Promise<Withdrawn | undefined> {
  const found = await ownCommitment(work, work.actor.id, startsOf('withdraw'));
  return found && withdraw(work, found, null);
}

/** 撤回承诺 noted by staff for an applicant who said so elsewhere. */
export async function withdrawFor(work: Work, id: string, note: string): Promise<Withdrawn> {
  const { found } = await forStaff(work, 'commitments.withdraw', id);
  return withdraw(work, found, note);
}

/** Before a decision the commitment ends and papers are brought; after a grant they are due within a few days. */
async function withdraw(work: Work, found: CommitmentCase, note: string | null): Promise<Withdrawn> {
  const papersDueOn = found.state === 'GRANTED' ? await papersDue(work) : null;
  await act(work, found, 'withdraw', {
    ...{ withdrawnAt: work.now, papersDueOn },
    ...(note !== null && { note: work.sealer.seal('commitment.note', note) }),
  });
  await ordinaryRoute(work, found);
  work.emit('commitment.withdrawn', about(found, { papersDueOn }));
  return { reference: spokenReference(found.reference), papersDueOn };
}

/** The application goes on with papers. Whoever read the case before is told so by its version. */
export async function ordinaryRoute({ tx }: Work, { applicationId, caseId }: CommitmentCase): Promise<void> {
  await changed(tx, "UPDATE application SET proof = 'papers' WHERE id = ?", [applicationId]);
  await changed(tx, 'UPDATE aid_case SET version = version + 1 WHERE id = ?', [caseId]);
  // An opinion that rested on the commitment is written anew.
  await tx.update(AidCase, { id: caseId, state: 'REVIEW' }, { reviewerId: null });
}

/** The last day for the missing papers (补交): the centre's number of days, 以中心确认为准. */
export const papersDue = async (work: Work): Promise<string> =>
  addDays(work.today, Number((await rulesFor(work)).switches['COMMITMENT_PAPERS_DAYS']));
