import { AidCase, Applicant, Application, CasePaper } from '../../entities/index.ts';
import { viewOf as commitmentOf } from '../eligibility/commitments/reading.ts';
import { maskIdentity, maskName } from '../eligibility/identity.ts';
import { attachmentsOf } from '../files/reading.ts';
import { personName } from '../people/bindings.ts';
import { may, mustBeAllowed, type Staff } from '../people/policies.ts';
import type { Actor } from '../platform/actor.ts';
import { daysBetween, legalDateOf } from '../platform/calendar.ts';
import type { Reading, Work } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import type { Sealer } from '../platform/seal.ts';
import { row, rows } from '../platform/sql.ts';
import { caseStateNames, type CaseState } from '../vocabulary.ts';
import type { CaseRow, CaseView, Progress } from './contract.ts';
import { recoveryActs } from './ending/recovery.ts';
import { mayEnd } from './ending/service.ts';
import { alarms, checkedMatches, matchesFor } from './parties/checking.ts';
import { applicantIs } from './parties/finding.ts';
import { presentEvent, presentPaper } from './presenting.ts';
import { readReference, spokenReference } from './reference.ts';
import { clockRule, verbsIn, type CaseVerb } from './rules.ts';
import { policyOf } from './service.ts';
import { daysToObject, servingVerb } from './serving/service.ts';
import { mustSee, seenBy, visibleTo } from './visibility.ts';

const PAGE_SIZE = 20;

interface ListedRow {
  id: string;
  reference: string;
  name: string;
  matter: string;
  matterName: string;
  state: CaseState;
  greenChannel: number;
  urgent: number;
  dueOn: string | null;
  provisional: number;
  servicePoint: string | null;
  createdAt: number;
  version: number;
}

const listed = `SELECT c.id, c.reference, a.name, c.matter, c.matterName, c.state, c.greenChannel, c.urgent, c.dueOn,
  c.dueProvisional AS provisional, s.name AS servicePoint,
  c.createdAt, c.version FROM aid_case c JOIN applicant a ON a.id = c.applicantId LEFT JOIN service_point s ON s.id = c.servicePointId`;

export interface CaseFilter {
  state?: CaseState;
  reference?: string;
  /** The applicant's whole name or identity number. */
  who?: string;
  page?: number;
}

/** Cases for the console: the urgent, then the green channel (优先受理), then by the nearest legal date. */
export async function listCases(
  { tx, sealer, today }: Reading,
  staff: Staff,
  { state, reference, who, page = 1 }: CaseFilter,
): Promise<{ items: CaseRow[]; total: number; pageSize: number }> {
  const conditions = [visibleTo];
  const values: unknown[] = seenBy(staff);
  if (state) {
    conditions.push('c.state = ?');
    values.push(state);
  }
  if (reference) {
    conditions.push('c.reference = ?');
    values.push(readReference(reference) ?? '');
  }
  if (who) {
    const applicant = applicantIs(sealer, who);
    conditions.push(applicant.condition);
    values.push(applicant.index);
  }
  const where = `WHERE ${conditions.join(' AND ')}`;
  const total = await row<{ count: number }>(tx, `SELECT COUNT(*) AS count FROM aid_case c ${where}`, values);
  const found = await rows<ListedRow>(
    tx,
    `${listed} ${where} ORDER BY c.urgent DESC, c.greenChannel DESC, c.dueOn IS NULL, c.dueOn, c.id LIMIT ? OFFSET ?`,
    [...values, PAGE_SIZE, (page - 1) * PAGE_SIZE],
  );
  const matches = await checkedMatches(
    { tx, sealer },
    found.map(({ id }) => id),
  );
  return {
    items: found.map((one) => presentRow(one, sealer, today, matches.get(one.id))),
    total: Number(total?.count ?? 0),
    pageSize: PAGE_SIZE,
  };
}

function presentRow(
  found: ListedRow,
  sealer: Sealer,
  today: string,
  matches: readonly Pick<CaseView['parties'][number], 'alarming' | 'checked'>[] = [],
): CaseRow {
  const {
    id,
    reference,
    name,
    matter,
    matterName,
    state,
    greenChannel,
    urgent,
    dueOn,
    provisional,
    servicePoint,
    createdAt,
  } = found;
  return {
    id,
    reference: spokenReference(reference),
    applicant: maskName(sealer.open('applicant.name', name)),
    matter,
    matterName,
    state,
    stateName: caseStateNames[state],
    greenChannel: Boolean(greenChannel),
    urgent: Boolean(urgent),
    dueOn,
    provisional: Boolean(provisional),
    daysLeft: dueOn === null ? null : daysBetween(today, dueOn),
    servicePoint: servicePoint ?? '',
    createdAt: Number(createdAt),
    conflict: matches.some(alarms),
  };
}

/** One whole case for a member of staff. Reading a person's file is itself recorded. */
export async function readCase(work: Work, id: string): Promise<CaseView> {
  const staff = mustBeAllowed(work.actor, 'cases.read');
  const { tx, sealer, today } = work;
  await mustSee(work, staff, id);
  const found = await row<ListedRow>(tx, `${listed} WHERE c.id = ?`, [id]);
  if (!found) throw problem('not_found', { what: '这个案件' });
  const aidCase = await tx.findOneByOrFail(AidCase, { id });
  const application = await tx.findOneByOrFail(Application, { id: aidCase.applicationId });
  const applicant = await tx.findOneByOrFail(Applicant, { id: aidCase.applicantId });
  const parties = await matchesFor(work, staff, id);
  const endable = found.state === 'GRANTED' && (await mayEnd(work, id, staff.id));
  const serving = await servingVerb(work, id);
  work.emit('case.read', { caseId: id, data: { staffId: staff.id } });
  return {
    ...presentRow(found, sealer, today, parties),
    parties,
    version: found.version,
    identityNumber: maskIdentity(sealer.open('applicant.identityNumber', applicant.identityNumber)),
    proof: application.proof,
    filledBy: await filledByOf(work, application),
    answers: (
      JSON.parse(sealer.open('application.answers', application.answers)) as { lines: CaseView['answers'] }
    ).lines,
    verdict: verdictOf(sealer.open('application.verdict', application.verdict), application.proof),
    commitment: await commitmentOf(work, staff, application.id),
    clocks: await clocksOf(work, id, serving === 'served'),
    daysToObject: serving === 'served' ? await daysToObject(work, id) : null,
    papers: await papersOf(work, id),
    attachments: await attachmentsOf(work, id),
    history: await historyOf(work, id),
    actions: [
      ...actionsOf(staff, found.state, aidCase.reviewerId).filter(
        (verb) =>
          (verb !== 'end' || endable) &&
          (verb !== 'checkParties' ||
            (parties.some(alarms) && parties.filter(alarms).every(({ visible }) => visible))) &&
          (!servingVerbs.includes(verb) || verb === serving),
      ),
      ...(may(staff, 'cases.recover') ? await recoveryActs(work, id) : []),
    ],
  };
}

const servingVerbs: readonly CaseVerb[] = ['served', 'correctServed'];

const helperKinds = { staff: '工作人员', lawyer: '律师', volunteer: '志愿者' };

async function filledByOf(
  { tx }: Work,
  { filledByKind: kind, filledById: id }: Application,
): Promise<CaseView['filledBy']> {
  if (kind === null || id === null) return null;
  return { kind: helperKinds[kind], name: (await personName(tx, kind, id)) ?? '' };
}

/** What this member of staff may do now; who wrote the opinion doesn't decide, and nobody decides without one. */
function actionsOf(staff: Actor, state: CaseState, reviewerId: string | null): CaseVerb[] {
  const decidable = reviewerId !== null && reviewerId !== staff.id;
  return verbsIn(state).filter(
    (verb) => may(staff, policyOf(verb)) && (decidable || !['grant', 'refuse'].includes(verb)),
  );
}

/** Of the kept verdict what staff work with; deadlines and other doors were for the applicant. */
function verdictOf(kept: string, proof: Application['proof']): CaseView['verdict'] {
  const { opinion, reasons, needsPerson, materials, materialsBy, ruleIds, rulesVersion } = JSON.parse(
    kept,
  ) as CaseView['verdict'] & { materialsBy?: Record<Application['proof'], string[]> };
  // Applications from before there were two lists keep the one that they had.
  const bring = materialsBy?.[proof] ?? materials;
  return { opinion, reasons, needsPerson, materials: bring, ruleIds, rulesVersion };
}

async function clocksOf({ tx }: Work, caseId: string, unserved: boolean): Promise<CaseView['clocks']> {
  const clocks = await rows<{
    rule: string;
    status: string;
    startedOn: string;
    dueOn: string;
    provisional: number;
  }>(tx, 'SELECT rule, status, startedOn, dueOn, provisional FROM case_clock WHERE caseId = ? ORDER BY id', [
    caseId,
  ]);
  // In cases of before, the time to object was counted from the decision; it runs from its receipt.
  const shown = clocks.filter(({ rule }) => !(unserved && rule === 'D10'));
  return shown.map(({ provisional, ...clock }) => {
    const { name, law } = clockRule(clock.rule, clock.startedOn);
    return { ...clock, name, law, provisional: Boolean(provisional) };
  });
}

async function papersOf({ tx, sealer }: Work, caseId: string): Promise<CaseView['papers']> {
  const papers = await rows<CasePaper & { signer: string | null }>(
    tx,
    `SELECT p.kind, p.content, p.dueOn, p.at, s.name AS signer FROM case_paper p LEFT JOIN staff s ON s.id = p.staffId
     WHERE p.caseId = ? ORDER BY p.id`,
    [caseId],
  );
  return papers.map((paper) => presentPaper(paper, sealer.open('case_paper.content', paper.content)));
}

async function historyOf({ tx }: Work, caseId: string): Promise<CaseView['history']> {
  const events = await rows<{ type: string; at: number; actor: string; name: string | null }>(
    tx,
    `SELECT e.type, e.at, e.actor, s.name FROM event e LEFT JOIN staff s ON e.actor = CONCAT('staff:', s.id)
     WHERE e.caseId = ? ORDER BY e.id`,
    [caseId],
  );
  return events.map(presentEvent);
}

/** A resident's own cases, by the openid that applied. */
export async function myCases({ tx, sealer }: Reading, openid: string): Promise<Progress[]> {
  const cases = await tx.find(AidCase, { where: { openid }, order: { id: 'DESC' }, take: 5 });
  return Promise.all(
    cases.map(async (aidCase) => {
      const state = aidCase.state as CaseState;
      const supplement =
        state === 'SUPPLEMENT' &&
        (await tx.findOne(CasePaper, {
          where: { caseId: aidCase.id, kind: 'supplement' },
          order: { id: 'DESC' },
        }));
      return {
        reference: spokenReference(aidCase.reference),
        matterName: aidCase.matterName,
        state,
        stateName: caseStateNames[state],
        submittedOn: legalDateOf(aidCase.createdAt),
        dueOn: aidCase.dueOn,
        provisional: aidCase.dueProvisional,
        items: supplement
          ? (JSON.parse(sealer.open('case_paper.content', supplement.content)) as { items: string[] }).items
          : [],
      };
    }),
  );
}
