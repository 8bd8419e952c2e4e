import { Applicant, Application, Commitment } from '../../entities/index.ts';
import { openCase } from '../cases/opening.ts';
import { recordParties } from '../cases/parties/service.ts';
import { moveDraftFiles } from '../files/placing.ts';
import { routeTo } from '../network/service.ts';
import type { Work } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { problem } from '../platform/problems.ts';
import { commitmentNotice } from './commitment.ts';
import type { DraftView } from './contract.ts';
import type { OpenDraft } from './drafts.ts';
import { matterName } from './matters.ts';
import { relevantAnswers, summary } from './questionnaire.ts';
import type { RuleSet } from './rules.ts';
import { rulesFor } from './switches/decisions.ts';
import { unknown, type Answers } from './vocabulary.ts';
import { verdictOf, verdictRecord } from './views.ts';

/**
 * Receives an application (申请已收到): applicant, answers that count, the verdict as assessed now, the signed commitment
 * with the digest of exactly the notice that was shown, and the case, in one unit of work.
 */
export async function submitApplication(
  work: Work,
  draft: OpenDraft,
): Promise<NonNullable<DraftView['submitted']>> {
  const { tx, now, today, sealer } = work;
  const { name, number, committed } = draft.identity;
  if (!name || !number) throw problem('identity_missing');
  const rules = await rulesFor(work);
  const answers = relevantAnswers(draft.answers, rules);
  const verdict = await verdictOf(work, answers);
  const applicantId = newId();
  const applicationId = newId();
  await tx.insert(Applicant, {
    id: applicantId,
    openid: draft.openid,
    name: sealer.seal('applicant.name', name),
    identityNumber: sealer.seal('applicant.identityNumber', number),
    identityIndex: sealer.index('applicant.identityNumber', number),
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
    proof: draft.noticeVersion === null ? 'papers' : 'commitment',
    submittedOn: today,
    submittedAt: now,
  });
  if (draft.noticeVersion !== null) await signCommitment(work, draft, applicationId, committed);
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
    opponent: opponentOf(answers),
  });
  await moveDraftFiles(work, draft.id, { caseId: opened.id });
  return {
    reference: opened.reference,
    at: now,
    decisionDue: opened.decisionDue,
    provisional: opened.provisional,
  };
}

const opponentOf = ({ opponent }: Answers): string | undefined =>
  typeof opponent === 'string' && opponent !== unknown ? opponent : undefined;

/** Questions and answers in the words that the applicant saw. */
const linesOf = (answers: Answers, rules: RuleSet) =>
  summary(answers, rules).map(({ question, answer }) => ({ question, answer }));

async function signCommitment(
  { tx }: Work,
  draft: OpenDraft,
  applicationId: string,
  committed: OpenDraft['identity']['committed'],
): Promise<void> {
  // Signed under the notice that was shown, also when a new one came into force between showing and signing.
  const notice = commitmentNotice(draft.noticeVersion!);
  if (!committed) throw problem('notice_not_shown');
  await tx.insert(Commitment, {
    id: newId(),
    applicationId,
    noticeVersion: notice.version,
    noticeDigest: notice.digest,
    noticeText: notice.text,
    status: 'SIGNED',
    words: committed.words,
    channel: 'wechat',
    signedAt: committed.at,
  });
}
