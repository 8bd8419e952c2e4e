import { choiceOf } from './talk.ts';

/** 「1 3」「1、3」「13」 means two choices of a short list; undefined for anything that is no choice of these. */
export function picksOf(text: string, count: number): number[] | undefined {
  const parts = text
    .normalize('NFKC')
    .trim()
    .split(/[\s,，、.和]+/)
    .filter(Boolean);
  const numbers = parts.map((part) => choiceOf(part));
  if (numbers.length === 0 || numbers.some((number) => number === undefined || number < 1 || number > count))
    return undefined;
  return [...new Set(numbers as number[])];
}

const SHANGHAI = 8 * 3_600_000;

/** An instant as people say it: 12月4日（周五）10:00. */
export function spokenTime(instant: number): string {
  const at = new Date(instant + SHANGHAI);
  const time = at.toISOString().slice(11, 16);
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日（周${'日一二三四五六'[at.getUTCDay()]}）${time}`;
}

/** 「12月4日10点」「12月4日下午3点半」「2026-12-04 10:00」 → epoch ms, the next such day from `now` on; undefined otherwise. */
export function timeIn(text: string, now: number): number | undefined {
  const plain = text.normalize('NFKC').trim();
  const found =
    /^(?:(\d{4})[年-])?(\d{1,2})[月-](\d{1,2})[日号]?\s*(上午|下午|晚上|半夜|凌晨)?\s*(\d{1,2})(?:[:点时](半|\d{1,2})?分?)?$/.exec(
      plain,
    );
  if (!found) return undefined;
  const [, year, month, day, part, hour, minute] = found;
  const clock = clockOf(Number(hour), part);
  const minutes = minute === '半' ? 30 : Number(minute ?? 0);
  const thisYear = new Date(now + SHANGHAI).getUTCFullYear();
  const at = (of: number): number | undefined => {
    const date = new Date(Date.UTC(of, Number(month) - 1, Number(day)));
    const right = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
    if (!right || clock === undefined || minutes > 59) return undefined;
    return date.getTime() + (clock * 60 + minutes) * 60_000 - SHANGHAI;
  };
  if (year !== undefined) return at(Number(year));
  const soon = at(thisYear);
  return soon !== undefined && soon < now ? at(thisYear + 1) : soon;
}

/** The hour on a clock of 24; 24 is the midnight that ends the day. Undefined where nobody can tell which night is meant. */
function clockOf(hour: number, part: string | undefined): number | undefined {
  if (hour > 23) return undefined;
  if (part === '下午' && hour < 12) return hour + 12;
  if (part === '凌晨' && hour === 12) return 0;
  if ((part === '晚上' || part === '半夜') && hour <= 12) {
    if (hour === 12) return 24;
    return hour > 4 ? hour + 12 : undefined;
  }
  return hour;
}
