import { Type, type Static } from 'typebox';
import { endpoint, nothing, nullable } from '../../platform/contract.ts';
import { activityKinds, activityStatuses } from './vocabulary.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const version = Type.Integer({ minimum: 1 });
const year = Type.String({ pattern: '^\\d{4}$' });
const Bytes = Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' });
export const ActivityInput = Type.Object({
  kind: Type.Enum([...activityKinds]),
  title: Type.String({ title: '名称', minLength: 1, maxLength: 64 }),
  township: Type.String({ title: '镇（街道）', minLength: 1, maxLength: 64 }),
  place: Type.String({ title: '地点', minLength: 1, maxLength: 200 }),
  /** Epoch ms. */
  startsAt: Type.Integer({ minimum: 1 }),
  endsAt: Type.Integer({ minimum: 1 }),
  seats: Type.Optional(Type.Integer({ title: '人数上限', minimum: 1, maximum: 10_000 })),
  /** Volunteers who are asked to serve. */
  volunteers: Type.Array(id, { maxItems: 50 }),
});
export type ActivityInput = Static<typeof ActivityInput>;

export const ActivityItem = Type.Object({
  id,
  version,
  kind: Type.Enum([...activityKinds]),
  kindName: Type.String(),
  title: Type.String(),
  township: Type.String(),
  place: Type.String(),
  startsAt: Type.Integer(),
  endsAt: Type.Integer(),
  seats: nullable(Type.Integer()),
  status: Type.Enum([...activityStatuses]),
  statusName: Type.String(),
  /** People; nobody is named. */
  signedUp: Type.Integer(),
  checkedIn: Type.Integer(),
  others: Type.Integer(),
});
export type ActivityItem = Static<typeof ActivityItem>;

const Given = Type.Object({
  what: Type.String({ title: '发放物品', minLength: 1, maxLength: 64 }),
  count: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
});
const ServiceStatus = Type.Enum(['asked', 'came', 'missed', 'excused']);

export const ActivityView = Type.Object({
  ...ActivityItem.properties,
  /** Six digits by which people check in. */
  code: Type.String(),
  /** The scene of its QR code. */
  scene: Type.String(),
  given: Type.Array(Given),
  reason: nullable(Type.String()),
  volunteers: Type.Array(
    Type.Object({ id, name: Type.String(), status: ServiceStatus, minutes: Type.Integer() }),
  ),
  photos: Type.Array(Type.Object({ id, path: Type.String() })),
});
export type ActivityView = Static<typeof ActivityView>;

export const listActivities = endpoint({
  method: 'GET',
  path: '/activities',
  summary: '线下活动: those to come first, at most 200',
  who: ['staff'],
  input: Type.Object({ status: Type.Optional(Type.Enum([...activityStatuses])) }),
  reply: Type.Object({ items: Type.Array(ActivityItem), townships: Type.Array(Type.String()) }),
});

export const readActivity = endpoint({
  method: 'GET',
  path: '/activities/:id',
  summary: 'One activity with its code, volunteers, photos and what was given out',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: ActivityView,
});

const Saved = Type.Object({ id, version });

export const addActivity = endpoint({
  method: 'POST',
  path: '/activities',
  summary: 'A new activity; its QR code is ordered with it',
  who: ['staff'],
  input: ActivityInput,
  reply: Saved,
});

export const changeActivity = endpoint({
  method: 'PUT',
  path: '/activities/:id',
  summary: 'Change an activity before it is closed',
  who: ['staff'],
  input: Type.Object({ id, version, ...ActivityInput.properties }),
  reply: Saved,
});

export const cancelActivity = endpoint({
  method: 'POST',
  path: '/activities/:id/cancel',
  summary: 'Call an activity off',
  who: ['staff'],
  input: Type.Object({
    ...{ id, version },
    reason: Type.String({ title: '理由', minLength: 1, maxLength: 200 }),
  }),
  reply: Saved,
});

export const closeActivity = endpoint({
  method: 'POST',
  path: '/activities/:id/close',
  summary:
    'What became of it: people counted by hand, what was given out, who served and how long, questions for the editors',
  who: ['staff'],
  input: Type.Object({
    ...{ id, version },
    others: Type.Integer({ title: '未用手机签到的人数', minimum: 0, maximum: 100_000 }),
    given: Type.Array(Given, { maxItems: 20 }),
    volunteers: Type.Array(
      Type.Object({
        id,
        status: Type.Enum(['came', 'missed', 'excused']),
        minutes: Type.Integer({ minimum: 0, maximum: 1440 }),
      }),
      { maxItems: 50 },
    ),
    questions: Type.Array(Type.String({ title: '群众提问', minLength: 2, maxLength: 300 }), {
      maxItems: 50,
    }),
  }),
  reply: Type.Object({ ...Saved.properties, questions: Type.Integer() }),
});

export const putActivityPhoto = endpoint({
  method: 'PUT',
  path: '/activities/:id/photos',
  summary: 'A photo as the raw body (JPEG or PNG, at most 10 MB)',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: Type.Object({ photo: id }),
});

export const readActivityPhoto = endpoint({
  method: 'GET',
  path: '/activities/:id/photos/:photo',
  summary: 'A photo of an activity',
  who: ['staff'],
  input: Type.Object({ id, photo: id }),
  reply: Bytes,
});

export const TownshipFigures = Type.Object({
  township: Type.String(),
  activities: Type.Integer(),
  signedUp: Type.Integer(),
  checkedIn: Type.Integer(),
  others: Type.Integer(),
  /** Volunteers' services and the hours of them. */
  services: Type.Integer(),
  hours: Type.Number(),
  given: Type.Integer(),
});
export type TownshipFigures = Static<typeof TownshipFigures>;

export const activityFigures = endpoint({
  method: 'GET',
  path: '/activity-figures',
  summary: "A year's activities by township",
  who: ['staff'],
  input: Type.Object({ year }),
  reply: Type.Object({ year, items: Type.Array(TownshipFigures) }),
});

export const activitySheet = endpoint({
  method: 'GET',
  path: '/activity-figures/sheet',
  summary: "A year's activities by township as a spreadsheet",
  who: ['staff'],
  input: Type.Object({ year }),
  reply: Bytes,
});

/** What a resident reads of an activity. */
export const PublicActivity = Type.Object({
  id,
  kindName: Type.String(),
  title: Type.String(),
  place: Type.String(),
  startsAt: Type.Integer(),
  endsAt: Type.Integer(),
  status: Type.Enum([...activityStatuses]),
  over: Type.Boolean(),
  full: Type.Boolean(),
  /** The caller's own. */
  signedUp: Type.Boolean(),
  cameAt: nullable(Type.Integer()),
});
export type PublicActivity = Static<typeof PublicActivity>;

export const nextActivities = endpoint({
  method: 'GET',
  path: '/my/activities',
  summary: 'Activities to come, and which of them the caller signed up for; at most 5',
  who: ['resident'],
  input: nothing,
  reply: Type.Object({ items: Type.Array(PublicActivity) }),
});

export const signUp = endpoint({
  method: 'POST',
  path: '/my/activities/:id/sign-up',
  summary: 'Sign up for an activity, or take it back',
  who: ['resident'],
  input: Type.Object({ id, come: Type.Boolean() }),
  reply: Type.Object({
    outcome: Type.Enum(['signedUp', 'cancelled', 'full', 'over']),
    activity: PublicActivity,
  }),
});

export const checkIn = endpoint({
  method: 'POST',
  path: '/my/check-in',
  summary: 'Check in at an activity by the six digits shown at the place',
  who: ['resident'],
  input: Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }),
  reply: Type.Object({
    outcome: Type.Enum(['checkedIn', 'already', 'wrong', 'early']),
    activity: nullable(PublicActivity),
  }),
});
