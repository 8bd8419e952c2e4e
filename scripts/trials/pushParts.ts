import { setTimeout as sleep } from 'node:timers/promises';
import type { Crowd } from '../../bot/simulator/index.ts';
import type { Push } from '../../entities/index.ts';
import type { House } from '../../test/support/house.ts';
import { addFollowers, addReaders, finished, openBooks, pushIn, schedule } from './pushing.ts';

/** What is claimed, whether it holds, and the figure. */
export type Check = [what: string, ok: boolean, figure: string];

export interface Plan {
  recipients: number;
  inFlight: number;
  /** How often the process is killed or stopped. */
  times: number;
  signal: 'SIGKILL' | 'SIGTERM';
  /** Answers that get lost. Events about them die with a killed bot, and who stays unknown is waited for (SETTLE_MS). */
  lostAnswers?: number;
}

const GOES_ON_WITHIN_MS = 30_000;
const ENDS_WITHIN_MS = 20 * 60_000;

/** Notices to everybody while the one process is killed or stopped at random moments. */
export async function killedNotices(
  house: House,
  { recipients, inFlight, times, signal, lostAnswers = 0.01 }: Plan,
): Promise<Check[]> {
  const books = await openBooks(house);
  const crowd = await addReaders(house, books, 'o-kill-', recipients);
  house.simulator.faults.set({
    slowMs: 20,
    lostAnswerRate: lostAnswers,
    errorRates: { [-1]: 0.02, 502: 0.01 },
  });
  const started = Date.now();
  const id = await schedule(books, 'subscription');
  const pauses: number[] = [];
  let done = 0;
  for (; done < times; done += 1) {
    await grows(crowd, GOES_ON_WITHIN_MS * 2);
    await sleep(200 + Math.random() * 2_500);
    if (delivered(crowd) >= recipients) break;
    await house.kill(0, signal);
    const at = Date.now();
    await house.restart(0);
    await grows(crowd, GOES_ON_WITHIN_MS * 2);
    pauses.push(Date.now() - at);
  }
  const push = await finished(books, id, ENDS_WITHIN_MS);
  const seconds = (Date.now() - started) / 1000;
  await books.close();
  const { none, surplus } = crowd.tally();
  const most = signal === 'SIGKILL' ? done * inFlight : 0;
  const longest = Math.max(0, ...pauses);
  return [
    [`${signal} during the push`, done === times, `${done} in ${seconds.toFixed(0)} s`],
    [
      'nobody lost',
      none === push.failed + push.refused,
      `${none} got nothing, ${push.failed + push.refused} so recorded`,
    ],
    ['surplus notices', surplus <= most, `${surplus} (at most ${inFlight} in flight at each kill: ${most})`],
    [
      'goes on by itself',
      longest <= GOES_ON_WITHIN_MS,
      `after ${(longest / 1000).toFixed(1)} s at the longest`,
    ],
    ...balance(push, recipients),
  ];
}

/** Mass sends whose process is killed between the request and its answer: one job each at the platform. */
export async function killedMassSends(house: House, times: number): Promise<Check[]> {
  const { simulator } = house;
  const books = await openBooks(house);
  const crowd = simulator.addCrowd({ prefix: 'o-mass-', count: 1_000 });
  await addFollowers(books, crowd);
  let ended = 0;
  let wrong = '';
  for (let i = 0; i < times; i += 1) {
    // WeChat lets no more than one to all through a day: each round has a day of its own at the platform.
    simulator.forgetMassSends();
    simulator.faults.set({ slowMs: 1_500 });
    const before = simulator.massSends.length;
    const id = await schedule(books, 'mass');
    await until(() => simulator.inWork('/cgi-bin/message/mass/sendall') > 0, 30_000);
    await sleep(Math.random() * 1_400);
    await house.kill(0);
    simulator.faults.clear();
    await house.restart(0);
    const push = await finished(books, id, 120_000);
    const jobs = simulator.massSends.length - before;
    if (push.status === 'finished' && jobs === 1) ended += 1;
    else wrong = `; ${push.status} ${push.reason ?? ''}, ${jobs} jobs, ${push.reached} reached`;
  }
  await books.close();
  return [
    ['one job at the platform for each killed mass send', ended === times, `${ended} of ${times}${wrong}`],
  ];
}

/** Two workers with their schedulers and two bots on one database, one of each killed on the way. */
export async function sharedWork(house: House, { recipients, inFlight }: Plan): Promise<Check[]> {
  const books = await openBooks(house);
  const crowd = await addReaders(house, books, 'o-two-', recipients);
  house.simulator.faults.set({ slowMs: 20 });
  const ids = await Promise.all([1, 2, 3].map(() => schedule(books, 'subscription')));
  await grows(crowd, 60_000);
  // The worker that prepares, then a bot: the others take over.
  await house.kill(0);
  const killedAt = Date.now();
  ids.push(await schedule(books, 'subscription'));
  const took = await until(async () => (await pushIn(books, ids.at(-1)!)).status !== 'scheduled', 60_000);
  await house.kill(2);
  const pushes: Push[] = [];
  for (const id of ids) pushes.push(await finished(books, id, ENDS_WITHIN_MS));
  await books.close();
  const { none, surplus } = crowd.tally();
  const doubled = surplus - (ids.length - 1) * recipients;
  return [
    [
      'each push ended once',
      pushes.every(({ status }) => status === 'finished'),
      pushes.map(({ status }) => status).join(' '),
    ],
    [
      'nobody lost',
      none === 0 && doubled >= 0,
      `${none} got nothing, ${Math.max(0, -doubled)} too few notices`,
    ],
    [
      'each recipient once a push',
      doubled <= inFlight,
      `${doubled} surplus of a killed bot (at most ${inFlight} in flight)`,
    ],
    [
      'the other worker took over',
      took >= 0 && took <= 60_000,
      `${(took / 1000).toFixed(1)} s after ${new Date(killedAt).toISOString()}`,
    ],
    ...pushes.flatMap((push) => balance(push, recipients)),
  ];
}

function balance({ wanted: all, reached, refused, failed, unknown }: Push, recipients: number): Check[] {
  const figure = `${reached} reached, ${refused} refused, ${failed} failed, ${unknown} unknown of ${all}`;
  return [['the books balance', all === recipients && reached + refused + failed + unknown === all, figure]];
}

const delivered = (crowd: Crowd): number => {
  const { once, more, surplus } = crowd.tally();
  return once + more + surplus;
};

/** Waits until somebody more got something. */
async function grows(crowd: Crowd, ms: number): Promise<void> {
  const before = delivered(crowd);
  if (before >= crowd.count) return;
  await until(() => delivered(crowd) > before, ms);
}

/** Waits for a condition; returns how long it took in ms, throws when it never came. */
async function until(condition: () => boolean | Promise<boolean>, ms: number): Promise<number> {
  const started = Date.now();
  while (!(await condition())) {
    if (Date.now() - started > ms)
      throw new Error(`did not happen within ${ms / 1000} s: ${condition.toString()}`);
    await sleep(20);
  }
  return Date.now() - started;
}
