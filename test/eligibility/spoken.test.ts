import { expect } from 'chai';
import { readDate } from '../../server/eligibility/dates.ts';
import { solarDay } from '../../server/eligibility/lunar.ts';
import { suggestMatters } from '../../server/eligibility/matters.ts';
import { readMoney, sayMoney } from '../../server/eligibility/money.ts';
import { findQuestion } from '../../server/eligibility/questionnaire.ts';
import { readAnswer } from '../../server/eligibility/reading.ts';

/** A Tuesday. */
const today = '2026-11-24';

describe('what people really say', () => {
  // A trailing ~ is a day that was said roughly: the earliest that it may mean.
  const days: Record<string, string | undefined> = {
    上个月底: '2026-10-25~',
    去年国庆前: '2025-09-24~',
    前天: '2026-11-22',
    腊月二十: '2026-02-07',
    去年腊月二十三: '2026-02-10',
    三月初五: '2026-04-21',
    农历八月十五: '2026-09-25',
    八月十五: '2026-08-15',
    正月十五: '2026-03-03',
    冬月: '2025-12-20~',
    中秋节前: '2026-09-18~',
    去年中秋: '2025-10-06',
    年三十: '2026-02-16',
    快过年的时候: '2026-02-10~',
    过完年: '2026-02-17~',
    今年五一过后: '2026-05-01~',
    去年夏天: '2025-05-01~',
    暑假: '2026-07-01~',
    开春的时候: '2026-02-01~',
    去年这个时候: '2025-11-09~',
    二零二五年三月五号: '2025-03-05',
    二五年三月: '2025-03-01~',
    '25.3.5': '2025-03-05',
    三月五日下午: '2026-03-05',
    昨天晚上: '2026-11-23',
    去年的3月份: '2025-03-01~',
    大概去年三四月份: '2025-03-01~',
    '3月底4月初': '2026-03-25~',
    '8月12、13号': '2026-08-12~',
    上个月十几号: '2026-10-11~',
    十月二十几号: '2026-10-21~',
    大上个月: '2026-09-01~',
    元月5号: '2026-01-05',
    月底: '2026-10-25~',
    就前两天: '2026-11-20~',
    十天半个月前: '2026-11-08~',
    '10来天': '2026-11-14~',
    三个月了: '2026-08-24~',
    有半年了: '2026-05-24~',
    两三个月前: '2026-08-24~',
    二三年前: '2023-11-24~',
    三年了: '2023-11-24~',
    我上个月3号被辞退的: '2026-10-03',
    '3月': '2026-03-01~',
    '5日': '2026-11-05',
    '25年': undefined,
    好几个月了: undefined,
    还在上班: undefined,
  };
  for (const [said, day] of Object.entries(days)) {
    it(`「${said}」 is ${day ?? 'no day'}`, () => {
      const read = readDate(said, today);
      expect(read && read.date + (read.rough ? '~' : '')).to.equal(day);
    });
  }

  it('knows when the lunar years begin', () => {
    const begins = ['2018-02-16', '2019-02-05', '2020-01-25', '2021-02-12', '2022-02-01', '2023-01-22'];
    begins.push('2024-02-10', '2025-01-29', '2026-02-17', '2027-02-06');
    expect(begins.map((day) => solarDay(Number(day.slice(0, 4)), 1, 1))).to.deep.equal(begins);
  });

  const sums: Record<string, string | undefined> = {
    三千多: '3000元到3999元',
    '2k': '2000元',
    一万二: '12000元',
    两万五左右: '22500元到27500元',
    一千出头: '1000元到2000元',
    一万五六: '15000元到16000元',
    小三千: '2700元到3000元',
    将近四千: '3600元到4000元',
    快五千: '4500元到5000元',
    两千不到: '2000元以内',
    '3000多点': '3000元到3999元',
    千把块钱: '800元到1500元',
    几千: '2000元到9999元',
    大几千: '5000元到9999元',
    上万: '10000元到19999元',
    几百块: '200元到999元',
    '3千5': '3500元',
    '1w2': '12000元',
    '３５００': '3500元',
    '2000-3000': '2000元到3000元',
    三千五百块钱一个月: '3500元',
    一分钱都没有: '0元',
    '没有工作，没有收入': '0元',
    // Two sums, a wage a day, a part: no sum of money a month, so that it is asked again.
    三千三千五: undefined,
    一天两百: undefined,
    百分之五十: undefined,
    没多少: undefined,
  };
  for (const [said, sum] of Object.entries(sums)) {
    it(`「${said}」 is ${sum ?? 'no sum'}`, () => {
      const read = readMoney(said);
      expect(read === undefined ? undefined : sayMoney(read)).to.equal(sum);
    });
  }

  const counts: Record<string, number | undefined> = {
    我们仨: 3,
    两口子: 2,
    一家五口: 5,
    一百多号人: 100,
    几十个: 20,
    虚岁36: 35,
    快六十了: 59,
    三十好几: 30,
    '1990年的': 36,
    '90年生': 36,
    // Whether the birthday has been decides whose guardian must come: asked again.
    '2008年': undefined,
    刚满十八: 18,
    十六岁半: 16,
    我今年四十二: 42,
  };
  for (const [said, count] of Object.entries(counts)) {
    it(`「${said}」 is ${count ?? 'no number'}`, () => {
      const read = readAnswer(findQuestion('age')!, said, today);
      expect(read.ok ? read.value : undefined).to.equal(count);
    });
  }

  for (const said of [
    '不方便说',
    '不想说',
    '跳过',
    '不好意思说',
    '记不得了',
    '想不起来',
    '勿清爽',
    '说不上来',
  ]) {
    it(`「${said}」 is 不知道 to a sensitive question`, () => {
      expect(readAnswer(findQuestion('householdIncome')!, said, today)).to.include({ value: 'unknown' });
    });
  }

  const stories: Record<string, string> = {
    老板拖着工钱不给都三个月了: 'wages',
    工头跑了活白干了: 'wages',
    干了半年一分钱没拿到: 'wages',
    我在厂里手被机器轧断了两根指头: 'injury',
    老公在工地上没了: 'injury',
    公司说不要我了让我明天别来: 'dismissal',
    我妈八十了我哥一分钱不给: 'support',
    孩子他爸不给钱养孩子: 'support',
    老公喝醉酒就动手我不敢回家: 'violence',
    跟老公过不下去了想离: 'divorce',
    我爸脑子不清楚了房子过户办不了: 'capacity',
    我被电动车撞了对方不赔钱: 'traffic',
    在医院开刀开坏了: 'medical',
    化工厂放水鱼全死了: 'pollution',
    村里要拆我家房子给的钱太少: 'land',
    儿子被派出所带走了: 'defence',
    网上刷单被骗了五万: 'victim',
    房东不退押金: 'civil',
  };
  for (const [story, matter] of Object.entries(stories)) {
    it(`「${story}」 suggests ${matter} first`, () => {
      expect(suggestMatters(story)[0]?.id).to.equal(matter);
    });
  }
});
