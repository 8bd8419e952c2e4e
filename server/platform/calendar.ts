import { readYaml } from './data.ts';

/** A legal day 'YYYY-MM-DD' in Asia/Shanghai. */
export type LegalDate = string;

/** Tells workdays from holidays; `undefined` for a day of a year without data, which is never taken as a workday. */
export interface Calendar {
  isWorkday(date: LegalDate): boolean | undefined;
}

export interface Span {
  days?: number;
  months?: number;
  years?: number;
  /** Working days (工作日) count only on a covered calendar; the default is natural days. */
  unit?: 'natural' | 'working';
}

export interface DueDate {
  date: LegalDate;
  /** True where the calendar doesn't cover the last day: the un-rolled, earlier date is given (以中心确认为准). */
  provisional: boolean;
}

const DAY = 86_400_000;
const SHANGHAI_OFFSET = 8 * 3_600_000;

const toUtc = (date: LegalDate): number => Date.parse(`${date}T00:00:00Z`);
const fromUtc = (ms: number): LegalDate => new Date(ms).toISOString().slice(0, 10);

/** The day in Asia/Shanghai (fixed UTC+8) at an instant in epoch milliseconds. */
export function legalDateOf(instant: number): LegalDate {
  return fromUtc(instant + SHANGHAI_OFFSET);
}

/** The instant in epoch milliseconds at which a legal day begins. */
export function startOf(date: LegalDate): number {
  return toUtc(date) - SHANGHAI_OFFSET;
}

export function isLegalDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(toUtc(value)) && fromUtc(toUtc(value)) === value;
}

export function addDays(date: LegalDate, days: number): LegalDate {
  return fromUtc(toUtc(date) + days * DAY);
}

/** Adds calendar months; a day that the month lacks becomes its last day (民法典 201: 31 January + 1 month = 28 February). */
export function addMonths(date: LegalDate, months: number): LegalDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return fromUtc(Date.UTC(year, month - 1 + months, Math.min(day, last)));
}

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: LegalDate, b: LegalDate): number {
  return Math.round((toUtc(b) - toUtc(a)) / DAY);
}

/** Full years (周岁) on `date` of a person born on `birth`, counted from the birthday. */
export function ageOn(birth: LegalDate, date: LegalDate): number {
  const years = Number(date.slice(0, 4)) - Number(birth.slice(0, 4));
  return date.slice(5) >= birth.slice(5) ? years : years - 1;
}

/**
 * The last day of a legal period (期间): the start day doesn't count, and a last day that is no workday moves to the
 * next workday. Throws RangeError for working-day spans that reach a year without calendar data.
 */
export function dueDate(start: LegalDate, span: Span, calendar: Calendar): DueDate {
  if (span.unit === 'working')
    return { date: addWorkdays(start, span.days ?? 0, calendar), provisional: false };
  const last = addDays(addMonths(start, (span.months ?? 0) + 12 * (span.years ?? 0)), span.days ?? 0);
  return rollForward(last, calendar);
}

function rollForward(last: LegalDate, calendar: Calendar): DueDate {
  for (let date = last; ; date = addDays(date, 1)) {
    const workday = calendar.isWorkday(date);
    if (workday === undefined) return { date: last, provisional: true };
    if (workday) return { date, provisional: false };
  }
}

function addWorkdays(start: LegalDate, days: number, calendar: Calendar): LegalDate {
  let date = start;
  for (let left = days; left > 0;) {
    date = addDays(date, 1);
    const workday = calendar.isWorkday(date);
    if (workday === undefined) {
      throw new RangeError(`no calendar data for ${date.slice(0, 4)}: working days cannot be counted`);
    }
    if (workday) left -= 1;
  }
  return date;
}

export type HolidayTable = Record<string, { holidays: string[]; workdays: string[] }>;

/** A calendar from a table of years; each entry lists 'MM-DD'. */
export function calendarOf(years: HolidayTable): Calendar {
  const table = new Map(
    Object.entries(years).map(([year, { holidays, workdays }]) => [
      year,
      { holidays: new Set(holidays), workdays: new Set(workdays) },
    ]),
  );
  return {
    isWorkday(date) {
      const year = table.get(date.slice(0, 4));
      if (!year) return undefined;
      const day = date.slice(5);
      if (year.workdays.has(day)) return true;
      if (year.holidays.has(day)) return false;
      const weekday = new Date(toUtc(date)).getUTCDay();
      return weekday !== 0 && weekday !== 6;
    },
  };
}

/** The calendar of the years in calendar.yaml. */
export const builtInCalendar: Calendar = calendarOf(
  (readYaml(import.meta.url, './calendar.yaml') as { years: HolidayTable }).years,
);
