import { PushSeries, SeriesOccasion } from '../../../entities/index.ts';
import { addDays, legalDateOf } from '../../platform/calendar.ts';
import type { Reading } from '../../platform/db.ts';
import { rows } from '../../platform/sql.ts';
import type { Audience } from '../audience/contract.ts';
import { isEverybody } from '../audience/rules.ts';
import { audienceWords, countAudience } from '../audience/service.ts';
import { namesOf } from '../authors.ts';
import { seriesData } from '../plan/series.ts';
import { conflictsFor } from '../plan/service.ts';
import type { Setting } from '../plan/settings.ts';
import type { NoticeTemplate } from '../pushes/contract.ts';
import {
  materialKindNames,
  pushStatusNames,
  reachNames,
  seriesStatusNames,
  type MaterialKind,
  type PushStatus,
  type Reach,
} from '../vocabulary.ts';
import type { SeriesItem } from './contract.ts';
import { materialsFor, rhythmOf } from './reading.ts';
import { dueAtOf, nextOccasion, rhythmWords } from './rules.ts';

const LAST = 3;
const order = ['active', 'paused', 'ended'];

/** Every series, those that run first, and the seasons that one may follow. */
export async function listSeries(
  reading: Reading,
  setting: Setting,
): Promise<{ items: SeriesItem[]; seasons: { id: string; name: string }[] }> {
  const all = await reading.tx.find(PushSeries, { order: { createdAt: 'DESC', id: 'ASC' } });
  const names = await namesOf(
    reading,
    all.map(({ author }) => author),
  );
  const items: SeriesItem[] = [];
  for (const series of all.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status)))
    items.push({ ...(await itemOf(reading, setting, series)), authorName: names.get(series.author) ?? '' });
  return { items, seasons: seriesData.series.map(({ id, name }) => ({ id, name })) };
}

async function itemOf(
  reading: Reading,
  setting: Setting,
  series: PushSeries,
): Promise<Omit<SeriesItem, 'authorName'>> {
  const { id, version, name, time, daysAhead, startsOn, status, kind, tag } = series;
  const [reach, rhythm] = [series.reach as Reach, rhythmOf(series)];
  const audience = JSON.parse(series.audience) as Audience;
  const next = status === 'active' ? await nextOf(reading, setting, series, audience) : null;
  const what = [
    kind === '' ? '各类材料' : materialKindNames[kind as MaterialKind],
    ...(tag === '' ? [] : [`标签「${tag}」`]),
  ];
  return {
    ...{ id, version, name, rhythm, time, daysAhead, reach, audience, startsOn, status, next },
    ...(kind !== '' && { kind: kind as MaterialKind }),
    ...(tag !== '' && { tag }),
    template: series.template === null ? null : (JSON.parse(series.template) as NoticeTemplate),
    ...{ statusName: seriesStatusNames[status], rhythmWords: rhythmWords(rhythm, time) },
    ...{ reachName: reachNames[reach], audienceWords: await audienceWords(reading, audience, reach) },
    materialWords: what.join('，'),
    materials: (await materialsFor(reading, series, next?.day ?? reading.today)).length,
    pushes: await lastPushes(reading, id),
  };
}

async function nextOf(
  reading: Reading,
  setting: Setting,
  series: PushSeries,
  audience: Audience,
): Promise<SeriesItem['next']> {
  const { tx, now, today } = reading;
  const known = await tx.findBy(SeriesOccasion, { seriesId: series.id });
  const taken = new Set(known.filter(({ pushId }) => pushId !== null).map(({ day }) => day));
  if (dueAtOf(today, series.time) <= now) taken.add(today);
  const from = series.startsOn > today ? series.startsOn : today;
  const day = nextOccasion(rhythmOf(series), from, taken);
  if (day === undefined) return null;
  const [reach, dueAt] = [series.reach as Reach, dueAtOf(day, series.time)];
  const template = series.template === null ? undefined : (JSON.parse(series.template) as NoticeTemplate);
  const asked = { audience, reach, template: template?.title };
  const { people, way } = await countAudience(reading, asked, setting.accountType);
  const conflicts = await conflictsFor(
    reading,
    {
      ...{ reach, dueAt, audience, people, toAll: isEverybody(audience), byList: way === 'list' },
      ...{ hasTemplate: template !== undefined, expiresOn: null },
    },
    setting,
  );
  const opens = addDays(day, -series.daysAhead);
  return {
    ...{ day, dueAt, people, conflicts, opensOn: opens < today ? today : opens },
    waiting: known.some((one) => one.day === day),
  };
}

async function lastPushes({ tx }: Reading, id: string): Promise<SeriesItem['pushes']> {
  const found = await rows<{ id: string; dueAt: number; title: string; status: PushStatus }>(
    tx,
    `SELECT p.id, p.dueAt, p.title, p.status FROM series_occasion o JOIN push p ON p.id = o.pushId
     WHERE o.seriesId = ? ORDER BY o.day DESC LIMIT ${LAST}`,
    [id],
  );
  return found.map(({ dueAt, ...push }) => ({
    ...{ ...push, day: legalDateOf(Number(dueAt)), statusName: pushStatusNames[push.status] },
  }));
}
