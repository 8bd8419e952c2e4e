import { Type, type Static } from 'typebox';
import { readYaml } from '../../platform/data.ts';
import { checker } from '../../platform/validate.ts';

const VolunteerSettings = Type.Object({
  hoursADay: Type.Integer({ minimum: 1, maximum: 24 }),
  strikesAYear: Type.Integer({ minimum: 1 }),
  minVisitMinutes: Type.Integer({ minimum: 0 }),
  stars: Type.Array(Type.Object({ stars: Type.Integer(), hours: Type.Integer() }), { minItems: 1 }),
});
export type VolunteerSettings = Static<typeof VolunteerSettings>;

/** The centre's rules for volunteers (settings.yaml, 以中心确认为准). */
export const volunteerSettings: VolunteerSettings = (() => {
  const data = readYaml(import.meta.url, './settings.yaml');
  checker(VolunteerSettings)(data);
  return data as VolunteerSettings;
})();

/** Minutes of service on one legal day 'YYYY-MM-DD', at one activity. */
export interface Service {
  onDay: string;
  minutes: number;
}

/** Minutes that count: of each day no more than the settings say, of very short services nothing. */
export function countedMinutes(services: readonly Service[], settings = volunteerSettings): number {
  const days = new Map<string, number>();
  for (const { onDay, minutes } of services)
    if (minutes >= settings.minVisitMinutes) days.set(onDay, (days.get(onDay) ?? 0) + minutes);
  const most = settings.hoursADay * 60;
  return [...days.values()].reduce((sum, minutes) => sum + Math.min(minutes, most), 0);
}

/** Stars for these counted minutes, and how many minutes are missing to the next one (null: none above). */
export function starsFor(
  minutes: number,
  settings = volunteerSettings,
): { stars: number; toNext: number | null } {
  const scale = settings.stars.toSorted((a, b) => a.hours - b.hours);
  const reached = scale.filter(({ hours }) => minutes >= hours * 60);
  const next = scale.find(({ hours }) => minutes < hours * 60);
  return { stars: reached.at(-1)?.stars ?? 0, toNext: next ? next.hours * 60 - minutes : null };
}

export interface Strikes {
  missed: number;
  complaints: number;
}

/** Missed services and complaints of one calendar year; what was set aside doesn't count. */
export function strikesIn(
  year: string,
  records: readonly { kind: string; onDay: string; void: boolean }[],
  missedServices: readonly string[],
): Strikes {
  const ofYear = records.filter((record) => !record.void && record.onDay.startsWith(year));
  const of = (kind: string): number => ofYear.filter((record) => record.kind === kind).length;
  return {
    missed: of('missed') + missedServices.filter((day) => day.startsWith(year)).length,
    complaints: of('complaint'),
  };
}

/** Whether exclusion is due: so many missed services, or so many complaints. A person decides it. */
export const exclusionDue = ({ missed, complaints }: Strikes, settings = volunteerSettings): boolean =>
  missed >= settings.strikesAYear || complaints >= settings.strikesAYear;

/** Hours as people say them: 3.5 小时. Rounded down to a tenth, so that nobody is promised more. */
export const hoursOf = (minutes: number): number => Math.floor(minutes / 6) / 10;
