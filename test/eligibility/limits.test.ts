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

  it('give the earlier day, marked, where the calendar ends, and no day where working days do', () => {
    expect(limitEnd(rule('LT02'), { start: '2029-10-06' }, builtInCalendar)).to.deep.equal({
      date: '2030-10-06',
      provisional: true,
    });
    expect(limitEnd(rule('LT19'), { start: '2030-03-01' }, builtInCalendar)).to.equal(undefined);
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
