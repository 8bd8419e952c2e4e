export interface PrivatePart {
  level: 'stop' | 'look';
  /** Masked, so that the finding doesn't spread what it found. */
  found: string;
  advice: string;
}

interface Pattern {
  what: string;
  pattern: RegExp;
  level: PrivatePart['level'];
  advice: string;
  /** Tells a true hit from a look-alike. */
  holds?: (hit: string, line: string) => boolean;
}

const remove = '请删去，宣传里不能有当事人的个人信息';
const publicNumbers = /^(12348|12345|12333|12351|110|119|120|122|400\d{7})$/;
const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';

/** What may tell who somebody is. The order matters: an ID number is no bank card. */
const patterns: Pattern[] = [
  {
    what: '身份证号',
    pattern: /(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{6}\*{4,}\w{2,4}/g,
    level: 'stop',
    advice: remove,
  },
  { what: '手机号', pattern: /(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g, level: 'stop', advice: remove },
  {
    what: '银行卡号',
    pattern: /(?<!\d)(?:\d{4}[ -]?){3,4}\d{3,4}(?!\d)/g,
    level: 'stop',
    advice: remove,
    holds: (hit) => /^\d{16,19}$/.test(hit.replace(/[ -]/g, '')) && luhn(hit.replace(/[ -]/g, '')),
  },
  {
    what: '车牌号',
    pattern:
      /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·• ]?[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])/g,
    level: 'stop',
    advice: remove,
  },
  {
    what: '固定电话',
    pattern: /(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/g,
    level: 'look',
    advice: '请确认是公开的服务电话',
  },
  {
    what: '门牌地址',
    pattern:
      /[\p{Script=Han}\d]{2,12}(?:路|街|弄|巷|村|苑|小区|花园|公寓)\d{1,4}(?:号|幢|栋|弄)(?:\d{1,4}(?:号|室|单元))?/gu,
    level: 'look',
    advice: '请确认不是当事人的住址',
  },
  {
    what: '案号',
    pattern: /[（(]\d{4}[）)][\p{Script=Han}\d]{2,12}(?:初|终|执|仲|破|调)?字?第?\d{1,6}号/gu,
    level: 'stop',
    advice: '案号能查到当事人，请删去',
  },
  {
    what: '姓名',
    pattern: new RegExp(
      `(?:当事人|受援人|申请人|原告|被告|受害人|老人|工人|业主)(?:是|叫|名叫|：|:)?([${surnames}]\\p{Script=Han}{1,2})(?=[，,。、（(\\s男女，因在与和被向等]|$)`,
      'gu',
    ),
    level: 'stop',
    advice: '请改成“王某”“李阿姨”这样的称呼',
    holds: (hit) => !/某/.test(hit) && !/[师傅阿姨大爷奶]/.test(hit.slice(-2)),
  },
  {
    what: '未成年人信息',
    pattern: /(?:小学|中学|幼儿园)(?:[一二三四五六初高]|\d)(?:年级)?[（(]?\d{0,2}[）)]?班/g,
    level: 'stop',
    advice: '不能写出未成年人的学校和班级（未成年人保护法第103条）',
  },
];

/** The parts of a line that may tell who somebody is, masked. Numbers of public services pass. */
export function privateParts(line: string): PrivatePart[] {
  const found: PrivatePart[] = [];
  let rest = line;
  for (const { what, pattern, level, advice, holds } of patterns) {
    for (const [hit] of rest.matchAll(pattern)) {
      if (publicNumbers.test(hit.replace(/[ -]/g, '')) || (holds && !holds(hit, line))) continue;
      found.push({ level, found: `${what}：${masked(hit)}`, advice });
    }
    rest = rest.replace(pattern, (hit) => '□'.repeat(hit.length));
  }
  return found;
}

const masked = (hit: string): string => {
  const signs = [...hit];
  const shown = signs.length > 6 ? 2 : 1;
  return signs.map((sign, i) => (i < shown || i >= signs.length - shown ? sign : '*')).join('');
};

/** The check digit of bank cards (Luhn). */
function luhn(digits: string): boolean {
  let sum = 0;
  [...digits].toReversed().forEach((digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return sum % 10 === 0;
}
