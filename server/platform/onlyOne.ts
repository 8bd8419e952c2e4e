import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Who holds a sign. A number alone comes back after a restart of the machine, and then belongs to another program. */
interface Holder {
  pid: number;
  /** The machine's boot, and when the process began; empty where the system does not tell. */
  boot: string;
  started: string;
}

/**
 * Holds `file` as the sign that this process is the one that uses an embedded database; throws a readable refusal while
 * another one lives. A sign left behind by a killed process is taken over. Returns the way to give it up.
 */
export function holdAlone(file: string): () => void {
  const own = [process.pid, bootId(), startOf(process.pid)].join('\n');
  try {
    writeFileSync(file, own, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = holderOf(file);
    if (isAnother(holder)) {
      throw new Error(
        `process ${holder.pid} is using this SQLite database already, and SQLite serves one process only. ` +
          'Stop it, give this one another DATABASE_URL, or use MySQL / MariaDB for several processes ' +
          `(if no such process exists, remove ${file}).`,
      );
    }
    writeFileSync(file, own);
  }
  return () => rmSync(file, { force: true });
}

/** Whether another living process holds `file`. */
export function isHeld(file: string): boolean {
  try {
    return isAnother(holderOf(file));
  } catch {
    return false;
  }
}

function holderOf(file: string): Holder {
  // Earlier versions wrote the number only.
  const [pid, boot = '', started = ''] = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(pid), boot, started };
}

function isAnother({ pid, boot, started }: Holder): boolean {
  if (pid === process.pid || !isAlive(pid)) return false;
  if (boot && bootId() && boot !== bootId()) return false;
  return !started || !startOf(pid) || started === startOf(pid);
}

function isAlive(pid: number): boolean {
  try {
    return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const bootId = (): string => told('/proc/sys/kernel/random/boot_id').trim();

/** When a process began, in ticks since the boot: the 20th value behind its name, which may hold spaces and brackets. */
const startOf = (pid: number): string =>
  told(`/proc/${pid}/stat`)
    .replace(/^.*\)\s*/s, '')
    .split(' ')[19] ?? '';

/** What Linux tells in a file; empty elsewhere. */
function told(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
