import { In } from 'typeorm';
import { PushSeries, SeriesOccasion, type Material } from '../../../entities/index.ts';
import { addDays, type LegalDate } from '../../platform/calendar.ts';
import type { Reading } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { rows } from '../../platform/sql.ts';
import { reachNames, type Reach } from '../vocabulary.ts';
import type { PlannedOccasion } from '../plan/contract.ts';
import type { Rhythm } from './contract.ts';
import { dueAtOf, occasionsBetween } from './rules.ts';

/** The same material may go out again in a series after so many days: a day of the year has it every year. */
const AGAIN_AFTER_DAYS = 300;

/** Throws `not_found`. */
export async function mustFindSeries({ tx }: Reading, id: string): Promise<PushSeries> {
  const series = await tx.findOneBy(PushSeries, { id });
  if (!series) throw problem('not_found', { what: '这个系列' });
  return series;
}

export const rhythmOf = ({ rhythm }: Pick<PushSeries, 'rhythm'>): Rhythm => JSON.parse(rhythm) as Rhythm;

/** Days of active series between two days, from today on, that have no push yet. */
export async function plannedBetween(
  { tx, today }: Reading,
  from: LegalDate,
  to: LegalDate,
): Promise<PlannedOccasion[]> {
  const active = await tx.find(PushSeries, { where: { status: 'active' }, order: { id: 'ASC' } });
  if (active.length === 0) return [];
  const known = await tx.findBy(SeriesOccasion, { seriesId: In(active.map(({ id }) => id)) });
  const takenBy = new Map(known.map((one) => [`${one.seriesId} ${one.day}`, one]));
  return active.flatMap((series) => {
    const first = [from, today, series.startsOn].toSorted().at(-1)!;
    return occasionsBetween(rhythmOf(series), first, to).flatMap((day) => {
      const taken = takenBy.get(`${series.id} ${day}`);
      if (taken && taken.pushId !== null) return [];
      const reach = series.reach as Reach;
      return [
        {
          ...{ seriesId: series.id, name: series.name, day, dueAt: dueAtOf(day, series.time) },
          ...{ reach, reachName: reachNames[reach], waiting: taken !== undefined },
        },
      ];
    });
  });
}

/** Materials that a series could take for a day, the oldest first: open, of its kind and tag, not sent in it lately. */
export async function materialsFor(
  { tx }: Reading,
  { id, kind, tag }: Pick<PushSeries, 'id' | 'kind' | 'tag'>,
  day: LegalDate,
): Promise<Pick<Material, 'id' | 'title'>[]> {
  const lately = dueAtOf(addDays(day, -AGAIN_AFTER_DAYS), '00:00');
  const found = await rows<{ id: string; title: string; tags: string }>(
    tx,
    `SELECT m.id, m.title, m.tags FROM material m
     WHERE m.status = 'open' AND (m.expiresOn IS NULL OR m.expiresOn >= ?) AND (? = '' OR m.kind = ?)
       AND NOT EXISTS (SELECT 1 FROM series_occasion o JOIN push p ON p.id = o.pushId
         WHERE o.seriesId = ? AND p.materialId = m.id AND p.status <> 'withdrawn' AND p.dueAt > ?)
     ORDER BY m.createdAt, m.id`,
    [day, kind, kind, id, lately],
  );
  return found.filter(({ tags }) => tag === '' || tags.split(' ').includes(tag));
}
