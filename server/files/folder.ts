import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newId } from '../platform/ids.ts';
import type { Files } from './port.ts';

/** Files in a folder that all processes share, readable by their owner only. */
export function folderFiles(setting: string): Files {
  const folder = setting.startsWith('file://') ? fileURLToPath(setting) : resolve(setting);
  return {
    async put(key, bytes) {
      const path = join(folder, key);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // Written aside, made durable and renamed: nobody ever reads half a file, also after a power cut.
      const draft = `${path}.${newId()}.part`;
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    },
    async get(key) {
      try {
        return await readFile(join(folder, key));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    remove: (key) => rm(join(folder, key), { force: true }),
  };
}
