import { isLegalDate, type LegalDate } from '../platform/calendar.ts';
import { narrow } from './numbers.ts';

export type Read<T> = { ok: true; value: T } | { ok: false; /** What is wrong, in Chinese. */ hint: string };

export interface IdentityNumber {
  /** 18 characters, with a capital X. */
  number: string;
  birthDate: LegalDate;
  /** Code of the province of first registration, e.g. '32' 江苏. */
  province: string;
  sex: 'male' | 'female';
}

/** First two digits in use (GB/T 2260), without which a number is a slip of the finger. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * Reads a citizen identity number (GB 11643: region, birth date, check character). Blanks and full-width digits don't
 * matter. `today` refuses birthdays that haven't come yet.
 */
export function readIdentityNumber(said: string, today: LegalDate): Read<IdentityNumber> {
  const number = spokenDigits(narrow(said))
    .replace(/[\s\-·.。]/g, '')
    .replace(/^(我的)?(身份证号码|身份证号|身份证|号码)[是:：]*/, '')
    .toUpperCase();
  if (/^\d{15}$/.test(number)) return { ok: false, hint: '这是15位的旧号码，请发身份证上的18位号码。' };
  if (!/^\d{17}[\dX]$/.test(number)) {
    return { ok: false, hint: `身份证号码是18位，您发的${lengthOf(number)}，请照着身份证再发一次。` };
  }
  if (!provinces.has(number.slice(0, 2)))
    return { ok: false, hint: '身份证号码开头几位好像不对，请再核对一下。' };
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isLegalDate(birthDate) || birthDate > today || birthDate < '1900-01-01') {
    return { ok: false, hint: '身份证号码里的出生日期好像不对，请再核对一下。' };
  }
  if (checkCharacter(number) !== number[17]) {
    return { ok: false, hint: '身份证号码好像有一位不对，请照着身份证再核对一下。' };
  }
  const sex = Number(number[16]) % 2 === 1 ? 'male' : 'female';
  return { ok: true, value: { number, birthDate, province: number.slice(0, 2), sex } };
}

/** Voice messages may come as 三二零五…. */
const spokenDigits = (text: string): string =>
  text.replace(/[零〇一幺二三四五六七八九]/g, (digit) =>
    String('零一二三四五六七八九'.indexOf({ 〇: '零', 幺: '一' }[digit] ?? digit)),
  );

const lengthOf = (text: string): string => (/^[\dX]+$/.test(text) ? `是${text.length}位` : '里有别的字');

/** The 18th character (ISO 7064 MOD 11-2). */
function checkCharacter(number: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return '10X98765432'[sum % 11]!;
}

/** What people send at this place that isn't a name: words of command, and what was asked for before. */
const notNames = new Set(
  (
    '我承诺 承诺 书面承诺 交材料 材料 全文 帮我读 同意 我同意 好 好的 可以 谢谢 你好 您好 不知道 没有 为什么 取消 继续 ' +
    '菜单 帮助 问问题 咨询 找人工 转人工 申请法律援助 查进度'
  ).split(' '),
);

/** Reads a person's name: 2 to 20 Han characters, with the dot of longer names (买买提·艾力). */
export function readPersonName(said: string): Read<string> {
  const name = narrow(said)
    .replace(/^(我的名字|名字|姓名|我)?(叫|是|:|：)+/, '')
    .replace(/[\s。.,，!！]+$/, '')
    .replace(/[•・‧∙.]/g, '·')
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '');
  if (
    !notNames.has(name) &&
    !notNames.has(said.trim()) &&
    (/^\p{Script=Han}{2,20}$/u.test(name) || /^(?=.{3,25}$)\p{Script=Han}+(·\p{Script=Han}+)+$/u.test(name))
  ) {
    return { ok: true, value: name };
  }
  return { ok: false, hint: '请发身份证上的姓名，比如：王小明。名字不是汉字的，请回“人工”。' };
}

/** Reads a telephone number of the mainland: a mobile one, or a landline with its area code. */
export function readPhoneNumber(said: string): Read<string> {
  const number = spokenDigits(narrow(said))
    .replace(/[\s\-()（）]/g, '')
    .replace(/^(\+?86|0086)(?=1\d{10}$)/, '');
  if (/^1[3-9]\d{9}$/.test(number) || /^0\d{9,11}$/.test(number)) return { ok: true, value: number };
  return { ok: false, hint: '电话号码好像不对。手机是11位，座机请带区号。' };
}

/** 王某某 → 王＊＊ */
export const maskName = (name: string): string =>
  name.slice(0, 1) + '＊'.repeat(Math.max(name.length - 1, 1));

/** First three and last two of an identity number. */
export const maskIdentity = (number: string): string =>
  `${number.slice(0, 3)}${'*'.repeat(13)}${number.slice(-2)}`;
