// Swedish writes dates as 2025-11-24 and times as 09:30, which is what Chinese offices read too.
const shanghai = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', ...options });
const day = shanghai({ dateStyle: 'short' });
const minute = shanghai({ dateStyle: 'short', timeStyle: 'short' });
const second = shanghai({ dateStyle: 'short', timeStyle: 'medium' });

/** An instant (epoch ms) as '2025-11-24 09:30' in Asia/Shanghai. */
export const dateTime = (instant: number): string => minute.format(instant);

/** An instant (epoch ms) as '2025-11-24 09:30:05' in Asia/Shanghai. */
export const exactTime = (instant: number): string => second.format(instant);

/** An instant (epoch ms) as lists show it: the time today, month and day this year, else the whole date. */
export function shortTime(instant: number, now = Date.now()): string {
  const [date, time] = minute.format(instant).split(' ') as [string, string];
  const today = day.format(now);
  if (date === today) return `今天 ${time}`;
  return date.slice(0, 4) === today.slice(0, 4) ? `${date.slice(5)} ${time}` : date;
}

/** A reference number as it is read over the phone: 123-456-789. */
export const reference = (number: string): string =>
  number.replace(/\D/g, '').replace(/(\d{3})(?=\d)/g, '$1-') || number;

/** How long ago an instant was, in words. */
export function ago(instant: number, now = Date.now()): string {
  const minutes = Math.floor((now - instant) / 60_000);
  if (minutes < 1) return '刚刚';
  if (minutes < 60) return `${minutes} 分钟前`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`;
  return `${Math.floor(minutes / (24 * 60))} 天前`;
}

export type Nearness = 'near' | 'soon' | 'calm';

/** How near a legal date is: a day or less, three days or less, more. */
export const nearness = (daysLeft: number): Nearness =>
  daysLeft <= 1 ? 'near' : daysLeft <= 3 ? 'soon' : 'calm';

/** Days to a legal date, in words. */
export function daysLeftText(daysLeft: number): string {
  if (daysLeft < 0) return `已超 ${-daysLeft} 天`;
  return daysLeft === 0 ? '今天到期' : `还剩 ${daysLeft} 天`;
}

/** Whole days from today in Asia/Shanghai to a legal date 'YYYY-MM-DD'. */
export const daysUntil = (date: string, now = Date.now()): number =>
  (Date.parse(date) - Date.parse(day.format(now))) / 86_400_000;
