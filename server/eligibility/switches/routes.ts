import { mustBeAllowed } from '../../people/policies.ts';
import type { Database } from '../../platform/db.ts';
import type { Serve } from '../../platform/http.ts';
import * as contract from './contract.ts';
import * as service from './service.ts';
import { listRules } from './viewer.ts';

export function serveSwitches(serve: Serve, db: Database): void {
  serve(contract.listRules, ({ on, ended }, { actor }) => {
    mustBeAllowed(actor, 'rules.read');
    return db.read((reading) => listRules(reading, on, ended));
  });
  serve(contract.listSwitches, (_, { actor }) => {
    mustBeAllowed(actor, 'rules.read');
    return db.read((reading) => service.listSwitches(reading));
  });
  serve(contract.decideSwitch, async (decision, { write }) => {
    await write((work) => service.decideSwitch(work, decision));
    return {};
  });
}
