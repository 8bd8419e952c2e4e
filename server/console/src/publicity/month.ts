const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;
const iso = (utc: number): string => new Date(utc).toISOString().slice(0, 10);

/** The day 'YYYY-MM-DD' of an instant in Asia/Shanghai. */
export const dayOf = (instant: number): string => iso(instant + SHANGHAI);

/** The month 'YYYY-MM' of an instant in Asia/Shanghai. */
export const monthOf = (instant: number): string => dayOf(instant).slice(0, 7);

/** The month so many months later. */
export function shiftMonth(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return iso(Date.UTC(year, number - 1 + by, 1)).slice(0, 7);
}

/** Weeks from Monday to Sunday that show a month, as days 'YYYY-MM-DD'. */
export function weeksOf(month: string): string[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const end = Date.parse(`${shiftMonth(month, 1)}-01T00:00:00Z`);
  const weeks: string[][] = [];
  for (let day = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY; day < end; day += 7 * DAY)
    weeks.push(Array.from({ length: 7 }, (_, i) => iso(day + i * DAY)));
  return weeks;
}

/** 'YYYY-MM-DDTHH:mm' in Asia/Shanghai, as a datetime field has it, and back. */
export const fieldOf = (instant: number): string => new Date(instant + SHANGHAI).toISOString().slice(0, 16);
export const instantOf = (field: string): number => Date.parse(`${field}:00Z`) - SHANGHAI;
