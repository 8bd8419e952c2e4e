import { limitsFrom } from '../../server/eligibility/limits.ts';
import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, builtInCalendar, type Calendar } from '../../server/platform/calendar.ts';
import { limitEnd, urgencyOf, type Deadline } from '../../server/eligibility/limits.ts';
import { allRules, rulesAt, type LimitRule } from '../../server/eligibility/rules.ts';
import { assess } from '../../server/eligibility/verdict.ts';
import { fill, today } from './support.ts';

const rules = rulesAt(today);
const rule = (id: string): LimitRule => rules.limits.find((one) => one.id === id)!;
const everyDay: Calendar = { isWorkday: () => true };

describe('legal limits', () => {
  it('run one year from leaving, rolled to the next workday', () => {
    expect(limitEnd(rule('LT02'), { start: '2025-10-10' }, builtInCalendar)).to.deep.equal({
      date: '2026-10-10',
      provisional: false,
    });
    // 2026-10-04 lies in the National Day holiday; work begins again on the 8th.
    expect(limitEnd(rule('LT02'), { start: '2025-10-04' }, builtInCalendar)?.date).to.equal('2026-10-08');
  });

  it('begin anew on a demand within the period, not on one after its end', () => {
    const end = (restarts: string[]) =>
      limitEnd(rule('LT02'), { start: '2024-01-10', restarts }, everyDay)?.date;
    expect(end([])).to.equal('2025-01-10');
    expect(end(['2024-06-01'])).to.equal('2025-06-01');
    expect(end(['2024-06-01', '2025-05-01'])).to.equal('2026-05-01');
    expect(end(['2025-05-01', '2024-06-01'])).to.equal('2026-05-01');
    expect(end(['2025-02-01'])).to.equal('2025-01-10');
    expect(end(['2023-12-01'])).to.equal('2025-01-10');
  });

  it('leave out days that don’t count', () => {
    expect(limitEnd(rule('LT07'), { start: '2025-03-01', pausedDays: 30 }, everyDay)?.date).to.equal(
      '2026-03-31',
    );
  });

  it('give an earlier day, marked, where the calendar ends, and no day for an authority’s working days', () => {
    expect(limitEnd(rule('LT02'), { start: '2029-10-06' }, builtInCalendar)).to.deep.equal({
      date: '2030-10-06',
      provisional: true,
    });
    // The applicant's working days are then natural ones: 3 from 30 December are never over later than this.
    expect(limitEnd(rule('LT19'), { start: '2030-12-30' }, builtInCalendar)).to.deep.equal({
      date: '2031-01-02',
      provisional: true,
    });
    expect(limitEnd({ ...rule('LT19'), by: 'other' }, { start: '2030-12-30' }, builtInCalendar)).to.equal(
      undefined,
    );
    expect(limitEnd(rule('LT19'), { start: '2026-11-20' }, builtInCalendar)?.date).to.equal('2026-11-25');
  });

  it('never end earlier for a later start or for one more demand', () => {
    fc.assert(
      fc.property(fc.nat(700), fc.nat(300), fc.nat(700), (shift, later, demand) => {
        const start = addDays('2024-01-01', shift);
        const end = (from: string, restarts: string[]) =>
          limitEnd(rule('LT02'), { start: from, restarts }, everyDay)!.date;
        expect(end(addDays(start, later), []) >= end(start, [])).to.equal(true);
        expect(end(start, [addDays(start, demand)]) >= end(start, [])).to.equal(true);
      }),
    );
  });

  it('are soon from 30 days and pressing under 7, for the applicant’s own only', () => {
    const at = (daysLeft: number, more: Partial<Deadline> = {}) =>
      urgencyOf([{ daysLeft, by: 'applicant', aidFirst: true, ...more } as Deadline]);
    expect([at(31), at(30), at(7), at(6), at(0), at(-1)]).to.deep.equal([
      'none',
      'soon',
      'soon',
      'E',
      'E',
      'none',
    ]);
    expect(at(3, { by: 'other' })).to.equal('none');
    expect(at(3, { aidFirst: false })).to.equal('soon');
  });

  it('each have a span or none on purpose, and a start in the questionnaire where they are told of themselves', () => {
    for (const limit of allRules().limits) {
      if (limit.when && !limit.unlimited) expect(limit.start, limit.id).to.be.a('string');
      if (limit.when && !limit.unlimited) expect(limit.span, limit.id).to.be.an('object');
    }
  });

  it('that are over go to a person, and aren’t listed as if they still ran', () => {
    const { answers } = fill({
      情形: '过期',
      回答: { 事项: '工伤', 外出打工: '是', 受伤日期: '2025年3月5日' },
      结果: { 意见: '' },
    });
    const verdict = assess(answers, rules, today);
    expect(verdict.deadlines.map(({ ruleId }) => ruleId)).not.to.include('LT07');
    expect(verdict.passed.map(({ ruleId }) => ruleId)).to.deep.equal(['LT07']);
    expect(verdict.opinion).to.equal('免经济审查');
  });

  it('reckoned from a rough day say so', () => {
    const { answers } = fill({
      情形: '粗略',
      回答: { 事项: '拖欠工资', 要什么: '没有', 外出打工: '是', 离开日期: '上个月底' },
      结果: { 意见: '' },
    });
    expect(assess(answers, rules, today).deadlines[0]?.rough).to.equal(true);
  });
});

describe('the calculator of legal limits', () => {
  const at = (id: string, start: string, more = {}) =>
    limitsFrom(id, { start, ...more }, rules, builtInCalendar);

  it('reckons a limit from a given day, and begins anew with an interruption', () => {
    expect(at('LT01', '2025-12-01')).to.include({ dueOn: '2026-12-01', nearness: 'soon', certainty: 'V' });
    expect(at('LT01', '2025-12-01', { restarts: ['2026-06-10'] }).dueOn).to.equal('2027-06-10');
    expect(at('LT01', '2024-01-05', { restarts: ['2026-06-10'] }), 'too late to interrupt').to.include({
      nearness: 'over',
    });
  });

  it('leaves out days that do not count, and calls a week an emergency', () => {
    expect(at('LT07', '2025-11-26', { pausedDays: 30 }).dueOn).to.equal('2026-12-28');
    expect(at('LT17', '2026-09-27')).to.include({ nearness: 'E' });
  });

  it('says where no limit runs, and refuses what is no limit', () => {
    expect(at('LT12', '2020-01-01')).to.include({ nearness: 'unlimited' }).and.not.have.property('dueOn');
    expect(() => at('LT99', '2020-01-01')).to.throw(RangeError, 'LT99');
  });

  /** FACTS §15, row by row: id, how long, from which day to which. */
  const table: [string, string, string, string][] = [
    ['LT01', '劳动仲裁 1年', '2026-03-02', '2027-03-02'],
    ['LT03', '不服裁决起诉 15日', '2026-03-02', '2026-03-17'],
    ['LT04', '单位撤销终局裁决 30日', '2026-03-02', '2026-04-01'],
    ['LT05', '劳动监察 2年', '2026-03-02', '2028-03-02'],
    ['LT06', '工伤申请，单位 30日', '2026-03-02', '2026-04-01'],
    ['LT07', '工伤申请，职工 1年', '2026-03-02', '2027-03-02'],
    ['LT08', '工伤认定 60日', '2026-03-02', '2026-05-06'],
    ['LT08a', '工伤认定，简单 15日', '2026-03-02', '2026-03-17'],
    ['LT09', '能力鉴定 60日', '2026-03-02', '2026-05-06'],
    ['LT09a', '再次鉴定 15日', '2026-03-02', '2026-03-17'],
    ['LT11', '一般民事 3年', '2026-03-02', '2029-03-02'],
    ['LT11a', '最长 20年', '2026-03-02', '2046-03-02'],
    ['LT15', '保证期间 6个月', '2026-03-02', '2026-09-02'],
    ['LT16', '国家赔偿 2年', '2026-03-02', '2028-03-02'],
    ['LT17', '行政复议 60日', '2026-03-02', '2026-05-06'],
    ['LT18', '行政诉讼 6个月', '2026-03-02', '2026-09-02'],
    ['LT17a', '未告知，复议最长 1年', '2026-03-02', '2027-03-02'],
    ['LT18a', '未告知，诉讼最长 1年', '2026-03-02', '2027-03-02'],
    ['LT19', '交通认定复核 3工作日', '2026-03-02', '2026-03-05'],
    ['LT20', '上诉，判决 15日', '2026-03-02', '2026-03-17'],
    ['LT20a', '上诉，裁定 10日', '2026-03-02', '2026-03-12'],
    ['LT21', '申请再审 6个月', '2026-03-02', '2026-09-02'],
    ['LT21a', '申请再审，自知道起 6个月', '2026-03-02', '2026-09-02'],
    ['LT22', '申请执行 2年', '2026-03-02', '2028-03-02'],
    ['LT23', '司法确认 30日', '2026-03-02', '2026-04-01'],
    ['LT24', '离婚冷静期 30日', '2026-03-02', '2026-04-01'],
    ['LT24a', '冷静期满后 30日', '2026-04-01', '2026-05-06'],
    ['LT25', '隐匿财产再分割 3年', '2026-03-02', '2029-03-02'],
    ['LT26', '生态环境损害 5年', '2026-03-02', '2031-03-02'],
  ];
  for (const [id, row, start, dueOn] of table)
    it(`has the row ${row}`, () => expect(at(id, start).dueOn).to.equal(dueOn));
});
