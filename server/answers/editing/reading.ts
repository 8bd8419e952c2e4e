import type { LegalDate } from '../../platform/calendar.ts';
import type { Reading } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { rows } from '../../platform/sql.ts';
import type { Staff } from '../../people/policies.ts';
import type { Entry } from '../knowledge.ts';
import { entriesNow } from '../library.ts';
import { releasesInForce } from '../releases.ts';
import { obstacles } from '../servable.ts';
import { digestOf, faultsOf } from './content.ts';
import type { EditView, Regression } from './contract.ts';
import { readEdit, standing } from './edits.ts';
import { hadHand, namesOfAll, readColumn, writersOf } from './hands.ts';
import { historyOf } from './releasing.ts';

/** Every entry as it stands, in the order of the topics, and the ids of those that were withdrawn. */
export async function listEntries(reading: Reading, demo: boolean) {
  const [entries, releases, edits] = [
    await entriesNow(reading),
    await releasesInForce(reading),
    await openEdits(reading),
  ];
  const released = new Set(releases.map(({ entryId }) => entryId));
  return {
    items: entries
      .map((entry) =>
        presentRow(entry, reading.today, demo, {
          released: released.has(entry.id),
          openEdit: edits.find(({ entryId }) => entryId === entry.id)?.id ?? null,
        }),
      )
      .sort((a, b) => a.topic.localeCompare(b.topic) || a.id.localeCompare(b.id)),
    withdrawn: releases.flatMap(({ entryId, entry }) => (entry === null ? [entryId] : [])),
  };
}

function presentRow(
  entry: Entry,
  today: LegalDate,
  demo: boolean,
  more: { released: boolean; openEdit: string | null },
) {
  const { id, topic, topicTitle, question, phrasings, certainty, reviewer, reviewedOn, reviewBy } = entry;
  return {
    ...{ id, topic, topicTitle, question, certainty, reviewer, reviewedOn, reviewBy, ...more },
    phrasings: phrasings.length,
    obstacles: obstacles(entry, today, { demo }),
  };
}

/** One entry as it stands, also a withdrawn one, and what became of it. */
export async function readEntry(reading: Reading, id: string, demo: boolean) {
  const content = await standing(reading, id);
  if (!content) throw problem('not_found', { what: '这条解答' });
  const { items } = await listEntries(reading, demo);
  return {
    content,
    row: items.find((row) => row.id === id) ?? null,
    history: await historyOf(reading, id),
  };
}

interface EditRow {
  id: string;
  entryId: string;
  content: string;
  status: string;
  authorId: string;
  updatedAt: number;
}

const openEdits = ({ tx }: Reading): Promise<EditRow[]> =>
  rows<EditRow>(
    tx,
    `SELECT id, entryId, content, status, authorId, updatedAt FROM entry_edit
     WHERE status IN ('draft', 'submitted') ORDER BY updatedAt DESC`,
  );

/** Drafts and edits that wait for review, the newest first. */
export async function listEdits(reading: Reading) {
  const edits = (await openEdits(reading)).map(({ content, authorId, ...edit }) => {
    const read = readColumn(content, authorId);
    return { ...edit, question: read.content.entry.question, writers: writersOf(read) };
  });
  const names = await namesOfAll(
    reading,
    edits.map(({ writers }) => writers),
  );
  return edits.map(({ id, entryId, status, question, writers, updatedAt }) => ({
    ...{ id, entryId, status, question, author: names(writers) },
    updatedAt: Number(updatedAt),
  }));
}

/** One edit as its author and its reviewer see it. */
export async function viewEdit(reading: Reading, id: string, staff: Staff): Promise<EditView> {
  const edit = await readEdit(reading, id);
  const known = new Set((await entriesNow(reading)).map((entry) => entry.id));
  const writers = writersOf(edit);
  const { entryId, status, content, remark, checked, version, updatedAt } = edit;
  return {
    ...{ id, entryId, status, content, remark, version, updatedAt },
    isNew: (await standing(reading, entryId)) === undefined,
    author: (await namesOfAll(reading, [writers]))(writers),
    mine: hadHand(edit, staff.id),
    checked: checked?.digest === digestOf(content) ? (checked.report as Regression) : null,
    faults: faultsOf(content, known),
  };
}
