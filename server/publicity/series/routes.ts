import { mustBeAllowed } from '../../people/policies.ts';
import type { Database } from '../../platform/db.ts';
import type { Serve } from '../../platform/http.ts';
import { staffAuthor } from '../authors.ts';
import type { Setting } from '../plan/settings.ts';
import * as contract from './contract.ts';
import { addSeries, changeSeries, moveSeries } from './service.ts';
import { listSeries } from './view.ts';

export function serveSeries(serve: Serve, db: Database, setting: Setting): void {
  serve(contract.listSeries, (_, { actor }) => {
    mustBeAllowed(actor, 'publicity.read');
    return db.read((reading) => listSeries(reading, setting));
  });
  serve(contract.addSeries, (input, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write(async (work) => addSeries(work, await staffAuthor(work, actor), input));
  });
  serve(contract.changeSeries, (input, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write(async (work) => changeSeries(work, await staffAuthor(work, actor), input));
  });
  serve(contract.moveSeries, (step, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write((work) => moveSeries(work, step));
  });
}
