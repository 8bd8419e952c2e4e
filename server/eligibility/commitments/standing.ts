import type { Reading } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { row } from '../../platform/sql.ts';
import { carriesDecision } from './rules.ts';
import type { CommitmentStatus } from './vocabulary.ts';

/**
 * Throws `commitment_unsigned` where an application rests on a commitment that isn't completed: a decision to grant needs
 * the signature, or its confirmation on paper, or papers in its place.
 */
export async function mustBeSigned({ tx }: Pick<Reading, 'tx'>, applicationId: string): Promise<void> {
  const found = await row<{ proof: string; status: CommitmentStatus | null }>(
    tx,
    `SELECT a.proof, m.status FROM application a LEFT JOIN commitment m ON m.applicationId = a.id WHERE a.id = ?`,
    [applicationId],
  );
  if (found?.proof === 'commitment' && !carriesDecision(found.status ?? 'NOT_OFFERED'))
    throw problem('commitment_unsigned');
}
