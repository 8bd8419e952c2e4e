import { Binding, DutySlot, Firm, Lawyer, ServicePoint, Staff, Volunteer } from '../../entities/index.ts';
import { system } from '../platform/actor.ts';
import { isDuplicate, type Database } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { staffRow } from '../people/sessions.ts';
import { demoCentre, DEMO_PASSWORD, type DemoCentre } from './centre.ts';

/** Fills an empty database with the demo centre; returns false when there is a centre already. */
export async function seedDemoCentre(db: Database): Promise<boolean> {
  if ((await db.read(({ tx }) => tx.count(ServicePoint))) > 0) return false;
  const centre = demoCentre();
  const points = pointRows(centre);
  const pointId = (code: string): string => idOf(points, (point) => point.code === code, code);
  const firms = centre.firms.map(({ name }): Firm => ({ id: newId(), name, active: true }));
  const lawyers = centre.lawyers.map(({ name, firm, specialties }): Lawyer => ({
    id: newId(),
    name,
    firmId: idOf(
      firms,
      ({ name: firmName }) => firmName === centre.firms.find((one) => one.code === firm)?.name,
      firm,
    ),
    specialties,
    active: true,
  }));
  const staff = await Promise.all(
    centre.staff.map(({ account, name, roles, point }) =>
      staffRow({ account, name, roles, password: DEMO_PASSWORD, servicePointId: pointId(point) }),
    ),
  );
  const volunteers = centre.volunteers.map(({ name, point, legalLiterate }): Volunteer => ({
    id: newId(),
    name,
    servicePointId: pointId(point),
    legalLiterate,
    active: true,
    ...{ area: null, phone: null, joinedOn: null },
    ...{ standing: null, standingReason: null, standingOn: null },
  }));
  const duties = centre.duties.map(({ point, lawyer, weekday, from, to }): DutySlot => ({
    id: newId(),
    servicePointId: pointId(point),
    lawyerId: idOf(lawyers, ({ name }) => name === lawyer, lawyer),
    weekday,
    fromMinute: minuteOf(from),
    toMinute: minuteOf(to),
  }));

  const fill = db.write(system('demo'), async ({ tx, now }) => {
    const bind = (
      kind: Binding['kind'],
      people: { id: string }[],
      sources: { openid?: string }[],
    ): Binding[] =>
      people.flatMap((person, i) => {
        const openid = sources[i]?.openid;
        return openid ? [{ openid, kind, personId: person.id, boundAt: now }] : [];
      });
    await tx.insert(ServicePoint, points);
    await tx.insert(Firm, firms);
    await tx.insert(Lawyer, lawyers);
    await tx.insert(Staff, staff);
    await tx.insert(Volunteer, volunteers);
    await tx.insert(DutySlot, duties);
    await tx.insert(Binding, [
      ...bind('staff', staff, centre.staff),
      ...bind('lawyer', lawyers, centre.lawyers as { openid?: string }[]),
      ...bind('volunteer', volunteers, centre.volunteers),
    ]);
    return true;
  });
  return fill.catch((error: unknown) => {
    // Another process of the same start was first.
    if (isDuplicate(error)) return false;
    throw error;
  });
}

function pointRows({ servicePoints }: DemoCentre): ServicePoint[] {
  const ids = new Map(servicePoints.map(({ code }) => [code, newId()]));
  return servicePoints.map(({ code, kind, name, parent, township, theme }) => ({
    id: ids.get(code)!,
    code,
    kind,
    name,
    township: township ?? null,
    theme: theme ?? null,
    parentId: parent === undefined ? null : (ids.get(parent) ?? null),
    address: null,
    phone: null,
    hours: null,
    active: true,
  }));
}

function idOf<T extends { id: string }>(rows: T[], match: (row: T) => boolean, name: string): string {
  const found = rows.find(match);
  if (!found) throw new Error(`demo centre: nothing is called ${name}`);
  return found.id;
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}
