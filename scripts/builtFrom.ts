import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { digestOfFiles } from '../server/console/build.ts';

/** Where `npm run build` keeps what it built from. */
export const builtStamp = join('dist', '.sources');
/** The console has a digest of its own, and what is learnt from is no part of the program. */
const elsewhere = /^(server\/console\/src|scripts\/(learning|trials|bench|screenshots))\//;

/** SHA-256 (hex) over everything that the built program is made from. */
export const sourcesDigest = (): string =>
  digestOfFiles(['package-lock.json', 'tsconfig.json', ...sources()]);

function sources(): string[] {
  return ['bot', 'entities', 'scripts', 'server']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
    )
    .filter((path) => !elsewhere.test(path) && !path.includes('node_modules') && statSync(path).isFile())
    .sort();
}

/** Whether dist/ holds the program as its sources are now. */
export const isBuilt = (): boolean =>
  existsSync(builtStamp) && readFileSync(builtStamp, 'utf8') === sourcesDigest();

/** `npm run build`, unless dist/ holds the program as its sources are now. */
export function buildIfChanged(): void {
  if (!isBuilt()) execFileSync('npm', ['run', '-s', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
