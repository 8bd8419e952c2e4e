import { spawn } from 'node:child_process';
import { mustBeOutsideUnit } from '../platform/db.ts';

const LONGEST_MS = 60_000;

/**
 * Hands a file to the virus scanner (SCAN_COMMAND, which reads it from its standard input, as `clamdscan -` does) and
 * returns whether it is clean; any exit code but 0 says that it isn't. Throws when the scanner can't be run, so that the
 * file is tried again later.
 */
export function scan(command: string, bytes: Buffer): Promise<boolean> {
  mustBeOutsideUnit('the virus scanner');
  return new Promise((resolve, reject) => {
    const scanner = spawn(command, { shell: true, stdio: ['pipe', 'ignore', 'ignore'], timeout: LONGEST_MS });
    // A scanner may have seen enough before it has read everything.
    scanner.stdin.on('error', () => undefined);
    scanner.once('error', reject);
    scanner.once('close', (code) => {
      // The shell's codes for "not found" and "not executable"; null: killed by the time limit.
      if (code === null || code === 126 || code === 127)
        reject(new Error(`SCAN_COMMAND could not be run (${code})`));
      else resolve(code === 0);
    });
    scanner.stdin.end(bytes);
  });
}
