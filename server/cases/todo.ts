import { DEADLINE_REASON } from '../contact/reasons.ts';
import { isWorkOf } from '../people/policies.ts';
import type { Actor } from '../platform/actor.ts';
import type { Reading } from '../platform/db.ts';
import { row, rows } from '../platform/sql.ts';
import { caseStateNames, type CaseState } from '../vocabulary.ts';
import type { Todo } from './contract.ts';
import { spokenReference } from './reference.ts';
import { verbsIn, type CaseVerb } from './rules.ts';
import { policyOf } from './service.ts';
import { routedTo } from './visibility.ts';

/** More than these don't fit a message on a phone. */
const SHOWN = 8;

interface OpenCase {
  reference: string;
  state: CaseState;
  dueOn: string | null;
  reviewerId: string | null;
}

/** A decision was made and nobody has noted yet that it reached the applicant. */
const unserved = `(c.state IN ('REFUSED', 'TERMINATED') AND NOT EXISTS (
  SELECT 1 FROM case_paper p WHERE p.caseId = c.id AND p.kind = 'served'))`;

/** 待办: the cases whose next step is this member of staff's, nearest date first, and residents who wait for a person. */
export async function todo(reading: Reading, staff: Extract<Actor, { kind: 'staff' }>): Promise<Todo> {
  const open = await rows<OpenCase>(
    reading.tx,
    `SELECT c.reference, c.state, c.dueOn, c.reviewerId FROM aid_case c
     WHERE (c.state IN ('RECEIVED', 'SUPPLEMENT', 'REVIEW') OR ${unserved})
       AND ${routedTo}
     ORDER BY c.dueOn IS NULL, c.dueOn, c.id LIMIT 500`,
    [staff.servicePointId, staff.servicePointId],
  );
  const mine = open.filter((one) =>
    nextVerbs(one, staff.id).some((verb) => isWorkOf(staff.roles, policyOf(verb))),
  );
  return {
    cases: mine.slice(0, SHOWN).map(({ reference, state, dueOn, reviewerId }) => ({
      reference: spokenReference(reference),
      what: whatOf(state, reviewerId),
      dueOn,
    })),
    more: Math.max(0, mine.length - SHOWN),
    persons: isWorkOf(staff.roles, 'handoffs.answer') ? await waiting(reading) : null,
  };
}

function whatOf(state: CaseState, reviewerId: string | null): string {
  if (state === 'REFUSED' || state === 'TERMINATED') return '决定书待送达';
  return state === 'REVIEW' && reviewerId !== null ? '待审批' : caseStateNames[state];
}

/** Done when something asks for it, and never what a case waits for. */
const asNeeded: readonly CaseVerb[] = ['supplement', 'correctServed', 'checkParties'];

/** What has to happen next: before an opinion is written the decision waits for it, afterwards it waits for another person. */
function nextVerbs({ state, reviewerId }: OpenCase, staffId: string): CaseVerb[] {
  const deciding: CaseVerb[] = ['grant', 'refuse'];
  return verbsIn(state).filter((verb) => {
    if (asNeeded.includes(verb)) return false;
    if (deciding.includes(verb)) return reviewerId !== null && reviewerId !== staffId;
    return verb !== 'review' || reviewerId === null;
  });
}

async function waiting({ tx, now }: Reading): Promise<NonNullable<Todo['persons']>> {
  const found = await row<{
    count: number;
    danger: number | null;
    callBacks: number | null;
    oldest: number | null;
  }>(
    tx,
    `SELECT COUNT(*) AS count, SUM(CASE WHEN urgency = 'danger' AND reason <> ? THEN 1 ELSE 0 END) AS danger,
       SUM(CASE WHEN callBackBy IS NULL THEN 0 ELSE 1 END) AS callBacks, MIN(askedAt) AS oldest
     FROM handoff WHERE status <> 'closed'`,
    [DEADLINE_REASON],
  );
  return {
    count: Number(found?.count ?? 0),
    danger: Number(found?.danger ?? 0),
    callBacks: Number(found?.callBacks ?? 0),
    waitedMinutes: found?.oldest ? Math.floor((now - Number(found.oldest)) / 60_000) : 0,
  };
}
