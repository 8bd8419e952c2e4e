import type { Reading } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { row } from '../../platform/sql.ts';
import type { CaseState } from '../../vocabulary.ts';
import type { CommitmentStatus } from './vocabulary.ts';

/** A commitment with the case that it belongs to, as the verbs need it. */
export interface CommitmentCase {
  id: string;
  status: CommitmentStatus;
  applicationId: string;
  applicantId: string;
  caseId: string;
  reference: string;
  state: CaseState;
  openid: string;
  /** null on commitments from before there was a signature page. */
  method: string | null;
}

const joined = `SELECT m.id, m.status, m.applicationId, m.method, c.applicantId, c.id AS caseId, c.reference, c.state, c.openid
  FROM commitment m JOIN aid_case c ON c.applicationId = m.applicationId`;

/** @throws `not_found` for an id that doesn't exist */
export async function commitmentCase({ tx }: Pick<Reading, 'tx'>, id: string): Promise<CommitmentCase> {
  const found = await row<CommitmentCase>(tx, `${joined} WHERE m.id = ?`, [id]);
  if (!found) throw problem('not_found', { what: '这份承诺' });
  return found;
}

/** The newest commitment that this openid made and that is in one of these statuses. */
export const ownCommitment = (
  { tx }: Pick<Reading, 'tx'>,
  openid: string,
  statuses: readonly CommitmentStatus[],
): Promise<CommitmentCase | undefined> =>
  row<CommitmentCase>(
    tx,
    `${joined} WHERE c.openid = ? AND m.status IN (${statuses.map(() => '?').join(', ')}) ORDER BY m.id DESC LIMIT 1`,
    [openid, ...statuses],
  );
