import { addDays, addMonths, isLegalDate, type LegalDate } from '../platform/calendar.ts';
import { festival, lunarDate, type ReadDate } from './festivals.ts';
import { narrow, readNumber } from './numbers.ts';

const weekdays: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7 };

const number = '[0-9零〇一二两三四五六七八九十]+';

/**
 * A past day in people's words (昨天 · 上个月底 · 去年国庆前 · 3月5号 · 2026.3.5 · 三个月前), seen from `today`. A day
 * without a year is the latest one that isn't in the future. `undefined` if it is no day.
 */
export function readDate(said: string, today: LegalDate): ReadDate | undefined {
  const text = plain(said);
  const year = (word: string): number => yearOf(word, today);
  const found =
    fullDate(text) ??
    relativeDay(text, today) ??
    weekday(text, today) ??
    festival(text, today, year) ??
    lunarDate(text, today, year) ??
    monthPart(text, today);
  if (!found || !isLegalDate(found.date)) return undefined;
  const hedged = /大概|大约|差不多|好像|左右/.test(said);
  return hedged || text !== plain(said, false) ? { ...found, rough: true } : found;
}

/** What was said without the words around a day; of several days (8月12、13号 · 三四月份 · 3月底4月初) only the first. */
function plain(said: string, firstOnly = true): string {
  const text = narrow(said)
    .replace(/\s+/g, '')
    .replace(/^(我|大概|大约|差不多|好像|应该|已经|就|是|在|从|有)+/, '')
    .replace(/[。.]$/, '')
    .replace(
      /(的时候|那天|那会儿?|左右|吧|就?被?(走|离开|离职|辞职|辞退|开除|受伤|受的伤|发生|收到|拿到)的?|的)+$/,
      '',
    )
    .replace(/了$/, '')
    .replace(/(?<=[日号天周\d])(大?清早|早上|上午|中午|下午|傍晚|晚上|晚|夜里|半夜|凌晨)$/, '')
    .replace(/^(去年|前年|今年)的/, '$1')
    .replace(/元月/, '1月')
    .replace(/大上个?月/, '上上个月')
    // 二零二五年, 二五年; but 二三年前 is two or three years ago.
    .replace(/^[零〇一二三四五六七八九]{2}(?:[零〇一二三四五六七八九]{2})?(?=年(?!前|以前|多))/, (digits) =>
      [...digits].map((digit) => readNumber(digit)).join(''),
    );
  if (!firstOnly) return text;
  return (
    text
      // 两三个月前 by the longer time.
      .replace(/^[一二两三四五六七八]([二三四五六七八九])(?=个?[天月年周]|个?星期)(?!月)/, '$1')
      .replace(/^(.*月\d+)[、,和到至~-]\d+(?=[日号])/, '$1')
      .replace(/^(.*月[底末]).+月初$/, '$1')
      .replace(/([一二三四五六七八九])([二三四五六七八九])(?=月)/, (both, first: string, second: string) =>
        readNumber(second)! === readNumber(first)! + 1 ? first : both,
      )
      .replace(/(二?十)几(?=[日号])/, '$1一')
  );
}

const exact = (date: LegalDate): ReadDate => ({ date, rough: false });
const roughly = (date: LegalDate): ReadDate => ({ date, rough: true });

const iso = (year: number, month: number, day: number): LegalDate =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

function fullDate(text: string): ReadDate | undefined {
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const short = /^(\d{2})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (short) return exact(iso(2000 + Number(short[1]), Number(short[2]), Number(short[3])));
  return match ? exact(iso(Number(match[1]), Number(match[2]), Number(match[3]))) : undefined;
}

/** Days ago, by name. A Map, since an object would also know "toString". */
const recentDays = new Map(
  Object.entries({
    今天: 0,
    今日: 0,
    今早: 0,
    刚才: 0,
    刚刚: 0,
    昨天: 1,
    昨日: 1,
    昨晚: 1,
    前天: 2,
    大前天: 3,
  }),
);

function relativeDay(text: string, today: LegalDate): ReadDate | undefined {
  const named = recentDays.get(text);
  if (named !== undefined) return exact(addDays(today, -named));
  if (text === '前几天' || text === '前些天' || text === '几天前') return roughly(addDays(today, -9));
  if (/^前?[一两]?两天$/.test(text)) return roughly(addDays(today, -4));
  if (/^十天半个?月前?$/.test(text)) return roughly(addDays(today, -16));
  if (/^(去年|前年)(这个?时候|这时候|现在|今天)$/.test(text))
    return roughly(addDays(addMonths(today, text.startsWith('去') ? -12 : -24), -15));
  if (text === '半年前' || text === '半年多前') return roughly(addMonths(today, -6));
  const half = new RegExp(`^(${number})个?半()()(月|年)(以?前|之前)?$`).exec(text);
  const ago = new RegExp(`^(${number}|半)(个)?(多|来)?(天|日|星期|周|礼拜|月|年)(?:多)?(以?前|之前)?$`).exec(
    text,
  );
  const match = half ?? ago;
  const count = match && (match[1] === '半' ? 0.5 : readNumber(match[1]!));
  if (!match || count === null || count === undefined) return undefined;
  const unit = match[4]!;
  // Without 前, 3月 and 25年 are a month and a year, 三个月了 and 三年了 a time that went by.
  const calendar = unit === '日' || (unit === '月' && !half && !match[2]) || (unit === '年' && count > 12);
  if (!match[5] && calendar) return undefined;
  const amount = half ? count + 0.5 : count + (text.includes('多') ? 0.5 : 0);
  if (amount > 10_000) return undefined;
  if (/[天日]/.test(unit)) {
    const day = addDays(today, -Math.ceil(amount));
    return match[3] || text.includes('多') ? roughly(day) : exact(day);
  }
  if (unit === '月' || unit === '年') {
    const months = unit === '年' ? amount * 12 : amount;
    return roughly(addDays(addMonths(today, -Math.floor(months)), -Math.round((months % 1) * 30)));
  }
  return roughly(addDays(today, -Math.round(amount * 7)));
}

/** 上周三, 这周一, 上上周五: weeks begin on Monday. */
function weekday(text: string, today: LegalDate): ReadDate | undefined {
  const match = /^(上上|上|这|本)个?(?:周|星期|礼拜)([一二三四五六日天])?$/.exec(text);
  if (!match) return undefined;
  const current = new Date(`${today}T00:00:00Z`).getUTCDay() || 7;
  const weeks = { 上上: 2, 上: 1, 这: 0, 本: 0 }[match[1]!] ?? 0;
  const monday = addDays(today, 1 - current - 7 * weeks);
  return match[2] ? exact(addDays(monday, (weekdays[match[2]] ?? 1) - 1)) : roughly(monday);
}

function yearOf(word: string, today: LegalDate): number {
  const year = Number(today.slice(0, 4));
  if (/^\d{4}/.test(word)) return Number(word.slice(0, 4));
  return { 今年: year, 去年: year - 1, 前年: year - 2, 大前年: year - 3 }[word] ?? year;
}

const parts: Record<string, number> = {
  初: 1, 月初: 1, 上旬: 1, 头: 1, 中: 11, 中旬: 11, 月中: 11, 底: 25, 月底: 25, 末: 25, 下旬: 21, 月末: 25,
}; // prettier-ignore

/** 3月5号, 去年八月中旬, 上个月底, 这个月3号, 5号, 今年6月. */
function monthPart(text: string, today: LegalDate): ReadDate | undefined {
  const relative = new RegExp(
    `^(上上|上|这|本|当)个?月(?:份)?(?:(${number})[日号]?|(底|末|初|中|头|中旬|上旬|下旬))?$`,
  ).exec(text);
  if (relative) {
    const back = { 上上: 2, 上: 1 }[relative[1]!] ?? 0;
    const [year, month] = addMonths(`${today.slice(0, 7)}-01`, -back)
      .split('-')
      .map(Number) as [number, number];
    return dayIn(year, month, relative[2], relative[3]);
  }
  const named = new RegExp(
    `^(去年|前年|大前年|今年|\\d{4}年|\\d{2}年)?(${number})月(?:份)?(?:(${number})[日号]?|(底|末|初|中|头|中旬|上旬|下旬|月底|月初))?$`,
  ).exec(text);
  const shortForm = /^(\d{1,2})[./-](\d{1,2})$/.exec(text);
  if (named || shortForm) {
    const month = named ? readNumber(named[2]!) : Number(shortForm![1]);
    if (!month || month > 12) return undefined;
    const word = named?.[1];
    const twoDigits = word && /^\d{2}年$/.test(word) ? Number(`20${word.slice(0, 2)}`) : undefined;
    const year = twoDigits ?? (word ? yearOf(word, today) : Number(today.slice(0, 4)));
    const found = dayIn(year, month, named ? named[3] : shortForm![2], named?.[4]);
    if (!found || word || found.date <= today) return found;
    return dayIn(year - 1, month, named ? named[3] : shortForm![2], named?.[4]);
  }
  const yearPart = /^(?=.{2})(去年|前年|今年|\d{4}年)?(初|底|末|年初|年底|年末|年中)$/.exec(text);
  if (yearPart) {
    const month = /初/.test(yearPart[2]!) ? 1 : /中/.test(yearPart[2]!) ? 6 : 12;
    const year = yearOf(yearPart[1] ?? '今年', today);
    return roughly(iso(yearPart[1] || iso(year, month, 1) <= today ? year : year - 1, month, 1));
  }
  const onlyPart = /^月([初中底末])$/.exec(text);
  if (onlyPart) {
    const [year, month] = today.split('-').map(Number) as [number, number];
    const found = dayIn(year, month, undefined, onlyPart[1]);
    if (!found || found.date <= today) return found;
    const [lastYear, lastMonth] = addMonths(`${today.slice(0, 7)}-01`, -1)
      .split('-')
      .map(Number) as [number, number];
    return dayIn(lastYear, lastMonth, undefined, onlyPart[1]);
  }
  const onlyDay = new RegExp(`^(${number})[日号]$`).exec(text);
  if (!onlyDay) return undefined;
  const [year, month] = today.split('-').map(Number) as [number, number];
  const found = dayIn(year, month, onlyDay[1], undefined);
  if (found && found.date <= today) return found;
  const [lastYear, lastMonth] = addMonths(`${today.slice(0, 7)}-01`, -1)
    .split('-')
    .map(Number) as [number, number];
  return dayIn(lastYear, lastMonth, onlyDay[1], undefined);
}

function dayIn(
  year: number,
  month: number,
  day: string | undefined,
  part: string | undefined,
): ReadDate | undefined {
  if (day === undefined) return roughly(iso(year, month, parts[part ?? ''] ?? 1));
  const value = readNumber(day);
  return value === undefined ? undefined : exact(iso(year, month, value));
}

/** 2026-03-05 → 2026年3月5日, with 大约 before a rough one. */
export function sayDate(value: string): string {
  const [year, month, day] = value.replace('~', '').split('-').map(Number) as [number, number, number];
  return `${value.endsWith('~') ? '大约' : ''}${year}年${month}月${day}日`;
}
