import { Type } from 'typebox';
import { endpoint } from '../../platform/contract.ts';
import { step } from '../contract.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const said = Type.String({ minLength: 1, maxLength: 4000 });

export const chooseProof = endpoint({
  method: 'POST',
  path: '/drafts/:id/proof',
  summary: 'Show hardship by commitment (shows the notice) or by papers; free to change until submitted',
  input: Type.Object({ id, proof: Type.Enum(['commitment', 'papers']) }),
  ...step,
});

export const commit = endpoint({
  method: 'POST',
  path: '/drafts/:id/commit',
  summary: 'The exact words 我承诺 under the notice that was shown',
  input: Type.Object({ id, said }),
  ...step,
});

export const giveName = endpoint({
  method: 'POST',
  path: '/drafts/:id/name',
  summary: "The applicant's name",
  input: Type.Object({ id, said }),
  ...step,
});

export const giveIdentity = endpoint({
  method: 'POST',
  path: '/drafts/:id/identity',
  summary: "The applicant's identity number; the application is received with it",
  input: Type.Object({ id, said }),
  ...step,
});
