import { expect } from 'chai';
import {
  addMonths,
  ageOn,
  builtInCalendar,
  daysBetween,
  dueDate,
  isLegalDate,
  legalDateOf,
  startOf,
} from '../../server/platform/calendar.ts';

describe('calendar', () => {
  const due = (start: string, days: number) => dueDate(start, { days }, builtInCalendar);

  it('does not count the start day, and moves a last day on a weekend to Monday', () => {
    expect(due('2026-06-01', 7)).to.deep.equal({ date: '2026-06-08', provisional: false });
    expect(due('2026-06-07', 6)).to.deep.equal({ date: '2026-06-15', provisional: false });
  });

  it('moves a last day inside the National Day holiday behind it', () => {
    expect(due('2026-09-26', 7)).to.deep.equal({ date: '2026-10-08', provisional: false });
  });

  it('takes a make-up workday on a Saturday as a workday', () => {
    expect(due('2026-10-03', 7)).to.deep.equal({ date: '2026-10-10', provisional: false });
  });

  it('gives the un-rolled day, marked, where a year has no data: a demo of 26 December works', () => {
    expect(due('2026-12-26', 7)).to.deep.equal({ date: '2027-01-02', provisional: true });
    expect(builtInCalendar.isWorkday('2027-01-01')).to.equal(undefined);
  });

  it('refuses working days that reach an uncovered year', () => {
    expect(() => dueDate('2026-12-30', { days: 3, unit: 'working' }, builtInCalendar)).to.throw(
      RangeError,
      '2027',
    );
    expect(dueDate('2026-09-30', { days: 3, unit: 'working' }, builtInCalendar).date).to.equal('2026-10-10');
  });

  it('adds months to the end of a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).to.equal('2026-02-28');
    expect(addMonths('2023-11-30', 3)).to.equal('2024-02-29');
    expect(addMonths('2026-03-31', -1)).to.equal('2026-02-28');
  });

  it('knows the day in Shanghai', () => {
    expect(legalDateOf(Date.parse('2026-11-23T16:00:00Z'))).to.equal('2026-11-24');
    expect(legalDateOf(Date.parse('2026-11-23T15:59:59Z'))).to.equal('2026-11-23');
    expect(legalDateOf(startOf('2026-11-24'))).to.equal('2026-11-24');
  });

  it('counts days and ages', () => {
    expect(daysBetween('2026-02-27', '2026-03-01')).to.equal(2);
    expect(ageOn('2008-11-25', '2026-11-24')).to.equal(17);
    expect(ageOn('2008-11-24', '2026-11-24')).to.equal(18);
    expect(isLegalDate('2026-02-29')).to.equal(false);
    expect(isLegalDate('2028-02-29')).to.equal(true);
  });
});
