import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CopiedFile } from './manifest.ts';

/** The directory that FILES_URL names; undefined for a store outside the file system. */
export function filesDirectory(filesUrl: string): string | undefined {
  if (filesUrl.startsWith('file://')) return fileURLToPath(filesUrl);
  return /^\w+:\/\//.test(filesUrl) ? undefined : resolve(filesUrl);
}

/** SHA-256 and size of a file's bytes. */
export async function digestOf(path: string): Promise<{ bytes: number; sha256: string }> {
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    digest.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: digest.digest('hex') };
}

/** Copies a directory's files and describes the copies. A file that is deleted meanwhile is left out. */
export async function copyFiles(from: string, to: string): Promise<CopiedFile[]> {
  const copied: CopiedFile[] = [];
  for (const path of await filesUnder(from)) {
    const target = join(to, path);
    await mkdir(dirname(target), { recursive: true });
    try {
      await copyFile(join(from, path), target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      throw error;
    }
    copied.push({ path: path.split(sep).join('/'), ...(await digestOf(target)) });
  }
  return copied;
}

/** Paths of all files below a directory, relative to it, in order; none where there is no directory. */
export async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(noDirectory);
  return (
    entries
      // What is still being written aside has no row yet.
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .toSorted()
  );
}

/** Where a manifest's file lies below `folder`; throws when its path would lead out of it. */
export function within(folder: string, path: string): string {
  const target = resolve(folder, path);
  if (!target.startsWith(resolve(folder) + sep)) throw new Error(`"${path}" leads out of the files' folder`);
  return target;
}

/** Whether the file is there with exactly these bytes. */
export async function sameFile(path: string, { bytes, sha256 }: CopiedFile): Promise<boolean> {
  if (!(await stat(path).catch(() => undefined))?.isFile()) return false;
  const found = await digestOf(path);
  return found.bytes === bytes && found.sha256 === sha256;
}

function noDirectory(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
