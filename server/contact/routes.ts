import { mustBeAllowed } from '../people/policies.ts';
import type { Database } from '../platform/db.ts';
import type { Serve } from '../platform/http.ts';
import { confirmAlarms } from './alarms.ts';
import { answerHandoff, closeHandoff, takeHandoff } from './answering.ts';
import * as contract from './contract.ts';
import { changeDuty, dutyOf, onCallCandidates, reachable } from './duty.ts';
import { handoffsForChat, readThread, suggestEntry } from './thread.ts';

export function serveContact(serve: Serve, db: Database): void {
  serve(contract.readDuty, async (_, { actor }) => {
    mustBeAllowed(actor, 'duty.read');
    return db.read(async (reading) => {
      const { duty, version } = await dutyOf(reading);
      const candidates = await onCallCandidates(reading);
      return { duty, version, candidates, open: reachable(duty, reading.now).open };
    });
  });
  serve(contract.changeDuty, async ({ version, duty }, { write }) => {
    await write((work) => changeDuty(work, version, duty));
    return {};
  });
  serve(contract.readThread, ({ id }, { write }) => write((work) => readThread(work, id)));
  serve(contract.takeHandoff, async (input, { write }) => {
    await write((work) => takeHandoff(work, input));
    return {};
  });
  serve(contract.closeHandoff, async (input, { write }) => {
    await write((work) => closeHandoff(work, input));
    return {};
  });
  serve(contract.suggestEntry, async ({ id }, { write }) => {
    await write((work) => suggestEntry(work, id));
    return {};
  });
  serve(contract.myHandoffs, async (_, { actor }) => {
    mustBeAllowed(actor, 'handoffs.answer');
    return { items: await db.read(handoffsForChat) };
  });
  serve(contract.answerFromChat, async (answer, { write }) => {
    await write((work) => answerHandoff(work, answer));
    return {};
  });
  serve(contract.confirmAlarms, async (_, { write }) => ({ taken: await write(confirmAlarms) }));
}
