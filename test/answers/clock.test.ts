import { expect } from 'chai';
import { callDanger, consider } from '../../server/answers/service.ts';
import { startOf } from '../../server/platform/calendar.ts';
import { testDatabase, type TestDatabase } from '../support/databases.ts';

/** Received on 12 November, appeal within 15 days. */
const said = '判决书11月12号收到的 上诉赶得上不';

describe('a deadline that a resident writes', function () {
  // Each day has an index of its own.
  this.timeout(60_000);
  let t: TestDatabase;
  let now = 0;
  before(async () => {
    t = await testDatabase('sqlite', () => now);
  });
  after(() => t?.drop());

  const cardOn = async (day: string): Promise<string | undefined> => {
    now = startOf(day) + 3_600_000;
    const outcome = await t.db.read((reading) => consider(reading, { said, misses: 0 }, true));
    return outcome.kind === 'danger' ? outcome.card.id : undefined;
  };

  it("is counted from the service's day, not from the computer's", async () => {
    expect(await cardOn('2026-11-25')).to.equal('urgentDate');
    expect(await cardOn('2026-11-14')).to.equal(undefined);
  });

  it('calls a person from a form by the same day', async () => {
    const called = (day: string, openid: string): Promise<string | undefined> => {
      now = startOf(day) + 3_600_000;
      return t.db.write({ kind: 'resident', id: openid }, (work) => callDanger(work, openid, said));
    };
    expect(await called('2026-11-25', 'wx-form')).to.be.a('string');
    expect(await called('2026-11-14', 'wx-other')).to.equal(undefined);
  });
});
