import { expect } from 'chai';
import { rulesAt, type SwitchValues } from '../../server/eligibility/rules.ts';
import type { Answers } from '../../server/eligibility/vocabulary.ts';
import { calculators } from '../../server/calculators/data.ts';
import { calculatorOf, hear, nextQuestion, resultOf } from '../../server/calculators/steps.ts';
import { severanceYears } from '../../server/calculators/values.ts';

const TODAY = '2026-11-25';

/** The result of a calculation from answers in people's words, one after another. */
function reckon(name: string, said: string[], switches: SwitchValues = {}, today = TODAY) {
  const calculator = calculatorOf(name)!;
  let answers: Answers = {};
  for (const words of said) {
    const question = nextQuestion(calculator, answers);
    if (!question) throw new Error(`nothing is asked any more before ${words}`);
    const heard = hear(question, words, today);
    if (!heard.ok) throw new Error(`${question.id}: ${heard.hint}`);
    answers = { ...answers, [question.id]: heard.value };
  }
  const open = nextQuestion(calculator, answers);
  if (open) throw new Error(`still asked: ${open.id}`);
  return resultOf(calculator, answers, rulesAt(today, switches));
}

interface Case {
  name: string;
  of: string;
  said: string[];
  has: string[];
  lacks?: string[];
  switches?: SwitchValues;
  person?: boolean;
  urgent?: boolean;
}

const cases: Case[] = [
  // 经济补偿
  {
    name: '魏某：主播，干了一个多月，孕期被辞退：2N 只有一个月工资，先比一比继续履行',
    of: 'severance',
    said: ['1', '2021年9月8日', '2021-10-20', '一万', '1'],
    has: ['2N：10000元', '0.5 × 2', '继续履行合同', '孕期、产期、哺乳期', '1 个月工资', '以中心确认为准'],
    person: true,
  },
  {
    name: '两年五个月二十九天：N 是两个半月',
    of: 'severance',
    said: ['双方谈好', '2022-01-01', '2024-06-29', '8000'],
    has: [
      'N：20000元（2.5 × 月均 8000元）',
      '到 2025年6月30日 为止',
      '可能已超过一年',
      '会重新算',
      '劳动争议调解仲裁法第27条',
    ],
    lacks: ['2N', '继续履行'],
    person: true,
  },
  {
    name: '离开不久的：说仲裁的最后一天，不用找人',
    of: 'severance',
    said: ['双方谈好', '2024-01-01', '2026-10-30', '8000'],
    has: ['N：24000元', '最后一天是 2027年10月30日', '最后一天没有顺延，以中心确认为准'],
    lacks: ['可能已超过一年', '只剩'],
    person: false,
    urgent: false,
  },
  {
    name: '仲裁的一年只剩几个星期：快去申请，找人核对',
    of: 'severance',
    said: ['双方谈好', '2024-01-01', '2025-12-10', '8000'],
    has: ['最后一天是 2026年12月10日，只剩 15 天', '以中心确认为准'],
    person: true,
    urgent: false,
  },
  {
    name: '仲裁的一年只剩几天：转给工作人员',
    of: 'severance',
    said: ['双方谈好', '2024-01-01', '2025-11-27', '8000'],
    has: ['最后一天是 2026年11月27日，只剩 2 天'],
    person: true,
    urgent: true,
  },
  {
    name: '不知道哪天入职，也说仲裁的一年过没过',
    of: 'severance',
    said: ['双方谈好', '不知道', '2025-03-15', '8000'],
    has: ['算不出数', '到 2026年3月16日 为止', '可能已超过一年'],
    person: true,
  },
  {
    name: '还在上班：不说仲裁的期限',
    of: 'severance',
    said: ['双方谈好', '2024-01-01', '还在上班', '8000'],
    has: ['先按今天离开算'],
    lacks: ['最后一天是', '第27条；'],
  },
  {
    name: '两年整六个月：N 是三个月',
    of: 'severance',
    said: ['双方谈好', '2022-01-01', '2024-06-30', '8000'],
    has: ['N：24000元（3 × 月均 8000元）'],
  },
  {
    name: '没提前通知：N+1',
    of: 'severance',
    said: ['不能胜任', '2023-03-01', '2024-02-29', '6000', '没有', '6500', '都不是'],
    has: ['N：6000元', 'N+1：12500元', '违法解除'],
  },
  {
    name: '社平没有填：不封顶，并且说出来',
    of: 'severance',
    said: ['单位破产', '2010-01-01', '2024-12-31', '三万'],
    has: ['N：450000元（15 × 月均 30000元）', '还没填社平数'],
  },
  {
    name: '社平填了：月工资按三倍、年限十二年封顶',
    of: 'severance',
    said: ['单位破产', '2010-01-01', '2024-12-31', '三万'],
    switches: { AVERAGE_WAGE: 800_000 },
    has: ['N：288000元（12 × 月均 24000元）', '超过社平3倍'],
    lacks: ['还没填社平数'],
  },
  {
    name: '没到三倍的，年限不封顶',
    of: 'severance',
    said: ['单位破产', '2010-01-01', '2024-12-31', '一万'],
    switches: { AVERAGE_WAGE: 800_000 },
    has: ['N：150000元（15 × 月均 10000元）'],
  },
  {
    name: '低于最低工资的，按当时的最低工资',
    of: 'severance',
    said: ['到期', '2024-01-01', '2025-12-31', '2000'],
    has: ['N：4980元（2 × 月均 2490元）', '最低工资 2490元'],
  },
  {
    name: '2008年以前入职：不硬算，转人工',
    of: 'severance',
    said: ['1', '2007-12-31', '2025-03-01', '5000', '4'],
    has: ['2008年以前', '分段'],
    lacks: ['2N：'],
    person: true,
  },
  {
    name: '自己辞职：没有，但问是不是被逼的',
    of: 'severance',
    said: ['自己辞职', '2023-01-01', '2024-01-01', '5000'],
    has: ['一般没有经济补偿', '被逼'],
  },
  {
    name: '记不清工资：先说几个月',
    of: 'severance',
    said: ['1', '2023-01-01', '2024-12-31', '不知道', '4'],
    has: ['2N 是 4 个月工资'],
  },
  {
    name: '工资说个大概：给一个范围',
    of: 'severance',
    said: ['双方谈好', '2024-01-01', '2024-12-31', '五六千'],
    has: ['N：5000元到6000元'],
  },
  // 双倍工资
  {
    name: '一直没签：十一个月，过一年的月份提醒',
    of: 'double-pay',
    said: ['2025-01-15', '一直没签', '还在上班', '6000'],
    has: [
      '66000元',
      '2025年2月15日 到 2026年1月14日',
      '11 个整月',
      '其中 9 个月可能已超过一年',
      '无固定期限',
    ],
    person: true,
  },
  {
    name: '补签：不足一月的按工作日（端午不算）',
    of: 'double-pay',
    said: ['2025-03-03', '2025-06-10', '2025-08-01', '6600'],
    has: ['14700元', '2 个整月，另加 5 个工作日', '2 个整月 × 6600元 ＋ 6600元 ÷ 当月 22 个工作日 × 5 天'],
  },
  {
    name: '月底入职：从二月最后一天起',
    of: 'double-pay',
    said: ['2025-01-31', '2025-03-31', '还在上班', '5000'],
    has: ['2025年2月28日 到 2025年3月30日', '1 个整月', '5000元'],
    lacks: ['另加'],
  },
  {
    name: '一个月内签的：没有',
    of: 'double-pay',
    said: ['2025-03-03', '2025-04-03', '还在上班', '6600'],
    has: ['没有双倍工资差额'],
    person: false,
  },
  // 加班费
  {
    name: '平时、双休、国庆',
    of: 'overtime',
    said: ['5220', '10', '8', '没补休', '8'],
    has: ['合计约：1650元', '每小时 30元', '150%：450元', '200%：480元', '300%：720元', '考勤'],
  },
  {
    name: '双休补休了：不算',
    of: 'overtime',
    said: ['5220', '0', '8', '调休了', '0'],
    has: ['已经补休', '没有要算'],
  },
  // 工伤
  {
    name: '王某：十级，2025年自己离开',
    of: 'injury',
    said: ['十级', '6000', '我自己提出', '2025-06-30', '5年以上', '不是', '缴了'],
    has: [
      '补助金：42000元（7 × 月工资 6000元）',
      '30000元（基金付）',
      '15000元（单位付）',
      '：87000元',
      '停工留薪',
    ],
    lacks: ['新标准'],
  },
  {
    name: '王某：2026年离开，两种标准都列',
    of: 'injury',
    said: ['10', '6000', '我自己提出', '2026-03-01', '5年以上', '不是', '缴了'],
    has: ['87000元', '88000元', '30500元', '15500元', '还没确认'],
    person: true,
  },
  {
    name: '中心确认新标准已施行：只列新的',
    of: 'injury',
    said: ['10', '6000', '我自己提出', '2026-03-01', '5年以上', '不是', '缴了'],
    switches: { INJ_LUMP_2026: 'on' },
    has: ['88000元'],
    lacks: ['87000元', '还没确认'],
  },
  {
    name: '离退休四到五年，自己走：八成；职业病医疗加四成',
    of: 'injury',
    said: ['7', '6000', '自己走', '2025-06-30', '4年到5年', '是', '缴了'],
    // 医疗 12万 × 1.4 × 80 %, 就业 4.5万 × 80 %
    has: ['134400元（基金付）', '36000元（单位付）', '按 80% 发'],
  },
  {
    name: '离退休不到一年：一成',
    of: 'injury',
    said: ['7', '6000', '自己走', '2025-06-30', '不到1年', '不是', '缴了'],
    has: ['12000元（基金付）', '4500元（单位付）', '按 10% 发'],
  },
  {
    name: '因单位过错离开：不打折，也不问退休',
    of: 'injury',
    said: ['7', '6000', '单位欠薪', '2025-06-30', '不是', '没缴'],
    has: ['120000元（基金付）', '45000元（单位付）', '全部由单位付'],
    lacks: ['发。'],
    person: true,
  },
  {
    name: '到退休年龄：没有',
    of: 'injury',
    said: ['7', '6000', '自己走', '2025-06-30', '退休了', '不是', '缴了'],
    has: ['已到退休年龄'],
    lacks: ['基金付'],
  },
  {
    name: '六级到期：要本人提出',
    of: 'injury',
    said: ['6', '6000', '到期', '2025-06-30', '不是', '缴了'],
    has: ['96000元', '本人提出'],
    lacks: ['基金付）'],
  },
  {
    name: '三级：按月津贴',
    of: 'injury',
    said: ['3', '5000', '缴了'],
    has: ['115000元（23 × 月工资 5000元）', '4000元（80%）'],
    person: true,
  },
  {
    name: '社平填了：工资低的按六成',
    of: 'injury',
    said: ['10', '3000', '还在', '缴了'],
    switches: { AVERAGE_WAGE: 800_000 },
    has: ['33600元（7 × 月工资 4800元）', '离开时才有'],
  },
  {
    name: '没鉴定：先认定、鉴定',
    of: 'injury',
    said: ['不知道', '6000', '缴了'],
    has: ['先申请工伤认定'],
    person: true,
  },
  // 抚养费
  { name: '一个孩子', of: 'child-support', said: ['8000', '1', '5'], has: ['1600元到2400元', '法官'] },
  { name: '三个孩子', of: 'child-support', said: ['8000', '3', '5'], has: ['不超过：4000元'] },
  {
    name: '已成年：问人',
    of: 'child-support',
    said: ['8000', '1', '18'],
    has: ['18岁'],
    lacks: ['每月大约'],
    person: true,
  },
  {
    name: '没收入：只说比例',
    of: 'child-support',
    said: ['没有', '1', '5'],
    has: ['20%到30%', '同行业平均'],
  },
  // 期限
  {
    name: '收到裁决，今天最后一天',
    of: 'deadline',
    said: ['3', '2026-11-10'],
    has: ['今天就是最后一天'],
    urgent: true,
    person: true,
  },
  {
    name: '仲裁还有五天',
    of: 'deadline',
    said: ['2', '2025-11-30', '没有'],
    has: ['2026年11月30日', '还有 5 天', '今天就去办'],
    urgent: true,
  },
  {
    name: '要过钱，重新算',
    of: 'deadline',
    said: ['2', '2025-11-30', '2026-03-01'],
    has: ['2027年3月1日', '重新算', '放假安排还没公布'],
    urgent: false,
  },
  {
    name: '要的时候已经过了，不重新算',
    of: 'deadline',
    said: ['2', '2024-01-01', '2025-06-01'],
    has: ['可能已经过了', '没有按它重新算', '先别放弃'],
    person: true,
  },
  {
    name: '还在上班，工资不限',
    of: 'deadline',
    said: ['1', '还在上班'],
    has: ['不受一年限制'],
    urgent: false,
  },
  { name: '三个工作日', of: 'deadline', said: ['10', '2026-11-19'], has: ['可能已经过了 1 天'] },
  { name: '半年，月底', of: 'deadline', said: ['申请再审', '2026-08-31'], has: ['2027年2月28日'] },
  // 诉讼费
  {
    name: '残疾、要抚养费：免',
    of: 'court-fee',
    said: ['1', '1', '1'],
    has: ['免交诉讼费：残疾', '抚养费'],
    lacks: ['缓交（'],
  },
  {
    name: '正在受援、受伤：缓',
    of: 'court-fee',
    said: ['5', '4', '1'],
    has: ['缓交（', '正在接受法律援助、受伤要赔偿'],
    lacks: ['免交诉讼费：'],
  },
  { name: '优抚：减三成以上', of: 'court-fee', said: ['4', '5', '1'], has: ['至少减30%'] },
  { name: '要工资：不预交', of: 'court-fee', said: ['6', '2', '1'], has: ['可以不预交'] },
  { name: '公司：不免', of: 'court-fee', said: ['3', '5', '2'], has: ['只给个人'], lacks: ['免交诉讼费：'] },
];

describe('calculators', () => {
  for (const { name, of, said, has, lacks = [], switches, person, urgent } of cases) {
    it(`${calculatorOf(of)!.name}：${name}`, () => {
      const result = reckon(of, said, switches);
      for (const words of has) expect(result.text).to.include(words);
      for (const words of lacks) expect(result.text).not.to.include(words);
      if (person !== undefined) expect(result.person).to.equal(person);
      if (urgent !== undefined) expect(result.urgent).to.equal(urgent);
      expect(result.text)
        .to.match(/依据：.*第\d+/)
        .and.include('估算')
        .and.match(/以中心确认为准[^\n]*$/);
      expect(result.text.length, 'one message').to.be.below(700);
    });
  }

  it('count years of service to the day, at month ends too', () => {
    const table: [string, string, number][] = [
      ['2021-01-01', '2021-01-01', 0.5],
      ['2021-01-01', '2021-06-29', 0.5],
      ['2021-01-01', '2021-06-30', 1],
      ['2021-01-01', '2021-12-31', 1],
      ['2021-01-01', '2022-01-01', 1.5],
      ['2020-02-29', '2021-02-27', 1],
      ['2020-08-31', '2021-02-27', 1],
      ['2021-09-08', '2021-10-20', 0.5],
    ];
    for (const [from, to, years] of table) expect(severanceYears(from, to), `${from} ${to}`).to.equal(years);
  });

  it('end in words whatever is not known', () => {
    for (const { id, questions } of calculators) {
      const result = reckonUnknown(id);
      expect(result.text, id).to.include('估算').and.include('以中心确认为准');
      expect(questions.length).to.be.greaterThan(0);
    }
  });

  function reckonUnknown(name: string) {
    const calculator = calculatorOf(name)!;
    let answers: Answers = {};
    for (;;) {
      const question = nextQuestion(calculator, answers);
      if (!question) return resultOf(calculator, answers, rulesAt(TODAY));
      answers = { ...answers, [question.id]: 'unknown' };
    }
  }

  it('are offered by entries under names that exist, with limits that exist', () => {
    const limits = new Set(rulesAt(TODAY).limits.map(({ id }) => id));
    const options = calculatorOf('deadline')!.questions[0]!.options!;
    expect(options.filter(({ value }) => !limits.has(value))).to.deep.equal([]);
  });
});
