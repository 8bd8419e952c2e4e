import { Attachment } from '../../entities/index.ts';
import { spokenReference } from '../cases/reference.ts';
import { KEPT_MS } from '../eligibility/drafts.ts';
import { legalDateOf } from '../platform/calendar.ts';
import { boundPerson } from '../people/bindings.ts';
import type { Work } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { problem } from '../platform/problems.ts';
import { changed, row, rows } from '../platform/sql.ts';
import type { AddedAttachment } from './contract.ts';
import { fileName, UNPLACED_KEPT_MS, type FileType } from './rules.ts';

/** What a file belongs to; neither key while the resident hasn't said. */
interface Place {
  draftId: string | null;
  caseId: string | null;
}

const nowhere: Place = { draftId: null, caseId: null };

/** Notes a file that a resident sent; a bot fetches its content afterwards. */
export async function addAttachment(
  work: Work,
  { mediaId, kind }: { mediaId: string; kind: Attachment['kind'] },
): Promise<AddedAttachment> {
  const { tx, now, actor, sealer } = work;
  const openid = actor.id;
  const place = (await openPlace(work, openid)) ?? nowhere;
  const number = (await countFiles(work, openid, place)) + 1;
  await tx.insert(Attachment, {
    ...{ id: newId(), openid, ...place, mediaId, kind, number },
    name: sealer.seal('attachment.name', ''),
    ...{ mime: null, bytes: 0, sha256: null, fileKey: null, scanned: false },
    ...{ status: 'pending', problem: null, attempts: 0, dueAt: now, at: now },
  });
  return {
    number,
    place: place.draftId ? 'draft' : place.caseId ? 'case' : 'none',
    reference: place.caseId && (await referenceOf(work, place.caseId)),
    cases: place === nowhere ? await casesOf(work, openid) : [],
  };
}

/** Gives the resident's files without a place one, or drops them; returns how many there were. */
export async function placeAttachments(
  work: Work,
  { to, caseId }: { to: 'draft' | 'case' | 'nowhere'; caseId?: string },
): Promise<{ count: number; reference: string | null }> {
  const { tx, now, actor } = work;
  const unplaced = await rows<Moved>(
    tx,
    `SELECT ${moved} FROM attachment WHERE openid = ? AND draftId IS NULL AND caseId IS NULL AND at > ? ORDER BY id`,
    [actor.id, now - UNPLACED_KEPT_MS],
  );
  if (to === 'nowhere') {
    for (const { id } of unplaced) await drop(work, id);
    return { count: unplaced.length, reference: null };
  }
  const place = to === 'draft' ? await draftPlace(work, actor.id) : await ownCase(work, actor.id, caseId);
  if (!place) throw problem('not_found', { what: '这份申请' });
  await moveFiles(work, unplaced, place);
  return {
    count: unplaced.length,
    reference: place.caseId && (await referenceOf(work, place.caseId)),
  };
}

/** What was fetched already is removed with its content by the job (jobs.ts); what wasn't is forgotten at once. */
async function drop({ tx }: Work, id: string): Promise<void> {
  const forgotten = await changed(tx, 'DELETE FROM attachment WHERE id = ? AND fileKey IS NULL', [id]);
  if (forgotten === 0) await changed(tx, 'UPDATE attachment SET at = 0 WHERE id = ?', [id]);
}

/** The files of a draft go with it: into its case, or into the draft that takes its place. */
export async function moveDraftFiles(work: Work, from: string, to: Partial<Place>): Promise<void> {
  const sql = `SELECT ${moved} FROM attachment WHERE draftId = ? ORDER BY id`;
  await moveFiles(work, await rows<Moved>(work.tx, sql, [from]), { ...nowhere, ...to });
}

const moved = 'id, mime, at';
type Moved = Pick<Attachment, 'id' | 'mime' | 'at'>;

/** Numbers and names go on from those of the files that are there. */
async function moveFiles(work: Work, files: Moved[], place: Place): Promise<void> {
  const { tx, sealer, actor } = work;
  let number = await countFiles(work, actor.id, place);
  for (const { id, mime, at } of files) {
    number += 1;
    const name = mime === null ? '' : fileName(mime as FileType, legalDateOf(Number(at)), number);
    await changed(tx, 'UPDATE attachment SET draftId = ?, caseId = ?, number = ?, name = ? WHERE id = ?', [
      ...[place.draftId, place.caseId, number],
      ...[sealer.seal('attachment.name', name), id],
    ]);
  }
}

/** The application that is being filled in, else the newest case in work, else one that was left for later. */
async function openPlace(work: Work, openid: string): Promise<Place | undefined> {
  const draft = await draftOf(work, openid);
  if (draft?.status === 'answering' && draft.stage !== 'ended') return { ...nowhere, draftId: draft.id };
  const open = await row<{ id: string }>(
    work.tx,
    `SELECT c.id FROM aid_case c LEFT JOIN commitment m ON m.applicationId = c.applicationId
     WHERE c.openid = ? AND (c.state IN ('RECEIVED', 'SUPPLEMENT', 'REVIEW')
       OR (m.papersDueOn IS NOT NULL AND m.papersInAt IS NULL)) ORDER BY c.id DESC LIMIT 1`,
    [openid],
  );
  if (open) return { ...nowhere, caseId: open.id };
  // One of a helper that was put aside is of one of several people: whose photo it is, they are asked.
  return draft && draft.filledById === null ? { ...nowhere, draftId: draft.id } : undefined;
}

/** What the sender is filling in, or has put aside last: for themselves, or by their account for a person who can't (代填). */
async function draftOf({ tx, now }: Work, openid: string) {
  const helper = await boundPerson(tx, openid);
  return row<{ id: string; status: string; stage: string; filledById: string | null }>(
    tx,
    `SELECT id, status, stage, filledById FROM draft WHERE ((openid = ? AND filledById IS NULL) OR (filledByKind = ? AND filledById = ?))
     AND status IN ('answering', 'left') AND updatedAt > ?
     ORDER BY CASE status WHEN 'answering' THEN 0 ELSE 1 END, updatedAt DESC, id DESC LIMIT 1`,
    [openid, helper?.kind ?? '', helper?.id ?? '', now - KEPT_MS],
  );
}

async function draftPlace(work: Work, openid: string): Promise<Place | undefined> {
  const draft = await draftOf(work, openid);
  return draft && { ...nowhere, draftId: draft.id };
}

async function ownCase(work: Work, openid: string, id = ''): Promise<Place | undefined> {
  const { where, values } = await sendersCases(work, openid);
  const own = await row(work.tx, `SELECT c.id ${where} AND c.id = ?`, [...values, id]);
  return own ? { ...nowhere, caseId: id } : undefined;
}

/** Cases that somebody may send papers for: their own, and those that they filled in for others. */
async function sendersCases({ tx }: Work, openid: string): Promise<{ where: string; values: string[] }> {
  const helper = await boundPerson(tx, openid);
  return {
    where: `FROM aid_case c LEFT JOIN application a ON a.id = c.applicationId
      WHERE (c.openid = ? OR (a.filledByKind = ? AND a.filledById = ?))`,
    values: [openid, helper?.kind ?? '', helper?.id ?? ''],
  };
}

async function countFiles({ tx }: Work, openid: string, { draftId, caseId }: Place): Promise<number> {
  const [where, values] = caseId
    ? ['caseId = ?', [caseId]]
    : draftId
      ? ['draftId = ?', [draftId]]
      : ['openid = ? AND draftId IS NULL AND caseId IS NULL AND at > 0', [openid]];
  const found = await row<{ count: number }>(
    tx,
    `SELECT COUNT(*) AS count FROM attachment WHERE ${where}`,
    values,
  );
  return Number(found?.count ?? 0);
}

async function referenceOf({ tx }: Work, caseId: string): Promise<string> {
  const found = await row<{ reference: string }>(tx, 'SELECT reference FROM aid_case WHERE id = ?', [caseId]);
  return spokenReference(found?.reference ?? '');
}

async function casesOf(work: Work, openid: string): Promise<AddedAttachment['cases']> {
  const { where, values } = await sendersCases(work, openid);
  const cases = await rows<{ id: string; reference: string; matterName: string }>(
    work.tx,
    `SELECT c.id, c.reference, c.matterName ${where} ORDER BY c.id DESC LIMIT 3`,
    values,
  );
  return cases.map(({ id, reference, matterName }) => ({
    id,
    reference: spokenReference(reference),
    matterName,
  }));
}
