import { Type, type Static } from 'typebox';
import { endpoint, nothing } from '../platform/contract.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const Bytes = Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' });

/** A file of a case as staff see it; its content is at `/attachments/:id/content` once it is stored. */
export const AttachmentView = Type.Object({
  id,
  name: Type.String(),
  /** Content type, once it is known. */
  mime: Type.Union([Type.Null(), Type.String()]),
  bytes: Type.Integer(),
  status: Type.Enum(['pending', 'stored', 'rejected', 'lost']),
  /** In words, with the reason where it couldn't be taken; 未扫描 where no virus scanner looked at it. */
  statusName: Type.String(),
  /** A browser shows it by itself. */
  picture: Type.Boolean(),
  at: Type.Integer(),
});
export type AttachmentView = Static<typeof AttachmentView>;

export const addAttachment = endpoint({
  method: 'POST',
  path: '/my/attachments',
  summary: 'A resident sent a photo: of the open draft, else of the newest open case, else kept for 24 hours',
  who: ['resident'],
  input: Type.Object({
    mediaId: Type.String({ minLength: 1, maxLength: 255 }),
    kind: Type.Enum(['image', 'media']),
  }),
  reply: Type.Object({
    /** Its number among the files of the same draft or case. */
    number: Type.Integer(),
    place: Type.Enum(['draft', 'case', 'none']),
    reference: Type.Union([Type.Null(), Type.String()]),
    /** Where it has no place yet: the cases that it may belong to. */
    cases: Type.Array(Type.Object({ id, reference: Type.String(), matterName: Type.String() })),
  }),
});
export type AddedAttachment = Static<typeof addAttachment.reply>;

export const placeAttachments = endpoint({
  method: 'POST',
  path: '/my/attachments/place',
  summary: "Put the caller's files that have no place yet into the open draft or a case, or drop them",
  who: ['resident'],
  input: Type.Object({
    to: Type.Enum(['draft', 'case', 'nowhere']),
    caseId: Type.Optional(id),
  }),
  reply: Type.Object({ count: Type.Integer(), reference: Type.Union([Type.Null(), Type.String()]) }),
});

export const claimMedia = endpoint({
  method: 'POST',
  path: '/attachments/claim',
  summary: 'Files that wait for being fetched from WeChat; each for one bot at a time',
  who: ['bot'],
  input: Type.Object({ max: Type.Integer({ minimum: 1, maximum: 50 }) }),
  reply: Type.Object({ items: Type.Array(Type.Object({ id, mediaId: Type.String() })) }),
});

export const storeMedia = endpoint({
  method: 'PUT',
  path: '/attachments/:id/content',
  summary: 'The fetched bytes as the raw body, at most 12 MB; the type is told by the bytes themselves',
  who: ['bot'],
  input: Type.Object({ id }),
  reply: nothing,
});

export const mediaFailed = endpoint({
  method: 'POST',
  path: '/attachments/:id/failed',
  summary: 'A file could not be fetched: ended at WeChat, too large, or to be tried again',
  who: ['bot'],
  input: Type.Object({ id, outcome: Type.Enum(['ended', 'too-large', 'temporary']) }),
  reply: nothing,
});

export const readAttachment = endpoint({
  method: 'GET',
  path: '/attachments/:id/content',
  summary: 'The content of a stored file; the reading is recorded',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: Bytes,
});
