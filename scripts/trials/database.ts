import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildIfChanged } from '../builtFrom.ts';
import { emptyDatabase, mysqlReachable } from '../../test/support/databases.ts';
import { balance } from '../../test/support/balancer.ts';
import { databaseUrl, House } from '../../test/support/house.ts';
import { Resident } from './resident.ts';

const RESIDENTS = 40;
/** WeChat gives up on a try after 5 s; an answer later than its third try is none. */
const THIRD_TRY_MS = 15_500;

/** The database stops for a while in the middle of many questionnaires; everything goes on by itself afterwards. */
export async function run(options: string[]): Promise<boolean> {
  const { values } = parseArgs({ args: options, options: { seconds: { type: 'string', default: '30' } } });
  if (!(await mysqlReachable()))
    throw new Error('this trial needs a MySQL / MariaDB server (TEST_MYSQL_HOST …)');
  buildIfChanged();
  const { setting, remove } = await emptyDatabase('mysql');
  if (setting.engine !== 'mysql') throw new Error('no MySQL database');
  const door = await balance([setting.port]);
  const url = databaseUrl({ ...setting, port: door.port });
  const house = await House.start('mysql', ['web', 'worker', 'bot'], { DATABASE_URL: url }, 'compiled');
  try {
    const residents = Array.from({ length: RESIDENTS }, (_, i) => new Resident(house.simulator, i));
    const walks = residents.map((resident) => resident.apply());
    await sleep(3_000);
    const stoppedAt = Date.now();
    door.stop();
    await sleep(Number(values.seconds) * 1000);
    door.go();
    const wentOnAt = Date.now();
    await Promise.all(walks);
    return report(house, residents, { stoppedAt, wentOnAt });
  } finally {
    await house.stop();
    door.close();
    await remove();
  }
}

function report(
  house: House,
  residents: Resident[],
  { stoppedAt, wentOnAt }: { stoppedAt: number; wentOnAt: number },
): boolean {
  const done = residents.filter(({ reference }) => reference !== undefined);
  const apologies = residents.reduce(
    (sum, one) => sum + one.passives.filter((text) => one.isApology(text)).length,
    0,
  );
  const slowest = Math.max(0, ...residents.map(({ longestMs }) => longestMs));
  const checks: [string, boolean, string][] = [
    [
      'residents with a received application',
      done.length === residents.length,
      `${done.length} of ${residents.length}`,
    ],
    [
      'longest wait for an answer or a kind word',
      slowest <= THIRD_TRY_MS,
      `${(slowest / 1000).toFixed(1)} s over WeChat's tries`,
    ],
    [
      'references are unlike',
      new Set(done.map(({ reference }) => reference)).size === done.length,
      String(done.length),
    ],
  ];
  const lines = [
    `database away for ${((wentOnAt - stoppedAt) / 1000).toFixed(0)} s, ${apologies} kind words meanwhile`,
    ...checks.map(([what, ok, figure]) => `${ok ? 'ok  ' : 'FAIL'} ${what}: ${figure}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return checks.every(([, ok]) => ok);
}
