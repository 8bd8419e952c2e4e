import { Type, type Static } from 'typebox';
import { endpoint, nullable } from '../../platform/contract.ts';
import { pushStatuses, reaches } from '../vocabulary.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
/** What stands against a time, an audience or a reach. `stop` keeps it from being handed in; `look` is to be weighed. */
export const Conflict = Type.Object({
  level: Type.Enum(['stop', 'look']),
  rule: Type.Enum([
    'past',
    'quiet',
    'holiday',
    'budgetMonth',
    'budgetDay',
    'spacing',
    'sameHour',
    'nobody',
    'noTemplate',
    'accountType',
    'allOncePerDay',
    'expired',
    'unknownCalendar',
  ]),
  words: Type.String(),
  /** Another push that it is about. */
  with: nullable(id),
});
export type Conflict = Static<typeof Conflict>;

export const PlanEntry = Type.Object({
  id,
  number: Type.String(),
  title: Type.String(),
  reach: Type.Enum([...reaches]),
  reachName: Type.String(),
  status: Type.Enum([...pushStatuses]),
  statusName: Type.String(),
  dueAt: Type.Integer(),
  day,
  /** Expected reach when it was counted; real reach once it is finished. */
  people: nullable(Type.Integer()),
  audienceWords: Type.String(),
});
export type PlanEntry = Static<typeof PlanEntry>;

/** The account's budget of mass sends in one calendar month (服务号: per follower) or on one day (订阅号). */
export const Budget = Type.Object({
  period: Type.String(),
  limit: Type.Integer(),
  /** Used by what was sent, and taken by what is in review or scheduled. */
  used: Type.Integer(),
  planned: Type.Integer(),
});
export type Budget = Static<typeof Budget>;

/** A day or season of the year that asks for publicity (plan/series.yaml). */
export const Suggestion = Type.Object({
  series: Type.String(),
  name: Type.String(),
  from: day,
  to: day,
  advice: Type.String(),
  basis: Type.String(),
  /** Pushes of the series in this period. */
  pushes: Type.Integer(),
  /** Of a year without data: the day is not known. */
  known: Type.Boolean(),
});
export type Suggestion = Static<typeof Suggestion>;

/** A day of a recurring series that has no push yet. */
export const PlannedOccasion = Type.Object({
  seriesId: id,
  name: Type.String(),
  day,
  dueAt: Type.Integer(),
  reach: Type.Enum([...reaches]),
  reachName: Type.String(),
  /** Its draft is due, but the library has no material for it. */
  waiting: Type.Boolean(),
});
export type PlannedOccasion = Static<typeof PlannedOccasion>;

export const readPlan = endpoint({
  method: 'GET',
  path: '/publicity/plan',
  summary:
    'The calendar between two days: pushes, budgets by month or day, quiet days, what the season asks for',
  who: ['staff'],
  input: Type.Object({ from: day, to: day }),
  reply: Type.Object({
    accountType: Type.Enum(['service', 'subscription']),
    entries: Type.Array(PlanEntry),
    /** What recurring series will open by themselves. */
    planned: Type.Array(PlannedOccasion),
    budgets: Type.Array(Budget),
    /** Days on which nobody works, or of which nothing is known. */
    days: Type.Array(Type.Object({ day, kind: Type.Enum(['holiday', 'unknown']) })),
    suggestions: Type.Array(Suggestion),
    quietHours: Type.Object({ from: Type.String(), to: Type.String() }),
  }),
});

export const checkPlan = endpoint({
  method: 'POST',
  path: '/publicity/plan/check',
  summary: 'What stands against a push at this time, before it is made',
  who: ['staff'],
  input: Type.Object({
    id: Type.Optional(id),
    reach: Type.Enum([...reaches]),
    dueAt: Type.Integer(),
    toAll: Type.Boolean(),
    people: Type.Optional(Type.Integer({ minimum: 0 })),
    /** The last day on which its material may go out. */
    expiresOn: Type.Optional(day),
  }),
  reply: Type.Object({ conflicts: Type.Array(Conflict) }),
});
