import type { Commitment } from '../../../entities/index.ts';
import { spokenReference } from '../../cases/reference.ts';
import { seenBy, visibleTo } from '../../cases/visibility.ts';
import { personName } from '../../people/bindings.ts';
import type { BindingKind } from '../../people/contract.ts';
import { may, type Staff, type Verb } from '../../people/policies.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { row, rows } from '../../platform/sql.ts';
import { digestOf } from '../commitment.ts';
import { maskName } from '../identity.ts';
import { consentDigest, findConsent } from './consents.ts';
import type { CommitmentRow, CommitmentView, VerificationView } from './contract.ts';
import { scansOf } from './onPaper/service.ts';
import { papersDigest, type ShownPaper } from './papers.ts';
import { receiptCode } from './receipt.ts';
import { forStaff } from './service.ts';
import { after } from './rules.ts';
import { commitmentStatusNames, outcomeNames, signerNames, type CommitmentStatus } from './vocabulary.ts';

const PAGE_SIZE = 20;

interface Filter {
  status?: CommitmentStatus;
  page?: number;
}

interface Listed extends Omit<CommitmentRow, 'statusName' | 'applicant'> {
  name: string;
}

/** Commitments for the console: open checks first, then those that wait for a signature, then the newest. */
export async function listCommitments(
  { tx, sealer }: Reading,
  staff: Staff,
  { status, page = 1 }: Filter,
): Promise<{ items: CommitmentRow[]; total: number; pageSize: number }> {
  const from = `FROM commitment m JOIN aid_case c ON c.applicationId = m.applicationId JOIN applicant p ON p.id = c.applicantId
    WHERE ${visibleTo}${status ? ' AND m.status = ?' : ''}`;
  const values = [...seenBy(staff), ...(status ? [status] : [])];
  const total = await row<{ count: number }>(tx, `SELECT COUNT(*) AS count ${from}`, values);
  const found = await rows<Listed>(
    tx,
    `SELECT m.id, c.id AS caseId, c.reference, p.name, m.status, m.method, m.signedAt, m.completedAt, m.papersDueOn,
     (SELECT COUNT(*) FROM verification v WHERE v.commitmentId = m.id AND v.outcome = 'open') AS open ${from}
     ORDER BY open DESC, m.status = 'OFFERED' DESC, m.id DESC LIMIT ? OFFSET ?`,
    [...values, PAGE_SIZE, (page - 1) * PAGE_SIZE],
  );
  const items = found.map(({ name, ...one }) => ({
    ...one,
    reference: spokenReference(one.reference),
    applicant: maskName(sealer.open('applicant.name', name)),
    statusName: commitmentStatusNames[one.status],
    signedAt: Number(one.signedAt),
    completedAt: instantOf(one.completedAt),
    open: Number(one.open),
  }));
  return { items, total: Number(total?.count ?? 0), pageSize: PAGE_SIZE };
}

/** One commitment for a member of staff. Reading it is itself recorded. */
export async function readCommitment(
  work: Work,
  id: string,
): Promise<CommitmentView & { caseId: string; reference: string; applicant: string }> {
  const { staff, found } = await forStaff(work, 'commitments.read', id);
  work.emit('commitment.read', { caseId: found.caseId, data: { staffId: staff.id, commitmentId: id } });
  const applicant = await row<{ name: string }>(work.tx, 'SELECT name FROM applicant WHERE id = ?', [
    found.applicantId,
  ]);
  return {
    ...(await viewOf(work, staff, found.applicationId))!,
    caseId: found.caseId,
    reference: spokenReference(found.reference),
    applicant: maskName(work.sealer.open('applicant.name', applicant!.name)),
  };
}

type Kept = Commitment & {
  confirmer: string | null;
  receiver: string | null;
  draftId: string;
  reference: string;
};

/** The commitment of an application as staff see it; null where none was made. */
export async function viewOf(
  reading: Reading,
  staff: Staff,
  applicationId: string,
): Promise<CommitmentView | null> {
  const { tx, sealer } = reading;
  const kept = await row<Kept>(
    tx,
    `SELECT m.*, s.name AS confirmer, r.name AS receiver, a.draftId, c.reference FROM commitment m
     JOIN application a ON a.id = m.applicationId JOIN aid_case c ON c.applicationId = a.id
     LEFT JOIN staff s ON s.id = m.confirmedBy LEFT JOIN staff r ON r.id = m.papersInBy WHERE m.applicationId = ?`,
    [applicationId],
  );
  if (!kept) return null;
  const open = (column: 'documents' | 'signerName' | 'note' | 'ip'): string | null =>
    kept[column] === null ? null : sealer.open(`commitment.${column}`, kept[column]);
  const papers = JSON.parse(open('documents') ?? '[]') as ShownPaper[];
  const { id, noticeVersion, noticeText, noticeDigest, words, channel, method, fileMime, papersDueOn } = kept;
  const status = kept.status as CommitmentStatus;
  const exclusion = await exclusionOf(reading, id);
  const verifications = await verificationsOf(reading, id);
  return {
    ...{
      id,
      status,
      noticeVersion,
      noticeText,
      noticeDigest,
      words,
      channel,
      method,
      papers,
      fileMime,
      papersDueOn,
    },
    statusName: commitmentStatusNames[status],
    noticeRight: digestOf(noticeText) === noticeDigest,
    signedAt: Number(kept.signedAt),
    completedAt: instantOf(kept.completedAt),
    papersDigest: kept.documentsDigest,
    papersRight: kept.documentsDigest !== null && papersDigest(papers) === kept.documentsDigest,
    signer: signerNames[kept.signer ?? 'applicant'],
    signerName: open('signerName'),
    reader: await readerName(reading, kept.reader),
    confirmedBy: kept.confirmer,
    note: open('note'),
    ip: open('ip'),
    withdrawnAt: instantOf(kept.withdrawnAt),
    papersRemindedAt: instantOf(kept.papersRemindedAt),
    papersInAt: instantOf(kept.papersInAt),
    papersInBy: kept.receiver,
    scans: await scansOf(reading, id),
    receiptCode: receiptCode(kept.reference, kept.documentsDigest ?? noticeDigest),
    consents: await consentsOf(reading, kept.draftId),
    verifications,
    ...exclusion,
    actions: actionsOf(staff, status, {
      open: verifications.some(({ outcome }) => outcome === 'open'),
      excluded: exclusion.excludedSince !== null && exclusion.repairedAt === null,
      papersDue: papersDueOn !== null && kept.papersInAt === null,
      onPaper: method === 'paper',
    }),
  };
}

/** Who read the notice aloud, in words. */
async function readerName({ tx }: Reading, reader: string | null): Promise<string | null> {
  if (reader === null) return null;
  if (reader === 'text') return '聊天里逐段的全文';
  if (reader === 'family') return '代为申请的家人';
  const [kind, id] = reader.split(':') as [BindingKind, string];
  return (await personName(tx, kind, id)) ?? null;
}

const instantOf = (value: number | null): number | null => (value === null ? null : Number(value));

function actionsOf(
  staff: Staff,
  status: CommitmentStatus,
  { open, excluded, papersDue, onPaper }: Record<'open' | 'excluded' | 'papersDue' | 'onPaper', boolean>,
): CommitmentView['actions'] {
  const able: [CommitmentView['actions'][number], Verb, boolean][] = [
    ['paper', 'commitments.confirm', after('sign', status) !== undefined],
    ['scan', 'commitments.confirm', status === 'OFFERED' || onPaper],
    ['readAloud', 'commitments.confirm', status === 'OFFERED'],
    ['withdraw', 'commitments.withdraw', after('withdraw', status) !== undefined],
    ['papersIn', 'commitments.confirm', papersDue],
    ['tip', 'commitments.tip', after('confirm', status) !== undefined],
    ['verify', 'commitments.verify', open],
    ['repair', 'commitments.repair', excluded],
  ];
  return able.flatMap(([name, verb, possible]) => (possible && may(staff, verb) ? [name] : []));
}

/** What was answered to each separate consent, the last answer to each. */
async function consentsOf({ tx }: Reading, draftId: string): Promise<CommitmentView['consents']> {
  const answers = await rows<{ kind: string; version: string; digest: string; given: number; at: number }>(
    tx,
    'SELECT kind, version, digest, given, at FROM consent WHERE draftId = ? ORDER BY id',
    [draftId],
  );
  return [...new Map(answers.map((one) => [one.kind, one])).values()].map((one) => {
    const shown = findConsent(one.kind, one.version);
    return {
      ...{
        title: shown?.title ?? one.kind,
        version: one.version,
        given: Boolean(one.given),
        at: Number(one.at),
      },
      ...{ seen: shown?.seen ?? [], unseen: shown?.unseen ?? [], digest: one.digest },
      right: shown !== undefined && consentDigest(shown) === one.digest,
    };
  });
}

export async function verificationsOf(
  { tx, sealer }: Reading,
  commitmentId: string,
): Promise<VerificationView[]> {
  const found = await rows<{
    id: string;
    occasion: string;
    told: string | null;
    outcome: keyof typeof outcomeNames;
    findings: string | null;
    name: string | null;
    openedAt: number;
    closedAt: number | null;
  }>(
    tx,
    `SELECT v.id, v.occasion, v.told, v.outcome, v.findings, s.name, v.openedAt, v.closedAt FROM verification v
     LEFT JOIN staff s ON s.id = v.staffId WHERE v.commitmentId = ? ORDER BY v.id`,
    [commitmentId],
  );
  const opened = (column: string, sealed: string | null): string | null =>
    sealed === null ? null : sealer.open(`verification.${column}`, sealed);
  return found.map(({ name, told, findings, occasion, ...one }) => ({
    ...one,
    commitmentId,
    occasion: occasion.startsWith('sample:') ? `抽查 ${occasion.slice(7)}` : '举报',
    told: opened('told', told),
    outcomeName: outcomeNames[one.outcome],
    findings: opened('findings', findings),
    by: name ?? '',
    openedAt: Number(one.openedAt),
    closedAt: instantOf(one.closedAt),
  }));
}

async function exclusionOf(
  { tx }: Reading,
  commitmentId: string,
): Promise<{ excludedSince: number | null; repairedAt: number | null }> {
  const found = await row<{ since: number; repairedAt: number | null }>(
    tx,
    'SELECT since, repairedAt FROM commitment_exclusion WHERE commitmentId = ?',
    [commitmentId],
  );
  return found
    ? { excludedSince: Number(found.since), repairedAt: instantOf(found.repairedAt) }
    : { excludedSince: null, repairedAt: null };
}
