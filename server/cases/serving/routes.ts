import type { Serve } from '../../platform/http.ts';
import * as contract from './contract.ts';
import { readDecision } from './decision.ts';
import * as service from './service.ts';

export function serveServing(serve: Serve): void {
  serve(contract.noteServed, async (step, { write }) => {
    await write((work) => service.noteServed(work, step));
    return {};
  });
  serve(contract.correctServed, async (step, { write }) => {
    await write((work) => service.correctServed(work, step));
    return {};
  });
  serve(contract.readDecision, ({ id }, { write }) => write((work) => readDecision(work, id)));
}
