import type { Arrival } from '../../notices/routes.ts';
import type { Database } from '../../platform/db.ts';
import type { Serve } from '../../platform/http.ts';
import { bookOrders } from '../orders/booking.ts';
import { claimOrders } from '../orders/claiming.ts';
import * as orders from '../orders/contract.ts';
import type { PlanSettings } from '../plan/settings.ts';
import { spendConsents } from '../subscriptions/service.ts';
import { bookNotices, settle } from './booking.ts';
import { claimNotices } from './claiming.ts';
import * as contract from './contract.ts';
import { keepOutcome } from './mass.ts';

/** How often a waiting claim looks again; what is due is made by a worker, which may be another process. */
const LOOK_EVERY_MS = 250;

/** What bots claim, send and answer. */
export function serveSending(serve: Serve, db: Database, arrival: Arrival, plan: PlanSettings): void {
  async function waitFor<T>(waitMs: number, gone: () => boolean, look: () => Promise<T[]>): Promise<T[]> {
    const until = Date.now() + waitMs;
    for (;;) {
      const found = await look();
      if (found.length > 0 || Date.now() >= until || arrival.closed || gone()) return found;
      await arrival.wait(Math.min(LOOK_EVERY_MS, until - Date.now()));
    }
  }
  serve(orders.claimOrders, async ({ max, waitMs }, { write, ctx }) => ({
    items: await waitFor(
      waitMs,
      () => ctx.req.destroyed,
      () => write((work) => claimOrders(work, max)),
    ),
  }));
  serve(orders.bookOrders, async ({ items }, { write }) => ({
    booked: await write((work) => bookOrders(work, items)),
  }));
  serve(orders.tellMassOutcome, async (outcome, { write }) => ({
    known: await write((work) => keepOutcome(work, outcome)),
  }));
  serve(contract.claimNotices, async ({ max, waitMs }, { write, ctx }) => ({
    batches: await waitFor(
      waitMs,
      () => ctx.req.destroyed,
      () => write((work) => claimNotices(work, max)),
    ),
  }));
  serve(contract.bookNotices, async ({ items }, { write }) => ({
    gone: await write((work) => bookNotices(work, items, plan)),
  }));
  serve(contract.tellNoticeEvents, async ({ items }, { write }) => ({
    settled:
      items.length === 0
        ? 0
        : await write(async (work) => {
            await spendConsents(work, items);
            return settle(work, items);
          }),
  }));
}
