import type { Range } from './vocabulary.ts';

const digits: Record<string, number> = {
  零: 0, 〇: 0, 一: 1, 壹: 1, 幺: 1, 二: 2, 两: 2, 俩: 2, 贰: 2, 三: 3, 仨: 3, 叁: 3, 四: 4, 肆: 4, 五: 5, 伍: 5,
  六: 6, 陆: 6, 七: 7, 柒: 7, 八: 8, 捌: 8, 九: 9, 玖: 9,
}; // prettier-ignore
const units: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };

/** Full-width forms (１２，：) as ASCII, and no white space at either end. */
export function narrow(said: string): string {
  return said.normalize('NFKC').trim();
}

/**
 * A whole number in Arabic or Chinese numerals (1,200 · 一万二 · 三千五 · 两百零五 · 十来); `undefined` if it is none. A
 * trailing digit after a unit counts in the next lower unit, as people say it: 一万二 = 12,000.
 */
export function readNumber(said: string): number | undefined {
  const text = narrow(said).replace(/(\d),(?=\d{3})/g, '$1');
  const arabic = /^(\d+(?:\.\d+)?)(百|千|[kK]|万|[wW]|亿)?$/.exec(text);
  if (arabic) {
    const unit =
      { 百: 100, 千: 1000, k: 1000, 万: 10_000, w: 10_000, 亿: 1e8 }[arabic[2]?.toLowerCase() ?? ''] ?? 1;
    return round(Number(arabic[1]) * unit);
  }
  const mixed = /^(\d+)(万|[wW]|千|[kK])(\d{1,4})$/.exec(text);
  if (mixed) {
    const [, whole, unit, rest] = mixed as unknown as [string, string, string, string];
    const size = /[万wW]/.test(unit) ? 10_000 : 1000;
    return Number(whole) * size + (rest.length === 1 ? Number(rest) * (size / 10) : Number(rest));
  }
  return readChinese(text);
}

const round = (value: number): number => Math.round(value * 100) / 100;

function readChinese(text: string): number | undefined {
  if (!/^[零〇一壹幺二两俩贰三仨叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿点半]+$/.test(text))
    return undefined;
  const point = /^(.+)点(.+?)(万|千)?$/.exec(text);
  if (point) return readDecimal(point[1]!, point[2]!, point[3]);
  if (text.includes('点')) return undefined;
  if (text.endsWith('半')) return readHalf(text.slice(0, -1));
  if (![...text].some((char) => char in units || char === '万' || char === '亿')) {
    return Number([...text].map((char) => digits[char]).join(''));
  }
  const cut = Math.max(text.lastIndexOf('亿'), text.indexOf('亿') < 0 ? text.lastIndexOf('万') : -1);
  if (cut < 0) return readSection(text, 1);
  const size = text[cut] === '亿' ? 1e8 : 10_000;
  const whole = cut === 0 ? undefined : readSection(text.slice(0, cut), 1);
  const rest = text.slice(cut + 1);
  if (whole === undefined) return undefined;
  if (rest === '') return whole * size;
  const tail = rest.includes('万') ? readChinese(rest) : readSection(rest, size / 10);
  return tail === undefined ? undefined : whole * size + tail;
}

/** Up to four digits with units; a lone last digit counts `lone` or a tenth of the unit before it. */
function readSection(text: string, lone: number): number | undefined {
  let total = 0;
  let digit: number | undefined;
  let lower = lone;
  let highest = Infinity;
  for (const char of text) {
    const unit = units[char];
    if (unit !== undefined) {
      // 三千三千五 is two numbers.
      if (unit > highest / 10) return undefined;
      highest = unit;
      total += (digit ?? 1) * unit;
      digit = undefined;
      lower = unit / 10;
    } else if (char === '零' || char === '〇') {
      lower = 1;
    } else {
      if (digit !== undefined || !(char in digits)) return undefined;
      digit = digits[char];
    }
  }
  return digit === undefined ? total : total + digit * Math.max(1, lower);
}

function readDecimal(whole: string, decimals: string, unit: string | undefined): number | undefined {
  const left = readChinese(whole);
  const right = [...decimals].map((char) => digits[char]);
  if (left === undefined || right.includes(undefined)) return undefined;
  const size = unit === '万' ? 10_000 : unit === '千' ? 1000 : 1;
  return round(Number(`${left}.${right.join('')}`) * size);
}

/** 两万半 = 25,000, 一千半 = 1,500. */
function readHalf(text: string): number | undefined {
  const whole = readChinese(text);
  const unit = units[text.at(-1) ?? ''] ?? { 万: 10_000, 亿: 1e8 }[text.at(-1) ?? ''];
  return whole === undefined || unit === undefined ? undefined : whole + unit / 2;
}

/** A number as people say it roughly, as a range: 三千多, 三四千, 五千左右, 不到两千, 两千到三千; exact ones too. */
export function readRoughly(said: string): number | Range | undefined {
  const text = narrow(said)
    .replace(
      /^(大概|大约|差不多|估计|可能|大致|约|就|也就|一共|总共|每月|每个月|一个月|月薪|欠我|欠了|欠|还有|有)+/,
      '',
    )
    .replace(/(之间|[吧啊呢呀哦了])+$/, '');
  const vague = /^(大)?(几|上|好几)([百千万])$/.exec(text) ?? /^()([百千万])把()$/.exec(text);
  if (vague) return readVague(vague[1] !== undefined && vague[1] !== '', vague[3] || vague[2]!, vague[2]!);
  const nearly = /^(?:将近|接近|快到?|差不多到|小)(.+)$/.exec(text);
  if (nearly) return rangeFrom(readNumber(nearly[1]!), (n) => ({ min: Math.round(n * 0.9), max: n }));
  const under =
    /^(?:不到|少于|不超过|最多|没有超过|没到)(.+)$/.exec(text) ?? /^(.+?)(?:以下|以内|不到)$/.exec(text);
  if (under) return rangeFrom(readNumber(under[1]!), (n) => ({ min: 0, max: n }));
  const over = /^(?:超过|不止|至少|起码)(.+)$/.exec(text) ?? /^(.+?)(?:以上|出头)$/.exec(text);
  if (over) return rangeFrom(readNumber(over[1]!), (n) => ({ min: n, max: n + lastUnit(over[1]!, n) }));
  const between = /^(.+?)(?:到|至|-|—|~|～)(.+)$/.exec(text);
  if (between) return readBetween(between[1]!, between[2]!);
  const about = /^(.+?)(?:左右|上下|的样子|样子)$/.exec(text);
  const rough = about !== null || text !== narrow(said);
  const core = about?.[1] ?? text;
  const more = /^(.+?)(?:多|来|几|好几)([万千百kKwW]?)(?:点|一点|些)?$/.exec(core);
  if (more) {
    return rangeFrom(readNumber(more[1]! + more[2]!), (n) => ({
      min: n,
      max: n + lastUnit(more[1]! + more[2]!, n) - 1,
    }));
  }
  const two = /^([一二两三四五六七八])([二三四五六七八九])([十百千万]+)$/.exec(core);
  if (two && digits[two[2]!] === digits[two[1]!]! + 1) {
    const [low, high] = [readNumber(two[1]! + two[3]!), readNumber(two[2]! + two[3]!)];
    return low === undefined || high === undefined ? undefined : { min: low, max: high };
  }
  const tail = /^(.+[万千百])([一二三四五六七八])([二三四五六七八九])$/.exec(core);
  if (tail && digits[tail[3]!] === digits[tail[2]!]! + 1) {
    const [low, high] = [readNumber(tail[1]! + tail[2]!), readNumber(tail[1]! + tail[3]!)];
    return low === undefined || high === undefined ? undefined : { min: low, max: high };
  }
  const exact = readNumber(core);
  if (exact === undefined || !rough || !about) return exact;
  return { min: Math.round(exact * 0.9), max: Math.round(exact * 1.1) };
}

/** 几千 (2,000 to 9,999) · 大几千 (from 5,000) · 上万 (10,000 and more) · 千把块 (about 1,000). */
function readVague(large: boolean, unit: string, word: string): Range {
  const size = units[unit] ?? 10_000;
  if (word === unit) return { min: size * 0.8, max: size * 1.5 };
  if (word === '上') return { min: size, max: size * 2 - 1 };
  return { min: size * (large ? 5 : 2), max: size * 10 - 1 };
}

function rangeFrom(value: number | undefined, make: (n: number) => Range): Range | undefined {
  return value === undefined ? undefined : make(value);
}

/** 两千到三千, 两到三千: a first number without a unit takes that of the second. */
function readBetween(from: string, to: string): Range | undefined {
  const high = readNumber(to);
  let low = readNumber(from);
  if (low === undefined || high === undefined) return undefined;
  const unit = /([百千万kKwW])$/.exec(to)?.[1];
  if (low < 10 && unit && !/[百千万kKwW]$/.test(from)) low = readNumber(from + unit) ?? low;
  return low <= high ? { min: low, max: high } : undefined;
}

/** The place that "多" leaves open: 三千多 up to 1,000 more, 一万二多 up to 1,000, 30多 up to 10. */
function lastUnit(said: string, value: number): number {
  const unit = { 十: 10, 百: 100, 千: 1000, k: 1000, 万: 10_000, w: 10_000 }[
    /([十百千万kKwW])$/.exec(said)?.[1]?.toLowerCase() ?? ''
  ];
  if (unit) return unit;
  const zeros = /0+$/.exec(String(Math.trunc(value)))?.[0].length ?? 0;
  return Math.max(1, 10 ** zeros);
}
