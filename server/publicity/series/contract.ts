import { Type, type Static } from 'typebox';
import { endpoint, nothing, nullable } from '../../platform/contract.ts';
import { Audience } from '../audience/contract.ts';
import { Conflict } from '../plan/contract.ts';
import { NoticeTemplate } from '../pushes/contract.ts';
import { materialKinds, pushStatuses, reaches, seriesStatuses } from '../vocabulary.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const version = Type.Integer({ minimum: 1 });
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
/** On which days: a weekday (1 Monday … 7 Sunday), a day of the month, a day of the year, a season's first day. */
export const Rhythm = Type.Object({
  every: Type.Enum(['week', 'month', 'year', 'season']),
  weekday: Type.Optional(Type.Integer({ minimum: 1, maximum: 7 })),
  /** A month that is shorter has it on its last day. */
  day: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })),
  /** 'MM-DD'. */
  on: Type.Optional(Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' })),
  /** A season of plan/series.yaml, by its id. */
  season: Type.Optional(Type.String({ maxLength: 32 })),
});
export type Rhythm = Static<typeof Rhythm>;

const seriesFields = {
  name: Type.String({ title: '名称', minLength: 1, maxLength: 64 }),
  rhythm: Rhythm,
  /** 'HH:MM' in Shanghai. */
  time: Type.String({ title: '几点', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
  /** So many days before it goes, the draft is opened. */
  daysAhead: Type.Integer({ title: '提前几天', minimum: 1, maximum: 60 }),
  reach: Type.Enum([...reaches]),
  audience: Audience,
  /** Which materials it takes; without either any. */
  kind: Type.Optional(Type.Enum([...materialKinds])),
  tag: Type.Optional(Type.String({ title: '标签', maxLength: 12 })),
  startsOn: day,
};
export const SeriesInput = Type.Object({ ...seriesFields, template: Type.Optional(NoticeTemplate) });
export type SeriesInput = Static<typeof SeriesInput>;

export const SeriesItem = Type.Object({
  id,
  version,
  ...seriesFields,
  template: nullable(NoticeTemplate),
  status: Type.Enum([...seriesStatuses]),
  statusName: Type.String(),
  /** 「每周三 10:00」 */
  rhythmWords: Type.String(),
  reachName: Type.String(),
  audienceWords: Type.String(),
  /** 「法律小贴士，标签「工资」」 */
  materialWords: Type.String(),
  authorName: Type.String(),
  /** Materials of the library that it could take next. */
  materials: Type.Integer(),
  /** The next occasion without a push; null when paused, ended, or of a season whose day isn't known yet. */
  next: nullable(
    Type.Object({
      day,
      dueAt: Type.Integer(),
      opensOn: day,
      /** It is time, but the library has nothing for it. */
      waiting: Type.Boolean(),
      /** People that it would reach now. */
      people: Type.Integer(),
      conflicts: Type.Array(Conflict),
    }),
  ),
  /** Its last pushes, the newest first. */
  pushes: Type.Array(
    Type.Object({
      id,
      day,
      title: Type.String(),
      status: Type.Enum([...pushStatuses]),
      statusName: Type.String(),
    }),
  ),
});
export type SeriesItem = Static<typeof SeriesItem>;

const Saved = Type.Object({ id, version });

export const listSeries = endpoint({
  method: 'GET',
  path: '/publicity/series',
  summary:
    'Recurring series with their next occasion and what stands against it, and the seasons of the year',
  who: ['staff'],
  input: nothing,
  reply: Type.Object({
    items: Type.Array(SeriesItem),
    seasons: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  }),
});

export const addSeries = endpoint({
  method: 'POST',
  path: '/publicity/series',
  summary: 'A new series: drafts are opened by themselves, days ahead; nothing goes without review',
  who: ['staff'],
  input: SeriesInput,
  reply: Saved,
});

export const changeSeries = endpoint({
  method: 'PUT',
  path: '/publicity/series/:id',
  summary: 'Change a series; drafts that are open stay as they are',
  who: ['staff'],
  input: Type.Object({ id, version, ...SeriesInput.properties }),
  reply: Saved,
});

export const moveSeries = endpoint({
  method: 'POST',
  path: '/publicity/series/:id/status',
  summary: 'Pause (暂停), go on (继续) or end (结束) a series; what is ended stays ended',
  who: ['staff'],
  input: Type.Object({ id, version, status: Type.Enum([...seriesStatuses]) }),
  reply: Saved,
});
