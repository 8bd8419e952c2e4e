import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../platform/db.ts';
import type { Serve } from '../platform/http.ts';
import * as contract from './contract.ts';
import { bookReceipts, claimDeliveries } from './deliveries.ts';

/** How often a waiting claim looks again; events of this process wake it at once. */
const LOOK_EVERY_MS = 500;

export function serveNotices(serve: Serve, db: Database, arrival: Arrival): void {
  serve(contract.claimDeliveries, async ({ max, waitMs }, { write, ctx }) => {
    const until = Date.now() + waitMs;
    for (;;) {
      const items = await write((work) => claimDeliveries(work, db.engine, max));
      if (items.length > 0 || Date.now() >= until || arrival.closed || ctx.req.destroyed) return { items };
      await arrival.wait(Math.min(LOOK_EVERY_MS, until - Date.now()));
    }
  });
  serve(contract.bookReceipts, async ({ items }, { write }) => ({
    booked: await write((work) => bookReceipts(work, items)),
  }));
}

/** Wakes the claims that wait in this process. */
export class Arrival {
  #waiting = new Set<() => void>();
  closed = false;

  wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  /** The process stops: waiting claims answer at once. */
  close(): void {
    this.closed = true;
    this.wake();
  }

  async wait(ms: number): Promise<void> {
    let wake = (): void => undefined;
    const woken = new Promise<void>((resolve) => this.#waiting.add((wake = resolve)));
    await Promise.race([woken, sleep(Math.max(ms, 0))]);
    // A process whose events are relayed elsewhere is never woken, and would keep them all.
    this.#waiting.delete(wake);
  }
}
