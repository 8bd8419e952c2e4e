import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Attacks the callback of a puppet in a process of its own with malformed, forged, swollen and slow requests. */
export function run(): Promise<boolean> {
  const script = fileURLToPath(new URL('../../test/puppet/trials/hostile.ts', import.meta.url));
  const attack = spawn(process.execPath, ['--import', '@oxc-node/core/register', script], {
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    attack.once('error', reject);
    attack.once('exit', (code) => resolve(code === 0));
  });
}
