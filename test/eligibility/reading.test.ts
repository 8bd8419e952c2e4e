import { expect } from 'chai';
import fc from 'fast-check';
import { isLegalDate } from '../../server/platform/calendar.ts';
import { readDate } from '../../server/eligibility/dates.ts';
import { readMoney, sayMoney } from '../../server/eligibility/money.ts';
import { readNumber } from '../../server/eligibility/numbers.ts';
import type { Question } from '../../server/eligibility/question.ts';
import { findQuestion } from '../../server/eligibility/questionnaire.ts';
import { readAnswer } from '../../server/eligibility/reading.ts';
import { rulesAt } from '../../server/eligibility/rules.ts';

const today = '2026-11-24'; // a Tuesday
const rules = rulesAt(today);
const ask = (id: string, answers = {}): Question => findQuestion(id, answers, rules)!;

describe('numbers in people’s words', () => {
  const said: [string, number | undefined][] = [
    ['3', 3],
    ['３５', 35],
    ['三', 3],
    ['两', 2],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['二十三', 23],
    ['一百零五', 105],
    ['一百五', 150],
    ['两千三', 2300],
    ['三千五百', 3500],
    ['一万二', 12_000],
    ['一万零二百', 10_200],
    ['一万两千三', 12_300],
    ['十二万五', 125_000],
    ['二零二五', 2025],
    ['1,200', 1200],
    ['2.5万', 25_000],
    ['1万2', 12_000],
    ['两万半', 25_000],
    ['一亿二', 120_000_000],
    ['1k', 1000],
    ['三百多', undefined],
    ['一点', undefined],
    ['万', undefined],
    ['', undefined],
    ['几个', undefined],
  ];
  for (const [words, value] of said) {
    it(`${words || '（空）'} is ${value ?? 'no number'}`, () => expect(readNumber(words)).to.equal(value));
  }

  it('read every whole number in Arabic digits as itself', () => {
    fc.assert(fc.property(fc.nat(999_999_999), (n) => void expect(readNumber(String(n))).to.equal(n)));
  });
});

describe('money in people’s words', () => {
  const yuan = (min: number, max?: number) =>
    max === undefined ? min * 100 : { min: min * 100, max: max * 100 };
  const said: [string, unknown][] = [
    ['3500', yuan(3500)],
    ['3500元', yuan(3500)],
    ['￥3,500.50', yuan(3500.5)],
    ['三千五百块钱', yuan(3500)],
    ['2k', yuan(2000)],
    ['２Ｋ', yuan(2000)],
    ['一万二', yuan(12_000)],
    ['1.2w', yuan(12_000)],
    ['两千三', yuan(2300)],
    ['三千多', yuan(3000, 3999)],
    ['3千多块', yuan(3000, 3999)],
    ['一万二多', yuan(12_000, 12_999)],
    ['十来万', yuan(100_000, 109_999)],
    ['二十多万', yuan(200_000, 209_999)],
    ['三四千', yuan(3000, 4000)],
    ['七八百块', yuan(700, 800)],
    ['两到三千', yuan(2000, 3000)],
    ['2000-3000', yuan(2000, 3000)],
    ['五千左右', yuan(4500, 5500)],
    ['大概5000', yuan(5000)],
    ['不到两千', yuan(0, 2000)],
    ['最多三千', yuan(0, 3000)],
    ['欠我一万二左右吧', yuan(10_800, 13_200)],
    ['三千到四千之间', yuan(3000, 4000)],
    ['每月三千', yuan(3000)],
    ['三千一个月', yuan(3000)],
    ['一年五万', undefined],
    ['没有', 0],
    ['没有收入', 0],
    ['零', 0],
    ['很多', undefined],
    ['不少', undefined],
    ['三个月', undefined],
    ['工资', undefined],
  ];
  for (const [words, value] of said) {
    it(`${words} is ${JSON.stringify(value) ?? 'no sum'}`, () =>
      expect(readMoney(words)).to.deep.equal(value));
  }

  it('comes back as it is said', () => {
    fc.assert(fc.property(fc.nat(1e9), (fen) => void expect(readMoney(sayMoney(fen))).to.equal(fen)));
  });
});

describe('days in people’s words', () => {
  const said: [string, string | undefined][] = [
    ['2026-03-05', '2026-03-05'],
    ['2026年3月5日', '2026-03-05'],
    ['2026.3.5', '2026-03-05'],
    ['20260305', '2026-03-05'],
    ['３月５号', '2026-03-05'],
    ['3月5号', '2026-03-05'],
    ['三月五号', '2026-03-05'],
    ['3.5', '2026-03-05'],
    ['12月25日', '2025-12-25'],
    ['去年12月25日', '2025-12-25'],
    ['25年10月3号', '2025-10-03'],
    ['今天', '2026-11-24'],
    ['昨天', '2026-11-23'],
    ['前天', '2026-11-22'],
    ['大前天', '2026-11-21'],
    ['5号', '2026-11-05'],
    ['28号', '2026-10-28'],
    ['这个月3号', '2026-11-03'],
    ['上个月3号', '2026-10-03'],
    ['上周三', '2026-11-18'],
    ['上上星期五', '2026-11-13'],
    ['十天前', '2026-11-14'],
    ['10天以前', '2026-11-14'],
    ['上个月底', '2026-10-25~'],
    ['上月中旬', '2026-10-11~'],
    ['上个月', '2026-10-01~'],
    ['三个月前', '2026-08-24~'],
    ['一个半月前', '2026-10-09~'],
    ['半年前', '2026-05-24~'],
    ['两年前', '2024-11-24~'],
    ['今年6月', '2026-06-01~'],
    ['6月份', '2026-06-01~'],
    ['去年八月中旬', '2025-08-11~'],
    ['2025年10月', '2025-10-01~'],
    ['去年国庆前', '2025-09-24~'],
    ['去年国庆节后', '2025-10-01~'],
    ['国庆', '2026-10-01'],
    ['五一前', '2026-04-24~'],
    ['今年春节后', '2026-02-17~'],
    ['过年前', '2026-02-10~'],
    ['去年底', '2025-12-01~'],
    ['大概3月5号', '2026-03-05~'],
    ['3月5号左右', '2026-03-05~'],
    ['3月5号走的', '2026-03-05'],
    ['我是上个月底离开的', '2026-10-25~'],
    ['昨天收到的', '2026-11-23'],
    ['年初', '2026-01-01~'],
    ['年底', '2025-12-01~'],
    ['去年年底', '2025-12-01~'],
    ['前几天', '2026-11-15~'],
    ['2月30号', undefined],
    ['13月1号', undefined],
    ['去年', undefined],
    ['toString', undefined],
    ['99999999天前', undefined],
    ['很久以前', undefined],
    ['老板跑了那天', undefined],
    ['', undefined],
  ];
  for (const [words, value] of said) {
    it(`${words || '（空）'} is ${value ?? 'no day'}`, () => {
      const found = readDate(words, today);
      expect(found && found.date + (found.rough ? '~' : '')).to.equal(value);
    });
  }

  it('take the day in the year before where this year’s hasn’t come yet, on any day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        fc.nat(1000),
        (month, day, shift) => {
          const now = new Date(Date.UTC(2024, 0, 1 + shift)).toISOString().slice(0, 10);
          const found = readDate(`${month}月${day}日`, now)!;
          expect(isLegalDate(found.date)).to.equal(true);
          expect(found.date <= now).to.equal(true);
          expect(found.date > `${Number(now.slice(0, 4)) - 2}-12-31`).to.equal(true);
        },
      ),
    );
  });
});

describe('reading an answer', () => {
  const value = (question: Question, said: string): unknown => {
    const read = readAnswer(question, said, today);
    return read.ok ? read.value : read.hint;
  };

  it('takes a choice by number in any writing, by its label, its words, with marks around', () => {
    const danger = ask('danger');
    for (const said of [
      '1',
      '１',
      '一',
      '①',
      '第一个',
      '选1',
      '1。',
      ' 1 ',
      '没有',
      '没有。',
      '“没有”',
      '没事',
      '我选1',
    ]) {
      expect(value(danger, said), said).to.equal('no');
    }
    expect(value(ask('workKind'), '在工地、装修队干活')).to.equal('site');
    expect(value(ask('workKind'), '网约车')).to.equal('platform');
    expect(value(ask('place'), '望亭')).to.equal('here');
  });

  it('takes several by numbers and words, and drops 都没有 beside others', () => {
    const situation = ask('situation', { danger: 'no', matter: 'medical' });
    expect(value(situation, '1、3')).to.deep.equal(['relief', 'disability']);
    expect(value(situation, '1 3')).to.deep.equal(['relief', 'disability']);
    expect(value(situation, '低保，残疾')).to.deep.equal(['relief', 'disability']);
    expect(value(situation, '低保和残疾')).to.deep.equal(['relief', 'disability']);
    expect(value(situation, '都没有')).to.deep.equal(['none']);
    expect(value(situation, '残疾、没有')).to.deep.equal(['disability']);
    expect(value(situation, '3、3')).to.deep.equal(['disability']);
    expect(value(situation, '1、99')).to.include('选项前面的数字');
  });

  it('takes 13 as two choices where there are fewer than ten', () => {
    expect(value(ask('familyClaims'), '13')).to.deep.equal(['divorce', 'childSupport']);
  });

  it('takes 不知道 and its kin everywhere, also with punctuation', () => {
    for (const id of ['danger', 'story', 'age', 'amount', 'accidentOn', 'situation', 'workKind']) {
      for (const said of [
        '不知道',
        '不清楚。',
        '记不清了',
        '忘了',
        '不想说',
        '？',
        '我也不知道啊',
        '勿晓得',
      ]) {
        expect(value(ask(id), said), `${id} ${said}`).to.equal('unknown');
      }
    }
  });

  it('takes 说不清 as the option that it is, where it is one', () => {
    expect(value(ask('area'), '说不清')).to.equal('other');
  });

  it('understands a sentence that holds the words of just one option', () => {
    expect(value(ask('workKind'), '我在工地上干活')).to.equal('site');
    expect(value(ask('place'), '在望亭那边的厂里')).to.equal('here');
    expect(value(ask('ownLawyer'), '还没有请律师呢')).to.equal('no');
    expect(value(ask('danger'), '没有啊')).to.equal('no');
    expect(value(ask('danger'), '我没有受伤')).to.equal('no');
    expect(value(ask('danger'), '他在打我')).to.equal('yes');
    expect(value(ask('danger'), '救命')).to.equal('yes');
    expect(value(ask('applicant'), '给我妈妈申请')).to.equal('kin');
    expect(value(ask('stage', { danger: 'no', matter: 'wages' }), '已经在法院了')).to.equal('court');
    expect(value(ask('situation', { danger: 'no', matter: 'medical' }), '我有残疾证')).to.deep.equal([
      'disability',
    ]);
  });

  it('asks again where a sentence says no, or holds the words of two options', () => {
    for (const [id, said] of [
      ['workKind', '不是在工地'],
      ['workKind', '又送外卖又在工地'],
      ['migrant', '不是农村'],
      ['danger', '有点怕'],
    ] as const) {
      expect(value(ask(id), said), said)
        .to.be.a('string')
        .and.include('选项');
    }
  });

  it('takes 1号 for a day, and 1 for the first option, where a day may have words', () => {
    expect(value(ask('leftOn'), '1号')).to.equal('2026-11-01');
    expect(value(ask('leftOn'), '1')).to.equal('still');
    expect(value(ask('leftOn'), '十一')).to.equal('2026-10-01');
  });

  it('says back how it understood a rough day and a rough sum', () => {
    const day = readAnswer(ask('accidentOn'), '上个月底', today);
    expect(day).to.deep.equal({
      ok: true,
      value: '2026-10-25~',
      echo: '大约2026年10月25日（先按最早的一天算，稳妥些）',
    });
    const sum = readAnswer(ask('amount'), '三千多', today);
    expect(sum).to.deep.equal({ ok: true, value: { min: 300_000, max: 399_900 }, echo: '3000元到3999元' });
  });

  it('takes 还在上班 for a day', () => {
    expect(value(ask('leftOn'), '还在上班')).to.equal('still');
    expect(value(ask('leftOn'), '还在')).to.equal('still');
  });

  it('asks again for a day that has not come, a number out of bounds, and half a person', () => {
    expect(value(ask('accidentOn'), '2026年12月1日')).to.include('还没到');
    expect(value(ask('accidentOn'), '1940年1月1日')).to.include('年份');
    expect(value(ask('age'), '130')).to.include('大了');
    expect(value(ask('householdSize'), '0')).to.include('小了');
    expect(value(ask('householdSize'), '2.5')).to.include('整数');
  });

  it('takes ages and heads with their measure words', () => {
    expect(value(ask('age'), '三十五岁')).to.equal(35);
    expect(value(ask('age'), '35周岁')).to.equal(35);
    expect(value(ask('age'), '我今年35岁了')).to.equal(35);
    expect(value(ask('householdSize'), '三口人')).to.equal(3);
    for (const said of ['就我一个', '就我一个人', '我一个人', '只有我', '就自己', '一个人'])
      expect(value(ask('householdSize'), said), said).to.equal(1);
    expect(value(ask('people'), '十来个')).to.equal(10);
    expect(value(ask('people'), '二十多人')).to.equal(20);
  });

  it('gives a hint with a way on for what it cannot read, and never throws', () => {
    for (const id of ['danger', 'age', 'amount', 'accidentOn', 'situation']) {
      const question = ask(id);
      fc.assert(
        fc.property(
          fc.oneof(
            fc.string(),
            fc.string({
              unit: fc.constantFrom(...'0123456789一二三十百千万多半年月日号天前去上个底到不没有元块点'),
            }),
          ),
          (said) => {
            const read = readAnswer(question, said, today);
            if (!read.ok) expect(read.hint).to.match(/[。”]$/);
            else expect(read.echo).to.be.a('string');
          },
        ),
        { numRuns: 500 },
      );
      const nonsense = readAnswer(question, '@@##', today);
      expect(nonsense.ok).to.equal(false);
      if (!nonsense.ok) expect(nonsense.hint).to.include('人工').and.include('不知道');
    }
  });

  it('keeps a story as it was told, and asks to shorten a very long one', () => {
    expect(value(ask('story'), ' 老板欠我三个月工资。 ')).to.equal('老板欠我三个月工资');
    expect(value(ask('story'), '我怀孕了，被开除！钱也没给：３个月，ＡＰＰ上派单')).to.equal(
      '我怀孕了，被开除！钱也没给：3个月，APP上派单',
    );
    expect(value(ask('story'), '长'.repeat(501))).to.include('500字');
    expect(value(ask('story'), '   ')).to.include('一句话');
  });

  it('reads every option of every question by its number and by its label', () => {
    for (const id of [
      'danger',
      'area',
      'applicant',
      'workKind',
      'stage',
      'recognition',
      'place',
      'situation',
      'contact',
      'needs',
    ]) {
      const question = ask(id);
      question.options!.forEach((option, at) => {
        const wanted = question.kind === 'multi' ? [option.value] : option.value;
        expect(value(question, String(at + 1)), `${id} ${at + 1}`).to.deep.equal(wanted);
        expect(value(question, option.label), option.label).to.deep.equal(wanted);
        for (const word of option.words) expect(value(question, word), `${id} ${word}`).to.deep.equal(wanted);
      });
    }
  });
});
