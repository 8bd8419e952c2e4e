import type { Database, Work } from '../../platform/db.ts';
import type { Call, Serve } from '../../platform/http.ts';
import { mustBeAllowed } from '../../people/policies.ts';
import * as contract from './contract.ts';
import * as recovery from './recovery.ts';
import * as service from './service.ts';

export function serveEnding(serve: Serve, db: Database): void {
  serve(contract.listGrounds, async (_, { actor }) => {
    mustBeAllowed(actor, 'cases.read');
    return { items: await db.read(async (reading) => service.listGrounds(reading)) };
  });
  serve(contract.proposeEnding, (step, call) => verb(call, (work) => service.proposeEnding(work, step)));
  serve(contract.endAid, (step, call) => verb(call, (work) => service.endAid(work, step)));
  serve(contract.proposeRecovery, (step, call) => verb(call, (work) => recovery.proposeRecovery(work, step)));
  serve(contract.noteRecovery, (step, call) => verb(call, (work) => recovery.noteRecovery(work, step)));
  serve(contract.noteRepaid, (step, call) => verb(call, (work) => recovery.noteRepaid(work, step)));
}

async function verb({ write }: Call, unit: (work: Work) => Promise<void>): Promise<Record<string, never>> {
  await write(unit);
  return {};
}
