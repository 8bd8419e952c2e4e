import { Applicant, Application } from '../../entities/index.ts';
import { openCase } from '../cases/opening.ts';
import { opponentIn } from '../cases/parties/opponent.ts';
import { recordParties } from '../cases/parties/service.ts';
import { moveDraftFiles } from '../files/placing.ts';
import { routeTo } from '../network/service.ts';
import type { Work } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { problem } from '../platform/problems.ts';
import { isExcluded, openCommitment } from './commitments/opening.ts';
import type { DraftView } from './contract.ts';
import type { OpenDraft } from './drafts.ts';
import { matterName } from './matters.ts';
import { relevantAnswers, summary } from './questionnaire.ts';
import type { RuleSet } from './rules.ts';
import { rulesFor } from './switches/decisions.ts';
import type { Answers } from './vocabulary.ts';
import { verdictOf, verdictRecord } from './views.ts';

/**
 * Receives an application (申请已收到): applicant, answers that count, the verdict as assessed now, the commitment with the
 * digest of exactly the notice that was shown, and the case, in one unit of work. It counts as received with the typed
 * words, so that no date is lost; a decision that rests on the commitment waits for its signature.
 */
export async function submitApplication(
  work: Work,
  draft: OpenDraft,
): Promise<NonNullable<DraftView['submitted']>> {
  const { tx, now, today, sealer } = work;
  const { name, number, phone, phoneReason } = draft.identity;
  if (!name || !number) throw problem('identity_missing');
  const rules = await rulesFor(work);
  const answers = relevantAnswers(draft.answers, rules);
  const verdict = await verdictOf(work, answers);
  const committed = draft.noticeVersion !== null;
  const excluded = committed && (await isExcluded(work, number));
  const applicantId = newId();
  const applicationId = newId();
  await tx.insert(Applicant, {
    id: applicantId,
    openid: draft.openid,
    name: sealer.seal('applicant.name', name),
    identityNumber: sealer.seal('applicant.identityNumber', number),
    identityIndex: sealer.index('applicant.identityNumber', number),
    phone: phone ? sealer.seal('applicant.phone', phone) : null,
    phoneReason: phoneReason ? sealer.seal('applicant.phoneReason', phoneReason) : null,
    createdAt: now,
  });
  await tx.insert(Application, {
    id: applicationId,
    draftId: draft.id,
    applicantId,
    openid: draft.openid,
    filledByKind: draft.filledBy?.kind ?? null,
    filledById: draft.filledBy?.id ?? null,
    matter: verdict.matter,
    answers: sealer.seal('application.answers', JSON.stringify({ answers, lines: linesOf(answers, rules) })),
    verdict: sealer.seal('application.verdict', JSON.stringify(verdictRecord(verdict, rules))),
    rulesVersion: rules.version,
    proof: committed && !excluded ? 'commitment' : 'papers',
    submittedOn: today,
    submittedAt: now,
  });
  const opened = await openCase(work, {
    applicationId,
    applicantId,
    openid: draft.openid,
    matter: verdict.matter,
    matterName: matterName(verdict.matter),
    greenChannel: verdict.green.length > 0,
    urgent: verdict.urgent === 'E',
    servicePointId: await routeTo(work, verdict.themes),
  });
  await recordParties(work, opened.id, {
    matter: verdict.matter,
    applicant: { name, number },
    opponent: opponentIn(answers),
  });
  await moveDraftFiles(work, draft.id, { caseId: opened.id });
  const commitment = committed
    ? await openCommitment(work, draft, { applicationId, reference: opened.reference, excluded })
    : undefined;
  return {
    reference: opened.reference,
    at: now,
    decisionDue: opened.decisionDue,
    provisional: opened.provisional,
    commitmentId: commitment && !excluded ? commitment.id : null,
    receiptCode: commitment?.receiptCode ?? null,
    excluded,
  };
}

/** Questions and answers in the words that the applicant saw. */
const linesOf = (answers: Answers, rules: RuleSet) =>
  summary(answers, rules).map(({ question, answer }) => ({ question, answer }));
