import { EntryEdit } from '../../../entities/index.ts';
import { mustBeAllowed } from '../../people/policies.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { problem } from '../../platform/problems.ts';
import { changed, forUpdate, row, rows } from '../../platform/sql.ts';
import type { Entry } from '../knowledge.ts';
import { entriesNow, filedEntries } from '../library.ts';
import { releasesInForce } from '../releases.ts';
import { contentOf, digestOf, faultsOf, type EntryContent } from './content.ts';
import { columnOf, readColumn, withHand, type Handled } from './hands.ts';
import { reopenSuggestions, useSuggestions } from '../suggestions/service.ts';

export interface Step {
  id: string;
  /** The version that was read: an edit that somebody changed meanwhile is refused. */
  version: number;
}

/** What the regression set said about a content, and about exactly which one. */
export interface Checked<R> {
  digest: string;
  report: R;
}

/**
 * Begins an edit: of an entry as it stands now, or of a new one. Suggestions that are named go into it as phrasings; with
 * an answer that a person gave they begin a new entry.
 */
export async function beginEdit(
  work: Work,
  {
    entryId,
    content,
    suggestions = [],
  }: { entryId?: string; content?: EntryContent; suggestions?: string[] },
): Promise<{ id: string }> {
  const staff = mustBeAllowed(work.actor, 'knowledge.edit');
  const { tx, now } = work;
  const start = entryId === undefined ? content : await standing(work, entryId);
  if (!start) throw problem('not_found', { what: '这条解答' });
  if (content) await mustFit(work, content, entryId ?? content.entry.id);
  const base = (await releasesInForce(work)).find((release) => release.entryId === start.entry.id);
  const id = newId();
  await tx.insert(EntryEdit, {
    id,
    entryId: start.entry.id,
    status: 'draft',
    content: columnOf(content ?? start, { wrote: content ? [staff.id] : [], submitted: [] }),
    baseReleaseId: base?.id ?? null,
    authorId: staff.id,
    remark: null,
    checked: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
  await mustBeOnlyEdit(work, start.entry.id);
  await useSuggestions(work, suggestions, id, staff.id);
  return { id };
}

/** The entry as it is served or filed; of a withdrawn one its last text. */
export async function standing(reading: Reading, entryId: string): Promise<EntryContent | undefined> {
  const found =
    (await entriesNow(reading)).find(({ id }) => id === entryId) ??
    (await lastPublished(reading, entryId)) ??
    filedEntries().find(({ id }) => id === entryId);
  return found && contentOf(found);
}

async function lastPublished({ tx }: Reading, entryId: string): Promise<Entry | undefined> {
  const found = await row<{ content: string }>(
    tx,
    `SELECT content FROM entry_release WHERE entryId = ? AND kind = 'published' ORDER BY number DESC LIMIT 1`,
    [entryId],
  );
  return found && (JSON.parse(found.content) as Entry);
}

/**
 * Refuses a second open edit of an entry. It is asked after the own one was written and waits for those that others are just
 * writing: of two that wait for each other the database stops one, which runs again and finds the other.
 */
async function mustBeOnlyEdit({ tx }: Work, entryId: string): Promise<void> {
  const open = await rows(
    tx,
    `SELECT id FROM entry_edit WHERE entryId = ? AND status IN ('draft', 'submitted')${forUpdate(tx)}`,
    [entryId],
  );
  if (open.length > 1) throw problem('edit_open');
}

/** A text for an entry that exists has its id and topic. */
async function mustFit(reading: Reading, { entry, topic }: EntryContent, entryId: string): Promise<void> {
  const before = await standing(reading, entryId);
  if (before && (entry.id !== entryId || topic !== before.topic))
    throw problem('entry_faulty', { fault: '已有的解答不能换编号和主题' });
}

/** Saves a draft. What the regression set said before no longer holds for it. */
export async function saveEdit(work: Work, step: Step, content: EntryContent): Promise<void> {
  const staff = mustBeAllowed(work.actor, 'knowledge.edit');
  const edit = await readEdit(work, step.id);
  if (edit.status !== 'draft') throw problem('edit_closed');
  await mustKeepIdentity(work, edit, content);
  const written = columnOf(content, withHand(edit.hands, 'wrote', staff.id));
  await move(work, step, 'content = ?, checked = NULL', [written], 'draft');
  if (content.entry.id === edit.entryId) return;
  await changed(work.tx, 'UPDATE entry_edit SET entryId = ? WHERE id = ?', [content.entry.id, step.id]);
  await mustBeOnlyEdit(work, content.entry.id);
}

/** An entry that exists keeps its id and topic, and a new one can't take over the id of another. */
async function mustKeepIdentity(
  reading: Reading,
  { entryId, content: before }: OpenEdit,
  after: EntryContent,
): Promise<void> {
  const { id } = after.entry;
  if (id === entryId && after.topic === before.topic) return;
  await mustFit(reading, after, entryId);
  if (id !== entryId && (await standing(reading, id)))
    throw problem('entry_faulty', { fault: `编号 ${id} 已经有解答，请换一个` });
}

/** Books what the regression set said about a content; refused when the content was changed meanwhile. */
export async function bookCheck<R>(work: Work, id: string, checked: Checked<R>): Promise<void> {
  mustBeAllowed(work.actor, 'knowledge.read');
  const edit = await readEdit(work, id);
  if (digestOf(edit.content) !== checked.digest) throw problem('stale');
  await changed(work.tx, 'UPDATE entry_edit SET checked = ? WHERE id = ?', [JSON.stringify(checked), id]);
}

/** Hands a draft in for review; it has to be free of faults and checked against the regression set as it is. */
export async function submitEdit(work: Work, step: Step): Promise<void> {
  const staff = mustBeAllowed(work.actor, 'knowledge.edit');
  const { content, checked, hands } = await readEdit(work, step.id);
  await mustBeFaultless(work, content);
  if (checked?.digest !== digestOf(content)) throw problem('entry_unchecked');
  const handedIn = columnOf(content, withHand(hands, 'submitted', staff.id));
  await move(work, step, `status = 'submitted', remark = NULL, content = ?`, [handedIn], 'draft');
}

/** @throws Problem `entry_faulty` with the first thing that has to be mended */
export async function mustBeFaultless(reading: Reading, content: EntryContent): Promise<void> {
  const known = new Set((await entriesNow(reading)).map(({ id }) => id));
  const [fault] = faultsOf(content, known);
  if (fault) throw problem('entry_faulty', { fault });
}

/** Gives an edit back to its author with what to mend. */
export async function returnEdit(work: Work, step: Step, remark: string): Promise<void> {
  mustBeAllowed(work.actor, 'knowledge.release');
  await move(work, step, `status = 'draft', remark = ?`, [remark], 'submitted');
}

/** Drops an edit; its suggestions are open again. */
export async function dropEdit(work: Work, step: Step): Promise<void> {
  mustBeAllowed(work.actor, 'knowledge.edit');
  await move(work, step, `status = 'dropped'`, [], 'draft');
  await reopenSuggestions(work, step.id);
}

export interface OpenEdit extends Handled {
  id: string;
  entryId: string;
  status: EntryEdit['status'];
  content: EntryContent;
  baseReleaseId: string | null;
  remark: string | null;
  checked: Checked<unknown> | null;
  version: number;
  updatedAt: number;
}

/** One edit, opened. @throws Problem `not_found` */
export async function readEdit({ tx }: Reading, id: string): Promise<OpenEdit> {
  const found = await row<EntryEdit>(tx, 'SELECT * FROM entry_edit WHERE id = ?', [id]);
  if (!found) throw problem('not_found', { what: '这份修改' });
  const { entryId, status, content, baseReleaseId, authorId, remark, checked, version, updatedAt } = found;
  return {
    ...{ id, entryId, status, baseReleaseId, remark, version },
    ...readColumn(content, authorId),
    checked: checked === null ? null : (JSON.parse(checked) as Checked<unknown>),
    updatedAt: Number(updatedAt),
  };
}

/** Changes an edit under the version that was read. @throws Problem `stale`, `edit_closed` */
export async function move(
  { tx, now }: Work,
  { id, version }: Step,
  set: string,
  values: unknown[],
  from: EntryEdit['status'],
): Promise<void> {
  const moved = await changed(
    tx,
    `UPDATE entry_edit SET ${set}, version = version + 1, updatedAt = ? WHERE id = ? AND version = ? AND status = ?`,
    [...values, now, id, version, from],
  );
  if (moved > 0) return;
  const found = await row<{ status: string }>(tx, 'SELECT status FROM entry_edit WHERE id = ?', [id]);
  if (!found) throw problem('not_found', { what: '这份修改' });
  throw problem(found.status === from ? 'stale' : 'edit_closed');
}
