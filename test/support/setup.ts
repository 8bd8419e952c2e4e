import { statfsSync } from 'node:fs';
import { buildConsoleIfChanged } from '../../server/consoleFiles.ts';

/** A folder in memory that Linux has, and how much room tests need in it at most. */
const memory = { folder: '/dev/shm', room: 2 * 1024 ** 3 };

/** What tests write is gone after them, so that it needn't wait for a disk. */
if (process.env['TMPDIR'] === undefined && roomIn(memory.folder) >= memory.room)
  process.env['TMPDIR'] = memory.folder;

function roomIn(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}

/** Once before all test files, whatever their number of processes: two that build the console at once would spoil it. */
export async function mochaGlobalSetup(): Promise<void> {
  await buildConsoleIfChanged({ info: () => undefined });
}
