import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Holds `file` as the sign that this process is the one that uses an embedded database; throws a readable refusal while
 * another one lives. A sign left behind by a killed process is taken over. Returns the way to give it up.
 */
export function holdAlone(file: string): () => void {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder !== process.pid && isAlive(holder)) {
      throw new Error(
        `process ${holder} is using this SQLite database already, and SQLite serves one process only. ` +
          'Stop it, give this one another DATABASE_URL, or use MySQL / MariaDB for several processes ' +
          `(if no such process exists, remove ${file}).`,
      );
    }
    writeFileSync(file, String(process.pid));
  }
  return () => rmSync(file, { force: true });
}

/** Whether another living process holds `file`. */
export function isHeld(file: string): boolean {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    return holder !== process.pid && isAlive(holder);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
