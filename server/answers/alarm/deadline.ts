import { addMonths, daysBetween, type LegalDate } from '../../platform/calendar.ts';
import { compact } from '../text.ts';

/*
 * How many days a message leaves a legal deadline. What can be worked out with the clock isn't left to likeness:
 * 「裁决书拿到手十三天了」 is urgent because fifteen days are given, 「还有二十天上诉期」 is not.
 */

const digits = '一二三四五六七八九';
const numeral = '(?:\\d{1,4}|[一二两三四五六七八九十百]{1,5})';

/** A number as it is written or said: 13, 十三, 两, 六十. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  let sum = 0;
  let part = 0;
  for (const sign of text.replace(/两/g, '二')) {
    if (sign === '百') [sum, part] = [sum + (part || 1) * 100, 0];
    else if (sign === '十') [sum, part] = [sum + (part || 1) * 10, 0];
    else part = digits.indexOf(sign) + 1;
  }
  return sum + part;
}

/** What is said of courts, arbitration and authorities; without it a date is nobody's deadline. */
const legal =
  /判决|裁决|裁定|仲裁|上诉|起诉|诉讼|诉状|时效|复议|复核|异议|举证|答辩|开庭|庭审|出庭|上庭|法庭|支付令|认定书|决定书|责任书|不予受理|腾房|腾退|强拆|强制|拍卖|抗诉|再审|再鉴定|补正|传票|法院|法官|宣判|缴费通知|诉讼费|期限|限期|保全|取保|中裁|来拆|拆我|(二|一)审|工伤申请|除斥|解封|离(一|三)年|满(一|三)年|六十天|撤诉/u;
/** Things of everyday life that have dates of their own. */
const everyday = /合同.{0,4}到期|试用期|房租|租约|会员|身份证|签证|驾照|年假|退货|保质期|面试/u;
/** A paper or a day in court: beside it the thing of everyday life is only what the case is about. */
const inCourt = /判决书?|裁决书?|传票|开庭|上诉/u;
/** Questions about the law in general, and what is over. */
const general =
  /几天前开|怎么(算|查)|是多久|多长时间|一般(多久|几天)|改期|已经过了|早就?过|(还有|剩).{0,3}(月|年)/u;

/**
 * Days that are given by what was received (民诉法171; 调解仲裁法50; 行政复议法20; 事故程序规定71; where the law isn't cited,
 * the shortest usual period). They only decide how soon a person is asked, and are told to nobody.
 */
const given: [RegExp, number][] = [
  [/刑事判决|看守所|(判了|判处).{0,4}(年|有期)|刑拘/u, 10],
  [/裁定/u, 10],
  [/事故.{0,8}(认定书|责任书)|责任书/u, 3],
  [/判决|裁决|仲裁裁|支付令|答辩|再鉴定|鉴定结论/u, 15],
  [/复议|工伤认定.{0,4}不服|处罚决定|决定书/u, 60],
];
/** What begins a year in which arbitration (调解仲裁法27) or recognition of an injury (工伤保险条例17) is asked for. */
const yearBegins = /离的?职|离职|辞退|开除|解除|走的人|受的?伤|摔|出的?事故?|压的?|工伤/u;

const received = /收到|拿到|签收|下来|送到|寄到|判下|领到|放了|(?<![目为])的(?!工资|钱|号)/u;

/** The days of a period that the message itself names: 七天内, 十五日期限. */
function namedPeriod(text: string): number | undefined {
  const found = new RegExp(`(${numeral})(?:天|日)(?:之?内|期限?|的期|限|上诉期|异议期|答辩期)`, 'u').exec(
    text,
  );
  return found ? numberOf(found[1]!) : undefined;
}

/** Days since something, as the message counts them: 第十三天, 收到十三天了, 半个月了, 前天拿到. */
function elapsedDays(text: string, today: LegalDate): number | undefined {
  const nth = new RegExp(`第(${numeral})天`, 'u').exec(text);
  if (nth) return numberOf(nth[1]!);
  const counted = new RegExp(`(${numeral})(?:来)?天(?:了|前|没管|过去)|过了(${numeral})天`, 'u').exec(text);
  if (counted && !/(还|剩|差)/u.test(text.slice(Math.max(0, counted.index - 3), counted.index)))
    return numberOf(counted[1] ?? counted[2]!);
  if (/半个月(了|前)|(两|二|2)个?(礼拜|星期|周)(了|前)/u.test(text)) return 14;
  const weeks = /(一|1)个?(礼拜|星期|周)(了|前)/u.test(text) ? 7 : undefined;
  if (weeks) return weeks;
  const near = /(大前天|前天|昨天|今天)(才|刚)?.{0,3}(收到|拿到|签收|下来|送到)/u.exec(text)?.[1];
  if (near) return ['今天', '昨天', '前天', '大前天'].indexOf(near);
  const on = dateIn(text, today, -1);
  return on === undefined ? undefined : daysBetween(on, today);
}

/** A written day, taken in the past (`direction` -1) or to come (1): 11月12号, 2025年11月28日, 12号. */
function dateIn(text: string, today: LegalDate, direction: 1 | -1): LegalDate | undefined {
  const full =
    /(?:(20\d{2}|去年|今年)年?)?(\d{1,2}|十[一二]?|[一二三四五六七八九])月(\d{1,2}|[一二三]?十?[一二三四五六七八九]?)(?:号|日)/u.exec(
      text,
    );
  const year = Number(today.slice(0, 4));
  const padded = (value: number): string => String(value).padStart(2, '0');
  if (full?.[3]) {
    const said = full[1];
    const of = !said || said === '今年' ? year : said === '去年' ? year - 1 : Number(said);
    const day = `${of}-${padded(numberOf(full[2]!))}-${padded(numberOf(full[3]))}`;
    if (Number.isNaN(Date.parse(day))) return undefined;
    const wrongWay = daysBetween(today, day) * direction < 0;
    return wrongWay && !said ? addMonths(day, 12 * direction) : day;
  }
  const short =
    /(?<![\d月])(\d{1,2}|十[一二三四五六七八九]|二十[一二三四五六七八九]?)(?:号|日)(?!期|内|楼|院|门|工位|线|机|仓|房|店|车间|铺)/u.exec(
      text,
    );
  if (!short) return undefined;
  const day = `${today.slice(0, 8)}${padded(numberOf(short[1]!))}`;
  if (Number.isNaN(Date.parse(day))) return undefined;
  return daysBetween(today, day) * direction < 0 ? addMonths(day, direction) : day;
}

const deadlineVerb =
  '(?:开庭|截止|到期|为止|时效|提审|满|就?到(?:期|$|一年|三年)|到头|最后|期满|满|过期|过了|就过|超过|就到|到了|前.{0,3}(?:交|提)|交|强拆|来拆|强制|腾|搬|拍卖|宣判|出庭|上庭|上法庭|仲裁|答辩|失效|晚了|来不及|第十五天)';

/** Days from today to a day that is named by a word: 后天, 周五, 下周二. */
function namedDay(text: string, today: LegalDate): number | undefined {
  const near: [RegExp, number][] = [
    [/大后(天|日)/u, 3],
    [/后(天|日|儿)/u, 2],
    [/明(天|日|早|朝|儿|后天)/u, 1],
    [/今(天|日|晚|夜|朝|儿).{0,6}(最后|截止|到期|下班前|前|开庭)|最后一天$|下班前/u, 0],
  ];
  for (const [word, days] of near)
    if (
      word.test(text) &&
      (days === 0 ||
        new RegExp(
          `${word.source}.{0,14}${deadlineVerb}|(?:${deadlineVerb}.{0,10}|[到剩是限在])${word.source}`,
          'u',
        ).test(text))
    )
      return days;
  const week = new RegExp(
    `(下|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天]).{0,12}${deadlineVerb}|${deadlineVerb}.{0,8}(下|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天])`,
    'u',
  ).exec(text);
  if (!week) return undefined;
  const wanted = '一二三四五六日'.indexOf((week[2] ?? week[4])!.replace('天', '日')) + 1;
  const now = new Date(`${today}T00:00:00Z`).getUTCDay() || 7;
  return (week[1] ?? week[3]) === '下' ? 7 - now + wanted : (wanted - now + 7) % 7;
}

/** Days that are said to be left: 还剩三天, 只有两天了, 差五天. */
function saidLeft(text: string): number | undefined {
  const left = new RegExp(
    `(?:再过|还剩|只剩|就剩|剩下|剩|还有|只有|就|还差|只差|差|最后(?!一天))(?:最后|再过)?(${numeral})(?:来)?(?:天|日)(?!内|期|前|没)`,
    'u',
  ).exec(text);
  if (left) return numberOf(left[1]!);
  return /(还剩|只剩|还有|差)(不到)?(一|1)个?(礼拜|星期|周)/u.test(text) ? 7 : undefined;
}

/** Days left of a period whose days are counted aloud: 复议六十天今天五十八天, 限期三天今天第三天. */
function counted(text: string): number | undefined {
  const found = new RegExp(
    `(${numeral})(?:天|日).{0,14}?(?:今天|已经|我|都|过了|到今天)(?:是|都|就|过了|放了|拿到)?第?(${numeral})天`,
    'u',
  ).exec(text);
  if (!found) return undefined;
  const left = numberOf(found[1]!) - numberOf(found[2]!);
  return left >= 0 ? left : undefined;
}

/** What ends within days, without a number: 上诉期快到了, 就这两天. */
const soon =
  /(时效|期限|(上诉|起诉|举证|复议|异议|答辩)期?|仲裁|一年|三年|六个月).{0,6}(快|马上|眼看|就要)(就?要?)(到|过|满)(了|期|$)|(快|马上|眼看)就?要?(到|过|满)(了)?(时效|期限|上诉|举证|一年|三年)|(就|只)(这|剩|差)(两|几)天|差几天就?(满|到)/u;
/** Said of what is soon, in days. */
const soonDays = 3;

/**
 * Days that are left until the deadline that a message tells of, as far as they can be worked out on `today`; undefined
 * when it tells of none. 0 is today; never negative: what is over is nobody's hurry.
 */
export function daysLeft(said: string, today: LegalDate): number | undefined {
  const text = compact(said);
  if (general.test(text) || (everyday.test(text) && !inCourt.test(text))) return undefined;
  if (yearBegins.test(text)) {
    const since = dateIn(text, today, -1);
    const left = since === undefined ? undefined : daysBetween(today, addMonths(since, 12));
    if (left !== undefined && left >= 0 && left < 365 && /年|时效|仲裁|工伤|来得及|剩/u.test(text))
      return left;
  }
  if (!legal.test(text)) return undefined;
  const left = counted(text) ?? saidLeft(text);
  if (left !== undefined) return left;
  const period = namedPeriod(text);
  const elapsed = received.test(text) || /第/u.test(text) ? elapsedDays(text, today) : undefined;
  if (elapsed !== undefined) {
    const most = period ?? given.find(([words]) => words.test(text))?.[1];
    if (most !== undefined && elapsed <= most) return most - elapsed;
  }
  return namedDay(text, today) ?? (soon.test(text) ? soonDays : undefined);
}
