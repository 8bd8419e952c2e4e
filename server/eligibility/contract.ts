import { Type, type Static } from 'typebox';
import { endpoint, nothing } from '../platform/contract.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const said = Type.String({ minLength: 1, maxLength: 4000 });

/** A question as it is asked in the chat. */
export const QuestionView = Type.Object({
  id: Type.String(),
  text: Type.String(),
  hint: Type.Union([Type.Null(), Type.String()]),
  why: Type.String(),
  options: Type.Array(Type.String()),
  done: Type.Integer(),
  about: Type.Integer(),
});
export type QuestionView = Static<typeof QuestionView>;

export const VerdictView = Type.Object({
  opinion: Type.String(),
  /** The opinion in one sentence for the resident. */
  headline: Type.String(),
  reasons: Type.Array(Type.String()),
  needsPerson: Type.Array(Type.String()),
  doors: Type.Array(Type.String()),
  materials: Type.Array(Type.String()),
  deadlines: Type.Array(
    Type.Object({ name: Type.String(), dueOn: Type.String(), provisional: Type.Boolean() }),
  ),
});
export type VerdictView = Static<typeof VerdictView>;

export const NoticeView = Type.Object({
  version: Type.String(),
  title: Type.String(),
  text: Type.String(),
  digest: Type.String(),
});
export type NoticeView = Static<typeof NoticeView>;

/** Where a draft stands; the one shape that every step answers with. */
export const DraftView = Type.Object({
  id,
  /**
   * question → proof (commitment or papers) → notice → name → identity → submitted; ended where somebody can't apply
   * in this way (a friend, an organisation); or left.
   */
  stage: Type.Enum(['question', 'ended', 'proof', 'notice', 'name', 'identity', 'submitted', 'left']),
  question: Type.Union([Type.Null(), QuestionView]),
  verdict: Type.Union([Type.Null(), VerdictView]),
  notice: Type.Union([Type.Null(), NoticeView]),
  /** The applicant's name once given, for addressing them. */
  name: Type.Union([Type.Null(), Type.String()]),
  submitted: Type.Union([
    Type.Null(),
    Type.Object({
      reference: Type.String(),
      at: Type.Integer(),
      decisionDue: Type.String(),
      provisional: Type.Boolean(),
    }),
  ]),
});
export type DraftView = Static<typeof DraftView>;

/** The answer to a step: done, or why what was said couldn't be taken. */
export const StepReply = Type.Object({
  ok: Type.Boolean(),
  /** How an answer was understood. */
  echo: Type.Union([Type.Null(), Type.String()]),
  /** What to say when it couldn't be taken. */
  hint: Type.Union([Type.Null(), Type.String()]),
  /** Words on a danger that was recognised in what was said; a person was asked. */
  danger: Type.Union([Type.Null(), Type.String()]),
  draft: DraftView,
});
export type StepReply = Static<typeof StepReply>;

/** Who may take a step of the questionnaire, and what it answers with. */
export const step = { who: ['resident'] as const, reply: StepReply };

export const openDraft = endpoint({
  method: 'POST',
  path: '/drafts',
  summary: "The resident's open questionnaire, or a new one",
  who: ['resident'],
  input: Type.Object({ afresh: Type.Boolean() }),
  reply: Type.Object({ resumed: Type.Boolean(), draft: DraftView }),
});

export const answerQuestion = endpoint({
  method: 'POST',
  path: '/drafts/:id/answer',
  summary: 'Answer the question that was asked, in words or by an option’s number',
  input: Type.Object({ id, question: Type.String(), said }),
  ...step,
});

export const goBack = endpoint({
  method: 'POST',
  path: '/drafts/:id/back',
  summary: 'Back to the question before; ok is false at the first one',
  input: Type.Object({ id }),
  ...step,
});

export const listAnswers = endpoint({
  method: 'GET',
  path: '/drafts/:id/answers',
  summary: 'What was answered so far and still counts',
  who: ['resident'],
  input: Type.Object({ id }),
  reply: Type.Object({
    items: Type.Array(Type.Object({ question: Type.String(), text: Type.String(), answer: Type.String() })),
  }),
});

export const changeAnswer = endpoint({
  method: 'POST',
  path: '/drafts/:id/change',
  summary: 'Ask one answered question again',
  input: Type.Object({ id, question: Type.String() }),
  ...step,
});

export const leaveDraft = endpoint({
  method: 'POST',
  path: '/drafts/:id/leave',
  summary: 'Stop for now; nothing is lost',
  input: Type.Object({ id }),
  ...step,
});

export const eligibilityRules = endpoint({
  method: 'GET',
  path: '/eligibility/version',
  summary: 'The version of the rules in force today',
  who: ['anyone'],
  input: nothing,
  reply: Type.Object({ version: Type.String() }),
});
