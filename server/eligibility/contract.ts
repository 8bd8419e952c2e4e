import { Type, type Static } from 'typebox';
import { endpoint, nothing } from '../platform/contract.ts';
import { questionKinds } from './vocabulary.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const said = Type.String({ minLength: 1, maxLength: 4000 });

/** A question as it is asked in the chat. */
export const QuestionView = Type.Object({
  id: Type.String(),
  text: Type.String(),
  hint: Type.Union([Type.Null(), Type.String()]),
  why: Type.String(),
  kind: Type.Enum([...questionKinds]),
  options: Type.Array(Type.String()),
  /** May be skipped (跳过), which counts as 不知道. */
  sensitive: Type.Boolean(),
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
  /** Names of what gives priority of service (绿色通道); never a part of the opinion. */
  green: Type.Array(Type.String()),
  /** Limits that run for the applicant, the nearest first. */
  deadlines: Type.Array(
    Type.Object({
      name: Type.String(),
      dueOn: Type.String(),
      provisional: Type.Boolean(),
      /** From today to the last day. */
      daysLeft: Type.Integer(),
    }),
  ),
  /** Service points to go to, best first; filled in where the opinion is told. */
  points: Type.Array(
    Type.Object({
      name: Type.String(),
      address: Type.Union([Type.Null(), Type.String()]),
      phone: Type.Union([Type.Null(), Type.String()]),
    }),
  ),
});
export type VerdictView = Static<typeof VerdictView>;

export const NoticeView = Type.Object({
  version: Type.String(),
  title: Type.String(),
  text: Type.String(),
  digest: Type.String(),
  /** Whoever writes may commit; else the notice is read to the applicant, who signs by hand (念完了). */
  ownWords: Type.Boolean(),
});
export type NoticeView = Static<typeof NoticeView>;

export const AnswerLine = Type.Object({
  question: Type.String(),
  /** The question in a word or two: 离开日期. */
  name: Type.String(),
  text: Type.String(),
  answer: Type.String(),
});
export type AnswerLine = Static<typeof AnswerLine>;
/** A separate consent (单独同意) with its two lists: who will see it, and who won't. */
export const ConsentView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  purpose: Type.String(),
  seen: Type.Array(Type.String()),
  unseen: Type.Array(Type.String()),
  /** What still works for whoever refuses. */
  refusing: Type.String(),
});
export type ConsentView = Static<typeof ConsentView>;

/** Where a draft stands; the one shape that every step answers with. */
export const DraftView = Type.Object({
  id,
  /**
   * look (先看看) → looked → question → check (what was answered, to read over) → proof (commitment or papers) → notice →
   * consent (one or more) → name → phone → identity → submitted; ended where somebody can't apply in this way (a friend, an
   * organisation); or left.
   */
  stage: Type.Enum([
    'look',
    'looked',
    'question',
    'check',
    'ended',
    'proof',
    'notice',
    'consent',
    'name',
    'phone',
    'identity',
    'submitted',
    'left',
  ]),
  question: Type.Union([Type.Null(), QuestionView]),
  /** What the quick look says at its end. */
  look: Type.Union([Type.Null(), Type.String()]),
  /** At `check`: every answer that counts, in the order of asking. */
  answers: Type.Array(AnswerLine),
  verdict: Type.Union([Type.Null(), VerdictView]),
  notice: Type.Union([Type.Null(), NoticeView]),
  consent: Type.Union([Type.Null(), ConsentView]),
  /**
   * At `proof`: the reference of a case from this WeChat whose commitment must be repaired first, so that the same person
   * had better choose papers.
   */
  excludedBefore: Type.Union([Type.Null(), Type.String()]),
  /** The applicant's name once given, for addressing them. */
  name: Type.Union([Type.Null(), Type.String()]),
  submitted: Type.Union([
    Type.Null(),
    Type.Object({
      reference: Type.String(),
      at: Type.Integer(),
      decisionDue: Type.String(),
      provisional: Type.Boolean(),
      /** The commitment that waits for its signature (待签名); null where papers are brought. */
      commitmentId: Type.Union([Type.Null(), Type.String()]),
      /** For verifying the receipt against the notice that was shown. */
      receiptCode: Type.Union([Type.Null(), Type.String()]),
      /** An earlier commitment was false: this application goes on with papers. */
      excluded: Type.Boolean(),
    }),
  ]),
});
export type DraftView = Static<typeof DraftView>;

/** A legal limit that ends soon. Under 7 days a person was asked the same minute. */
export const UrgentView = Type.Object({
  name: Type.String(),
  dueOn: Type.String(),
  daysLeft: Type.Integer(),
  /** Aid may come before the papers are complete (先行援助). */
  aidFirst: Type.Boolean(),
  called: Type.Boolean(),
});
export type UrgentView = Static<typeof UrgentView>;

/** The answer to a step: done, or why what was said couldn't be taken. */
export const StepReply = Type.Object({
  ok: Type.Boolean(),
  /** How an answer was understood. */
  echo: Type.Union([Type.Null(), Type.String()]),
  /** What to say when it couldn't be taken. */
  hint: Type.Union([Type.Null(), Type.String()]),
  /** Words on a danger that was recognised in what was said; a person was asked. */
  danger: Type.Union([Type.Null(), Type.String()]),
  /** Limits that this answer brought to light and that end within 30 days, the nearest first. */
  urgent: Type.Array(UrgentView),
  draft: DraftView,
});
export type StepReply = Static<typeof StepReply>;

/** Who may take a step of the questionnaire, and what it answers with. */
export const step = { who: ['resident', 'staff'] as const, reply: StepReply };

/** What a helper has not finished for somebody else (代填), beside the one that is open. */
const OtherDraft = Type.Object({
  id: Type.String(),
  name: Type.Union([Type.Null(), Type.String()]),
  /** How what happened begins. */
  about: Type.Union([Type.Null(), Type.String()]),
  answered: Type.Integer(),
  updatedAt: Type.Integer(),
});
export type OtherDraft = Static<typeof OtherDraft>;

export const openDraft = endpoint({
  method: 'POST',
  path: '/drafts',
  summary: "The resident's open questionnaire, or a new one; with helping, one for a person who can't (代填)",
  who: ['resident', 'staff'],
  input: Type.Object({
    afresh: Type.Boolean(),
    /** A quick look (先看看): at most five questions first. */
    look: Type.Optional(Type.Boolean()),
    helping: Type.Optional(Type.Boolean()),
    /** The one of several to go on with, for whoever fills in for others. */
    draft: Type.Optional(Type.String({ maxLength: 36 })),
  }),
  reply: Type.Object({
    resumed: Type.Boolean(),
    /** The day on which one that lay too long was touched last, where a new one took its place. */
    expired: Type.Union([Type.Null(), Type.String()]),
    draft: DraftView,
    others: Type.Array(OtherDraft),
  }),
});

export const ownDraft = endpoint({
  method: 'GET',
  path: '/my/draft',
  summary:
    "How far the resident's own questionnaire is that isn't handed in; reading it opens or changes nothing",
  who: ['resident'],
  input: nothing,
  reply: Type.Object({
    draft: Type.Union([
      Type.Null(),
      Type.Object({
        /** The number of the question where it stands; null when all are answered. */
        question: Type.Union([Type.Null(), Type.Integer()]),
      }),
    ]),
  }),
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

export const continueDraft = endpoint({
  method: 'POST',
  path: '/drafts/:id/continue',
  summary: 'On from the quick look to the questions, or from the answers read over to the opinion',
  input: Type.Object({ id }),
  ...step,
});

export const listAnswers = endpoint({
  method: 'GET',
  path: '/drafts/:id/answers',
  summary: 'What was answered so far and still counts',
  who: ['resident', 'staff'],
  input: Type.Object({ id }),
  reply: Type.Object({ items: Type.Array(AnswerLine) }),
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
