import { mustBeAllowed } from '../../people/policies.ts';
import { legalDateOf } from '../../platform/calendar.ts';
import type { Database, Work } from '../../platform/db.ts';
import type { Call, Serve } from '../../platform/http.ts';
import { entriesNow } from '../library.ts';
import { servable } from '../servable.ts';
import { digestOf, entryOf } from './content.ts';
import * as contract from './contract.ts';
import * as edits from './edits.ts';
import { listEdits, listEntries, readEntry, viewEdit } from './reading.ts';
import { compareOnSets } from './regressionRun.ts';
import { publishEdit, withdrawEntry } from './releasing.ts';

/** Beside those of the entry's own topic: enough to see what it takes away from others, within some seconds. */
const OTHER_QUESTIONS = 400;

/** The editors' loop: suggestions → edit → regression check → review by another → release, or withdrawal. */
export function serveEditing(serve: Serve, db: Database, demo: boolean): void {
  serve(contract.listEntries, (_, { actor }) => {
    mustBeAllowed(actor, 'knowledge.read');
    return db.read((reading) => listEntries(reading, demo));
  });
  serve(contract.readEntry, ({ id }, { actor }) => {
    mustBeAllowed(actor, 'knowledge.read');
    return db.read((reading) => readEntry(reading, id, demo));
  });
  serve(contract.withdrawEntry, ({ id, reason }, call) =>
    done(call, (work) => withdrawEntry(work, { entryId: id, reason })),
  );

  serve(contract.listEdits, async (_, { actor }) => {
    mustBeAllowed(actor, 'knowledge.read');
    return { items: await db.read(listEdits) };
  });
  serve(contract.readEdit, ({ id }, { actor }) => {
    const staff = mustBeAllowed(actor, 'knowledge.read');
    return db.read((reading) => viewEdit(reading, id, staff));
  });
  serve(contract.beginEdit, (begin, { write }) => write((work) => edits.beginEdit(work, begin)));
  serve(contract.saveEdit, ({ content, ...step }, call) =>
    done(call, (work) => edits.saveEdit(work, step, content)),
  );
  serve(contract.checkEdit, async ({ id }, { actor, write }) => {
    mustBeAllowed(actor, 'knowledge.read');
    const { before, content } = await db.read(async (reading) => ({
      before: servable(await entriesNow(reading), reading.today, { demo }),
      content: (await edits.readEdit(reading, id)).content,
    }));
    const now = legalDateOf(db.clock());
    const changed = entryOf(content, { reviewer: '回归检查', reviewedOn: now, reviewBy: now });
    const after = [...before.filter((entry) => entry.id !== changed.id), changed];
    const report = await compareOnSets({ before, after, topic: content.topic, others: OTHER_QUESTIONS });
    await write((work) => edits.bookCheck(work, id, { digest: digestOf(content), report }));
    return report;
  });
  serve(contract.submitEdit, (step, call) => done(call, (work) => edits.submitEdit(work, step)));
  serve(contract.returnEdit, ({ remark, ...step }, call) =>
    done(call, (work) => edits.returnEdit(work, step, remark)),
  );
  serve(contract.dropEdit, (step, call) => done(call, (work) => edits.dropEdit(work, step)));
  serve(contract.publishEdit, (step, call) => done(call, (work) => publishEdit(work, step)));
}

async function done({ write }: Call, unit: (work: Work) => Promise<void>): Promise<Record<string, never>> {
  await write(unit);
  return {};
}
