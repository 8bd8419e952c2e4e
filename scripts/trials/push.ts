import { parseArgs } from 'node:util';
import { buildIfChanged } from '../builtFrom.ts';
import { mysqlReachable } from '../../test/support/databases.ts';
import { House } from '../../test/support/house.ts';
import { killedMassSends, killedNotices, sharedWork, type Check, type Plan } from './pushParts.ts';

const parts = { kills: 'kills', terms: 'terms', mass: 'mass', two: 'two' } as const;

/**
 * A push of subscription notices while its process is killed -9, then while it is stopped by SIGTERM; mass sends that are
 * killed between request and answer; two of everything on one MariaDB, with one of each killed. Afterwards what the
 * platform delivered is compared with the books.
 */
export async function run(options: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: options,
    options: {
      recipients: { type: 'string', default: '100000' },
      kills: { type: 'string', default: '50' },
      terms: { type: 'string', default: '20' },
      mass: { type: 'string', default: '20' },
      'in-flight': { type: 'string', default: '64' },
      engine: { type: 'string', default: 'sqlite' },
      /** Only these parts, separated by commas: kills, terms, mass, two. */
      only: { type: 'string', default: Object.keys(parts).join(',') },
      /** Run the sources instead of the compiled program. */
      sources: { type: 'boolean', default: false },
    },
  });
  if (!values.sources) buildIfChanged();
  const chosen = new Set(values.only.split(','));
  const engine = values.engine === 'mysql' ? 'mysql' : 'sqlite';
  const plan: Plan = {
    recipients: Number(values.recipients),
    inFlight: Number(values['in-flight']),
    times: 0,
    signal: 'SIGKILL',
  };
  const start = (split: string[], on: 'sqlite' | 'mysql', perSecond = 0): Promise<House> =>
    House.start(
      on,
      split,
      { QUIET_HOURS: 'off', PUSH_IN_FLIGHT: values['in-flight'], PUSH_PER_SECOND: String(perSecond) },
      values.sources ? 'sources' : 'compiled',
    );
  /** So that the push isn't over before the last kill: about three seconds of sending for each. */
  const paced = (times: number): number => Math.ceil(plan.recipients / (times * 3));

  let passed = true;
  async function part(name: keyof typeof parts, prove: () => Promise<Check[]>): Promise<void> {
    if (!chosen.has(name)) return;
    const checks = await prove();
    const lines = checks.map(([what, ok, figure]) => `${ok ? 'ok  ' : 'FAIL'} ${what}: ${figure}`);
    process.stdout.write(`${name}\n${lines.join('\n')}\n`);
    passed &&= checks.every(([, ok]) => ok);
  }
  async function inHouse(house: House, prove: (house: House) => Promise<Check[]>): Promise<Check[]> {
    try {
      return await prove(house);
    } finally {
      await house.stop();
    }
  }
  const [kills, terms, mass] = [Number(values.kills), Number(values.terms), Number(values.mass)];
  const one = ['web,worker,bot'];
  await part('kills', async () =>
    inHouse(await start(one, engine, paced(kills)), (house) =>
      killedNotices(house, { ...plan, times: kills }),
    ),
  );
  await part('terms', async () =>
    inHouse(await start(one, engine, paced(terms)), (house) =>
      killedNotices(house, { ...plan, times: terms, signal: 'SIGTERM' }),
    ),
  );
  await part('mass', async () => inHouse(await start(one, engine), (house) => killedMassSends(house, mass)));
  if (chosen.has('two') && !(await mysqlReachable()))
    process.stdout.write('two: left out, no MariaDB answers\n');
  else
    await part('two', async () =>
      inHouse(await start(['web,worker', 'web,worker', 'bot', 'bot'], 'mysql'), (house) =>
        sharedWork(house, plan),
      ),
    );
  return passed;
}
