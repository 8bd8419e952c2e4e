import type { Volunteer } from '../../../entities/index.ts';
import type { Reading } from '../../platform/db.ts';
import { grouped } from '../../platform/grouped.ts';
import { problem } from '../../platform/problems.ts';
import { row, rows } from '../../platform/sql.ts';
import type { VolunteerItem, VolunteerView } from './contract.ts';
import { countedMinutes, exclusionDue, hoursOf, starsFor, strikesIn } from './rules.ts';

const LIST = 500;

export const standingNames = { active: '在岗', excluded: '已清退', left: '已退出' } as const;
const recordNames = { training: '培训', missed: '爽约', complaint: '投诉' } as const;

interface Row extends Volunteer {
  servicePoint: string | null;
  openid: string | null;
}
interface RecordRow {
  id: string;
  volunteerId: string;
  kind: keyof typeof recordNames;
  onDay: string;
  note: string;
  minutes: number;
  void: number;
}
interface ServiceRow {
  activityId: string;
  volunteerId: string;
  title: string;
  onDay: string;
  status: 'asked' | 'came' | 'missed' | 'excused';
  minutes: number;
}

/** Whose account was ended by itself, or before there were standings, has left. */
export function standingOf({ standing, active }: Pick<Volunteer, 'standing' | 'active'>) {
  if (standing === null || standing === 'active') return active ? ('active' as const) : ('left' as const);
  return standing;
}

export const kindName = (legalLiterate: boolean): string => (legalLiterate ? '法律明白人' : '志愿者');

/** Volunteers, those to be decided about first, then by hours. */
export async function listVolunteers(
  reading: Reading,
  standing?: keyof typeof standingNames,
): Promise<VolunteerItem[]> {
  const found = await volunteers(reading, '');
  const items = found.map((one) => itemOf(reading, one));
  return items
    .filter((item) => standing === undefined || item.standing === standing)
    .toSorted((a, b) => Number(b.exclusionDue) - Number(a.exclusionDue) || b.hours - a.hours);
}

/** One volunteer with the book; throws `not_found`. */
export async function readVolunteer(reading: Reading, id: string): Promise<VolunteerView> {
  const [found] = await volunteers(reading, 'v.id = ?', [id]);
  if (!found) throw problem('not_found', { what: '这位志愿者' });
  const { person, records, services } = found;
  const phone = person.phone === null ? null : reading.sealer.open('volunteer.phone', person.phone);
  return {
    ...itemOf(reading, found),
    phone: phone && phone.replace(/^(.{3}).*(.{4})$/, '$1****$2'),
    joinedOn: person.joinedOn,
    ...{ standingReason: person.standingReason, standingOn: person.standingOn },
    trainingHours: trainingHours(records),
    records: records.map(({ volunteerId: _, note, kind, ...record }) => ({
      ...record,
      kind,
      kindName: recordNames[kind],
      void: Boolean(record.void),
      note: reading.sealer.open('volunteer_record.note', note),
    })),
    services: services.map(({ activityId, title, onDay, status, minutes }) => ({
      ...{ activityId, title, onDay, status, hours: hoursOf(minutes) },
    })),
  };
}

/** What a bound volunteer reads about themselves; null when the openid is nobody's or no active one's. */
export async function ownVolunteer(reading: Reading, openid: string) {
  const id = await volunteerIdOf(reading, openid);
  if (!id) return { volunteer: null };
  const [found] = await volunteers(reading, 'v.id = ?', [id]);
  if (!found) return { volunteer: null };
  const item = itemOf(reading, found);
  const { toNext } = starsFor(countedMinutes(cameOnly(found.services)));
  const next = await rows<{ title: string; place: string; startsAt: number }>(
    reading.tx,
    `SELECT a.title, a.place, a.startsAt FROM activity_volunteer s JOIN activity a ON a.id = s.activityId
     WHERE s.volunteerId = ? AND a.status = 'planned' AND a.endsAt > ? ORDER BY a.startsAt LIMIT 5`,
    [id, reading.now],
  );
  const { name, kindName: kind, hours, hoursThisYear, stars, missed } = item;
  return {
    volunteer: {
      ...{ name, kindName: kind, hours, hoursThisYear, stars, missed },
      toNext: toNext === null ? null : hoursOf(toNext),
      trainingHours: trainingHours(found.records),
      next: next.map((one) => ({ ...one, startsAt: Number(one.startsAt) })),
    },
  };
}

/** The active volunteer that an openid is bound to. */
export async function volunteerIdOf({ tx }: Reading, openid: string): Promise<string | undefined> {
  const found = await row<{ id: string }>(
    tx,
    `SELECT v.id FROM binding b JOIN volunteer v ON v.id = b.personId
     WHERE b.openid = ? AND b.kind = 'volunteer' AND v.active = 1`,
    [openid],
  );
  return found?.id;
}

interface Found {
  person: Row;
  records: RecordRow[];
  services: ServiceRow[];
}

async function volunteers({ tx }: Reading, where: string, values: string[] = []): Promise<Found[]> {
  const filter = where ? `WHERE ${where}` : '';
  const people = await rows<Row>(
    tx,
    `SELECT v.*, p.name AS servicePoint, b.openid FROM volunteer v
     LEFT JOIN service_point p ON p.id = v.servicePointId
     LEFT JOIN binding b ON b.kind = 'volunteer' AND b.personId = v.id ${filter} ORDER BY v.id LIMIT ${LIST}`,
    values,
  );
  const records = await rows<RecordRow>(
    tx,
    `SELECT r.id, r.volunteerId, r.kind, r.onDay, r.note, r.minutes, r.void FROM volunteer_record r
     JOIN volunteer v ON v.id = r.volunteerId ${filter} ORDER BY r.onDay DESC, r.id DESC`,
    values,
  );
  const services = await rows<ServiceRow>(
    tx,
    `SELECT s.activityId, s.volunteerId, a.title, s.onDay, s.status, s.minutes FROM activity_volunteer s
     JOIN activity a ON a.id = s.activityId JOIN volunteer v ON v.id = s.volunteerId ${filter}
     ORDER BY s.onDay DESC, s.activityId DESC`,
    values,
  );
  const recordsOf = grouped(records, ({ volunteerId }) => volunteerId);
  const servicesOf = grouped(services, ({ volunteerId }) => volunteerId);
  return people.map((person) => ({
    person,
    records: recordsOf.get(person.id) ?? [],
    services: servicesOf.get(person.id) ?? [],
  }));
}

function itemOf({ today }: Reading, { person, records, services }: Found): VolunteerItem {
  const year = today.slice(0, 4);
  const came = cameOnly(services);
  const minutes = countedMinutes(came);
  const missedDays = services.filter(({ status }) => status === 'missed').map(({ onDay }) => onDay);
  const strikes = strikesIn(
    year,
    records.map((record) => ({ ...record, void: Boolean(record.void) })),
    missedDays,
  );
  const standing = standingOf({ standing: person.standing, active: Boolean(person.active) });
  const legalLiterate = Boolean(person.legalLiterate);
  return {
    ...{ id: person.id, name: person.name, kindName: kindName(legalLiterate), legalLiterate },
    ...{
      servicePointId: person.servicePointId,
      servicePoint: person.servicePoint ?? '',
      area: person.area || null,
    },
    ...{ standing, standingName: standingNames[standing] },
    hours: hoursOf(minutes),
    hoursThisYear: hoursOf(countedMinutes(came.filter(({ onDay }) => onDay.startsWith(year)))),
    stars: starsFor(minutes).stars,
    ...strikes,
    exclusionDue: standing === 'active' && exclusionDue(strikes),
    bound: person.openid !== null,
  };
}

const cameOnly = (services: readonly ServiceRow[]): ServiceRow[] =>
  services.filter(({ status }) => status === 'came');

const trainingHours = (records: readonly RecordRow[]): number =>
  hoursOf(
    records
      .filter((record) => record.kind === 'training' && !record.void)
      .reduce((sum, { minutes }) => sum + minutes, 0),
  );
