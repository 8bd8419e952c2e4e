import { callDanger } from '../answers/service.ts';
import type { Work } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import { say } from '../texts/say.ts';
import { commitmentNotice, isCommitment } from './commitment.ts';
import type { StepReply } from './contract.ts';
import { findDraft, newDraft, ownDraft, saveDraft, type OpenDraft } from './drafts.ts';
import { readIdentityNumber, readPersonName } from './identity.ts';
import { findQuestion, nextQuestion, previousQuestion, relevantAnswers } from './questionnaire.ts';
import { readAnswer } from './reading.ts';
import { rulesAt } from './rules.ts';
import { submitApplication } from './submission.ts';
import { viewOf } from './views.ts';

type Change = Partial<Pick<OpenDraft, 'answers' | 'asked' | 'stage' | 'identity' | 'noticeVersion'>>;

/** Opens the resident's questionnaire where it stood, or a new one; `afresh` leaves an old one behind. */
export async function openDraft(
  work: Work,
  afresh: boolean,
): Promise<{ resumed: boolean; draft: StepReply['draft'] }> {
  const found = await findDraft(work, work.actor.id);
  if (found && !afresh) return { resumed: true, draft: viewOf(work, (await step(work, found, {})).draft) };
  if (found) await discardDraft(work, found);
  const draft = await newDraft(work, work.actor.id);
  return { resumed: false, draft: viewOf(work, (await step(work, draft, {})).draft) };
}
