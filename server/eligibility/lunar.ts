import { addDays, type LegalDate } from '../platform/calendar.ts';

/** The Chinese calendar as ICU knows it; no table of ours to keep. */
const format = new Intl.DateTimeFormat('en-u-ca-chinese', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

/** ICU puts these months a day late: the new moon falls minutes before midnight in Beijing. */
const late = new Set(['2027-1']);

const years = new Map<number, Map<string, LegalDate>>();

/**
 * The solar day of a lunar one (农历): `solarDay(2025, 12, 23)` is in February 2026. A month said without 闰 is the first
 * of the two that a year may have. `undefined` for a day that this year hasn't.
 */
export function solarDay(lunarYear: number, month: number, day: number): LegalDate | undefined {
  let days = years.get(lunarYear);
  if (!days) years.set(lunarYear, (days = daysOf(lunarYear)));
  return days.get(`${month}-${day}`);
}

/** 除夕: the day before the next lunar year. */
export function newYearsEve(lunarYear: number): LegalDate | undefined {
  const next = solarDay(lunarYear + 1, 1, 1);
  return next && addDays(next, -1);
}

function daysOf(lunarYear: number): Map<string, LegalDate> {
  const days = new Map<string, LegalDate>();
  // A lunar year begins between 21 January and 20 February and has 385 days at most.
  for (let i = 0, day = `${lunarYear}-01-21`; i < 420; i += 1, day = addDays(day, 1)) {
    const parts = Object.fromEntries(
      format.formatToParts(new Date(`${day}T00:00:00Z`)).map(({ type, value }) => [type, value]),
    ) as Record<string, string>;
    if (Number(parts['relatedYear']) !== lunarYear) continue;
    const key = `${parts['month']}-${parts['day']}`;
    const early = late.has(`${lunarYear}-${parts['month']}`);
    if (!days.has(key)) days.set(key, early ? addDays(day, -1) : day);
  }
  return days;
}
