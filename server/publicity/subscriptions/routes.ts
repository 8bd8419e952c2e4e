import type { Database } from '../../platform/db.ts';
import type { Serve } from '../../platform/http.ts';
import * as contract from './contract.ts';
import { bookConsent, ownSubscription, subscribe } from './service.ts';

export function serveSubscriptions(serve: Serve, db: Database): void {
  serve(contract.ownSubscription, (_, { actor }) => db.read((reading) => ownSubscription(reading, actor.id)));
  serve(contract.subscribe, (chosen, { write }) => write((work) => subscribe(work, chosen)));
  serve(contract.bookConsent, async (consent, { write }) => ({
    booked: await write((work) => bookConsent(work, consent)),
  }));
}
