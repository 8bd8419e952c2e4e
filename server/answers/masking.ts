/*
 * Personal data is masked before a resident's words are kept for the editors or leave the program. Masking errs on the
 * side of too much: an editor needs the question, never the person.
 */
const single =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const double =
  '欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|司徒|东方|端木|轩辕|长孙|宇文|司空|南宫|独孤|申屠|钟离|闻人|澹台|濮阳|淳于|太史|赫连|西门|呼延|拓跋';
const surname = `(?:${double}|[${single}])`;

/** What people put between the digits of a number, in groups as they like. */
const gap = '[ \\t\\u3000.·–—-]{0,3}';
/** Of a long number; with a dot before two digits it is a sum of money. */
const cardGap = '(?:[ \\t\\u3000·–—-]{1,3}|\\.(?=\\d{3}))?';
const number = (source: string): RegExp => new RegExp(`(?<!\\d)${source}(?!\\d)`, 'g');

/** Each pattern with what stands in its place, in this order. */
const patterns: [RegExp, string][] = [
  [number(`\\d(?:${gap}\\d){5}${gap}(?:1${gap}9|2${gap}0)(?:${gap}\\d){9}${gap}[\\dXx]`), '【身份证】'],
  [number(`\\d(?:${cardGap}\\d){14,18}`), '【卡号】'],
  [number(`(?:\\+?86${gap})?1${gap}[3-9](?:${gap}\\d){9}`), '【电话】'],
  // Not what stands behind the point of a sum of money.
  [number(`(?<!\\d{2}\\.)0(?:${gap}\\d){9,11}`), '【电话】'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '【邮箱】'],
  [/(?:微信号?|wx|qq)[号是为:： ]{0,3}[A-Za-z0-9][\w-]{4,}/gi, '【账号】'],
  [/[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·.]?[A-Z0-9]{5,6}/g, '【车牌】'],
  [/[\p{Script=Han}A-Za-z0-9]{2,14}(?:有限责任公司|股份有限公司|有限公司|集团公司|事务所)/gu, '【单位】'],
  [
    /[\p{Script=Han}\d]{2,12}(?:小区|花园|新村|公寓|苑)\d*[\p{Script=Han}\d-]{0,10}(?:栋|幢|号楼|单元|室|号)/gu,
    '【住址】',
  ],
  [/[\p{Script=Han}]{2,8}(?:路|街|巷|弄)\d+(?:-\d+)?号?(?:\d+(?:室|单元|栋|幢))?/gu, '【住址】'],
  [
    new RegExp(`(?<=我叫|我是叫|姓名[是为:：]?|名字叫|名叫)${surname}[\\p{Script=Han}]{1,2}`, 'gu'),
    '【姓名】',
  ],
  [
    new RegExp(
      `(?<![\\p{Script=Han}])${surname}(?:某+|[\\p{Script=Han}]?)(?=先生|女士|老师|经理|老板|师傅|总(?![是共量数额的有]))`,
      'gu',
    ),
    '【姓】',
  ],
];

/** What was said with names, numbers, addresses, plates and firms masked: 「我叫王小明，13912345678」→「我叫【姓名】，【电话】」. */
export function maskPersonal(said: string): string {
  return patterns.reduce((text, [pattern, mask]) => masked(text, pattern, mask), said);
}

/** Looks at the text with narrow digits and letters, of the same length, and leaves what needs no mask as it was written. */
function masked(text: string, pattern: RegExp, mask: string): string {
  let result = '';
  let from = 0;
  for (const { 0: found, index } of narrow(text).matchAll(pattern)) {
    result += text.slice(from, index) + mask;
    from = index + found.length;
  }
  return result + text.slice(from);
}

const narrow = (text: string): string =>
  text.replace(/[０-９Ａ-Ｚａ-ｚ＠．－＋＿]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
