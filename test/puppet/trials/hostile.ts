import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Attacker } from './attacks.ts';
import type { Reading } from './target.ts';

/** Attacks a puppet in a process of its own and prints what became of it. Exit code 1 when it did not hold. */

const MAX_STALL_MS = 200;
const MAX_GROWTH_MB = 100;

const target = fork(fileURLToPath(new URL('./target.ts', import.meta.url)), {
  execArgv: ['--import', '@oxc-node/core/register', '--expose-gc'],
});
await once(target, 'message');
const read = async (): Promise<Reading> => {
  target.send('read');
  return (await once(target, 'message'))[0] as Reading;
};

const { port } = await read();
const attacker = new Attacker(port);
for (let warm = 0; warm < 200; warm += 1) await attacker.controlAnswered();
const before = await read();
const failures: string[] = [];
for (const [name, run] of Object.entries(attacker.groups(10_000))) {
  const statuses = await run();
  const answered = await attacker.controlAnswered();
  const { cpuMs, longestStallMs, memoryMb } = await read();
  const sent = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  console.log(
    `${name.padEnd(34)} ${JSON.stringify(statuses).padEnd(34)} control ${answered ? 'answered' : 'LOST'}`,
    `cpu ${(cpuMs / sent).toFixed(2)} ms each, longest stall ${longestStallMs.toFixed(0)} ms, ${memoryMb.toFixed(0)} MB`,
  );
  if (!answered) failures.push(`${name}: control message lost`);
  if (Object.keys(statuses).some((status) => Number(status) >= 500)) failures.push(`${name}: 5xx`);
  if (longestStallMs > MAX_STALL_MS) failures.push(`${name}: stalled ${longestStallMs.toFixed(0)} ms`);
}
const after = await read();
const growth = after.memoryMb - before.memoryMb;
console.log(`memory ${before.memoryMb.toFixed(0)} → ${after.memoryMb.toFixed(0)} MB`);
if (growth > MAX_GROWTH_MB) failures.push(`memory grew by ${growth.toFixed(0)} MB`);
for (const failure of failures) console.log(`FAILED ${failure}`);
await attacker.close();
target.kill();
process.exitCode = failures.length > 0 ? 1 : 0;
