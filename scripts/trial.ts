/** `npm run trial -- NAME [options]`: long proofs against real processes; each prints its figures and ends with PASS or FAIL. */
const trials: Record<string, () => Promise<{ run(options: string[]): Promise<boolean> }>> = {
  turns: () => import('./trials/turns.ts'),
  outage: () => import('./trials/outage.ts'),
  hostile: () => import('./trials/hostile.ts'),
  push: () => import('./trials/push.ts'),
  replay: () => import('./trials/replay.ts'),
  database: () => import('./trials/database.ts'),
};

const [name = '', ...options] = process.argv.slice(2);
const load = trials[name];
if (!load) {
  process.stderr.write(`Usage: npm run trial -- NAME [options]; trials: ${Object.keys(trials).join(', ')}\n`);
  process.exit(2);
}
const passed = await (await load()).run(options);
process.stdout.write(passed ? 'PASS\n' : 'FAIL\n');
process.exit(passed ? 0 : 1);
