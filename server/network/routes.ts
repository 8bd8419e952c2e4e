import type { Database } from '../platform/db.ts';
import type { Serve } from '../platform/http.ts';
import { listServicePoints, nearPoints } from './contract.ts';
import { near } from './rules.ts';
import { servicePoints } from './service.ts';

export function serveNetwork(serve: Serve, db: Database): void {
  serve(listServicePoints, async ({ kind }) => ({
    items: await db.read((reading) => servicePoints(reading, kind)),
  }));
  serve(nearPoints, async ({ address }) => near(await db.read((reading) => servicePoints(reading)), address));
}
