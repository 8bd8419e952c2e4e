import type { Reading, Work } from '../platform/db.ts';
import { row, rows } from '../platform/sql.ts';
import { servicePointKindNames, servicePointKinds, type ServicePointKind } from '../vocabulary.ts';
import type { ServicePointView } from './contract.ts';

interface PointRow {
  id: string;
  kind: ServicePointKind;
  name: string;
  address: string | null;
  phone: string | null;
  hours: string | null;
  parent: string | null;
}

const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];

/** The active service points, centre first, each with its duty lawyers of the week. */
export async function servicePoints({ tx }: Reading, kind?: ServicePointKind): Promise<ServicePointView[]> {
  const points = await rows<PointRow>(
    tx,
    `SELECT s.id, s.kind, s.name, s.address, s.phone, s.hours, p.name AS parent
     FROM service_point s LEFT JOIN service_point p ON p.id = s.parentId WHERE s.active = 1 ORDER BY s.code`,
  );
  const duties = await rows<{
    servicePointId: string;
    weekday: number;
    fromMinute: number;
    toMinute: number;
    name: string;
  }>(
    tx,
    `SELECT d.servicePointId, d.weekday, d.fromMinute, d.toMinute, l.name
     FROM duty_slot d JOIN lawyer l ON l.id = d.lawyerId WHERE l.active = 1 ORDER BY d.weekday, d.fromMinute`,
  );
  return points
    .filter((point) => kind === undefined || point.kind === kind)
    .toSorted((a, b) => servicePointKinds.indexOf(a.kind) - servicePointKinds.indexOf(b.kind))
    .map((point) => ({
      ...point,
      kindName: servicePointKindNames[point.kind],
      duties: duties
        .filter((duty) => duty.servicePointId === point.id)
        .map(
          (duty) =>
            `${weekdays[duty.weekday - 1]} ${clock(duty.fromMinute)}–${clock(duty.toMinute)} ${duty.name}`,
        ),
    }));
}

/** Where a resident can go with a matter: the special stations of its themes, best first, and the centre; 3 at most. */
export async function pointsFor(
  { tx }: Reading,
  themes: readonly string[],
): Promise<{ name: string; address: string | null; phone: string | null }[]> {
  const points = await rows<PointRow & { theme: string | null }>(
    tx,
    `SELECT name, kind, theme, address, phone FROM service_point
     WHERE active = 1 AND kind IN ('themed', 'centre') ORDER BY code`,
  );
  const stations = themes.flatMap((theme) =>
    points.filter((point) => point.kind === 'themed' && point.theme === theme),
  );
  return [...stations.slice(0, 2), ...points.filter(({ kind }) => kind === 'centre')]
    .slice(0, 3)
    .map(({ name, address, phone }) => ({ name, address, phone }));
}

/**
 * The service point that a new application goes to: a themed station of one of `themes`, in this order of preference,
 * else the centre. The centre decides wherever it was handed in (援法13).
 */
export async function routeTo({ tx }: Work, themes: readonly string[]): Promise<string> {
  const themed = await rows<{ id: string; theme: string }>(
    tx,
    `SELECT id, theme FROM service_point WHERE kind = 'themed' AND active = 1 AND theme IS NOT NULL`,
  );
  for (const theme of themes) {
    const station = themed.find((point) => point.theme === theme);
    if (station) return station.id;
  }
  const centre = await row<{ id: string }>(
    tx,
    `SELECT id FROM service_point WHERE kind = 'centre' AND active = 1`,
  );
  if (!centre) throw new Error('the network has no centre: seed one or enter it in the console');
  return centre.id;
}

const clock = (minute: number): string =>
  `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
