import { Commitment } from '../../../entities/index.ts';
import { spokenReference } from '../../cases/reference.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { problem } from '../../platform/problems.ts';
import { row } from '../../platform/sql.ts';
import { commitmentNotice } from '../commitment.ts';
import type { OpenDraft } from '../drafts.ts';
import { receiptCode } from './receipt.ts';
import { after, signerOf } from './rules.ts';
import type { CommitmentStatus } from './vocabulary.ts';

/** Whether an earlier commitment of this person was false and isn't repaired (信用修复). */
export async function isExcluded(
  { tx, sealer }: Pick<Reading, 'tx' | 'sealer'>,
  identityNumber: string,
): Promise<boolean> {
  const indexes = sealer.indexes('commitment_exclusion.identityNumber', identityNumber);
  const found = await row(
    tx,
    `SELECT id FROM commitment_exclusion WHERE identityIndex IN (${indexes.map(() => '?').join(', ')}) AND repairedAt IS NULL`,
    indexes,
  );
  return found !== undefined;
}

/**
 * The case from this openid whose commitment was false and isn't repaired yet, as a reference. One WeChat may serve several
 * people, so that it is a hint to choose papers and shuts nothing; the identity number tells (isExcluded).
 */
export async function excludedBefore(
  { tx }: Pick<Reading, 'tx'>,
  openid: string,
): Promise<string | undefined> {
  if (openid === '') return undefined;
  const found = await row<{ reference: string }>(
    tx,
    `SELECT c.reference FROM aid_case c JOIN commitment m ON m.applicationId = c.applicationId
     JOIN commitment_exclusion x ON x.commitmentId = m.id WHERE c.openid = ? AND x.repairedAt IS NULL
     ORDER BY x.since DESC LIMIT 1`,
    [openid],
  );
  return found && spokenReference(found.reference);
}

export interface OpenedCommitment {
  id: string;
  status: CommitmentStatus;
  receiptCode: string;
}

/**
 * Keeps the typed commitment with the digest of exactly the notice that was shown. It waits for its signature (待签名),
 * or for an excluded person is kept as what was typed and carries nothing.
 */
export async function openCommitment(
  { tx }: Work,
  draft: OpenDraft,
  { applicationId, reference, excluded }: { applicationId: string; reference: string; excluded: boolean },
): Promise<OpenedCommitment> {
  const { committed } = draft.identity;
  // Kept under the notice that was shown, also when a new one came into force between showing and sending.
  const notice = commitmentNotice(draft.noticeVersion!);
  if (!committed) throw problem('notice_not_shown');
  const id = newId();
  const status = after(excluded ? 'exclude' : 'offer', 'NOT_OFFERED')!;
  await tx.insert(Commitment, {
    ...{ id, applicationId, status, channel: 'wechat' },
    ...{ noticeVersion: notice.version, noticeDigest: notice.digest, noticeText: notice.text },
    ...{ words: committed.words, signedAt: committed.at },
    signer: signerOf(draft.answers),
    reader: readerOf(draft),
    helperId: draft.filledBy?.id ?? null,
  });
  return { id, status, receiptCode: receiptCode(reference, notice.digest) };
}

/** Who read the notice to the applicant: the helper by account, the relative, or the applicant the parts in the chat. */
function readerOf({ filledBy, identity: { committed, readAloud } }: OpenDraft): string | null {
  if (filledBy) return `${filledBy.kind}:${filledBy.id}`;
  if (committed?.words === '') return 'family';
  return readAloud ? 'text' : null;
}
