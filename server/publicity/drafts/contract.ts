import { Type, type Static } from 'typebox';
import { endpoint, nothing, nullable } from '../../platform/contract.ts';
import { Finding, Preview } from '../materials/contract.ts';
import { Conflict } from '../plan/contract.ts';
import { pushStatuses } from '../vocabulary.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const version = Type.Integer({ minimum: 1 });
const values = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 20 });

export const OwnPush = Type.Object({
  id,
  version,
  number: Type.String(),
  title: Type.String(),
  status: Type.Enum([...pushStatuses]),
  statusName: Type.String(),
  reason: nullable(Type.String()),
  dueAt: Type.Integer(),
});
export type OwnPush = Static<typeof OwnPush>;

export const ownPublicity = endpoint({
  method: 'GET',
  path: '/my/publicity',
  summary: "The bound volunteer's own drafts and pushes, and what a new one can be made of",
  who: ['resident'],
  input: nothing,
  reply: Type.Object({
    /** False for anybody but an active volunteer; then the rest is empty. */
    may: Type.Boolean(),
    items: Type.Array(OwnPush),
    /** Links of the library that a text can lead to. */
    links: Type.Array(Type.Object({ title: Type.String(), link: Type.String() })),
    /** Free times ahead, epoch ms: nothing stands against a mass send then. */
    times: Type.Array(Type.Integer()),
    areas: values,
    topics: values,
  }),
});

export const DraftInput = Type.Object({
  title: Type.String({ title: '标题', minLength: 1, maxLength: 64 }),
  text: Type.String({ title: '正文', minLength: 1, maxLength: 2000 }),
  source: Type.String({ title: '依据', minLength: 1, maxLength: 200 }),
  link: Type.Optional(Type.String({ title: '链接', maxLength: 500 })),
  /** A photo of `addDraftPhoto`. */
  photo: Type.Optional(id),
  reach: Type.Enum(['mass', 'pack']),
  areas: values,
  topics: values,
  dueAt: Type.Integer({ minimum: 1 }),
});
export type DraftInput = Static<typeof DraftInput>;

export const SavedDraft = Type.Object({
  id,
  version,
  findings: Type.Array(Finding),
  conflicts: Type.Array(Conflict),
  preview: Preview,
  audienceWords: Type.String(),
  people: Type.Integer(),
  /** The photo was not fetched from WeChat yet: save again in a moment. */
  photoPending: Type.Boolean(),
});
export type SavedDraft = Static<typeof SavedDraft>;

export const saveDraft = endpoint({
  method: 'POST',
  path: '/my/publicity',
  summary: 'Keeps what a volunteer wrote as material and push, checks it, and shows how it will look',
  who: ['resident'],
  input: Type.Object({ ...DraftInput.properties, id: Type.Optional(id), version: Type.Optional(version) }),
  reply: SavedDraft,
});

export const addDraftPhoto = endpoint({
  method: 'POST',
  path: '/my/publicity/photo',
  summary: 'Notes a photo that a volunteer sent for a draft; a bot fetches it',
  who: ['resident'],
  input: Type.Object({ mediaId: Type.String({ minLength: 1, maxLength: 255 }) }),
  reply: Type.Object({ photo: id }),
});

export const submitDraft = endpoint({
  method: 'POST',
  path: '/my/publicity/:id/submit',
  summary: 'Hand in for review; what stands against it is told in words',
  who: ['resident'],
  input: Type.Object({ id, version }),
  reply: Type.Object({
    outcome: Type.Enum(['submitted', 'stopped', 'stale']),
    /** Why it was stopped. */
    detail: Type.String(),
    steps: values,
  }),
});

export const withdrawDraft = endpoint({
  method: 'POST',
  path: '/my/publicity/:id/withdraw',
  summary: 'Take back a draft or a push that has not started',
  who: ['resident'],
  input: Type.Object({ id, version }),
  reply: Type.Object({ outcome: Type.Enum(['withdrawn', 'tooLate']) }),
});

export const readDraft = endpoint({
  method: 'GET',
  path: '/my/publicity/:id',
  summary: 'One of the own pushes: its content, where it stands, what to mend, and its figures',
  who: ['resident'],
  input: Type.Object({ id }),
  reply: Type.Object({
    item: OwnPush,
    /** Where the article of a pack is online, to be forwarded. */
    articleUrl: nullable(Type.String()),
    content: DraftInput,
    /** Steps of the review with their words, in order. */
    steps: Type.Array(
      Type.Object({ name: Type.String(), decision: nullable(Type.String()), reasons: Type.String() }),
    ),
    figures: nullable(
      Type.Object({
        wanted: Type.Integer(),
        reached: Type.Integer(),
        refused: Type.Integer(),
        failed: Type.Integer(),
        filtered: Type.Integer(),
        followed: Type.Integer(),
        questions: Type.Integer(),
        finished: Type.Boolean(),
      }),
    ),
  }),
});
