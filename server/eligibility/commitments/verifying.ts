import { spokenReference, readReference } from '../../cases/reference.ts';
import type { Reading } from '../../platform/db.ts';
import { row, rows } from '../../platform/sql.ts';
import { digestOf } from '../commitment.ts';
import type { ReceiptView } from './pages/contract.ts';
import { receiptCode, verifies } from './receipt.ts';

interface Kept {
  reference: string;
  noticeVersion: string;
  noticeText: string;
  noticeDigest: string;
  signedAt: number;
  completedAt: number | null;
  documentsDigest: string | null;
  method: 'page' | 'paper' | null;
}

const kept = `SELECT c.reference, m.noticeVersion, m.noticeText, m.noticeDigest, m.signedAt, m.completedAt, m.documentsDigest, m.method
  FROM commitment m JOIN aid_case c ON c.applicationId = m.applicationId`;

/**
 * 核对回执: whether this code is that of the notice which was shown for this reference, or of the papers that were signed.
 * Whoever has reference and code learns the version, the notice's text and the time, and nothing of the person.
 */
export async function verifyReceipt({ tx }: Reading, said: string, code: string): Promise<ReceiptView> {
  const reference = readReference(said);
  const found = reference && (await row<Kept>(tx, `${kept} WHERE c.reference = ?`, [reference]));
  const nothing = { kind: 'none', version: null, text: null, at: null, method: null } as const;
  if (!found) return nothing;
  // The kept text itself is digested again: a text that was changed since then verifies no receipt.
  const { noticeText, noticeVersion, documentsDigest } = found;
  if (verifies(reference, code, digestOf(noticeText)))
    return {
      ...{ kind: 'notice', version: noticeVersion, text: noticeText, at: Number(found.signedAt) },
      method: null,
    };
  if (documentsDigest && verifies(reference, code, documentsDigest))
    return {
      ...{ kind: 'papers', version: noticeVersion, text: noticeText, at: Number(found.completedAt) },
      method: found.method,
    };
  return nothing;
}

/** The receipts of a resident's own commitments, the newest first. */
export async function ownReceipts(
  { tx }: Reading,
  openid: string,
): Promise<
  {
    reference: string;
    version: string;
    at: number;
    code: string;
    signed: boolean;
    method: 'page' | 'paper' | null;
    intact: boolean;
  }[]
> {
  const found = await rows<Kept>(tx, `${kept} WHERE c.openid = ? ORDER BY m.id DESC LIMIT 3`, [openid]);
  return found.map(
    ({ reference, noticeVersion, noticeText, noticeDigest, signedAt, documentsDigest, method }) => ({
      reference: spokenReference(reference),
      version: noticeVersion,
      at: Number(signedAt),
      code: receiptCode(reference, documentsDigest ?? noticeDigest),
      signed: documentsDigest !== null,
      method,
      intact: digestOf(noticeText) === noticeDigest,
    }),
  );
}
