import type { Database } from '../platform/db.ts';
import type { Serve } from '../platform/http.ts';
import { listServicePoints } from './contract.ts';
import { servicePoints } from './service.ts';

export function serveNetwork(serve: Serve, db: Database): void {
  serve(listServicePoints, async ({ kind }) => ({
    items: await db.read((reading) => servicePoints(reading, kind)),
  }));
}
