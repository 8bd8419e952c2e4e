import { Type, type Static } from 'typebox';
import { endpoint, nothing, nullable } from '../../platform/contract.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const version = Type.Integer({ description: 'The version that was read' });

const dayShape = '请写成 2026-11-27 这样';
/** How a field has to look, said to somebody who wrote it otherwise. */
export const shapes = {
  topic: '请写成 T16 这样，一个大写字母加两位数字',
  id: '请写成 insurance.housingFund 这样，英文字母开头，中间有点，最多 64 个字符',
  ...{ from: dayShape, to: dayShape, checkedOn: dayShape },
  certainty: '请从列出的几种里选一种',
  next: '只能是申请、预约、人工、热线号码或计算器（apply、book、person、hotline:12348、calculator:名称）',
};

const entryId = Type.String({
  title: '编号',
  maxLength: 64,
  pattern: '^[a-z][a-zA-Z0-9]*(\\.[a-zA-Z0-9]+)+$',
  errorMessage: shapes.id,
});

const day = { pattern: '^\\d{4}-\\d{2}-\\d{2}$', errorMessage: dayShape };

const Citation = Type.Object({
  title: Type.String({ title: '依据', minLength: 2, maxLength: 60 }),
  articles: Type.Array(Type.Integer({ minimum: 1 })),
});

/** An entry as editors write it, in the fields of a topic file. */
export const EntryContent = Type.Object({
  topic: Type.String({
    title: '主题编号',
    pattern: '^[A-Z]\\d{2}$',
    errorMessage: shapes.topic,
  }),
  title: Type.String({ title: '主题名', minLength: 1, maxLength: 40 }),
  entry: Type.Object({
    id: entryId,
    question: Type.String({ title: '标准问法', minLength: 2, maxLength: 60 }),
    phrasings: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { title: '居民说法', maxItems: 200 }),
    answer: Type.String({ title: '简短回答', minLength: 1, maxLength: 400 }),
    sections: Type.Object({
      now: Type.Optional(Type.String({ title: '现在怎么做', maxLength: 1200 })),
      proof: Type.Optional(Type.String({ title: '证据和材料', maxLength: 1200 })),
      deadline: Type.Optional(Type.String({ title: '期限多久', maxLength: 1200 })),
      where: Type.Optional(Type.String({ title: '去哪里办', maxLength: 1200 })),
      payer: Type.Optional(Type.String({ title: '费用谁出', maxLength: 1200 })),
    }),
    slots: Type.Array(Type.String({ maxLength: 40 }), { title: '追问' }),
    law: Type.Array(Citation, { title: '依据' }),
    from: Type.String({ title: '生效日期', ...day }),
    to: Type.Optional(Type.String({ title: '失效日期', ...day })),
    certainty: Type.Union([
      Type.Literal('V'),
      Type.Literal('P'),
      Type.Literal('S'),
      Type.Literal('M'),
      Type.Literal('I'),
    ]),
    checkedOn: Type.String({ title: '核对原文的日期', ...day }),
    related: Type.Array(Type.String({ maxLength: 64 }), { title: '相关解答' }),
    next: Type.Array(Type.String({ maxLength: 40 }), { title: '下一步' }),
  }),
});
export type EntryContent = Static<typeof EntryContent>;

export const EntryRow = Type.Object({
  id: Type.String(),
  topic: Type.String(),
  topicTitle: Type.String(),
  question: Type.String(),
  phrasings: Type.Integer(),
  certainty: Type.String(),
  reviewer: Type.String(),
  reviewedOn: Type.String(),
  reviewBy: Type.String(),
  /** Why it is not served today; empty when it is. */
  obstacles: Type.Array(Type.String()),
  /** Published at the console, in place of the files. */
  released: Type.Boolean(),
  openEdit: nullable(Type.String()),
});

export const listEntries = endpoint({
  method: 'GET',
  path: '/knowledge/entries',
  summary: 'Every entry of the knowledge base, with why it is not served where it is not',
  who: ['staff'],
  input: nothing,
  reply: Type.Object({ items: Type.Array(EntryRow), withdrawn: Type.Array(Type.String()) }),
});

const Past = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  author: Type.String(),
  by: Type.String(),
  reason: nullable(Type.String()),
  at: Type.Integer(),
  answer: nullable(Type.String()),
});

export const readEntry = endpoint({
  method: 'GET',
  path: '/knowledge/entries/:id',
  summary: 'One entry as it stands, with its history of publications and withdrawals',
  who: ['staff'],
  input: Type.Object({ id: entryId }),
  reply: Type.Object({ content: EntryContent, row: nullable(EntryRow), history: Type.Array(Past) }),
});

export const withdrawEntry = endpoint({
  method: 'POST',
  path: '/knowledge/entries/:id/withdraw',
  summary: '撤回: take an entry out of service at once',
  who: ['staff'],
  input: Type.Object({
    id: entryId,
    reason: Type.String({ title: '撤回原因', minLength: 2, maxLength: 200 }),
  }),
  reply: nothing,
});

const Difference = Type.Object({
  said: Type.String(),
  want: nullable(Type.String()),
  before: Type.String(),
  after: Type.String(),
  verdict: Type.Union([Type.Literal('better'), Type.Literal('worse'), Type.Literal('other')]),
});

export const Regression = Type.Object({
  asked: Type.Integer(),
  solvedBefore: Type.Integer(),
  solvedAfter: Type.Integer(),
  better: Type.Integer(),
  worse: Type.Integer(),
  other: Type.Integer(),
  differences: Type.Array(Difference),
});
export type Regression = Static<typeof Regression>;

export const EditView = Type.Object({
  id: Type.String(),
  entryId: Type.String(),
  /** No such entry was ever served: its id and topic may still be chosen. */
  isNew: Type.Boolean(),
  status: Type.Union([
    Type.Literal('draft'),
    Type.Literal('submitted'),
    Type.Literal('published'),
    Type.Literal('dropped'),
  ]),
  content: EntryContent,
  /** Everybody who wrote something of it. */
  author: Type.String(),
  /** The reader began, wrote or handed it in, and may not review it. */
  mine: Type.Boolean(),
  remark: nullable(Type.String()),
  /** What the regression set said about exactly this content. */
  checked: nullable(Regression),
  /** What has to be mended before it can be handed in. */
  faults: Type.Array(Type.String()),
  version: Type.Integer(),
  updatedAt: Type.Integer(),
});
export type EditView = Static<typeof EditView>;

export const listEdits = endpoint({
  method: 'GET',
  path: '/knowledge/edits',
  summary: 'Edits in work: drafts and those that wait for review',
  who: ['staff'],
  input: nothing,
  reply: Type.Object({
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        entryId: Type.String(),
        question: Type.String(),
        status: Type.String(),
        author: Type.String(),
        updatedAt: Type.Integer(),
      }),
    ),
  }),
});

export const readEdit = endpoint({
  method: 'GET',
  path: '/knowledge/edits/:id',
  summary: 'One edit with its faults and what the regression set said',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: EditView,
});

export const beginEdit = endpoint({
  method: 'POST',
  path: '/knowledge/edits',
  summary: 'Begin an edit of an entry, or of a new one; suggestions that are named go into it',
  who: ['staff'],
  input: Type.Object({
    entryId: Type.Optional(entryId),
    content: Type.Optional(EntryContent),
    suggestions: Type.Optional(Type.Array(id, { maxItems: 200 })),
  }),
  reply: Type.Object({ id: Type.String() }),
});

export const saveEdit = endpoint({
  method: 'PUT',
  path: '/knowledge/edits/:id',
  summary: 'Save a draft',
  who: ['staff'],
  input: Type.Object({ id, version, content: EntryContent }),
  reply: nothing,
});

export const checkEdit = endpoint({
  method: 'POST',
  path: '/knowledge/edits/:id/check',
  summary: '回归检查: what the regression set gets before and after this edit; takes some seconds',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: Regression,
});

const step = { who: ['staff'] as const, input: Type.Object({ id, version }), reply: nothing };

export const submitEdit = endpoint({
  method: 'POST',
  path: '/knowledge/edits/:id/submit',
  summary: '提交审核: hand a draft in for review',
  ...step,
});

export const returnEdit = endpoint({
  method: 'POST',
  path: '/knowledge/edits/:id/return',
  summary: '退回修改, with what to mend',
  who: ['staff'],
  input: Type.Object({
    id,
    version,
    remark: Type.String({ title: '修改意见', minLength: 2, maxLength: 500 }),
  }),
  reply: nothing,
});

export const dropEdit = endpoint({
  method: 'POST',
  path: '/knowledge/edits/:id/drop',
  summary: '放弃 an edit; its suggestions are open again',
  ...step,
});

export const publishEdit = endpoint({
  method: 'POST',
  path: '/knowledge/edits/:id/publish',
  summary: '审核发布, by somebody who neither wrote nor handed it in',
  ...step,
});
