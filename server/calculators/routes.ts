import { rulesFor } from '../eligibility/switches/decisions.ts';
import type { Database } from '../platform/db.ts';
import type { Serve } from '../platform/http.ts';
import * as contract from './contract.ts';
import { calculators } from './data.ts';
import { step } from './service.ts';

export function serveCalculators(serve: Serve, db: Database): void {
  serve(contract.listCalculators, async () => ({
    items: calculators.map(({ id, name, words }) => ({ id, name, words })),
  }));
  serve(contract.stepCalculation, async (input, { actor, write }) =>
    step(input, await db.read(rulesFor), actor.id, write),
  );
}
