import { PushSeries } from '../../../entities/index.ts';
import { isLegalDate } from '../../platform/calendar.ts';
import type { Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { problem } from '../../platform/problems.ts';
import { changed } from '../../platform/sql.ts';
import { authorKey, type Author } from '../authors.ts';
import { seriesStatusNames, type SeriesStatus } from '../vocabulary.ts';
import type { SeriesInput } from './contract.ts';
import { mustFindSeries } from './reading.ts';
import { isWhole } from './rules.ts';

interface Saved {
  id: string;
  version: number;
}

/** A new series in its editor's name. Throws `bad_input` for a rhythm without its day. */
export async function addSeries(work: Work, author: Author, input: SeriesInput): Promise<Saved> {
  const { tx, now } = work;
  const series = { ...columnsOf(author, input), id: newId(), version: 1, createdAt: now };
  await tx.insert(PushSeries, { ...series, status: 'active' });
  work.emit('series.changed', { data: { id: series.id, status: 'active' } });
  return { id: series.id, version: 1 };
}

/** Changes what is opened from now on; who changed it is its editor. Throws `bad_input`, `series_state`, `stale`. */
export async function changeSeries(
  work: Work,
  author: Author,
  { id, version, ...input }: SeriesInput & Saved,
): Promise<Saved> {
  const { status } = await mustFindSeries(work, id);
  if (status === 'ended') throw ended();
  return keep(work, { id, version }, columnsOf(author, input), status);
}

/** Pauses, goes on with, or ends a series; what is ended stays ended. Throws `series_state`, `stale`. */
export async function moveSeries(
  work: Work,
  { id, version, status }: Saved & { status: SeriesStatus },
): Promise<Saved> {
  const before = await mustFindSeries(work, id);
  if (before.status === 'ended') throw ended();
  return keep(work, { id, version }, { status }, status);
}

const ended = () => problem('series_state', { state: seriesStatusNames.ended });

async function keep(
  work: Work,
  { id, version }: Saved,
  set: Partial<PushSeries>,
  status: SeriesStatus,
): Promise<Saved> {
  const names = Object.keys(set);
  const done = await changed(
    work.tx,
    `UPDATE push_series SET ${names.map((name) => `${name} = ?`).join(', ')}, version = version + 1
     WHERE id = ? AND version = ? AND status <> 'ended'`,
    [...Object.values(set), id, version],
  );
  if (done === 0) throw problem('stale');
  work.emit('series.changed', { data: { id, status } });
  return { id, version: version + 1 };
}

function columnsOf(author: Author, input: SeriesInput) {
  const { name, rhythm, time, daysAhead, reach, audience, template, kind = '', tag = '', startsOn } = input;
  if (!isWhole(rhythm)) throw problem('bad_input', { detail: '请选好哪一天发' });
  if (!isLegalDate(startsOn)) throw problem('bad_input', { detail: '没有这个开始日期' });
  if (reach === 'subscription' && !template)
    throw problem('bad_input', { detail: '订阅通知要选一个模板，并写好每一行' });
  return {
    ...{ name, rhythm: JSON.stringify(rhythm), time, daysAhead, reach, kind, tag, startsOn },
    ...{ audience: JSON.stringify(audience), author: authorKey(author) },
    template: reach === 'subscription' && template ? JSON.stringify(template) : null,
  };
}
