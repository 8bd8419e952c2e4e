import { Type, type Static } from 'typebox';
import { endpoint, nothing, nullable } from '../../platform/contract.ts';
import { commitmentStatuses, outcomes, signers } from './vocabulary.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const text = Type.String();
const instant = Type.Integer();

/** One of the papers exactly as it was shown. */
export const PaperView = Type.Object({ id: text, title: text, text });
export type PaperView = Static<typeof PaperView>;

/** Whether a text still has the digest that was kept with it. */
const Digested = Type.Object({ digest: text, right: Type.Boolean() });

export const ConsentAnswer = Type.Object({
  title: text,
  version: text,
  given: Type.Boolean(),
  at: instant,
  seen: Type.Array(text),
  unseen: Type.Array(text),
  ...Digested.properties,
});

export const VerificationView = Type.Object({
  id,
  commitmentId: id,
  /** 抽查 with its month, or 举报. */
  occasion: text,
  told: nullable(text),
  outcome: text,
  outcomeName: text,
  findings: nullable(text),
  by: text,
  openedAt: instant,
  closedAt: nullable(instant),
});
export type VerificationView = Static<typeof VerificationView>;

export const CommitmentView = Type.Object({
  id,
  status: Type.Enum([...commitmentStatuses]),
  statusName: text,
  noticeVersion: text,
  noticeText: text,
  noticeDigest: text,
  noticeRight: Type.Boolean({ description: 'The kept text still has the kept digest' }),
  words: text,
  /** When the words were typed. */
  signedAt: instant,
  channel: text,
  /** page or paper; null while 待签名, and on commitments from before there was a signature page. */
  method: nullable(text),
  completedAt: nullable(instant),
  papers: Type.Array(PaperView),
  papersDigest: nullable(text),
  papersRight: Type.Boolean(),
  /** Content type of the signature or scan, at `/commitments/:id/file`. */
  fileMime: nullable(text),
  /** Pages of the signed paper (扫描件), at `/commitments/:id/scans/:number/content`. */
  scans: Type.Array(
    Type.Object({
      ...{ number: Type.Integer(), mime: text, bytes: Type.Integer(), sha256: text, by: text, at: instant },
      ...{ picture: Type.Boolean(), scanned: Type.Boolean() },
    }),
  ),
  /** The check code of the receipt: over the signed papers, before that over the notice. */
  receiptCode: text,
  signer: text,
  signerName: nullable(text),
  /** Who read it aloud, in words. */
  reader: nullable(text),
  confirmedBy: nullable(text),
  note: nullable(text),
  ip: nullable(text),
  withdrawnAt: nullable(instant),
  papersDueOn: nullable(text),
  papersRemindedAt: nullable(instant),
  papersInAt: nullable(instant),
  papersInBy: nullable(text),
  consents: Type.Array(ConsentAnswer),
  verifications: Type.Array(VerificationView),
  /** The person may not commit again since this; repaired (信用修复) since that. */
  excludedSince: nullable(instant),
  repairedAt: nullable(instant),
  /** What this member of staff may do with it now. */
  actions: Type.Array(
    Type.Enum(['paper', 'scan', 'readAloud', 'withdraw', 'papersIn', 'tip', 'verify', 'repair']),
  ),
});
export type CommitmentView = Static<typeof CommitmentView>;

export const CommitmentRow = Type.Object({
  id,
  caseId: id,
  reference: text,
  /** Masked. */
  applicant: text,
  status: Type.Enum([...commitmentStatuses]),
  statusName: text,
  method: nullable(text),
  signedAt: instant,
  completedAt: nullable(instant),
  papersDueOn: nullable(text),
  /** Checks that wait for their outcome. */
  open: Type.Integer(),
});
export type CommitmentRow = Static<typeof CommitmentRow>;

export const listCommitments = endpoint({
  method: 'GET',
  path: '/commitments',
  summary: 'Commitments, those with open checks and those that wait for a signature first',
  who: ['staff'],
  input: Type.Object({
    status: Type.Optional(Type.Enum([...commitmentStatuses])),
    page: Type.Optional(Type.Integer({ minimum: 1 })),
  }),
  reply: Type.Object({ items: Type.Array(CommitmentRow), total: Type.Integer(), pageSize: Type.Integer() }),
});

export const readCommitment = endpoint({
  method: 'GET',
  path: '/commitments/:id',
  summary: 'One commitment with its exact texts, consents and checks; the reading is recorded',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: Type.Object({ ...CommitmentView.properties, caseId: id, reference: text, applicant: text }),
});

const note = Type.String({ title: '说明', minLength: 2, maxLength: 500 });

export const confirmOnPaper = endpoint({
  method: 'POST',
  path: '/commitments/:id/paper',
  summary: '纸上签名: confirm that the signed paper is in hand',
  who: ['staff'],
  input: Type.Object({ id, signer: Type.Enum([...signers]), readAloud: Type.Boolean(), note }),
  reply: nothing,
});

export const noteReadAloud = endpoint({
  method: 'POST',
  path: '/commitments/:id/read-aloud',
  summary: 'The caller has read the notice aloud to the applicant',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: nothing,
});

export const withdrawCommitment = endpoint({
  method: 'POST',
  path: '/commitments/:id/withdraw',
  summary: '撤回承诺 for an applicant who said so elsewhere: the application goes on with papers',
  who: ['staff'],
  input: Type.Object({ id, note }),
  reply: nothing,
});

export const withdrawOwn = endpoint({
  method: 'POST',
  path: '/my/commitment/withdraw',
  summary: '撤回承诺: the newest commitment that still holds',
  who: ['resident'],
  input: nothing,
  reply: Type.Object({
    withdrawn: Type.Union([Type.Null(), Type.Object({ reference: text, papersDueOn: nullable(text) })]),
  }),
});

export const notePapersIn = endpoint({
  method: 'POST',
  path: '/commitments/:id/papers-in',
  summary: '补交的材料收到了: the papers in place of a withdrawn or false commitment are there, or why not',
  who: ['staff'],
  input: Type.Object({ id, note }),
  reply: nothing,
});

export const readSignature = endpoint({
  method: 'GET',
  path: '/commitments/:id/file',
  summary: 'The picture of the signature, or the scan of the signed paper; the reading is recorded',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' }),
});

export const takeTip = endpoint({
  method: 'POST',
  path: '/commitments/:id/tips',
  summary: '举报: somebody told that the commitment is false; it is always checked',
  who: ['staff'],
  input: Type.Object({ id, told: note }),
  reply: nothing,
});

export const closeCheck = endpoint({
  method: 'POST',
  path: '/verifications/:id',
  summary:
    '核查结果: what a check found; after a grant, ending the aid is proposed to people and not decided',
  who: ['staff'],
  input: Type.Object({ id, outcome: Type.Enum([...outcomes]), findings: note }),
  reply: nothing,
});

export const repair = endpoint({
  method: 'POST',
  path: '/commitments/:id/repair',
  summary: '信用修复: the person may commit again',
  who: ['staff'],
  input: Type.Object({ id, note }),
  reply: nothing,
});

export const SampleView = Type.Object({
  /** 'YYYY-MM' */
  period: text,
  seed: text,
  percent: Type.Integer(),
  publishedAt: instant,
  drawnAt: nullable(instant),
  population: nullable(Type.Integer()),
});
export type SampleView = Static<typeof SampleView>;

export const listSamples = endpoint({
  method: 'GET',
  path: '/samples',
  summary:
    'The published rule of each month’s sample: cases in the order of SHA-256(seed + published key), the first percent',
  who: ['anyone'],
  input: nothing,
  reply: Type.Object({ items: Type.Array(SampleView) }),
});

export const DrawnSample = Type.Object({
  period: text,
  seed: text,
  percent: Type.Integer(),
  publishedAt: instant,
  drawnAt: instant,
  /** Every case that could be drawn, in order, each by its published key, which tells nothing of it. */
  keys: Type.Array(text),
  /** Those that were drawn: the first percent of `keys`, rounded up. */
  drawn: Type.Array(text),
});
export type DrawnSample = Static<typeof DrawnSample>;

const period = Type.String({ title: '月份', pattern: '^\\d{4}-\\d{2}$' });

export const readSample = endpoint({
  method: 'GET',
  path: '/samples/:period',
  summary: 'What a month’s sample was drawn from, so that anybody can draw it again',
  who: ['anyone'],
  input: Type.Object({ period }),
  reply: DrawnSample,
});

export const drawSamples = endpoint({
  method: 'POST',
  path: '/samples/:period/draw',
  summary: '抽查: draw the sample of a month that is over; drawn twice, it is the same',
  who: ['staff'],
  input: Type.Object({ period }),
  reply: Type.Object({ drawn: Type.Integer() }),
});
