import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from './log.ts';

/*
 * SQLite has one writer, the running program. Where `rotate-key` finds it at work, the two meet in files beside the
 * database: the command asks, the program does it and leaves what became of it. The request stays until it is done, so
 * that a program that was killed in the middle goes on after its next start.
 */
const requestOf = (databasePath: string): string => `${databasePath}.rotate`;
const resultOf = (databasePath: string): string => `${databasePath}.rotated`;

const LOOK_EVERY_MS = 1_000;

/**
 * Asks the running program to re-seal everything and waits for the result.
 * @param alive whether that program still runs; the wait ends with an error when it does no more
 */
export async function askForRotation<T>(databasePath: string, alive: () => boolean): Promise<T> {
  rmSync(resultOf(databasePath), { force: true });
  writeFileSync(requestOf(databasePath), '');
  while (existsSync(requestOf(databasePath))) {
    if (!alive())
      throw new Error(
        'The running program ended meanwhile. It goes on at its next start; or run this again.',
      );
    await sleep(LOOK_EVERY_MS / 4);
  }
  const result = JSON.parse(readFileSync(resultOf(databasePath), 'utf8')) as T | { failed: string };
  rmSync(resultOf(databasePath), { force: true });
  if (typeof result === 'object' && result !== null && 'failed' in result) throw new Error(result.failed);
  return result as T;
}

/** In the running program: looks for requests and does them, one after the other. */
export function serveRotation(
  databasePath: string,
  rotate: () => Promise<unknown>,
  log: Logger,
): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  const look = (): void => {
    if (running || !existsSync(requestOf(databasePath))) return;
    running = answer(databasePath, rotate, log).finally(() => (running = undefined));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  look();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function answer(databasePath: string, rotate: () => Promise<unknown>, log: Logger): Promise<void> {
  const result = await rotate().catch((error: unknown) => {
    log.error({ err: error }, 'rotating the data key');
    return { failed: (error as Error).message };
  });
  // Whole before it is seen: the request goes away last.
  writeFileSync(`${resultOf(databasePath)}.new`, JSON.stringify(result));
  renameSync(`${resultOf(databasePath)}.new`, resultOf(databasePath));
  rmSync(requestOf(databasePath), { force: true });
}
