import { Type, type Static } from 'typebox';
import { endpoint, nothing, nullable } from '../platform/contract.ts';
import { CommitmentView } from '../eligibility/commitments/contract.ts';
import { AttachmentView } from '../files/contract.ts';
import { caseStates } from '../vocabulary.ts';
import { PartyMatchView } from './parties/contract.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const CaseStateName = Type.Enum([...caseStates]);

export const CaseRow = Type.Object({
  id,
  reference: Type.String(),
  /** Masked: 王＊. */
  applicant: Type.String(),
  matter: Type.String(),
  matterName: Type.String(),
  state: CaseStateName,
  stateName: Type.String(),
  greenChannel: Type.Boolean(),
  urgent: Type.Boolean(),
  dueOn: Type.Union([Type.Null(), Type.String()]),
  provisional: Type.Boolean(),
  /** Days from today to `dueOn`; negative when it is over. */
  daysLeft: Type.Union([Type.Null(), Type.Integer()]),
  servicePoint: Type.String(),
  createdAt: Type.Integer(),
  /** Somebody in it may be on the other side of another case, or has handed in the same before (利益冲突与重复), and nobody checked it. */
  conflict: Type.Boolean(),
});
export type CaseRow = Static<typeof CaseRow>;

export const listCases = endpoint({
  method: 'GET',
  path: '/cases',
  summary: 'Cases, the green channel first, then by the nearest legal date',
  who: ['staff'],
  input: Type.Object({
    state: Type.Optional(CaseStateName),
    /** A whole reference number, with or without dashes. */
    reference: Type.Optional(Type.String({ title: '编号', maxLength: 20 })),
    page: Type.Optional(Type.Integer({ minimum: 1 })),
  }),
  reply: Type.Object({ items: Type.Array(CaseRow), total: Type.Integer(), pageSize: Type.Integer() }),
});

export const findCases = endpoint({
  method: 'POST',
  path: '/cases/find',
  summary: 'Cases of an applicant by whole name or identity number; neither stands in an address or a log',
  who: ['staff'],
  input: Type.Object({
    who: Type.String({ title: '姓名或身份证号', minLength: 2, maxLength: 40 }),
    page: Type.Optional(Type.Integer({ minimum: 1 })),
  }),
  reply: listCases.reply,
});

export const ClockView = Type.Object({
  rule: Type.String(),
  name: Type.String(),
  law: Type.String(),
  status: Type.String(),
  startedOn: Type.String(),
  dueOn: Type.String(),
  provisional: Type.Boolean(),
});

export const CaseView = Type.Object({
  ...CaseRow.properties,
  version: Type.Integer(),
  identityNumber: Type.String({ description: 'Masked' }),
  proof: Type.String(),
  /** Who filled it in for the applicant (代填): 志愿者, 工作人员 or 律师, and the name of the account. */
  filledBy: Type.Union([Type.Null(), Type.Object({ kind: Type.String(), name: Type.String() })]),
  /** Questions and answers that counted, in order, in people's words. */
  answers: Type.Array(Type.Object({ question: Type.String(), answer: Type.String() })),
  verdict: Type.Object({
    opinion: Type.String(),
    reasons: Type.Array(Type.String()),
    needsPerson: Type.Array(Type.String()),
    materials: Type.Array(Type.String()),
    ruleIds: Type.Array(Type.String()),
    rulesVersion: Type.String(),
  }),
  commitment: Type.Union([Type.Null(), CommitmentView]),
  parties: Type.Array(PartyMatchView),
  clocks: Type.Array(ClockView),
  /** While a decision waits to be served: the days to object that will run from its receipt. */
  daysToObject: nullable(Type.Integer()),
  papers: Type.Array(
    Type.Object({
      kind: Type.String(),
      kindName: Type.String(),
      by: Type.String(),
      at: Type.Integer(),
      dueOn: Type.Union([Type.Null(), Type.String()]),
      /** Lines to read: reasons, items, remedies. */
      lines: Type.Array(Type.String()),
    }),
  ),
  /** Photos and other files that the applicant sent in the chat. */
  attachments: Type.Array(AttachmentView),
  history: Type.Array(
    Type.Object({
      at: Type.Integer(),
      what: Type.String(),
      who: Type.String(),
      /** Readings and reminders: of use to an auditor only. */ routine: Type.Boolean(),
    }),
  ),
  /** What this member of staff may do with the case now. */
  actions: Type.Array(Type.String()),
});
export type CaseView = Static<typeof CaseView>;

export const readCase = endpoint({
  method: 'GET',
  path: '/cases/:id',
  summary: 'One case with answers, commitment, clocks and history; the reading is recorded',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: CaseView,
});

const PersonView = Type.Object({
  name: Type.String(),
  phone: nullable(Type.String()),
  /** Why there is none, in the applicant's words. */
  phoneReason: nullable(Type.String()),
});
export type PersonView = Static<typeof PersonView>;

export const readPerson = endpoint({
  method: 'GET',
  path: '/cases/:id/person',
  summary: "查看姓名和电话: the applicant's whole name and telephone number; the reading is recorded",
  who: ['staff'],
  input: Type.Object({ id }),
  reply: PersonView,
});

const version = Type.Integer({
  description: 'The version that was read: a case changed by others meanwhile is refused',
});
const reasons = Type.String({ title: '理由', minLength: 2, maxLength: 2000 });

export const acceptCase = endpoint({
  method: 'POST',
  path: '/cases/:id/accept',
  summary: '受理: take the application in for review',
  who: ['staff'],
  input: Type.Object({ id, version }),
  reply: nothing,
});

export const askSupplement = endpoint({
  method: 'POST',
  path: '/cases/:id/supplement',
  summary: '补正: tell the applicant everything that is missing, at once',
  who: ['staff'],
  input: Type.Object({
    id,
    version,
    items: Type.Array(Type.String({ title: '补充事项', minLength: 2, maxLength: 200 }), {
      title: '补充事项',
      minItems: 1,
      maxItems: 20,
    }),
  }),
  reply: nothing,
});

export const noteSupplied = endpoint({
  method: 'POST',
  path: '/cases/:id/supplied',
  summary: 'The applicant has brought what was missing: the review goes on',
  who: ['staff'],
  input: Type.Object({
    id,
    version,
    note: Type.String({ title: '收到的材料', minLength: 2, maxLength: 500 }),
  }),
  reply: nothing,
});

export const reviewCase = endpoint({
  method: 'POST',
  path: '/cases/:id/review',
  summary: '审查: write the opinion that the approver decides on',
  who: ['staff'],
  input: Type.Object({
    id,
    version,
    opinion: Type.Union([Type.Literal('grant'), Type.Literal('refuse')], { title: '审查意见' }),
    reasons,
  }),
  reply: nothing,
});

export const grantCase = endpoint({
  method: 'POST',
  path: '/cases/:id/grant',
  summary: '给予: decide to grant legal aid (by somebody other than the reviewer)',
  who: ['staff'],
  input: Type.Object({ id, version, reasons: Type.Optional(reasons) }),
  reply: nothing,
});

export const refuseCase = endpoint({
  method: 'POST',
  path: '/cases/:id/refuse',
  summary: '不予: decide not to grant, in writing, with reasons and the way to object',
  who: ['staff'],
  input: Type.Object({ id, version, reasons }),
  reply: nothing,
});

/** What a resident may see of their own case. */
export const Progress = Type.Object({
  reference: Type.String(),
  matterName: Type.String(),
  state: CaseStateName,
  stateName: Type.String(),
  submittedOn: Type.String(),
  dueOn: Type.Union([Type.Null(), Type.String()]),
  provisional: Type.Boolean(),
  /** What is still missing, while a supplement is asked for. */
  items: Type.Array(Type.String()),
});
export type Progress = Static<typeof Progress>;

export const myCases = endpoint({
  method: 'GET',
  path: '/my/cases',
  summary: "The caller's own cases, the newest first",
  who: ['resident'],
  input: nothing,
  reply: Type.Object({ items: Type.Array(Progress) }),
});

export const Todo = Type.Object({
  cases: Type.Array(
    Type.Object({
      reference: Type.String(),
      what: Type.String(),
      dueOn: Type.Union([Type.Null(), Type.String()]),
    }),
  ),
  /** How many cases there are beyond those. */
  more: Type.Integer(),
  /** Residents who wait for a person; null for those who don't answer them. */
  persons: Type.Union([
    Type.Null(),
    Type.Object({
      count: Type.Integer(),
      danger: Type.Integer(),
      callBacks: Type.Integer(),
      waitedMinutes: Type.Integer(),
    }),
  ]),
});
export type Todo = Static<typeof Todo>;

export const readTodo = endpoint({
  method: 'GET',
  path: '/my/todo',
  summary: '待办: what waits for a member of staff, without names, for their phone',
  who: ['boundStaff'],
  input: nothing,
  reply: Todo,
});
