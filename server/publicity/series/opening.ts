import { PushSeries, SeriesOccasion } from '../../../entities/index.ts';
import { system } from '../../platform/actor.ts';
import { addDays, type LegalDate } from '../../platform/calendar.ts';
import { isDuplicate, type Database, type Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { JobDefinition } from '../../platform/schedule.ts';
import { changed } from '../../platform/sql.ts';
import type { Audience } from '../audience/contract.ts';
import { authorOf } from '../authors.ts';
import { numberOf } from '../number.ts';
import type { Setting } from '../plan/settings.ts';
import type { NoticeTemplate } from '../pushes/contract.ts';
import { addPush } from '../pushes/service.ts';
import type { Reach } from '../vocabulary.ts';
import { materialsFor, plannedBetween } from './reading.ts';
import { dueAtOf } from './rules.ts';

const FARTHEST_DAYS = 60;

/** Every half hour: drafts of the occasions of series that are near enough; what had no material is looked at again. */
export const openSeries = (setting: Setting): JobDefinition => ({
  name: 'publicity.openSeries',
  every: { minutes: 30 },
  whenMissed: 'make-up-once',
  run: (db) => openOccasions(db, setting),
});

/** Opens a draft push for each occasion of an active series within its days ahead; each once, whoever else looks. */
export async function openOccasions(db: Database, setting: Setting): Promise<void> {
  const planned = await db.read((reading) =>
    plannedBetween(reading, reading.today, addDays(reading.today, FARTHEST_DAYS)),
  );
  for (const { seriesId, day } of planned) {
    await db
      .write(system('publicity.openSeries'), (work) => openOccasion(work, setting, seriesId, day))
      .catch((error: unknown) => {
        // Another worker took this day in the same moment.
        if (!isDuplicate(error)) throw error;
      });
  }
}

async function openOccasion(work: Work, setting: Setting, seriesId: string, day: LegalDate): Promise<void> {
  const { tx, now, today } = work;
  const series = await tx.findOneBy(PushSeries, { id: seriesId });
  if (series?.status !== 'active' || day > addDays(today, series.daysAhead)) return;
  const dueAt = dueAtOf(day, series.time);
  if (dueAt <= now) return;
  const occasion = await take(work, seriesId, day);
  if (!occasion) return;
  const about = { name: series.name, day };
  const material = (await materialsFor(work, series, day))[0];
  if (!material) {
    if (occasion.isNew) work.emit('series.waiting', { data: { ...about, number: numberOf(seriesId) } });
    return;
  }
  const template = series.template === null ? undefined : (JSON.parse(series.template) as NoticeTemplate);
  const { id } = await addPush(work, setting, await authorOf(work, series.author), {
    ...{ materialId: material.id, reach: series.reach as Reach, dueAt, whenMissed: 'late' },
    audience: JSON.parse(series.audience) as Audience,
    ...(template && { template }),
  });
  await tx.update(SeriesOccasion, { id: occasion.id }, { pushId: id });
  work.emit('series.opened', { data: { ...about, number: numberOf(id), title: material.title } });
}

/** Takes the day in hand, under a lock until the end of this unit; undefined when it has its push. */
async function take(
  { tx, now }: Work,
  seriesId: string,
  day: LegalDate,
): Promise<{ id: string; isNew: boolean } | undefined> {
  const known = await tx.findOneBy(SeriesOccasion, { seriesId, day });
  if (!known) {
    const id = newId();
    await tx.insert(SeriesOccasion, { id, seriesId, day, pushId: null, at: now });
    return { id, isNew: true };
  }
  const taken = await changed(
    tx,
    'UPDATE series_occasion SET at = ? WHERE id = ? AND pushId IS NULL AND at < ?',
    [...[now, known.id, now]],
  );
  return taken === 0 ? undefined : { id: known.id, isNew: false };
}
