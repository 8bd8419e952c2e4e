import { mustBeAllowed } from '../people/policies.ts';
import type { Database, Work } from '../platform/db.ts';
import type { Call, Serve } from '../platform/http.ts';
import * as contract from './contract.ts';
import { checkParties } from './parties/checking.ts';
import * as parties from './parties/contract.ts';
import { readPerson } from './person.ts';
import { listCases, type CaseFilter, myCases, readCase } from './reading.ts';
import * as service from './service.ts';
import { todo } from './todo.ts';

export function serveCases(serve: Serve, db: Database): void {
  const list = (filter: CaseFilter, { actor }: Call): ReturnType<typeof listCases> => {
    const staff = mustBeAllowed(actor, 'cases.list');
    return db.read((reading) => listCases(reading, staff, filter));
  };
  serve(contract.listCases, list);
  serve(contract.findCases, list);
  serve(contract.readCase, ({ id }, { write }) => write((work) => readCase(work, id)));
  serve(contract.readPerson, ({ id }, { write }) => write((work) => readPerson(work, id)));
  serve(contract.acceptCase, (step, call) => verb(call, (work) => service.acceptCase(work, step)));
  serve(contract.askSupplement, (step, call) => verb(call, (work) => service.askSupplement(work, step)));
  serve(contract.noteSupplied, (step, call) => verb(call, (work) => service.noteSupplied(work, step)));
  serve(parties.checkParties, (step, call) => verb(call, (work) => checkParties(work, step)));
  serve(contract.reviewCase, (step, call) => verb(call, (work) => service.reviewCase(work, step)));
  serve(contract.grantCase, (step, call) => verb(call, (work) => service.grantCase(work, step)));
  serve(contract.refuseCase, (step, call) => verb(call, (work) => service.refuseCase(work, step)));
  serve(contract.readTodo, (_, { actor }) =>
    db.read((reading) => todo(reading, mustBeAllowed(actor, 'todo.read'))),
  );
  serve(contract.myCases, async (_, { actor }) => ({
    items: await db.read((reading) => myCases(reading, actor.id)),
  }));
}

async function verb({ write }: Call, unit: (work: Work) => Promise<void>): Promise<Record<string, never>> {
  await write(unit);
  return {};
}
