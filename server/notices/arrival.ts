import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'koa';

/** Claims of bots that wait in this process for something to do (long polling). */
export class Arrival {
  readonly #waiting = new Set<() => void>();
  #closed = false;

  /** There may be something to do now. */
  wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  /** The process stops: waiting claims answer at once. */
  close(): void {
    this.#closed = true;
    this.wake();
  }

  /**
   * Looks until something is found, `waitMs` are over, or whoever asks has gone; looks again when woken and every
   * `everyMs`, since what is to do may come from another process.
   */
  async look<T>(
    ctx: Context,
    { waitMs, everyMs }: { waitMs: number; everyMs: number },
    look: () => Promise<T[]>,
  ): Promise<T[]> {
    const until = Date.now() + waitMs;
    for (;;) {
      const found = await look();
      // Of the connection: a request is `destroyed` as soon as its body was read.
      if (found.length > 0 || Date.now() >= until || this.#closed || ctx.req.socket.destroyed) return found;
      await this.#wait(Math.min(everyMs, until - Date.now()));
    }
  }

  async #wait(ms: number): Promise<void> {
    let wake = (): void => undefined;
    const woken = new Promise<void>((resolve) => this.#waiting.add((wake = resolve)));
    await Promise.race([woken, sleep(Math.max(ms, 0))]);
    // A process whose events are relayed elsewhere is never woken, and would keep them all.
    this.#waiting.delete(wake);
  }
}
