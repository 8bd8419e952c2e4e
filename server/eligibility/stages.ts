import type { Work } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import type { StepReply } from './contract.ts';
import { isTooOld, ownDraft, saveDraft, type OpenDraft } from './drafts.ts';
import { endedBy } from './ending.ts';
import { nextPreCheckQuestion } from './precheck.ts';
import { nextQuestion, relevantAnswers } from './questionnaire.ts';
import { rulesFor } from './switches/decisions.ts';
import { viewOf } from './views.ts';

export type Change = Partial<Pick<OpenDraft, 'answers' | 'asked' | 'stage' | 'identity' | 'noticeVersion'>>;

/** The actor's own draft while it is still open; throws `draft_closed`, or `draft_expired` where it lay too long. */
export async function openOwn(work: Work, id: string): Promise<OpenDraft> {
  const draft = await ownDraft(work, id);
  if (draft.stage === 'submitted' || draft.stage === 'abandoned') throw problem('draft_closed');
  if (isTooOld(work, draft)) throw problem('draft_expired');
  return draft;
}

/** Applies a change, finds the next question or the next step, and saves. */
export async function moveOn(work: Work, draft: OpenDraft, change: Change): Promise<OpenDraft> {
  const next: OpenDraft = { ...draft, ...change };
  const rules = await rulesFor(work);
  if (next.stage === 'look') {
    next.asked ??= nextPreCheckQuestion(next.answers, rules)?.id ?? null;
    if (next.asked === null) next.stage = 'looked';
  }
  if (next.stage === 'question') {
    next.asked ??= nextQuestion(next.answers, rules)?.id ?? null;
    // An answer of a branch that was left behind ends nothing.
    if (next.asked === null) next.stage = endedBy(relevantAnswers(next.answers, rules)) ? 'ended' : 'check';
  }
  await saveDraft(work, next);
  return { ...next, version: next.version + 1 };
}

/** Whether there is an opinion to prove hardship for: questions answered and read over. */
export const isAnswered = ({ stage }: OpenDraft): boolean =>
  !['look', 'looked', 'question', 'check'].includes(stage);

/** The step was taken; `echo` says how the answer was understood. */
export const taken = async (
  work: Work,
  draft: OpenDraft,
  echo: string | null = null,
): Promise<StepReply> => ({
  ok: true,
  echo,
  hint: null,
  danger: null,
  urgent: [],
  draft: await viewOf(work, draft),
});

/** The step couldn't be taken, and why. */
export const refused = async (work: Work, draft: OpenDraft, hint: string): Promise<StepReply> => ({
  ...(await taken(work, draft)),
  ok: false,
  hint,
});
