import { parseArgs } from 'node:util';
import { buildIfChanged } from './builtFrom.ts';
import { layers, measureLayer } from '../test/puppet/trials/layers.ts';
import { mysqlReachable } from '../test/support/databases.ts';
import { House } from '../test/support/house.ts';
import { verdictLine } from './bench/verdict.ts';
import { closedLoop, cpuSeconds, memoryMb, openLoop, percentile, type Load } from './bench/load.ts';

// `npm run bench -- push` measures pushes alone, and ends the process.
if (process.argv[2] === 'push') await import('./bench/push.ts');

const { values } = parseArgs({
  options: { residents: { type: 'string', default: '20000' }, seconds: { type: 'string', default: '10' } },
});
const seconds = Number(values.seconds);
const write = (line: string): void => void process.stdout.write(`${line}\n`);

write(
  `Node ${process.version}; every figure of one run, ratios to a raw node:http server that parses and signs an echo`,
);
let rawCpuMs = NaN;
for (const layer of layers) {
  const { cpuMs, perSecond, growthMb } = await measureLayer(layer, Number(values.residents));
  if (layer === 'raw') rawCpuMs = cpuMs;
  write(
    `${layer.padEnd(24)} ${cpuMs.toFixed(2)} ms CPU a message (${(cpuMs / rawCpuMs).toFixed(1)} × raw), ` +
      `${perSecond.toFixed(0)} a second, memory +${growthMb.toFixed(0)} MB after ${values.residents} residents`,
  );
}

write(verdictLine());
// What an installation runs.
buildIfChanged();

for (const engine of ['sqlite', 'mysql'] as const) {
  if (engine === 'mysql' && !(await mysqlReachable())) {
    write('MariaDB: left out, no server answers');
    continue;
  }
  await measureHouse(engine);
}
process.exit(0);

/** The whole program in one process: start-up, memory, a menu answer, dialogue steps in a closed and in two open loops. */
async function measureHouse(engine: 'sqlite' | 'mysql'): Promise<void> {
  const name =
    engine === 'sqlite' ? 'SQLite (synchronous = FULL)' : 'MariaDB (its default: flush at each commit)';
  const started = performance.now();
  const house = await House.start(engine, ['web,worker,bot'], {}, 'compiled');
  const startMs = performance.now() - started;
  const pid = house.processes[0]!.child.pid!;
  write(`${name}: ready after ${(startMs / 1000).toFixed(1)} s, ${memoryMb(pid).toFixed(0)} MB`);
  try {
    await closedLoop(house.simulator, 20, 3);
    const cost = async (what: string, load: () => Promise<Load>): Promise<void> => {
      const before = cpuSeconds(pid);
      const measured = await load();
      const cpuMs = ((cpuSeconds(pid) - before) * 1000) / measured.steps;
      write(
        `  ${what.padEnd(44)} ${describe(measured)}, ${cpuMs.toFixed(2)} ms CPU a step (${(cpuMs / rawCpuMs).toFixed(0)} × raw)`,
      );
    };
    await cost('menu answer, 50 residents, closed loop', () =>
      closedLoop(house.simulator, 50, seconds, ['菜单']),
    );
    await cost('dialogue step, 50 residents, closed loop', () => closedLoop(house.simulator, 50, seconds));
    await cost('dialogue step, 50 residents, 50 a second', () => openLoop(house.simulator, 50, 50, seconds));
    await cost('dialogue step, 500 residents, 50 a second', () =>
      openLoop(house.simulator, 500, 50, seconds),
    );
    write(`  memory after it: ${memoryMb(pid).toFixed(0)} MB`);
  } finally {
    await house.stop();
  }
}

function describe({ steps, seconds: taken, times, failed }: Load): string {
  const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
  return `${(steps / taken).toFixed(0)} a second, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms${failed ? `, ${failed} without an answer` : ''}`;
}
