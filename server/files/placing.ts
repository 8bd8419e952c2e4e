import { Attachment } from '../../entities/index.ts';
import { spokenReference } from '../cases/reference.ts';
import { legalDateOf } from '../platform/calendar.ts';
import type { Work } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { problem } from '../platform/problems.ts';
import { changed, row, rows } from '../platform/sql.ts';
import type { AddedAttachment } from './contract.ts';
import { fileName, type FileType } from './rules.ts';

/** What a file belongs to; neither key while the resident hasn't said. */
interface Place {
  draftId: string | null;
  caseId: string | null;
}

const nowhere: Place = { draftId: null, caseId: null };

/** An unfinished application that old is no longer taken up (eligibility/drafts.ts). */
const DRAFT_KEPT_MS = 30 * 86_400_000;
/** A file without a place is kept so long. */
const UNPLACED_KEPT_MS = 24 * 3_600_000;

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
    `SELECT id FROM aid_case WHERE openid = ? AND state IN ('RECEIVED', 'SUPPLEMENT', 'REVIEW') ORDER BY id DESC LIMIT 1`,
    [openid],
  );
  if (open) return { ...nowhere, caseId: open.id };
  return draft && { ...nowhere, draftId: draft.id };
}

const draftOf = ({ tx, now }: Work, openid: string) =>
  row<{ id: string; status: string; stage: string }>(
    tx,
    `SELECT id, status, stage FROM draft WHERE openid = ? AND status IN ('answering', 'left') AND updatedAt > ?
     ORDER BY id DESC LIMIT 1`,
    [openid, now - DRAFT_KEPT_MS],
  );

async function draftPlace(work: Work, openid: string): Promise<Place | undefined> {
  const draft = await draftOf(work, openid);
  return draft && { ...nowhere, draftId: draft.id };
}

async function ownCase({ tx }: Work, openid: string, id = ''): Promise<Place | undefined> {
  const own = await row(tx, 'SELECT id FROM aid_case WHERE id = ? AND openid = ?', [id, openid]);
  return own ? { ...nowhere, caseId: id } : undefined;
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

async function casesOf({ tx }: Work, openid: string): Promise<AddedAttachment['cases']> {
  const cases = await rows<{ id: string; reference: string; matterName: string }>(
    tx,
    'SELECT id, reference, matterName FROM aid_case WHERE openid = ? ORDER BY id DESC LIMIT 3',
    [openid],
  );
  return cases.map(({ id, reference, matterName }) => ({
    id,
    reference: spokenReference(reference),
    matterName,
  }));
}
