import { createHash } from 'node:crypto';
import { Applicant, CommitmentScan } from '../../../../entities/index.ts';
import { spokenReference } from '../../../cases/reference.ts';
import type { Files } from '../../../files/port.ts';
import { fileType, isShown, MOST_BYTES } from '../../../files/rules.ts';
import { scan } from '../../../files/scan.ts';
import { may } from '../../../people/policies.ts';
import type { Reading, Work } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import { problem } from '../../../platform/problems.ts';
import { changed, row, rows } from '../../../platform/sql.ts';
import type { CommitmentView } from '../contract.ts';
import { keptPapers } from '../keptPapers.ts';
import type { ShownPaper } from '../papers.ts';
import { receiptCode } from '../receipt.ts';
import { about, forStaff } from '../service.ts';
import { signerNames } from '../vocabulary.ts';

/** Pages of one commitment at most: three papers, each with a second try. */
const MOST_SCANS = 12;

type Unit = <T>(unit: (work: Work) => Promise<T>) => Promise<T>;

export interface PapersToPrint {
  reference: string;
  signer: string;
  papers: ShownPaper[];
  applicant: { name: string; identityNumber: string } | null;
  code: string;
}

/**
 * The three papers to be printed, and the check code that will be on the receipt once they are signed. Their texts, over
 * which that code is, name the applicant masked, as the page in the chat shows them. In a dossier that doesn't say who
 * promised, so that whoever has them signed also gets the whole name and number, for the lines beside the signature.
 */
export async function papersToPrint(work: Work, id: string): Promise<PapersToPrint> {
  const { staff, found } = await forStaff(work, 'commitments.read', id);
  const whole = may(staff, 'commitments.confirm') && (found.status === 'OFFERED' || found.method === 'paper');
  work.emit(whole ? 'commitment.printed' : 'commitment.read', {
    caseId: found.caseId,
    data: { staffId: staff.id, commitmentId: id },
  });
  const { papers, digest, signer } = await keptPapers(work, id);
  return {
    ...{ reference: spokenReference(found.reference), signer: signerNames[signer], papers },
    applicant: whole ? await applicantOf(work, found.applicantId) : null,
    code: receiptCode(found.reference, digest),
  };
}

async function applicantOf({ tx, sealer }: Work, id: string): Promise<PapersToPrint['applicant']> {
  const { name, identityNumber } = await tx.findOneByOrFail(Applicant, { id });
  return {
    name: sealer.open('applicant.name', name),
    identityNumber: sealer.open('applicant.identityNumber', identityNumber),
  };
}

/**
 * Keeps a page of the signed paper. The file is stored before the unit of work that names it; whoever sends the same page
 * twice gets the first one's number.
 */
export async function addScan(
  { files, scanCommand }: { files: Files; scanCommand: string | undefined },
  write: Unit,
  id: string,
  bytes: Buffer,
): Promise<{ number: number }> {
  const mime = fileType(bytes);
  if (!mime || !(mime.startsWith('image/') || mime === 'application/pdf'))
    throw problem('bad_input', { detail: '只收照片（JPG、PNG、WEBP、HEIC）和 PDF' });
  if (bytes.length > MOST_BYTES) throw problem('bad_input', { detail: '文件不能超过 12 MB' });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const known = await write(async (work) => {
    await onPaper(work, id);
    return sameScan(work, id, sha256);
  });
  if (known) return known;
  if (scanCommand && !(await scan(scanCommand, bytes)))
    throw problem('bad_input', { detail: '文件没有通过安全检查' });
  const scanId = newId();
  const fileKey = `scan/${scanId}`;
  await files.put(fileKey, bytes);
  try {
    const number = await write(async (work) => {
      // Held before anything is read, so that two windows count and compare one after the other.
      await changed(work.tx, 'UPDATE commitment SET status = status WHERE id = ?', [id]);
      const { staff, found } = await onPaper(work, id);
      const same = await sameScan(work, id, sha256);
      if (same) return { ...same, kept: false };
      const last = await row<{ number: number | null }>(
        work.tx,
        'SELECT MAX(number) AS number FROM commitment_scan WHERE commitmentId = ?',
        [id],
      );
      const next = Number(last?.number ?? 0) + 1;
      if (next > MOST_SCANS) throw problem('bad_input', { detail: `最多存 ${MOST_SCANS} 页` });
      await work.tx.insert(CommitmentScan, {
        ...{ id: scanId, commitmentId: id, number: next, mime, bytes: bytes.length, sha256, fileKey },
        ...{ scanned: scanCommand !== undefined, staffId: staff.id, at: work.now },
      });
      work.emit('commitment.scanned', about(found, { number: next, staffId: staff.id }));
      return { number: next, kept: true };
    });
    if (!number.kept) await files.remove(fileKey);
    return { number: number.number };
  } catch (error) {
    await files.remove(fileKey);
    throw error;
  }
}

/** Only what is signed on paper has pages to scan. */
async function onPaper(work: Work, id: string) {
  const { staff, found } = await forStaff(work, 'commitments.confirm', id);
  if (found.status !== 'OFFERED' && found.method !== 'paper') throw problem('commitment_not_paper');
  return { staff, found };
}

const sameScan = ({ tx }: Work, id: string, sha256: string): Promise<{ number: number } | undefined> =>
  row(tx, 'SELECT number FROM commitment_scan WHERE commitmentId = ? AND sha256 = ?', [id, sha256]);

/** The pages of a commitment, with who kept them and when. */
export async function scansOf({ tx }: Reading, id: string): Promise<CommitmentView['scans']> {
  const found = await rows<CommitmentScan & { name: string | null }>(
    tx,
    `SELECT c.number, c.mime, c.bytes, c.sha256, c.scanned, c.at, s.name FROM commitment_scan c
     LEFT JOIN staff s ON s.id = c.staffId WHERE c.commitmentId = ? ORDER BY c.number`,
    [id],
  );
  return found.map(({ number, mime, bytes, sha256, scanned, at, name }) => ({
    ...{ number, mime, sha256, by: name ?? '', at: Number(at), bytes: Number(bytes) },
    ...{ picture: isShown(mime), scanned: Boolean(scanned) },
  }));
}

/** The content of a page; the reading is recorded before it begins. */
export async function readScan(
  files: Files,
  write: Unit,
  id: string,
  number: number,
): Promise<{ bytes: Buffer; mime: string }> {
  const { fileKey, mime } = await write(async (work) => {
    const { staff, found } = await forStaff(work, 'commitments.read', id);
    const kept = await row<{ fileKey: string; mime: string }>(
      work.tx,
      'SELECT fileKey, mime FROM commitment_scan WHERE commitmentId = ? AND number = ?',
      [id, number],
    );
    if (!kept) throw problem('not_found', { what: '这一页' });
    work.emit('commitment.read', { caseId: found.caseId, data: { staffId: staff.id, commitmentId: id } });
    return kept;
  });
  const bytes = await files.get(fileKey);
  if (!bytes) throw problem('not_found', { what: '这一页' });
  return { bytes, mime };
}
