import { expect } from 'chai';
import { spokenTime, timeIn } from '../../bot/dialogues/lists.ts';

describe('a time in the chat', () => {
  const now = Date.UTC(2026, 10, 26, 2);
  const cases: [string, string][] = [
    ['12月4日10点', '12月4日（周五）10:00'],
    ['12月4日下午3点半', '12月4日（周五）15:30'],
    ['2026-12-04 10:00', '12月4日（周五）10:00'],
    ['12月4日晚上8点', '12月4日（周五）20:00'],
    ['12月4日晚上20点', '12月4日（周五）20:00'],
    ['12月4日下午12点', '12月4日（周五）12:00'],
    // The midnight that ends the day, and the one that begins it.
    ['12月4日晚上12点', '12月5日（周六）00:00'],
    ['12月4日半夜12点半', '12月5日（周六）00:30'],
    ['12月31日晚上12点', '1月1日（周五）00:00'],
    ['12月4日凌晨12点', '12月4日（周五）00:00'],
    ['12月4日凌晨1点', '12月4日（周五）01:00'],
  ];
  for (const [said, time] of cases)
    it(`「${said}」`, () => expect(spokenTime(timeIn(said, now)!)).to.equal(time));

  for (const said of ['12月4日晚上1点', '12月4日半夜3点', '2月30日10点', '12月4日24点', '12月4日10点60分'])
    it(`「${said}」 is asked again`, () => expect(timeIn(said, now)).to.equal(undefined));
});
