import { system } from '../platform/actor.ts';
import type { Database } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import { relayEvents } from './relay.ts';

const LOOK_EVERY_MS = 1_000;

/**
 * Carries events from the outbox to deliveries: at once after a commit of this process, and every second for those of
 * other processes. `onDeliveries` is called when there is something new to claim.
 */
export function startRelay(db: Database, log: Logger, onDeliveries: () => void): { stop(): Promise<void> } {
  let stopped = false;
  let running: Promise<void> | undefined;
  let again = false;

  async function drain(): Promise<void> {
    do {
      again = false;
      while (!stopped && (await relayOnce()) > 0) onDeliveries();
    } while (again && !stopped);
  }
  async function relayOnce(): Promise<number> {
    const { taken, failed } = await db.write(system('relay'), relayEvents);
    for (const one of failed) log.error(one, 'nobody could be told of an event');
    return taken;
  }
  const wake = (): void => {
    again = true;
    running ??= drain()
      .catch((error: unknown) => log.error({ err: error }, 'relay'))
      .finally(() => (running = undefined));
  };

  db.onEvents(wake);
  const timer = setInterval(wake, LOOK_EVERY_MS);
  wake();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
