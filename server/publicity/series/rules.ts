import { addDays, startOf, type LegalDate } from '../../platform/calendar.ts';
import { seasonsBetween, seriesData } from '../plan/series.ts';
import type { Rhythm } from './contract.ts';

const weekdays = '一二三四五六日';
/** A series of a year has its next occasion within this. */
const A_YEAR_AND_MORE = 400;

/** The days between two days, both included, on which a series falls. A season of an unknown year falls on none. */
export function occasionsBetween(rhythm: Rhythm, from: LegalDate, to: LegalDate): LegalDate[] {
  if (rhythm.every === 'season')
    return seasonsBetween(from, to)
      .filter((one) => one.series === rhythm.season && one.known && one.from >= from)
      .map((one) => one.from);
  const days: LegalDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (fallsOn(rhythm, day)) days.push(day);
  return days;
}

/** The first day from `from` on that isn't among `taken`; undefined where none is known. */
export const nextOccasion = (
  rhythm: Rhythm,
  from: LegalDate,
  taken: ReadonlySet<LegalDate>,
): LegalDate | undefined =>
  occasionsBetween(rhythm, from, addDays(from, A_YEAR_AND_MORE)).find((day) => !taken.has(day));

function fallsOn({ every, weekday, day: ofMonth = 0, on }: Rhythm, day: LegalDate): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  const { number, last } = { number: date.getUTCDate(), last: lastOf(date) };
  switch (every) {
    case 'week':
      return (date.getUTCDay() || 7) === weekday;
    case 'month':
      return number === Math.min(ofMonth, last);
    case 'year':
      return on?.slice(0, 2) === day.slice(5, 7) && number === Math.min(Number(on.slice(3)), last);
    case 'season':
      return false;
  }
}

const lastOf = (date: Date): number =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

/** Whether a rhythm has what it needs: a weekday, a day, a date, or a season that is in the data. */
export function isWhole({ every, weekday, day, on, season }: Rhythm): boolean {
  if (every === 'season') return seriesData.series.some(({ id }) => id === season);
  return { week: weekday, month: day, year: on }[every] !== undefined;
}

/** 'HH:MM' in Shanghai on a day, as an instant. */
export const dueAtOf = (day: LegalDate, time: string): number =>
  startOf(day) + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000;

/** 「每月 15 日 10:00」 */
export function rhythmWords({ every, weekday, day, on, season }: Rhythm, time: string): string {
  const words = {
    week: () => `每周${weekdays[(weekday ?? 1) - 1]}`,
    month: () => `每月 ${day} 日${(day ?? 0) > 28 ? '（没有这一天的月份在月末）' : ''}`,
    year: () => `每年 ${Number(on?.slice(0, 2))} 月 ${Number(on?.slice(3))} 日`,
    season: () => `每年「${seriesData.series.find(({ id }) => id === season)?.name ?? season}」第一天`,
  };
  return `${words[every]()} ${time}`;
}
