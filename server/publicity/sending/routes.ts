import type { Arrival } from '../../notices/arrival.ts';
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
import { keepPublication } from './publishing.ts';

/** How often a waiting claim looks again; what is due is made by a worker, which may be another process. */
const LOOK_EVERY_MS = 250;

/** What bots claim, send and answer. */
export function serveSending(serve: Serve, db: Database, arrival: Arrival, plan: PlanSettings): void {
  serve(orders.claimOrders, async ({ max, waitMs }, { write, ctx }) => ({
    items: await arrival.look(ctx, { waitMs, everyMs: LOOK_EVERY_MS }, () =>
      write((work) => claimOrders(work, max)),
    ),
  }));
  serve(orders.bookOrders, async ({ items }, { write }) => ({
    booked: await write((work) => bookOrders(work, items)),
  }));
  serve(orders.tellMassOutcome, async (outcome, { write }) => ({
    known: await write((work) => keepOutcome(work, outcome)),
  }));
  serve(orders.tellPublished, async (published, { write }) => ({
    known: await write((work) => keepPublication(work, published)),
  }));
  serve(contract.claimNotices, async ({ max, waitMs }, { write, ctx }) => ({
    batches: await arrival.look(ctx, { waitMs, everyMs: LOOK_EVERY_MS }, () =>
      write((work) => claimNotices(work, max)),
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
