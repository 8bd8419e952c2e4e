import { Volunteer, VolunteerRecord } from '../../../entities/index.ts';
import { isLegalDate } from '../../platform/calendar.ts';
import type { Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { problem } from '../../platform/problems.ts';
import { changed, row } from '../../platform/sql.ts';
import type { Profile } from './contract.ts';
import { readVolunteer } from './reading.ts';

/** A new volunteer; throws `not_found` for a point that isn't there. */
export async function addVolunteer(work: Work, profile: Profile): Promise<{ id: string }> {
  const { tx, sealer, today } = work;
  await mustBePoint(work, profile.servicePointId);
  const id = newId();
  const { name, servicePointId, legalLiterate, area, phone, joinedOn } = profile;
  await tx.insert(Volunteer, {
    ...{ id, name, servicePointId, legalLiterate, active: true, area: area || null },
    phone: phone ? sealer.seal('volunteer.phone', phone) : null,
    joinedOn: joinedOn ?? today,
    ...{ standing: 'active', standingReason: null, standingOn: today },
  });
  work.emit('volunteer.changed', { data: { id, what: 'added' } });
  return { id };
}

export async function changeVolunteer(
  work: Work,
  { id, ...profile }: Profile & { id: string },
): Promise<{ id: string }> {
  const { tx, sealer } = work;
  const before = await mustFind(work, id);
  await mustBePoint(work, profile.servicePointId);
  const { name, servicePointId, legalLiterate, area, phone, joinedOn } = profile;
  const sealed =
    phone === undefined ? before.phone : phone === '' ? null : sealer.seal('volunteer.phone', phone);
  await changed(
    tx,
    `UPDATE volunteer SET name = ?, servicePointId = ?, legalLiterate = ?, area = ?, phone = ?, joinedOn = ? WHERE id = ?`,
    [
      ...[name, servicePointId, Number(legalLiterate), area || null, sealed],
      ...[joinedOn ?? before.joinedOn, id],
    ],
  );
  work.emit('volunteer.changed', { data: { id, what: 'profile' } });
  return { id };
}

export interface NewRecord {
  id: string;
  kind: VolunteerRecord['kind'];
  onDay: string;
  note: string;
  minutes?: number;
}

/** A line in the book. Exclusion is never done by it: it tells when somebody has to decide. Throws `bad_input`. */
export async function recordVolunteer(
  work: Work,
  { id, kind, onDay, note, minutes = 0 }: NewRecord,
): Promise<{ id: string; exclusionDue: boolean }> {
  const { tx, now, sealer, actor, today } = work;
  await mustFind(work, id);
  if (!isLegalDate(onDay) || onDay > today) throw problem('bad_input', { detail: '日期不能晚于今天' });
  if (kind === 'training' && minutes === 0) throw problem('bad_input', { detail: '请填培训时长' });
  const record: VolunteerRecord = {
    ...{ id: newId(), volunteerId: id, kind, onDay, note: sealer.seal('volunteer_record.note', note) },
    ...{ minutes: kind === 'training' ? minutes : 0, void: false, byId: actor.id, at: now },
  };
  await tx.insert(VolunteerRecord, record);
  work.emit('volunteer.changed', { data: { id, what: kind } });
  return { id: record.id, exclusionDue: (await readVolunteer(work, id)).exclusionDue };
}

/** 不成立: the line stays in the book and counts no more. */
export async function voidRecord(
  work: Work,
  { id, record }: { id: string; record: string },
): Promise<{ exclusionDue: boolean }> {
  const done = await changed(
    work.tx,
    'UPDATE volunteer_record SET void = 1 WHERE id = ? AND volunteerId = ? AND void = 0',
    [record, id],
  );
  if (done === 0) throw problem('not_found', { what: '这条记录' });
  work.emit('volunteer.changed', { data: { id, what: 'void' } });
  return { exclusionDue: (await readVolunteer(work, id)).exclusionDue };
}

type Standing = 'active' | 'excluded' | 'left';

/** Who is excluded or has left does nothing as a volunteer any more; on leaving, the binding ends as well. */
export async function setStanding(
  work: Work,
  { id, standing, reason }: { id: string; standing: Standing; reason: string },
): Promise<{ id: string; standing: Standing }> {
  const { tx, today } = work;
  await mustFind(work, id);
  await changed(
    tx,
    `UPDATE volunteer SET standing = ?, standingReason = ?, standingOn = ?, active = ? WHERE id = ?`,
    [standing, reason, today, Number(standing === 'active'), id],
  );
  if (standing === 'left') {
    await changed(tx, `DELETE FROM binding WHERE kind = 'volunteer' AND personId = ?`, [id]);
    await changed(tx, `DELETE FROM binding_code WHERE kind = 'volunteer' AND personId = ?`, [id]);
  }
  work.emit('volunteer.changed', { data: { id, what: standing } });
  return { id, standing };
}

async function mustFind({ tx }: Work, id: string): Promise<Volunteer> {
  const found = await row<Volunteer>(tx, 'SELECT * FROM volunteer WHERE id = ?', [id]);
  if (!found) throw problem('not_found', { what: '这位志愿者' });
  return found;
}

async function mustBePoint({ tx }: Work, id: string): Promise<void> {
  if (!(await row(tx, 'SELECT id FROM service_point WHERE id = ? AND active = 1', [id])))
    throw problem('not_found', { what: '这个网点' });
}
