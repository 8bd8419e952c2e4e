import { addDays, type LegalDate } from '../platform/calendar.ts';
import { newYearsEve, solarDay } from './lunar.ts';
import { readNumber } from './numbers.ts';

export interface ReadDate {
  date: LegalDate;
  /** Said roughly: the earliest day that it may mean is taken, so that no legal limit is reckoned too long. */
  rough: boolean;
}

const solar: Record<string, string> = {
  元旦: '01-01', 妇女节: '03-08', 三八: '03-08', 清明: '04-04', 五一: '05-01', 劳动节: '05-01', 六一: '06-01',
  儿童节: '06-01', 七一: '07-01', 八一: '08-01', 教师节: '09-10', 国庆: '10-01', 十一: '10-01', 双十一: '11-11',
  双十二: '12-12',
  // Seasons and school holidays by the earliest day that they may mean.
  开春: '02-01', 春天: '02-01', 夏天: '05-01', 秋天: '08-01', 冬天: '11-01', 暑假: '07-01', 寒假: '01-10',
}; // prettier-ignore
const lunar: Record<string, readonly [month: number, day: number]> = {
  春节: [1, 1], 过年: [1, 1], 新年: [1, 1], 年: [1, 1], 元宵: [1, 15], 端午: [5, 5], 五月节: [5, 5], 七夕: [7, 7],
  中秋: [8, 15], 八月半: [8, 15], 重阳: [9, 9], 腊八: [12, 8], 小年: [12, 23],
}; // prettier-ignore
const eve = new Set(['除夕', '年三十', '大年三十', '年夜']);
/** More a stretch of time than a day. */
const stretches = /^(开春|.天|暑假|寒假)$/;

const names = [...Object.keys(solar), ...Object.keys(lunar), ...eve].sort((a, b) => b.length - a.length);
const named = new RegExp(
  `^(去年|前年|大前年|今年|\\d{4}年)?(?:的)?(快|过完|过了)?(${names.join('|')})(?:节)?(?:放假)?` +
    `(前夕|前后|之前|之后|以前|以后|过后|期间|前|后)?$`,
);

/** 去年国庆前, 今年春节后, 五一, 中秋, 除夕, 去年夏天: "前" is the week before, "后" begins with the festival. */
export function festival(
  text: string,
  today: LegalDate,
  yearOf: (word: string) => number,
): ReadDate | undefined {
  const match = named.exec(text);
  if (!match) return undefined;
  const [, yearWord, lead, name = '', when = lead === '快' ? '前' : lead && '后'] = match;
  if (name === '年' && !when) return undefined;
  const day = latest(today, yearWord && yearOf(yearWord), (year) => festivalDay(name, year));
  if (!day) return undefined;
  if (!when) return { date: day, rough: stretches.test(name) };
  return { date: /前/.test(when) ? addDays(day, -7) : day, rough: true };
}

function festivalDay(name: string, year: number): LegalDate | undefined {
  if (eve.has(name)) return newYearsEve(year);
  const moon = lunar[name];
  return moon ? solarDay(year, ...moon) : `${year}-${solar[name]}`;
}

const months: Record<string, number> = { 正: 1, 冬: 11, 腊: 12 };
const lunarDay =
  /^(去年|前年|大前年|今年|\d{4}年)?(?:的)?(农历|阴历|旧历)?(正|冬|腊|[一二三四五六七八九十]{1,2}|\d{1,2})月(.+)?$/;

/** 腊月二十, 三月初五, 农历八月十五, 去年正月: whoever names a month or day as the old calendar does means that one. */
export function lunarDate(
  text: string,
  today: LegalDate,
  yearOf: (word: string) => number,
): ReadDate | undefined {
  const match = lunarDay.exec(text);
  if (!match) return undefined;
  const [, yearWord, calendar, monthWord = '', dayWord = ''] = match;
  const old = calendar !== undefined || monthWord in months || /^(初|廿)/.test(dayWord);
  if (!old || /^初$/.test(dayWord)) return undefined;
  const month = months[monthWord] ?? readNumber(monthWord);
  const rough = dayWord === '' || /^(底|末|里|份|中|头)$/.test(dayWord);
  const day = rough
    ? 1
    : readNumber(
        dayWord
          .replace(/^初/, '')
          .replace(/^廿/, '二十')
          .replace(/[日号]$/, ''),
      );
  if (month === undefined || day === undefined) return undefined;
  const found = latest(today, yearWord && yearOf(yearWord), (year) => solarDay(year, month, day));
  return found ? { date: found, rough } : undefined;
}

/** In the year that was named, else the latest one that isn't in the future. */
function latest(
  today: LegalDate,
  year: number | string | undefined,
  dayIn: (year: number) => LegalDate | undefined,
): LegalDate | undefined {
  if (typeof year === 'number') return dayIn(year);
  const current = Number(today.slice(0, 4));
  return [current, current - 1, current - 2].map(dayIn).find((day) => day !== undefined && day <= today);
}
