import { Type, type Static } from 'typebox';
import { addDays, type LegalDate } from '../../platform/calendar.ts';
import { readYaml } from '../../platform/data.ts';
import { checker } from '../../platform/validate.ts';

const Series = Type.Object({
  id: Type.String({ maxLength: 32 }),
  name: Type.String(),
  /** 'MM-DD' of every year. */
  on: Type.Optional(Type.String()),
  /** Days from 春节. */
  springFestival: Type.Optional(Type.Integer()),
  /** The nth weekday (1 Monday … 7 Sunday) of a month. */
  nthWeekday: Type.Optional(
    Type.Object({ month: Type.Integer(), nth: Type.Integer(), weekday: Type.Integer() }),
  ),
  days: Type.Integer({ minimum: 1 }),
  advice: Type.String(),
  basis: Type.String(),
});
type Series = Static<typeof Series>;

const Data = Type.Object({
  springFestivals: Type.Record(Type.String(), Type.String()),
  series: Type.Array(Series),
});

/** The series of the year (series.yaml). */
export const seriesData = (() => {
  const data = readYaml(import.meta.url, './series.yaml');
  checker(Data)(data);
  return data as Static<typeof Data>;
})();

export interface Season {
  series: string;
  name: string;
  from: LegalDate;
  to: LegalDate;
  advice: string;
  basis: string;
  /** False for a year whose 春节 is not in the data: the first and last day of that year are given. */
  known: boolean;
}

/** The seasons that touch the days `from` … `to`, by their first day. */
export function seasonsBetween(from: LegalDate, to: LegalDate, data = seriesData): Season[] {
  const years = [];
  // A season may begin in the year before.
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)) + 1; year += 1) years.push(year);
  return years
    .flatMap((year) => data.series.map((series) => seasonOf(series, year, data.springFestivals)))
    .filter((season) => season.from <= to && season.to >= from)
    .toSorted((a, b) => a.from.localeCompare(b.from));
}

function seasonOf(series: Series, year: number, festivals: Record<string, string>): Season {
  const { id, name, advice, basis, days } = series;
  const start = startOf(series, year, festivals);
  const about = { series: id, name, advice, basis };
  if (start === undefined) return { ...about, from: `${year}-01-01`, to: `${year}-02-20`, known: false };
  return { ...about, from: start, to: addDays(start, days - 1), known: true };
}

function startOf(series: Series, year: number, festivals: Record<string, string>): LegalDate | undefined {
  if (series.on !== undefined) return `${year}-${series.on}`;
  if (series.nthWeekday) return nthWeekday(year, series.nthWeekday);
  const festival = festivals[year];
  return festival === undefined ? undefined : addDays(festival, series.springFestival ?? 0);
}

function nthWeekday(year: number, { month, nth, weekday }: NonNullable<Series['nthWeekday']>): LegalDate {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay() || 7;
  const day = 1 + ((weekday - first + 7) % 7) + (nth - 1) * 7;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
