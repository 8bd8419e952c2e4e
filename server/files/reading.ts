import type { Attachment } from '../../entities/index.ts';
import { mustSee } from '../cases/visibility.ts';
import { mustBeAllowed } from '../people/policies.ts';
import type { Reading, Work } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import { row, rows } from '../platform/sql.ts';
import type { AttachmentView } from './contract.ts';
import { whyNot } from './fetching.ts';
import { isShown } from './rules.ts';
import type { Files } from './port.ts';

type Listed = Pick<
  Attachment,
  'id' | 'number' | 'name' | 'mime' | 'bytes' | 'scanned' | 'status' | 'problem' | 'at'
>;

/** The files of a case, in the order in which they came. */
export async function attachmentsOf({ tx, sealer }: Reading, caseId: string): Promise<AttachmentView[]> {
  const listed = await rows<Listed>(
    tx,
    `SELECT id, number, name, mime, bytes, scanned, status, problem, at FROM attachment WHERE caseId = ? ORDER BY number, id`,
    [caseId],
  );
  return listed.map(({ id, number, name, mime, bytes, scanned, status, problem: why, at }) => ({
    ...{ id, mime, bytes, status },
    name: sealer.open('attachment.name', name) || `第 ${number} 份`,
    statusName: statusName(status, Boolean(scanned), why),
    picture: status === 'stored' && isShown(mime ?? ''),
    at: Number(at),
  }));
}

function statusName(status: Attachment['status'], scanned: boolean, why: string | null): string {
  switch (status) {
    case 'pending':
      return '正在取回';
    case 'stored':
      return scanned ? '已扫描' : '未扫描';
    case 'rejected':
      return `没能收下：${whyNot(why)}`;
    case 'lost':
      return `没能取到：${whyNot(why)}`;
  }
}

export interface Content {
  bytes: Buffer;
  mime: string;
  name: string;
}

/** The content of a stored file; the reading is recorded before it begins. */
export async function readContent(
  files: Files,
  id: string,
  write: <T>(unit: (work: Work) => Promise<T>) => Promise<T>,
): Promise<Content> {
  const { fileKey, mime, name } = await write(async (work) => {
    const staff = mustBeAllowed(work.actor, 'cases.read');
    const found = await row<Attachment>(
      work.tx,
      `SELECT caseId, fileKey, mime, name FROM attachment WHERE id = ? AND status = 'stored' AND caseId IS NOT NULL`,
      [id],
    );
    if (!found) throw problem('not_found', { what: '这份材料' });
    await mustSee(work, staff, found.caseId!);
    work.emit('attachment.read', {
      caseId: found.caseId!,
      data: { attachmentId: id, staffId: staff.id },
    });
    return { ...found, name: work.sealer.open('attachment.name', found.name) };
  });
  const bytes = await files.get(fileKey!);
  if (!bytes || !mime) throw problem('not_found', { what: '这份材料' });
  return { bytes, mime, name };
}
