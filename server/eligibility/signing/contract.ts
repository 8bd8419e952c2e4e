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

export const noteHeard = endpoint({
  method: 'POST',
  path: '/drafts/:id/heard',
  summary:
    'Who applies for another person has read the notice to them, and they want to commit: they sign by hand later',
  input: Type.Object({ id }),
  ...step,
});

export const readAloud = endpoint({
  method: 'POST',
  path: '/drafts/:id/read-aloud',
  summary: '帮我读: the notice in numbered parts, for reading aloud; that it was read so is kept',
  who: step.who,
  input: Type.Object({ id }),
  reply: Type.Object({ parts: Type.Array(Type.String()) }),
});

export const consent = endpoint({
  method: 'POST',
  path: '/drafts/:id/consent',
  summary: 'Give or refuse the separate consent (单独同意) that was asked for; both are kept with its text',
  input: Type.Object({ id, kind: Type.String({ maxLength: 16 }), given: Type.Boolean() }),
  ...step,
});

export const giveName = endpoint({
  method: 'POST',
  path: '/drafts/:id/name',
  summary: "The applicant's name",
  input: Type.Object({ id, said }),
  ...step,
});

export const givePhone = endpoint({
  method: 'POST',
  path: '/drafts/:id/phone',
  summary: "The applicant's telephone number",
  input: Type.Object({ id, said }),
  ...step,
});

export const skipPhone = endpoint({
  method: 'POST',
  path: '/drafts/:id/no-phone',
  summary: 'Why there is no telephone number to call',
  input: Type.Object({ id, reason: Type.String({ title: '原因', minLength: 1, maxLength: 200 }) }),
  ...step,
});

export const giveIdentity = endpoint({
  method: 'POST',
  path: '/drafts/:id/identity',
  summary: "The applicant's identity number; the application is received with it",
  input: Type.Object({ id, said }),
  ...step,
});
