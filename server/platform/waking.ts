import cron from 'node-cron';
import type { Logger } from './log.ts';

/**
 * Wakes by a node-cron pattern (with seconds) to look for what is due, one look at a time. What is due lives in the
 * database, so a missed waking costs nothing. Stopping waits for the look in work; the database is closed after it.
 */
export function startWaking(
  pattern: string,
  look: () => Promise<unknown>,
  { log, name }: { log: Logger; name: string },
): { stop(): Promise<void> } {
  let running: Promise<unknown> | undefined;
  const wake = (): void => {
    running ??= look()
      .catch((error: unknown) => log.error({ err: error }, name))
      .finally(() => (running = undefined));
  };
  const task = cron.schedule(pattern, wake, { suppressMissedWarning: true });
  return {
    async stop() {
      await task.stop();
      await running;
    },
  };
}
