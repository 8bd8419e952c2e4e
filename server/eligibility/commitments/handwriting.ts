import { createHash } from 'node:crypto';
import { imageSize } from 'image-size';
import { spokenReference } from '../../cases/reference.ts';
import type { Files } from '../../files/port.ts';
import { fileType } from '../../files/rules.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Database, Reading, Work } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { row } from '../../platform/sql.ts';
import { readPersonName } from '../identity.ts';
import { keptPapers } from './keptPapers.ts';
import type { SigningView } from './pages/contract.ts';
import { receiptCode } from './receipt.ts';
import { commitmentCase } from './row.ts';
import { about, act } from './service.ts';
import { signerNames } from './vocabulary.ts';

/** A drawing has at least so many bytes and pixels; anything less is an accident. */
const LEAST_BYTES = 500;
const LEAST_PIXELS = 60;

/** What the signature page shows to its visitor. @throws `not_found` for anybody else's commitment */
export async function signingView(reading: Reading, visitor: Actor, id: string): Promise<SigningView> {
  const own = await ownedBy(reading, visitor, id);
  const { papers, digest, signer, signedDigest } = await keptPapers(reading, id);
  return {
    state: own.status === 'OFFERED' ? 'open' : own.status === 'SIGNED' && signedDigest ? 'signed' : 'over',
    reference: spokenReference(own.reference),
    papers,
    digest,
    signer: signerNames[signer],
    asksSignerName: signer !== 'applicant',
    code: signedDigest ? receiptCode(own.reference, signedDigest) : null,
  };
}

async function ownedBy(reading: Pick<Reading, 'tx'>, visitor: Actor, id: string) {
  const found = await commitmentCase(reading, id);
  if (found.openid !== visitor.id) throw problem('not_found', { what: '这份承诺' });
  return found;
}

export interface Handwriting {
  id: string;
  /** The picture, PNG in base64. */
  signature: string;
  /** Digest of the papers that the page showed. */
  digest: string;
  /** Ids of the papers that were opened and read to their end. */
  read: string[];
  signerName?: string;
}

/**
 * 手写签名: the picture is stored sealed, linked to exactly the papers that were shown. Sent twice, it changes nothing: the
 * answer is the first one's. The picture is stored before the unit of work; one that loses against another is removed.
 */
export async function signByHand(
  db: Database,
  files: Files,
  visitor: Actor,
  { id, signature, digest, read, signerName = '' }: Handwriting,
  ip: string,
): Promise<{ code: string }> {
  const bytes = Buffer.from(signature, 'base64');
  const seen = await db.read((reading) => signingView(reading, visitor, id));
  if (seen.state === 'signed') return { code: seen.code! };
  if (seen.state === 'over') throw problem('commitment_over');
  if (digest !== seen.digest) throw problem('stale');
  if (seen.papers.some((paper) => !read.includes(paper.id))) throw problem('papers_unread');
  const name = seen.asksSignerName ? readPersonName(signerName) : undefined;
  if (name && !name.ok) throw problem('bad_input', { detail: '请填写签名人的姓名' });
  mustBeDrawing(bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const fileKey = `signature/${id}-${sha256.slice(0, 8)}`;
  await files.put(fileKey, bytes);
  try {
    return await db.write(visitor, async (work) => {
      const own = await ownedBy(work, visitor, id);
      const documents = work.sealer.seal('commitment.documents', JSON.stringify(seen.papers));
      await act(work, own, 'sign', {
        ...{ method: 'page', completedAt: work.now, documents, documentsDigest: seen.digest },
        ...{ fileKey, fileMime: 'image/png', fileSha256: sha256 },
        ip: work.sealer.seal('commitment.ip', ip),
        ...(name?.ok && { signerName: work.sealer.seal('commitment.signerName', name.value) }),
      });
      work.emit(
        'commitment.signed',
        about(own, { method: 'page', code: receiptCode(own.reference, seen.digest) }),
      );
      return { code: receiptCode(own.reference, seen.digest) };
    });
  } catch (error) {
    const now = await db.read((reading) => signingView(reading, visitor, id));
    const kept = await db.read(({ tx }) =>
      row<{ fileKey: string | null }>(tx, 'SELECT fileKey FROM commitment WHERE id = ?', [id]),
    );
    if (kept?.fileKey !== fileKey) await files.remove(fileKey);
    // Sent twice at the same moment: the other one was quicker, and this is its answer.
    if (now.state === 'signed') return { code: now.code! };
    throw error;
  }
}

function mustBeDrawing(bytes: Buffer): void {
  const wrong = problem('bad_input', { detail: '没有收到签名，请在框里手写后再提交' });
  if (bytes.length < LEAST_BYTES || fileType(bytes) !== 'image/png') throw wrong;
  let size: { width?: number; height?: number };
  try {
    size = imageSize(bytes);
  } catch {
    throw wrong;
  }
  if ((size.width ?? 0) < LEAST_PIXELS || (size.height ?? 0) < LEAST_PIXELS) throw wrong;
}

/** The stored picture or scan of a commitment, after the reading was recorded. */
export async function readSignature(
  files: Files,
  found: { fileKey: string | null; fileMime: string | null },
): Promise<{ bytes: Buffer; mime: string }> {
  const bytes = found.fileKey === null ? undefined : await files.get(found.fileKey);
  if (!bytes || found.fileMime === null) throw problem('not_found', { what: '签名' });
  return { bytes, mime: found.fileMime };
}

/** The file of a commitment for staff; a read of it is an event. */
export async function signatureFile(
  work: Work,
  commitmentId: string,
  caseId: string,
): Promise<{ fileKey: string | null; fileMime: string | null }> {
  work.emit('commitment.read', { caseId, data: { commitmentId, staffId: work.actor.id } });
  return (await row(work.tx, 'SELECT fileKey, fileMime FROM commitment WHERE id = ?', [commitmentId]))!;
}
