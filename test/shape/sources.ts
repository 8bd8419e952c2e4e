import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The project's own files below some folders, as paths from its root; what git ignores is left out where git is there. */
export function filesIn(folders: readonly string[], ending: RegExp): string[] {
  return all()
    .filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)))
    .filter((file) => ending.test(file) && existsSync(join(root, file)))
    .toSorted();
}

export const sourceOf = (file: string): string => readFileSync(join(root, file), 'utf8');

function all(): string[] {
  if (existsSync(join(root, '.git'))) {
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
    });
    return listed.split('\n');
  }
  const own = readdirSync(root).filter((name) => !/^(\.|node_modules|dist|data|coverage)/.test(name));
  return own.flatMap((folder) => below(folder));
}

const below = (path: string): string[] =>
  readdirSync(join(root, path), { recursive: true, encoding: 'utf8' }).map((file) => `${path}/${file}`);
