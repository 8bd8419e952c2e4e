import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SUBSCRIPTIONS } from '../../bot/simulator/index.ts';
import { mysqlReachable } from '../../test/support/databases.ts';
import { cpuSeconds, memoryMb } from './load.ts';
import { account, House } from '../../test/support/house.ts';
import { addFollowers, addReaders, finished, openBooks, schedule } from '../trials/pushing.ts';

/*
 * A push of subscription notices and a mass send to a million, against the simulated platform in this process; beside it
 * a bare undici loop, which makes the same requests and records nothing.
 */
const { values } = parseArgs({
  args: process.argv.slice(2).filter((one) => one !== 'push'),
  options: {
    recipients: { type: 'string', default: '100000' },
    followers: { type: 'string', default: '1000000' },
    engine: { type: 'string', default: (await mysqlReachable()) ? 'mysql' : 'sqlite' },
    /** Run the sources instead of the compiled program (npm run build). */
    sources: { type: 'boolean', default: false },
  },
});
/** As the units in scripts/deploy start bots, here for all three. */
const NODE_OPTIONS = '--max-old-space-size=128';
const recipients = Number(values.recipients);
const engine = values.engine === 'mysql' ? 'mysql' : 'sqlite';
const write = (line: string): void => void process.stdout.write(`${line}\n`);
const template = SUBSCRIPTIONS.find(({ term }) => term === 'longTerm')!;

write(`Node ${process.version}, ${engine}; ${recipients} subscription notices, each recorded`);
for (const [slowMs, inFlight] of [
  [20, 256],
  [100, 64],
] as const)
  await notices(slowMs, inFlight);
await massSend(Number(values.followers));
process.exit(0);

async function notices(slowMs: number, inFlight: number): Promise<void> {
  const settings = { NODE_OPTIONS, QUIET_HOURS: 'off', PUSH_IN_FLIGHT: String(inFlight) };
  const house = await House.start(
    engine,
    ['web', 'worker', 'bot'],
    settings,
    values.sources ? 'sources' : 'compiled',
  );
  const { simulator } = house;
  try {
    const books = await openBooks(house);
    // Nobody listens to the bare loop's events; it makes fewer requests, since it outruns everything.
    const bare = Math.min(recipients, 20_000);
    simulator.addCrowd({ prefix: 'o-bare-', count: bare, consents: [template.id], quiet: true });
    simulator.faults.set({ slowMs });
    const raw = await bareLoop(simulator.url, bare, inFlight);
    simulator.faults.clear();
    await addReaders(house, books, 'o-bench-', recipients);
    simulator.faults.set({ slowMs });
    const watched = watch(house);
    const push = await finished(books, await schedule(books, 'subscription'), 30 * 60_000);
    const seconds = (Number(push.finishedAt) - Number(push.startedAt)) / 1000;
    const rate = recipients / seconds;
    const possible = (inFlight * 1000) / slowMs;
    write(
      `${slowMs} ms, ${inFlight} in flight: ${rate.toFixed(0)} recipients/s in ${seconds.toFixed(0)} s ` +
        `(${((rate / possible) * 100).toFixed(0)} % of ${possible.toFixed(0)}); bare loop ${raw.toFixed(0)}/s, ratio ${(rate / raw).toFixed(2)}; ` +
        `${push.reached} of ${push.wanted} reached, ${push.refused} refused, ${push.failed} failed, ${push.unknown} unknown`,
    );
    write(`  ${watched(recipients)}`);
    await books.close();
  } finally {
    await house.stop();
  }
}

/** One call to everybody, reconciled by the event. */
async function massSend(followers: number): Promise<void> {
  const house = await House.start(
    engine,
    ['web', 'worker', 'bot'],
    { QUIET_HOURS: 'off', NODE_OPTIONS },
    values.sources ? 'sources' : 'compiled',
  );
  try {
    const books = await openBooks(house);
    const crowd = house.simulator.addCrowd({ prefix: 'o-all-', count: followers });
    await addFollowers(books, crowd);
    const watched = watch(house);
    const push = await finished(books, await schedule(books, 'mass'), 10 * 60_000);
    const seconds = (Number(push.finishedAt) - Number(push.startedAt)) / 1000;
    write(
      `mass send to ${followers}: ${house.simulator.massSends.length} call, finished after ${seconds.toFixed(1)} s, ` +
        `${push.reached} of ${push.wanted} reached, ${push.status}`,
    );
    write(`  ${watched(followers)}`);
    await books.close();
  } finally {
    await house.stop();
  }
}

/** Requests a second of a process that does nothing but send them. */
async function bareLoop(url: string, count: number, inFlight: number): Promise<number> {
  const response = await fetch(`${url}/cgi-bin/stable_token`, {
    method: 'POST',
    body: JSON.stringify({
      grant_type: 'client_credential',
      appid: account.appId,
      secret: account.appSecret,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  const child = spawn(
    process.execPath,
    [
      '--import',
      '@oxc-node/core/register',
      'scripts/bench/bareLoop.ts',
      url,
      token,
      template.id,
      String(count),
      String(inFlight),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  await once(child, 'exit');
  return Number(said);
}

/** Begins to watch the processes; the result tells CPU for each of `count` and the most memory since then. */
function watch(house: House): (count: number) => string {
  const mine = process.cpuUsage();
  const from = house.processes.map(({ services, child: { pid } }) => {
    forgetPeak(pid!);
    return { services, pid: pid!, cpu: cpuSeconds(pid!), mb: memoryMb(pid!) };
  });
  return (count) => {
    const { user, system } = process.cpuUsage(mine);
    const each = (seconds: number): string => `${((seconds * 1000) / count).toFixed(2)} ms CPU each`;
    return [
      ...from.map(
        ({ services, pid, cpu, mb }) =>
          `${services} ${each(cpuSeconds(pid) - cpu)}, peak ${peakMb(pid)} MB from ${mb.toFixed(0)}`,
      ),
      `platform ${each((user + system) / 1e6)}`,
    ].join('; ');
  };
}

/** Lets the kernel count a process's most memory anew; Linux only. */
function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Elsewhere there is no figure at all.
  }
}

/** The most memory that a process had since it was counted anew, in MB; Linux only, NaN elsewhere. */
function peakMb(pid: number): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024);
  } catch {
    return NaN;
  }
}
