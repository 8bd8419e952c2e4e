import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';

const folder = import.meta.dirname;
const root = resolve(folder, '../..');

/**
 * Builds the console into `outDir`: beside it first, then renamed into place, so that a half-built console is never
 * served. The digest of the sources is kept in `.digest`. Throws with the bundler's words when the sources don't build.
 */
export async function buildConsole({
  outDir,
  log,
}: {
  outDir: string;
  log?: (line: string) => void;
}): Promise<void> {
  const started = Date.now();
  const digest = consoleSourcesDigest();
  const draft = `${resolve(outDir)}.${process.pid}`;
  const old = `${draft}.old`;
  try {
    await bundle(draft);
    await writeFile(join(draft, '.digest'), digest);
    if (existsSync(outDir)) await rename(outDir, old);
    await rename(draft, outDir);
  } finally {
    await Promise.all([draft, old].map((path) => rm(path, { recursive: true, force: true })));
  }
  log?.(`console built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** In a process of its own: the bundler takes 500 MB and holds up a server's event loop for half a second. */
async function bundle(outDir: string): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', folder, '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'],
    { cwd: root },
  );
}

/** SHA-256 (hex) over everything that a build depends on: the console, the contracts, the versions of packages. */
export const consoleSourcesDigest = (): string => digestOfFiles(sources());

/** SHA-256 (hex) over files by their paths from the project's root, with their names. */
export function digestOfFiles(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Paths from the project's root, in one order on every machine. */
function sources(): string[] {
  const own = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join('server/console', path))
    .filter((path) => statSync(join(root, path)).isFile());
  const contracts = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(contract|vocabulary)\.ts$/i.test(path))
    .map((path) => join('server', path));
  return [...new Set([...own, ...contracts, 'package-lock.json'])]
    .map((path) => path.split(sep).join('/'))
    .sort();
}
