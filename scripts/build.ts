import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildConsole } from '../server/console/build.ts';

/** `npm run build`: plain JavaScript, data files and the console under dist/, for `node dist/scripts/start.js`. */
const out = 'dist';
const dataFile = /\.(yaml|json|html|css|svg|js)$/;

rmSync(out, { recursive: true, force: true });
execFileSync(join('node_modules', '.bin', 'tsc'), ['-p', 'scripts/tsconfig.build.json'], {
  stdio: 'inherit',
});
for (const folder of ['server', 'bot']) {
  cpSync(folder, join(out, folder), {
    recursive: true,
    filter: (source) =>
      !/\/(console|node_modules)$/.test(source) && (!/\.\w+$/.test(source) || dataFile.test(source)),
  });
}
await buildConsole({ outDir: join(process.cwd(), out, 'console') });
