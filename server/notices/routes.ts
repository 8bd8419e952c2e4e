import type { Database } from '../platform/db.ts';
import type { Serve } from '../platform/http.ts';
import type { Arrival } from './arrival.ts';
import * as contract from './contract.ts';
import { bookReceipts, claimDeliveries } from './deliveries.ts';

/** How often a waiting claim looks again; events of this process wake it at once. */
const LOOK_EVERY_MS = 500;

export function serveNotices(serve: Serve, db: Database, arrival: Arrival): void {
  serve(contract.claimDeliveries, async ({ max, waitMs }, { write, ctx }) => ({
    items: await arrival.look(ctx, { waitMs, everyMs: LOOK_EVERY_MS }, () =>
      write((work) => claimDeliveries(work, db.engine, max)),
    ),
  }));
  serve(contract.bookReceipts, async ({ items }, { write }) => ({
    booked: await write((work) => bookReceipts(work, items)),
  }));
}
