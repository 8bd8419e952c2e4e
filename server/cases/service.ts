import { AidCase, CasePaper } from '../../entities/index.ts';
import { rulesFor } from '../eligibility/switches/decisions.ts';
import { mustBeSigned } from '../eligibility/commitments/standing.ts';
import { mustBeAllowed, type Verb } from '../people/policies.ts';
import type { Work } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { problem } from '../platform/problems.ts';
import { changed } from '../platform/sql.ts';
import { caseStateNames, type CaseState } from '../vocabulary.ts';
import { turnClocks } from './clocks.ts';
import { spokenReference } from './reference.ts';
import { clockDue, transitionOf, type CaseVerb } from './rules.ts';
import { wayToObject } from './serving/words.ts';
import { mustSee } from './visibility.ts';
import { builtInCalendar } from '../platform/calendar.ts';

/** A step on a case under the version that was read. */
export interface Step {
  id: string;
  version: number;
}

/** 受理: takes the application in for review. */
export async function acceptCase(work: Work, step: Step): Promise<void> {
  await move(work, 'accept', step);
}

/** 补正: names everything that is missing, once (援法43). The decision's clock stands still until it is there. */
export async function askSupplement(
  work: Work,
  { items, ...step }: Step & { items: string[] },
): Promise<void> {
  const dueOn = clockDue('D2', await rulesFor(work), builtInCalendar).date;
  const aidCase = await move(work, 'supplement', step, { dueOn });
  await addPaper(work, aidCase, 'supplement', { items }, dueOn);
}

/** The missing papers, or the reason why there are none, have come in. */
export async function noteSupplied(work: Work, { note, ...step }: Step & { note: string }): Promise<void> {
  const aidCase = await move(work, 'supplied', step);
  // An opinion from before doesn't know what came in: it is written anew.
  await changed(work.tx, 'UPDATE aid_case SET reviewerId = NULL WHERE id = ?', [aidCase.id]);
  await addPaper(work, aidCase, 'supplied', { note });
}

/** 审查: the reviewer's written opinion. */
export async function reviewCase(
  work: Work,
  { opinion, reasons, ...step }: Step & { opinion: 'grant' | 'refuse'; reasons: string },
): Promise<void> {
  const aidCase = await move(work, 'review', step);
  await changed(work.tx, 'UPDATE aid_case SET reviewerId = ? WHERE id = ?', [work.actor.id, aidCase.id]);
  await addPaper(work, aidCase, 'opinion', { opinion, reasons });
}

/** 给予: by somebody other than the reviewer. */
export async function grantCase(
  work: Work,
  { reasons, ...step }: Step & { reasons?: string },
): Promise<void> {
  const aidCase = await move(work, 'grant', step);
  await addPaper(work, aidCase, 'grant', { reasons: reasons ?? '' });
}

/**
 * 不予: in writing, with reasons and the way to object (援法43, 49), by somebody other than the reviewer. A person serves it;
 * the time to object runs from then (serving/service.ts).
 */
export async function refuseCase(
  work: Work,
  { reasons, ...step }: Step & { reasons: string },
): Promise<void> {
  const aidCase = await move(work, 'refuse', step);
  await addPaper(work, aidCase, 'refusal', { reasons, remedy: wayToObject(await rulesFor(work)) });
}

/** The policy that a verb is under. */
export const policyOf = (verb: CaseVerb): Verb => `cases.${verb}`;

/** May they → is it allowed from here → move under the version that was read → clocks, from `startedOn` → event. */
export async function move(
  work: Work,
  verb: CaseVerb,
  { id, version }: Step,
  data: Record<string, string> = {},
  startedOn = work.today,
): Promise<AidCase> {
  const staff = mustBeAllowed(work.actor, policyOf(verb));
  const transition = transitionOf(verb);
  await mustSee(work, staff, id);
  const aidCase = await work.tx.findOneByOrFail(AidCase, { id });
  if (!transition.from.includes(aidCase.state as CaseState)) {
    throw problem('transition_refused', {
      state: caseStateNames[aidCase.state as CaseState],
      verb: transition.name,
    });
  }
  if (verb === 'grant' || verb === 'refuse') checkSecondPerson(aidCase, staff.id);
  if (verb === 'grant') await mustBeSigned(work, aidCase.applicationId);
  const moved = await changed(
    work.tx,
    'UPDATE aid_case SET state = ?, version = version + 1 WHERE id = ? AND version = ?',
    [transition.to ?? aidCase.state, id, version],
  );
  if (moved === 0) throw problem('stale');
  await turnClocks(work, id, transition, startedOn);
  work.emit(transition.event, {
    caseId: id,
    openid: aidCase.openid,
    data: { reference: spokenReference(aidCase.reference), staffId: staff.id, ...data },
  });
  return aidCase;
}

/** 审查 and 审批 are done by different people (FACTS §11). */
function checkSecondPerson({ reviewerId }: AidCase, staffId: string): void {
  if (reviewerId === null) throw problem('review_missing');
  if (reviewerId === staffId) throw problem('same_person');
}

/** Keeps what a person decided, asked for or noted, with their name and the time. */
export async function addPaper(
  work: Work,
  { id }: AidCase,
  kind: CasePaper['kind'],
  content: object,
  dueOn: string | null = null,
): Promise<void> {
  await work.tx.insert(CasePaper, {
    id: newId(),
    caseId: id,
    kind,
    content: work.sealer.seal('case_paper.content', JSON.stringify(content)),
    staffId: work.actor.id,
    dueOn,
    at: work.now,
  });
}
