import { createHash } from 'node:crypto';
import type { Attachment } from '../../entities/index.ts';
import { spokenReference } from '../cases/reference.ts';
import { legalDateOf } from '../platform/calendar.ts';
import type { Database, Work } from '../platform/db.ts';
import { changed, row, rows } from '../platform/sql.ts';
import { say } from '../texts/say.ts';
import { fileName, fileType, MOST_BYTES } from './rules.ts';
import { scan } from './scan.ts';
import type { Files } from './port.ts';

/** WeChat forgets a media_id three days after the message. */
const MEDIA_LIVES_MS = 3 * 86_400_000;
/** A bot has so long for one file before another may try. */
const LEASE_MS = 60_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 15 * 60_000;
/** Staff hear of a resident's photos once in so long, however many come. */
const TELL_EVERY_MS = 30 * 60_000;

const fetched = 'id, openid, draftId, caseId, number, status, at, attempts';
type Fetched = Pick<
  Attachment,
  'id' | 'openid' | 'draftId' | 'caseId' | 'number' | 'status' | 'at' | 'attempts'
>;

/** Files that are due for being fetched, each for one bot at a time; those whose media_id has ended are lost. */
export async function claimPending(work: Work, max: number): Promise<{ id: string; mediaId: string }[]> {
  const { tx, now } = work;
  await loseEnded(work);
  const due = await rows<{ id: string; mediaId: string; dueAt: number }>(
    tx,
    `SELECT id, mediaId, dueAt FROM attachment WHERE status = 'pending' AND dueAt <= ? ORDER BY dueAt LIMIT ${max}`,
    [now],
  );
  const claimed: { id: string; mediaId: string }[] = [];
  for (const { id, mediaId, dueAt } of due) {
    const got = await changed(
      tx,
      'UPDATE attachment SET dueAt = ?, attempts = attempts + 1 WHERE id = ? AND dueAt = ?',
      [now + LEASE_MS, id, dueAt],
    );
    if (got > 0) claimed.push({ id, mediaId });
  }
  return claimed;
}

async function loseEnded(work: Work): Promise<void> {
  const ended = await rows<Fetched>(
    work.tx,
    `SELECT ${fetched} FROM attachment WHERE status = 'pending' AND at < ? LIMIT 50`,
    [work.now - MEDIA_LIVES_MS],
  );
  for (const attachment of ended) await giveUp(work, attachment, 'lost', 'ended');
}

/**
 * Takes a file's content: type from its first bytes, size, virus scan, store, and only then the row. A repeat for a file
 * that is settled changes nothing. Throws when scanner or store fail, so that the bot tries again.
 */
export async function storeContent(
  db: Database,
  { files, scanCommand }: { files: Files; scanCommand: string | undefined },
  id: string,
  bytes: Buffer,
  write: <T>(unit: (work: Work) => Promise<T>) => Promise<T>,
): Promise<void> {
  const attachment = await db.read(({ tx }) => pending(tx, id));
  if (!attachment) return;
  const type = fileType(bytes);
  if (!type) return write((work) => giveUp(work, attachment, 'rejected', 'type'));
  if (bytes.length > MOST_BYTES) return write((work) => giveUp(work, attachment, 'rejected', 'size'));
  if (scanCommand && !(await scan(scanCommand, bytes)))
    return write((work) => giveUp(work, attachment, 'rejected', 'virus'));
  const fileKey = `attachment/${id}`;
  await files.put(fileKey, bytes);
  const kept = await write(async (work) => {
    // Read again: it may have found its place, or been dropped, while it was fetched.
    const latest = await pending(work.tx, id);
    if (!latest) return (await row(work.tx, 'SELECT id FROM attachment WHERE id = ?', [id])) !== undefined;
    const name = fileName(type, legalDateOf(Number(latest.at)), latest.number);
    const saved = await changed(
      work.tx,
      `UPDATE attachment SET status = 'stored', mime = ?, name = ?, bytes = ?, sha256 = ?, fileKey = ?, scanned = ?
       WHERE id = ? AND status = 'pending'`,
      [
        ...[type, work.sealer.seal('attachment.name', name), bytes.length],
        ...[createHash('sha256').update(bytes).digest('hex'), fileKey, scanCommand ? 1 : 0, id],
      ],
    );
    if (saved > 0) await tellStored(work, latest);
    return true;
  });
  // Its row was dropped meanwhile.
  if (!kept) await files.remove(fileKey);
}

/** A bot couldn't fetch a file: it is tried again later, or given up and told. */
export async function noteFailure(
  work: Work,
  { id, outcome }: { id: string; outcome: 'ended' | 'too-large' | 'temporary' },
): Promise<void> {
  const attachment = await pending(work.tx, id);
  if (!attachment) return;
  if (outcome === 'ended') return giveUp(work, attachment, 'lost', 'ended');
  if (outcome === 'too-large') return giveUp(work, attachment, 'rejected', 'size');
  const wait = Math.min(FIRST_RETRY_MS * 2 ** (attachment.attempts - 1), LONGEST_RETRY_MS);
  await changed(work.tx, 'UPDATE attachment SET dueAt = ? WHERE id = ?', [work.now + wait, id]);
}

const pending = (tx: Work['tx'], id: string): Promise<Fetched | undefined> =>
  row<Fetched>(tx, `SELECT ${fetched} FROM attachment WHERE id = ? AND status = 'pending'`, [id]);

async function giveUp(
  work: Work,
  { id, openid, caseId, number }: Fetched,
  status: 'rejected' | 'lost',
  problem: keyof typeof reasons,
): Promise<void> {
  const given = await changed(
    work.tx,
    `UPDATE attachment SET status = ?, problem = ? WHERE id = ? AND status = 'pending'`,
    [status, problem, id],
  );
  if (given === 0) return;
  const reference = caseId && (await caseOf(work, caseId))?.reference;
  work.emit(status === 'lost' ? 'attachment.lost' : 'attachment.rejected', {
    openid,
    ...(caseId && { caseId }),
    data: {
      number,
      why: reasons[problem](),
      place: reference ? spokenReference(reference) : '填写中的申请',
    },
  });
}

const reasons = {
  type: () => say('files.whyType'),
  size: () => say('files.whySize'),
  virus: () => say('files.whyVirus'),
  ended: () => say('files.whyEnded'),
};

/** Why a file couldn't be taken, in words. */
export const whyNot = (problem: string | null): string =>
  problem !== null && problem in reasons ? reasons[problem as keyof typeof reasons]() : '';

/** The case's history names each file; staff are told only while they wait for papers (补正、补交), and not of every photo. */
async function tellStored(work: Work, { id, openid, caseId }: Fetched): Promise<void> {
  const of = { openid, ...(caseId && { caseId }) };
  work.emit('attachment.stored', { ...of, data: { attachmentId: id } });
  const waiting = caseId && (await caseOf(work, caseId));
  if (!waiting || (waiting.state !== 'SUPPLEMENT' && !Number(waiting.due))) return;
  const told = await row(
    work.tx,
    `SELECT id FROM event WHERE caseId = ? AND type = 'case.filesArrived' AND at > ?`,
    [caseId, work.now - TELL_EVERY_MS],
  );
  if (told) return;
  work.emit('case.filesArrived', { ...of, data: { reference: spokenReference(waiting.reference) } });
}

const caseOf = ({ tx }: Work, id: string) =>
  row<{ reference: string; state: string; due: number }>(
    tx,
    `SELECT c.reference, c.state, (SELECT COUNT(*) FROM commitment m WHERE m.applicationId = c.applicationId
       AND m.papersDueOn IS NOT NULL AND m.papersInAt IS NULL) AS due FROM aid_case c WHERE c.id = ?`,
    [id],
  );
