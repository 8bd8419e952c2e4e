import { Type } from 'typebox';
import { endpoint, nullable } from '../../../platform/contract.ts';
import { PaperView } from '../contract.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });

export const papersToPrint = endpoint({
  method: 'GET',
  path: '/commitments/:id/papers',
  summary:
    'The three papers to print for signing at a window, with the check code over exactly these texts; recorded',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: Type.Object({
    reference: Type.String(),
    signer: Type.String(),
    papers: Type.Array(PaperView),
    /** The whole name and number, to stand beside the signature on each paper; null for those who don't have it signed. */
    applicant: nullable(Type.Object({ name: Type.String(), identityNumber: Type.String() })),
    code: Type.String(),
  }),
});

export const addScan = endpoint({
  method: 'PUT',
  path: '/commitments/:id/scans',
  summary: 'A page of the signed paper as the raw body: picture or PDF, at most 12 MB; sent twice, it is one',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: Type.Object({ number: Type.Integer() }),
});

export const readScan = endpoint({
  method: 'GET',
  path: '/commitments/:id/scans/:number/content',
  summary: 'A page of the signed paper; the reading is recorded',
  who: ['staff'],
  input: Type.Object({ id, number: Type.Integer({ minimum: 1 }) }),
  reply: Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' }),
});
