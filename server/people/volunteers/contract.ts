import { Type, type Static } from 'typebox';
import { endpoint, nothing, nullable } from '../../platform/contract.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const standings = ['active', 'excluded', 'left'] as const;
const recordKinds = ['training', 'missed', 'complaint'] as const;

export const VolunteerItem = Type.Object({
  id,
  name: Type.String(),
  /** 志愿者 or 法律明白人. */
  kindName: Type.String(),
  legalLiterate: Type.Boolean(),
  servicePointId: id,
  servicePoint: Type.String(),
  area: nullable(Type.String()),
  standing: Type.Enum([...standings]),
  standingName: Type.String(),
  /** Hours of service that count, in tenths. */
  hours: Type.Number(),
  hoursThisYear: Type.Number(),
  stars: Type.Integer(),
  missed: Type.Integer(),
  complaints: Type.Integer(),
  /** Three missed services or complaints this year: somebody has to decide. */
  exclusionDue: Type.Boolean(),
  bound: Type.Boolean(),
});
export type VolunteerItem = Static<typeof VolunteerItem>;

export const VolunteerView = Type.Object({
  ...VolunteerItem.properties,
  /** Masked: 138****5678. */
  phone: nullable(Type.String()),
  joinedOn: nullable(day),
  standingReason: nullable(Type.String()),
  standingOn: nullable(day),
  trainingHours: Type.Number(),
  records: Type.Array(
    Type.Object({
      id,
      kind: Type.Enum([...recordKinds]),
      kindName: Type.String(),
      onDay: day,
      note: Type.String(),
      minutes: Type.Integer(),
      void: Type.Boolean(),
    }),
  ),
  services: Type.Array(
    Type.Object({
      activityId: id,
      title: Type.String(),
      onDay: day,
      status: Type.Enum(['asked', 'came', 'missed', 'excused']),
      hours: Type.Number(),
    }),
  ),
});
export type VolunteerView = Static<typeof VolunteerView>;

const Profile = Type.Object({
  name: Type.String({ title: '姓名', minLength: 1, maxLength: 32 }),
  servicePointId: id,
  legalLiterate: Type.Boolean(),
  area: Type.Optional(Type.String({ title: '村（社区）', maxLength: 64 })),
  /** Left out: as it is. */
  phone: Type.Optional(Type.String({ title: '手机号', pattern: '^(1\\d{10})?$' })),
  joinedOn: Type.Optional(day),
});
export type Profile = Static<typeof Profile>;

export const listVolunteers = endpoint({
  method: 'GET',
  path: '/volunteers',
  summary: '志愿者 and 法律明白人 with hours, stars and what is to be decided',
  who: ['staff'],
  input: Type.Object({ standing: Type.Optional(Type.Enum([...standings])) }),
  reply: Type.Object({
    items: Type.Array(VolunteerItem),
    points: Type.Array(Type.Object({ id, name: Type.String() })),
  }),
});

export const readVolunteer = endpoint({
  method: 'GET',
  path: '/volunteers/:id',
  summary: 'One volunteer: profile, book, services',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: VolunteerView,
});

export const addVolunteer = endpoint({
  method: 'POST',
  path: '/volunteers',
  summary: 'A new volunteer',
  who: ['staff'],
  input: Profile,
  reply: Type.Object({ id }),
});

export const changeVolunteer = endpoint({
  method: 'PUT',
  path: '/volunteers/:id',
  summary: 'Change the profile',
  who: ['staff'],
  input: Type.Object({ id, ...Profile.properties }),
  reply: Type.Object({ id }),
});

export const recordVolunteer = endpoint({
  method: 'POST',
  path: '/volunteers/:id/records',
  summary: 'A training, a missed service or a complaint goes into the book',
  who: ['staff'],
  input: Type.Object({
    id,
    kind: Type.Enum([...recordKinds]),
    onDay: day,
    note: Type.String({ title: '说明', minLength: 1, maxLength: 200 }),
    minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 1440 })),
  }),
  reply: Type.Object({ id, exclusionDue: Type.Boolean() }),
});

export const voidRecord = endpoint({
  method: 'POST',
  path: '/volunteers/:id/records/:record/void',
  summary: 'Set a line of the book aside (不成立)',
  who: ['staff'],
  input: Type.Object({ id, record: id }),
  reply: Type.Object({ exclusionDue: Type.Boolean() }),
});

export const setStanding = endpoint({
  method: 'POST',
  path: '/volunteers/:id/standing',
  summary:
    'Exclude (清退), take back, or end (退出); whoever is not active does nothing in the chat as a volunteer',
  who: ['staff'],
  input: Type.Object({
    id,
    standing: Type.Enum([...standings]),
    reason: Type.String({ title: '理由', minLength: 1, maxLength: 200 }),
  }),
  reply: Type.Object({ id, standing: Type.Enum([...standings]) }),
});

export const ownVolunteer = endpoint({
  method: 'GET',
  path: '/my/volunteer',
  summary: "The bound volunteer's own hours, stars and next activities; null for anybody else",
  who: ['resident'],
  input: nothing,
  reply: Type.Object({
    volunteer: nullable(
      Type.Object({
        name: Type.String(),
        kindName: Type.String(),
        hours: Type.Number(),
        hoursThisYear: Type.Number(),
        stars: Type.Integer(),
        /** Hours that are missing to the next star. */
        toNext: nullable(Type.Number()),
        trainingHours: Type.Number(),
        missed: Type.Integer(),
        next: Type.Array(
          Type.Object({ title: Type.String(), place: Type.String(), startsAt: Type.Integer() }),
        ),
      }),
    ),
  }),
});
