export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** 'YYYY-MM-DD' in Beijing time, where the platform's quotas begin anew at midnight. */
export function dayOf(at: number): string {
  return new Date(at + 8 * HOUR).toISOString().slice(0, 10);
}

/** 'YYYY-MM' in Beijing time. */
export function monthOf(at: number): string {
  return dayOf(at).slice(0, 7);
}
