import { Type, type Static } from 'typebox';
import { endpoint, nothing, nullable } from '../../platform/contract.ts';
import { Audience, AudienceCount } from '../audience/contract.ts';
import { Finding, Preview } from '../materials/contract.ts';
import { Conflict } from '../plan/contract.ts';
import { ReviewRecord, ReviewStepView } from '../review/contract.ts';
import { pushStatuses, reaches } from '../vocabulary.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const version = Type.Integer({ minimum: 1 });
const Bytes = Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' });
/** The subscription notice: the account's template by its title, its lines by their labels. */
export const NoticeTemplate = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 64 }),
  lines: Type.Record(Type.String({ maxLength: 32 }), Type.String({ maxLength: 64 })),
});
export type NoticeTemplate = Static<typeof NoticeTemplate>;

export const PushInput = Type.Object({
  materialId: id,
  reach: Type.Enum([...reaches]),
  audience: Audience,
  /** Epoch ms. */
  dueAt: Type.Integer({ minimum: 1 }),
  /** When nobody was there at its time (the program was down): send it late, within the day; or leave it as missed. */
  whenMissed: Type.Enum(['late', 'missed']),
  /** For subscription notices only. */
  template: Type.Optional(NoticeTemplate),
});
export type PushInput = Static<typeof PushInput>;

export const Progress = Type.Object({
  /** Recipients known so far; all of them once `prepared`. */
  wanted: Type.Integer(),
  prepared: Type.Boolean(),
  sent: Type.Integer(),
  refused: Type.Integer(),
  failed: Type.Integer(),
  unknown: Type.Integer(),
  waiting: Type.Integer(),
  filtered: Type.Integer(),
});
export type Progress = Static<typeof Progress>;

export const PushItem = Type.Object({
  id,
  version,
  /** Six signs that people can say. */
  number: Type.String(),
  title: Type.String(),
  materialId: id,
  reach: Type.Enum([...reaches]),
  reachName: Type.String(),
  status: Type.Enum([...pushStatuses]),
  statusName: Type.String(),
  /** In words, where it stands still: why. */
  reason: nullable(Type.String()),
  pausedUntil: nullable(Type.Integer()),
  dueAt: Type.Integer(),
  audienceWords: Type.String(),
  counted: nullable(Type.Integer()),
  authorName: Type.String(),
  series: nullable(Type.String()),
});
export type PushItem = Static<typeof PushItem>;

export const PushView = Type.Object({
  ...PushItem.properties,
  audience: Audience,
  countedAt: nullable(Type.Integer()),
  template: nullable(NoticeTemplate),
  whenMissed: Type.Enum(['late', 'missed']),
  materialVersion: version,
  /** The material was changed after the push took it: its version now. */
  newerVersion: nullable(version),
  preview: Preview,
  findings: Type.Array(Finding),
  conflicts: Type.Array(Conflict),
  /** The steps of this round, in order; a step that was not taken yet has no decision. */
  review: Type.Array(ReviewStepView),
  /** Words of earlier rounds. */
  history: Type.Array(ReviewRecord),
  hasSignoff: Type.Boolean(),
  progress: Progress,
  /** What the caller may do now. */
  may: Type.Array(
    Type.Enum(['change', 'submit', 'review', 'withdraw', 'stop', 'pause', 'resume', 'signoff', 'preview']),
  ),
  /** What can't be taken back once it goes, to be read before. */
  warning: Type.String(),
  /** Where the article of a pack is online. */
  articleUrl: nullable(Type.String()),
  startedAt: nullable(Type.Integer()),
  finishedAt: nullable(Type.Integer()),
});
export type PushView = Static<typeof PushView>;

const Changed = Type.Object({ id, version, status: Type.Enum([...pushStatuses]) });
export type Changed = Static<typeof Changed>;
const step = Type.Object({ id, version });

export const listPushes = endpoint({
  method: 'GET',
  path: '/publicity/pushes',
  summary: 'Pushes by time, newest first, at most 100',
  who: ['staff'],
  input: Type.Object({
    status: Type.Optional(Type.Enum([...pushStatuses])),
    materialId: Type.Optional(id),
    /** Waits for a step of the review that the caller may take. */
    mine: Type.Optional(Type.Boolean()),
  }),
  reply: Type.Object({ items: Type.Array(PushItem) }),
});

export const readPush = endpoint({
  method: 'GET',
  path: '/publicity/pushes/:id',
  summary: 'One push: content, audience, review, conflicts, progress',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: PushView,
});

export const pushProgress = endpoint({
  method: 'GET',
  path: '/publicity/pushes/:id/progress',
  summary: 'How far a push is; cheap, for a bar that is drawn every second',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: Type.Object({
    status: Type.Enum([...pushStatuses]),
    statusName: Type.String(),
    reason: nullable(Type.String()),
    progress: Progress,
  }),
});

export const addPush = endpoint({
  method: 'POST',
  path: '/publicity/pushes',
  summary: 'A new push of the current version of a material; its audience is counted at once',
  who: ['staff'],
  input: PushInput,
  reply: Type.Object({ ...Changed.properties, count: AudienceCount, conflicts: Type.Array(Conflict) }),
});

export const changePush = endpoint({
  method: 'PUT',
  path: '/publicity/pushes/:id',
  summary: 'Change a push that is not in review; it takes the current version of its material',
  who: ['staff'],
  input: Type.Object({ id, version, ...PushInput.properties }),
  reply: Type.Object({ ...Changed.properties, count: AudienceCount, conflicts: Type.Array(Conflict) }),
});

export const submitPush = endpoint({
  method: 'POST',
  path: '/publicity/pushes/:id/submit',
  summary: 'Hand in for review (提交); refused while the check or the plan has something that stops it',
  who: ['staff'],
  input: step,
  reply: Changed,
});

export const withdrawPush = endpoint({
  method: 'POST',
  path: '/publicity/pushes/:id/withdraw',
  summary: 'Withdraw (撤回) before it started',
  who: ['staff'],
  input: Type.Object({
    ...step.properties,
    reason: Type.String({ title: '理由', minLength: 1, maxLength: 200 }),
  }),
  reply: Changed,
});

export const stopPush = endpoint({
  method: 'POST',
  path: '/publicity/pushes/:id/stop',
  summary:
    'Emergency stop (紧急停止) of a running push: nothing more goes out, a mass send is deleted at WeChat',
  who: ['staff'],
  input: Type.Object({ id, reason: Type.String({ title: '理由', minLength: 1, maxLength: 200 }) }),
  reply: Changed,
});

export const pausePush = endpoint({
  method: 'POST',
  path: '/publicity/pushes/:id/pause',
  summary: 'Pause a running push of subscription notices',
  who: ['staff'],
  input: Type.Object({ id, reason: Type.String({ title: '理由', minLength: 1, maxLength: 200 }) }),
  reply: Changed,
});

export const resumePush = endpoint({
  method: 'POST',
  path: '/publicity/pushes/:id/resume',
  summary: 'Go on with a paused push',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: Changed,
});

export const previewPush = endpoint({
  method: 'POST',
  path: '/publicity/pushes/:id/preview',
  summary: "Send it to the caller's own WeChat only (群发预览); the caller's WeChat must be bound",
  who: ['staff'],
  input: Type.Object({ id }),
  reply: Type.Object({ ordered: Type.Boolean() }),
});

export const putSignoff = endpoint({
  method: 'PUT',
  path: '/publicity/pushes/:id/signoff',
  summary: 'The signed sheet (审签单) as a picture in the raw body',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: nothing,
});

export const readSignoff = endpoint({
  method: 'GET',
  path: '/publicity/pushes/:id/signoff',
  summary: 'The picture of the signed sheet',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: Bytes,
});
