import { expect } from 'chai';
import { mysqlReachable } from '../support/databases.ts';
import { House } from '../support/house.ts';
import { killedMassSends, killedNotices, sharedWork, type Check } from '../../scripts/trials/pushParts.ts';

/** A small version of `npm run trial -- push`, over real processes. */
describe('pushes while processes die', function () {
  this.timeout(240_000);
  const settings = { QUIET_HOURS: 'off', PUSH_IN_FLIGHT: '32' };
  let house: House | undefined;
  afterEach(async () => {
    await house?.stop();
    house = undefined;
  });
  const failed = (checks: Check[]): Check[] => checks.filter(([, ok]) => !ok);

  it('lose nobody and double no more than was in flight when the process is killed', async () => {
    house = await House.start('sqlite', ['web,worker,bot'], { ...settings, PUSH_PER_SECOND: '300' });
    const plan = {
      ...{ recipients: 1_500, inFlight: 32, times: 1, signal: 'SIGKILL' as const },
      // The trial loses answers too, and has two minutes for those that no event settles.
      lostAnswers: 0,
    };
    expect(failed(await killedNotices(house, plan))).to.deep.equal([]);
  });

  it('make one job of a mass send that is killed before its answer', async () => {
    house = await House.start('sqlite', ['web,worker,bot'], settings);
    expect(failed(await killedMassSends(house, 1))).to.deep.equal([]);
  });

  it('are shared by two workers and two bots, of which one each dies', async function () {
    if (!(await mysqlReachable())) this.skip();
    house = await House.start('mysql', ['web,worker', 'web,worker', 'bot', 'bot'], settings);
    const plan = { recipients: 1_000, inFlight: 32, times: 0, signal: 'SIGKILL' as const };
    expect(failed(await sharedWork(house, plan))).to.deep.equal([]);
  });
});
