import type { Staff } from '../people/policies.ts';
import type { Reading } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import { row } from '../platform/sql.ts';

/**
 * Condition on `aid_case c`: staff of the centre see every case, those of a station only what was routed to it (个保法
 * 最小必要). Takes two values: the person's service point, twice.
 */
export const routedTo = `(c.servicePointId = ? OR EXISTS (SELECT 1 FROM service_point v WHERE v.id = ? AND v.kind = 'centre'))`;

/**
 * The same, and what they filled in themselves (代填): its papers are signed at the window where it was filled in, wherever
 * it was routed. Takes the values of `seenBy`.
 */
export const visibleTo = `(${routedTo} OR EXISTS (SELECT 1 FROM application f
  WHERE f.id = c.applicationId AND f.filledByKind = 'staff' AND f.filledById = ?))`;

export const seenBy = ({ id, servicePointId }: Pick<Staff, 'id' | 'servicePointId'>): string[] => [
  servicePointId,
  servicePointId,
  id,
];

/** Throws `not_found`, as for a case that doesn't exist, unless this member of staff may see it. */
export async function mustSee({ tx }: Pick<Reading, 'tx'>, staff: Staff, caseId: string): Promise<void> {
  const seen = await row(tx, `SELECT c.id FROM aid_case c WHERE c.id = ? AND ${visibleTo}`, [
    caseId,
    ...seenBy(staff),
  ]);
  if (!seen) throw problem('not_found', { what: '这个案件' });
}
