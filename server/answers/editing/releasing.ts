import { EntryRelease } from '../../../entities/index.ts';
import { mustBeAllowed } from '../../people/policies.ts';
import { addMonths } from '../../platform/calendar.ts';
import { againOnDuplicate, type Reading, type Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { problem } from '../../platform/problems.ts';
import { forUpdate, row, rows } from '../../platform/sql.ts';
import { entriesNow } from '../library.ts';
import type { Entry } from '../knowledge.ts';
import { releasesInForce } from '../releases.ts';
import { digestOf, entryOf } from './content.ts';
import { move, mustBeFaultless, readEdit, type Step } from './edits.ts';
import { hadHand, namesOfAll, readColumn, writersOf } from './hands.ts';

/** A review holds for a year, as the fact base asks for a yearly one. */
const REVIEWED_FOR_MONTHS = 12;

/**
 * Publishes an edit: reviewed by somebody who had no hand in it, whose name stands in the entry from now on. Every process
 * serves it with the next question.
 */
export async function publishEdit(work: Work, step: Step): Promise<void> {
  const staff = mustBeAllowed(work.actor, 'knowledge.release');
  const first = await oneAfterAnother(work);
  const edit = await readEdit(work, step.id);
  if (hadHand(edit, staff.id)) throw problem('own_edit');
  if (edit.checked?.digest !== digestOf(edit.content)) throw problem('entry_unchecked');
  const base = (await releasesInForce(work)).find(({ entryId }) => entryId === edit.entryId);
  // Somebody published or withdrew the entry after this edit was begun: its author has to look again.
  if ((base?.id ?? null) !== edit.baseReleaseId) throw problem('edit_outdated');
  // It may have been handed in before something was a fault.
  await mustBeFaultless(work, edit.content);
  const entry = entryOf(edit.content, {
    reviewer: staff.name,
    reviewedOn: work.today,
    reviewBy: addMonths(work.today, REVIEWED_FOR_MONTHS),
  });
  await move(work, step, `status = 'published'`, [], 'submitted');
  const authorId = writersOf(edit).at(-1)!;
  await release(work, first, { kind: 'published', entry, editId: edit.id, authorId, byId: staff.id });
}

/** Takes an entry out of service at once, with the reason; an edit may bring it back. */
export async function withdrawEntry(
  work: Work,
  { entryId, reason }: { entryId: string; reason: string },
): Promise<void> {
  const staff = mustBeAllowed(work.actor, 'knowledge.release');
  const first = await oneAfterAnother(work);
  const entry = (await entriesNow(work)).find(({ id }) => id === entryId);
  if (!entry) throw problem('not_found', { what: '这条解答' });
  await release(work, first, {
    kind: 'withdrawn',
    entry,
    reason,
    editId: null,
    authorId: staff.id,
    byId: staff.id,
  });
}

/**
 * Releases wait for each other at the first one of all, so that each sees the entry as the one before left it. Returns
 * true before that one is there: then two take its number, and the later one runs again.
 */
async function oneAfterAnother({ tx }: Work): Promise<boolean> {
  return (await row(tx, `SELECT id FROM entry_release WHERE number = 1${forUpdate(tx)}`)) === undefined;
}

async function release(
  work: Work,
  first: boolean,
  {
    entry,
    kind,
    reason = null,
    ...who
  }: {
    entry: Entry;
    kind: EntryRelease['kind'];
    reason?: string | null;
    editId: string | null;
    authorId: string;
    byId: string;
  },
): Promise<void> {
  const { tx, now } = work;
  // One that came in since has left the entry as it was not read here.
  const last = first
    ? undefined
    : await row<{ number: number }>(tx, 'SELECT MAX(number) AS number FROM entry_release');
  const id = newId();
  const made: EntryRelease = {
    ...{ ...who, id, entryId: entry.id, kind, reason, at: now },
    number: Number(last?.number ?? 0) + 1,
    content: kind === 'withdrawn' ? null : JSON.stringify(entry),
  };
  await tx.insert(EntryRelease, made).catch(againOnDuplicate);
  work.emit('knowledge.released', { data: { entryId: entry.id, kind, releaseId: id } });
}

export interface PastRelease {
  id: string;
  kind: EntryRelease['kind'];
  /** Everybody who wrote something of it. */
  author: string;
  by: string;
  reason: string | null;
  at: number;
  /** Null where it was withdrawn. */
  answer: string | null;
}

/** What was published and withdrawn of an entry, the newest first. */
export async function historyOf(reading: Reading, entryId: string): Promise<PastRelease[]> {
  const found = await rows<EntryRelease & { edited: string | null }>(
    reading.tx,
    `SELECT r.id, r.kind, r.content, r.reason, r.at, r.authorId, r.byId, e.content AS edited FROM entry_release r
     LEFT JOIN entry_edit e ON e.id = r.editId WHERE r.entryId = ? ORDER BY r.number DESC`,
    [entryId],
  );
  const past = found.map(({ edited, authorId, ...release }) => ({
    ...release,
    writers: edited === null ? [authorId] : writersOf(readColumn(edited, authorId)),
  }));
  const names = await namesOfAll(
    reading,
    past.map(({ writers, byId }) => [...writers, byId]),
  );
  return past.map(({ id, kind, content, reason, at, writers, byId }) => ({
    ...{ id, kind, reason, author: names(writers), by: names([byId]) },
    at: Number(at),
    answer: content === null ? null : (JSON.parse(content) as Entry).answer,
  }));
}
