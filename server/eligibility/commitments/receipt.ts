import { createHash } from 'node:crypto';

/** Letters and digits that nobody mistakes for another (Crockford's base 32). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/**
 * The check code (核对码) of a receipt, e.g. 7K2M-9QXD-0H4T: 60 bits of SHA-256 over the reference's nine digits, a line
 * break, and the SHA-256 (hex) of exactly the text that was shown. Whoever has reference, code and text can verify it.
 */
export function receiptCode(reference: string, digest: string): string {
  const hash = createHash('sha256')
    .update(`${reference.replace(/\D/g, '')}\n${digest}`, 'utf8')
    .digest();
  const letters = [...hash.subarray(0, LENGTH)].map((byte) => LETTERS[byte & 31]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

/** A code as people type it: small letters, blanks, O for 0, I and L for 1. Undefined where it can't be one. */
export function readReceiptCode(said: string): string | undefined {
  const letters = said
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-—–·]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (letters.length !== LENGTH || [...letters].some((letter) => !LETTERS.includes(letter))) return undefined;
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

/** Whether a receipt's code is that of a text with this digest. */
export const verifies = (reference: string, code: string, digest: string): boolean =>
  readReceiptCode(code) === receiptCode(reference, digest);
