import { expect } from 'chai';
import {
  ago,
  dateTime,
  daysLeftText,
  daysUntil,
  nearness,
  reference,
  shortTime,
} from '../../server/console/src/format.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);

describe('how the console writes things', () => {
  it('writes instants in Asia/Shanghai, wherever the browser is', () => {
    expect(dateTime(Date.parse('2025-11-23T16:05:00Z'))).to.equal('2025-11-24 00:05');
  });

  it('shortens a time to what staff need of it', () => {
    const now = at('2025-11-24T12:00:00');
    expect(shortTime(at('2025-11-24T00:10:00'), now)).to.equal('今天 00:10');
    expect(shortTime(at('2025-11-23T23:50:00'), now)).to.equal('11-23 23:50');
    expect(shortTime(at('2024-12-31T10:00:00'), now)).to.equal('2024-12-31');
  });

  it('groups a reference in threes, with or without dashes, and leaves what is none alone', () => {
    expect(reference('261042587')).to.equal('261-042-587');
    expect(reference('261-042-587')).to.equal('261-042-587');
    expect(reference('待编号')).to.equal('待编号');
  });

  it('says how long somebody has been waiting', () => {
    const now = at('2025-11-24T12:00:00');
    expect(ago(now - 59_000, now)).to.equal('刚刚');
    expect(ago(now - 60_000, now)).to.equal('1 分钟前');
    expect(ago(now - 3 * 3_600_000, now)).to.equal('3 小时前');
    expect(ago(now - 49 * 3_600_000, now)).to.equal('2 天前');
    expect(ago(now + 5_000, now), 'a clock that is a little behind').to.equal('刚刚');
  });

  for (const [days, tone, text] of [
    [-2, 'near', '已超 2 天'],
    [0, 'near', '今天到期'],
    [1, 'near', '还剩 1 天'],
    [2, 'soon', '还剩 2 天'],
    [3, 'soon', '还剩 3 天'],
    [4, 'calm', '还剩 4 天'],
  ] as const) {
    it(`期限：${text}，${tone}`, () => {
      expect([nearness(days), daysLeftText(days)]).to.deep.equal([tone, text]);
    });
  }

  it('counts days to a legal date from the day in Asia/Shanghai', () => {
    expect(daysUntil('2025-11-25', at('2025-11-24T23:59:00'))).to.equal(1);
    expect(daysUntil('2025-11-25', at('2025-11-25T00:01:00'))).to.equal(0);
    expect(daysUntil('2025-11-25', at('2025-11-26T08:00:00'))).to.equal(-1);
  });
});
