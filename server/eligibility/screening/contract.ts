import { Type, type Static } from 'typebox';
import { endpoint } from '../../platform/contract.ts';
import { moneyResults, opinions, scopes, urgencies } from '../vocabulary.ts';

const texts = Type.Array(Type.String());
/** `value` is null where it is not known. */
const Flag = Type.Object({ value: Type.Union([Type.Null(), Type.Boolean()]), ruleIds: texts });

const Deadline = Type.Object({
  ruleId: Type.String(),
  name: Type.String(),
  /** Last day. */
  dueOn: Type.String(),
  /** The calendar doesn't cover that day: the earlier date is given. */
  provisional: Type.Boolean(),
  /** The first day was given roughly. */
  rough: Type.Boolean(),
  daysLeft: Type.Integer(),
  by: Type.Enum(['applicant', 'other']),
  aidFirst: Type.Boolean(),
  tell: Type.String(),
  law: Type.String(),
});

/** The whole verdict. Only the centre decides; this is what the rules say about the answers. */
export const Screening = Type.Object({
  date: Type.String(),
  opinion: Type.Enum([...opinions]),
  headline: Type.String(),
  matter: Type.String(),
  scope: Type.Enum([...scopes]),
  money: Type.Enum([...moneyResults]),
  urgent: Type.Enum([...urgencies]),
  green: texts,
  flags: Type.Object({
    scope: Flag,
    noHardshipCondition: Flag,
    exemptFromCheck: Flag,
    greenChannel: Flag,
  }),
  reasons: texts,
  notes: texts,
  ruleIds: texts,
  materials: texts,
  deadlines: Type.Array(Deadline),
  passed: Type.Array(Deadline),
  route: Type.Object({ jurisdiction: Type.String(), servicePointKinds: texts, themes: texts }),
  doors: texts,
  needsPerson: Type.Array(Type.Object({ ruleId: Type.String(), reason: Type.String(), now: Type.Boolean() })),
  rulesVersion: Type.String(),
  /** Answers that these answers' own branch doesn't ask for, so that they didn't count. */
  ignored: texts,
  /** The first question that is still open; null when the questionnaire is through. */
  unanswered: Type.Union([Type.Null(), Type.String()]),
});
export type Screening = Static<typeof Screening>;

export const screenFacts = endpoint({
  method: 'POST',
  path: '/screen',
  summary: 'The whole verdict on answers given as JSON, by the rules of a day; nothing is stored',
  // Not for anybody: it has no limit on calls, and what is sent may be somebody's story. Residents have the chat.
  who: ['bot', 'staff'],
  input: Type.Object({
    date: Type.String({ format: 'date' }),
    answers: Type.Record(Type.String(), Type.Unknown()),
    about: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  reply: Screening,
});
