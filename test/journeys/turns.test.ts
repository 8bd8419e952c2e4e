import { expect } from 'chai';
import { run } from '../../scripts/trials/turns.ts';
import { mysqlReachable } from '../support/databases.ts';

/** The small version of `npm run trial -- turns`. */
describe('residents applying while processes are killed', function () {
  this.timeout(400_000);

  it('end with one case each, split over processes on MariaDB', async function () {
    if (!(await mysqlReachable())) this.skip();
    const small = [
      '--engine',
      'mysql',
      '--split',
      'web worker bot',
      '--residents',
      '10',
      '--kill-every',
      '8',
      '--repeat',
      '0.2',
    ];
    expect(await run(small)).to.equal(true);
  });

  it('end with one case each, in one process on SQLite', async () => {
    expect(
      await run([
        '--engine',
        'sqlite',
        '--residents',
        '12',
        '--kill-every',
        '15',
        '--patient',
        '--repeat',
        '0.2',
      ]),
    ).to.equal(true);
  });
});
