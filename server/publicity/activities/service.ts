import { randomInt } from 'node:crypto';
import { Activity, ActivityPhoto, ActivityVolunteer } from '../../../entities/index.ts';
import { addSuggestion } from '../../answers/suggestions/service.ts';
import { legalDateOf } from '../../platform/calendar.ts';
import type { Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { problem } from '../../platform/problems.ts';
import { changed, row, rows } from '../../platform/sql.ts';
import { numberOf } from '../number.ts';
import { orderScene } from '../scenes/service.ts';
import type { ActivityInput } from './contract.ts';
import { mustFindActivity } from './reading.ts';
import { activitySettings } from './rules.ts';
import { activityStatusNames } from './vocabulary.ts';

interface Saved {
  id: string;
  version: number;
}

/** A new activity with its check-in code; its QR code is ordered. Throws `bad_input`, `not_found`. */
export async function addActivity(work: Work, input: ActivityInput): Promise<Saved> {
  const { tx, now, actor } = work;
  mustBeInOrder(input);
  const { kind, title, township, place, startsAt, endsAt, seats } = input;
  const activity: Activity = {
    ...{ id: newId(), kind, title, township, place, startsAt, endsAt, seats: seats ?? null },
    ...{ status: 'planned', code: await freeCode(work), others: 0, given: '[]', reason: null },
    ...{ byId: actor.id, version: 1, createdAt: now },
  };
  await tx.insert(Activity, activity);
  await ask(work, activity.id, input);
  await orderScene(work, 'activity', activity.id);
  work.emit('activity.changed', { data: { id: activity.id, status: 'planned' } });
  return { id: activity.id, version: 1 };
}

/** Changes it before it is closed. Throws `stale`, `activity_state`. */
export async function changeActivity(
  work: Work,
  { id, version, ...input }: ActivityInput & Saved,
): Promise<Saved> {
  mustBeInOrder(input);
  const { kind, title, township, place, startsAt, endsAt, seats } = input;
  const set = { kind, title, township, place, startsAt, endsAt, seats: seats ?? null };
  const saved = await save(work, { id, version }, set);
  await changed(work.tx, `DELETE FROM activity_volunteer WHERE activityId = ? AND status = 'asked'`, [id]);
  await ask(work, id, input);
  return saved;
}

/** Calls it off; whoever signed up hears of it. Throws `stale`, `activity_state`. */
export async function cancelActivity(
  work: Work,
  { reason, ...of }: Saved & { reason: string },
): Promise<Saved> {
  const saved = await save(work, of, { status: 'cancelled', reason });
  await changed(work.tx, 'DELETE FROM activity_volunteer WHERE activityId = ?', [of.id]);
  const { title, startsAt } = await mustFindActivity(work, of.id);
  const guests = await rows<{ openid: string }>(
    work.tx,
    'SELECT openid FROM activity_guest WHERE activityId = ? AND signedUpAt IS NOT NULL AND cancelled = 0 ORDER BY openid',
    [of.id],
  );
  const data = { number: numberOf(of.id), title, day: legalDateOf(Number(startsAt)) };
  for (const { openid } of guests) work.emit('activity.cancelled', { openid, data });
  return saved;
}

export interface Outcome extends Saved {
  others: number;
  given: { what: string; count: number }[];
  volunteers: { id: string; status: 'came' | 'missed' | 'excused'; minutes: number }[];
  questions: string[];
}

/**
 * What became of it. Volunteers' hours come from here, and missed services too; questions go to the answers' editors
 * with personal data masked. Throws `bad_input` before it began.
 */
export async function closeActivity(work: Work, outcome: Outcome): Promise<Saved & { questions: number }> {
  const { id, version, others, given, volunteers, questions } = outcome;
  const activity = await mustFindActivity(work, id);
  if (Number(activity.startsAt) > work.now)
    throw problem('bad_input', { detail: '活动还没有开始，不能填写结果' });
  const saved = await save(work, { id, version }, { status: 'held', others, given: JSON.stringify(given) });
  const onDay = legalDateOf(Number(activity.startsAt));
  await changed(work.tx, 'DELETE FROM activity_volunteer WHERE activityId = ?', [id]);
  for (const { id: volunteerId, status, minutes } of volunteers) {
    await mustBeVolunteer(work, volunteerId);
    await work.tx.insert(ActivityVolunteer, {
      ...{ activityId: id, volunteerId, status, onDay, minutes: status === 'came' ? minutes : 0 },
    });
  }
  for (const said of questions) await addSuggestion(work, { source: 'activity', said });
  return { ...saved, questions: questions.length };
}

export async function addPhoto(
  work: Work,
  activityId: string,
  file: { key: string; mime: string },
): Promise<{ photo: string }> {
  await mustFindActivity(work, activityId);
  const photo = newId();
  await work.tx.insert(ActivityPhoto, {
    ...{ id: photo, activityId, fileKey: file.key, mime: file.mime, byId: work.actor.id, at: work.now },
  });
  work.emit('activity.changed', { data: { id: activityId, status: 'photo' } });
  return { photo };
}

async function save(
  work: Work,
  { id, version }: Saved,
  set: Record<string, string | number | null>,
): Promise<Saved> {
  const before = await mustFindActivity(work, id);
  if (before.status !== 'planned')
    throw problem('activity_state', { state: activityStatusNames[before.status] });
  const columns = Object.keys(set).map((column) => `${column} = ?`);
  const done = await changed(
    work.tx,
    `UPDATE activity SET ${columns.join(', ')}, version = version + 1 WHERE id = ? AND version = ? AND status = 'planned'`,
    [...Object.values(set), id, version],
  );
  if (done === 0) throw problem('stale');
  work.emit('activity.changed', { data: { id, status: String(set['status'] ?? 'changed') } });
  return { id, version: version + 1 };
}

async function ask(work: Work, activityId: string, { volunteers, startsAt }: ActivityInput): Promise<void> {
  for (const volunteerId of new Set(volunteers)) {
    await mustBeVolunteer(work, volunteerId);
    await work.tx.insert(ActivityVolunteer, {
      ...{ activityId, volunteerId, status: 'asked', minutes: 0, onDay: legalDateOf(startsAt) },
    });
  }
}

async function mustBeVolunteer({ tx }: Work, id: string): Promise<void> {
  if (!(await row(tx, 'SELECT id FROM volunteer WHERE id = ? AND active = 1', [id])))
    throw problem('not_found', { what: '这位志愿者' });
}

function mustBeInOrder({ startsAt, endsAt }: ActivityInput): void {
  if (endsAt <= startsAt) throw problem('bad_input', { detail: '结束时间要晚于开始时间' });
  if (endsAt - startsAt > 24 * 3_600_000) throw problem('bad_input', { detail: '一场活动不能超过 24 小时' });
}

/** A check-in code that no activity to come has. */
async function freeCode({ tx, now }: Work): Promise<string> {
  const taken = new Set(
    (await rows<{ code: string }>(tx, 'SELECT code FROM activity WHERE endsAt > ?', [now - 86_400_000])).map(
      ({ code }) => code,
    ),
  );
  for (let tries = activitySettings.codeTries; tries > 0; tries -= 1) {
    const code = String(randomInt(100_000, 1_000_000));
    if (!taken.has(code)) return code;
  }
  throw problem('busy');
}
