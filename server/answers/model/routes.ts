import { mustBeAllowed } from '../../people/policies.ts';
import type { Database } from '../../platform/db.ts';
import type { Serve } from '../../platform/http.ts';
import * as contract from './contract.ts';
import { modelIsOn, switchModel } from './toggle.ts';

/** `name`: the model that is set up, null where there is none. */
export function serveModel(serve: Serve, db: Database, name: string | null): void {
  serve(contract.readModel, async (_, { actor }) => {
    mustBeAllowed(actor, 'knowledge.read');
    return { name, on: await db.read(modelIsOn) };
  });
  serve(contract.switchModel, async ({ on }, { write }) => {
    await write((work) => switchModel(work, on));
    return {};
  });
}
