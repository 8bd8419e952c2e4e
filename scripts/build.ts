import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { prepare } from '../server/answers/prepared.ts';
import { buildConsoleIfChanged } from '../server/consoleFiles.ts';
import { builtStamp, sourcesDigest } from './builtFrom.ts';

/** `npm run build`: plain JavaScript, data files and the console under dist/, for `node dist/scripts/start.js`. */
const out = 'dist';
// Of before the build, so that what changes meanwhile counts as not built.
const digest = sourcesDigest();
const dataFile = /\.(yaml|json|html|css|svg|js)$/;

// The console stays where it was made from these very sources.
for (const old of existsSync(out) ? readdirSync(out) : [])
  if (old !== 'console') rmSync(join(out, old), { recursive: true });
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
writeFileSync(join(out, 'server', 'answers', 'prepared.json'), prepare());
// typebox is 370 small files, and opening them a fifth of a process's start: here it is one, which Node finds first.
const typebox = join(out, 'node_modules', 'typebox');
await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    outDir: typebox,
    target: 'node20',
    rolldownOptions: { input: 'typebox', output: { entryFileNames: 'index.js' } },
  },
  ssr: { noExternal: true },
});
writeFileSync(join(typebox, 'package.json'), JSON.stringify({ type: 'module', exports: './index.js' }));
await buildConsoleIfChanged({ info: () => undefined });
writeFileSync(builtStamp, digest);
