import type { Activity } from '../../../entities/index.ts';
import type { Reading } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { row, rows } from '../../platform/sql.ts';
import { sceneOf } from '../scenes/rules.ts';
import type { ActivityItem, ActivityView, PublicActivity } from './contract.ts';
import { activityKindNames, activityStatusNames, type ActivityKind } from './vocabulary.ts';

const LIST = 200;
const NEXT = 5;

const counts = `
  (SELECT COUNT(*) FROM activity_guest g WHERE g.activityId = a.id AND g.signedUpAt IS NOT NULL AND g.cancelled = 0) AS signedUp,
  (SELECT COUNT(*) FROM activity_guest g WHERE g.activityId = a.id AND g.cameAt IS NOT NULL) AS checkedIn`;

export type CountedActivity = Activity & { signedUp: number; checkedIn: number };

/** Those to come first, the next one on top; then the past ones, the latest first. */
export async function listActivities(
  { tx }: Reading,
  status?: ActivityItem['status'],
): Promise<ActivityItem[]> {
  const found = await rows<CountedActivity>(
    tx,
    `SELECT a.*, ${counts} FROM activity a ${status ? 'WHERE a.status = ?' : ''} ORDER BY a.startsAt DESC LIMIT ${LIST}`,
    status ? [status] : [],
  );
  const planned = found.filter((one) => one.status === 'planned').toReversed();
  return [...planned, ...found.filter((one) => one.status !== 'planned')].map(itemOf);
}

/** Throws `not_found`. */
export async function mustFindActivity({ tx }: Reading, id: string): Promise<CountedActivity> {
  const found = await row<CountedActivity>(tx, `SELECT a.*, ${counts} FROM activity a WHERE a.id = ?`, [id]);
  if (!found) throw problem('not_found', { what: '这场活动' });
  return found;
}

export async function readActivity(reading: Reading, id: string): Promise<ActivityView> {
  const { tx } = reading;
  const activity = await mustFindActivity(reading, id);
  const volunteers = await rows<ActivityView['volunteers'][number]>(
    tx,
    `SELECT v.id, v.name, s.status, s.minutes FROM activity_volunteer s JOIN volunteer v ON v.id = s.volunteerId
     WHERE s.activityId = ? ORDER BY v.id`,
    [id],
  );
  const photos = await rows<{ id: string }>(
    tx,
    'SELECT id FROM activity_photo WHERE activityId = ? ORDER BY id',
    [id],
  );
  return {
    ...itemOf(activity),
    ...{ code: activity.code, scene: sceneOf('activity', id), reason: activity.reason },
    given: JSON.parse(activity.given) as ActivityView['given'],
    volunteers: volunteers.map(({ id: volunteer, name, status, minutes }) => ({
      ...{ id: volunteer, name, status, minutes },
    })),
    photos: photos.map((photo) => ({ id: photo.id, path: `/activities/${id}/photos/${photo.id}` })),
  };
}

const itemOf = (activity: CountedActivity): ActivityItem => ({
  ...{ id: activity.id, version: activity.version, kind: activity.kind as ActivityKind },
  kindName: activityKindNames[activity.kind as ActivityKind],
  ...{ title: activity.title, township: activity.township, place: activity.place, seats: activity.seats },
  ...{ startsAt: Number(activity.startsAt), endsAt: Number(activity.endsAt) },
  ...{ status: activity.status, statusName: activityStatusNames[activity.status] },
  ...{ signedUp: Number(activity.signedUp), checkedIn: Number(activity.checkedIn), others: activity.others },
});

/** An activity as a resident reads it, with their own part in it. */
export async function publicActivity(reading: Reading, id: string, openid: string): Promise<PublicActivity> {
  const activity = await mustFindActivity(reading, id);
  const guest = await row<{ signedUpAt: number | null; cameAt: number | null; cancelled: number }>(
    reading.tx,
    'SELECT signedUpAt, cameAt, cancelled FROM activity_guest WHERE activityId = ? AND openid = ?',
    [id, openid],
  );
  const { title, place, status, seats, signedUp } = activity;
  return {
    ...{ id, title, place, status, kindName: activityKindNames[activity.kind as ActivityKind] },
    ...{ startsAt: Number(activity.startsAt), endsAt: Number(activity.endsAt) },
    over: Number(activity.endsAt) < reading.now,
    full: seats !== null && Number(signedUp) >= seats,
    signedUp: Boolean(guest && guest.signedUpAt !== null && !guest.cancelled),
    cameAt: guest && guest.cameAt !== null ? Number(guest.cameAt) : null,
  };
}

export async function nextActivities(reading: Reading, openid: string): Promise<PublicActivity[]> {
  const found = await rows<{ id: string }>(
    reading.tx,
    `SELECT id FROM activity WHERE status = 'planned' AND endsAt > ? ORDER BY startsAt LIMIT ${NEXT}`,
    [reading.now],
  );
  const items: PublicActivity[] = [];
  for (const { id } of found) items.push(await publicActivity(reading, id, openid));
  return items;
}
