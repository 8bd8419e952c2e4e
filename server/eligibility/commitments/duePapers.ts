import { spokenReference } from '../../cases/reference.ts';
import { addDays } from '../../platform/calendar.ts';
import type { Work } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { changed, rows } from '../../platform/sql.ts';
import { about, forStaff } from './service.ts';

/** The resident is reminded so many days before the papers are due. */
const REMIND_DAYS = 2;
/** Rows that one unit looks at, so that nobody waits behind it. */
const BATCH = 200;

interface Due {
  id: string;
  caseId: string;
  reference: string;
  openid: string;
  papersDueOn: string;
}

const waiting = `SELECT m.id, c.id AS caseId, c.reference, c.openid, m.papersDueOn FROM commitment m
  JOIN aid_case c ON c.applicationId = m.applicationId
  WHERE m.papersInAt IS NULL AND c.state = 'GRANTED'`;

/** 补交的材料收到了: papers that were due in place of a commitment, with a line on what came or why it can't. */
export async function notePapersIn(work: Work, { id, note }: { id: string; note: string }): Promise<void> {
  const { staff, found } = await forStaff(work, 'commitments.confirm', id);
  const noted = await changed(
    work.tx,
    `UPDATE commitment SET papersInAt = ?, papersInBy = ?, note = ?
     WHERE id = ? AND papersDueOn IS NOT NULL AND papersInAt IS NULL`,
    [work.now, staff.id, work.sealer.seal('commitment.note', note), id],
  );
  if (noted === 0) throw problem('not_found', { what: '要补交的材料' });
  work.emit('commitment.papersIn', about(found));
}

/**
 * Reminds residents of papers that are due within days, and tells staff and resident of those whose day is over, once each;
 * returns how many were told. What follows is a person's decision.
 */
export async function watchDuePapers(work: Work): Promise<number> {
  const { tx, now, today } = work;
  const over = await rows<Due>(
    tx,
    `${waiting} AND m.papersDueOn < ? AND m.papersOverdueAt IS NULL ORDER BY m.papersDueOn, m.id LIMIT ${BATCH}`,
    [today],
  );
  for (const due of over) {
    await changed(tx, 'UPDATE commitment SET papersOverdueAt = ? WHERE id = ?', [now, due.id]);
    work.emit('commitment.papersOverdue', facts(due));
  }
  const soon = await rows<Due>(
    tx,
    `${waiting} AND m.papersDueOn >= ? AND m.papersDueOn <= ? AND m.papersRemindedAt IS NULL
     ORDER BY m.papersDueOn, m.id LIMIT ${BATCH}`,
    [today, addDays(today, REMIND_DAYS)],
  );
  for (const due of soon) {
    await changed(tx, 'UPDATE commitment SET papersRemindedAt = ? WHERE id = ?', [now, due.id]);
    work.emit('commitment.papersDueSoon', facts(due));
  }
  return over.length + soon.length;
}

/** `wechat`: somebody without WeChat is reminded by telephone. */
const facts = ({ id, caseId, reference, openid, papersDueOn }: Due) => ({
  ...{ caseId, openid },
  data: {
    ...{ reference: spokenReference(reference), commitmentId: id, dueOn: papersDueOn },
    wechat: openid === '' ? 'no' : 'yes',
  },
});
