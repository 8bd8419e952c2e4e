import { askPerson } from '../channel/handoffs.ts';
import type { Work } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import type { StepReply } from './contract.ts';
import { ownDraft, saveDraft, type OpenDraft, type Stage } from './drafts.ts';
import { endedBy } from './ending.ts';
import { nextQuestion, relevantAnswers } from './questionnaire.ts';
import { rulesAt } from './rules.ts';
import { verdictOf, viewOf } from './views.ts';

export type Change = Partial<Pick<OpenDraft, 'answers' | 'asked' | 'stage' | 'identity' | 'noticeVersion'>>;

/** The resident's own draft while it is still open. */
export async function openOwn(work: Work, id: string): Promise<OpenDraft> {
  const draft = await ownDraft(work, id);
  if (draft.stage === 'submitted' || draft.stage === 'abandoned') throw problem('draft_closed');
  return draft;
}

/** Applies a change, finds the next question or the next step, and saves. */
export async function moveOn(work: Work, draft: OpenDraft, change: Change): Promise<OpenDraft> {
  const next: OpenDraft = { ...draft, ...change };
  if (next.stage === 'question') {
    next.asked ??= nextQuestion(next.answers, rulesAt(work.today))?.id ?? null;
    if (next.asked === null) Object.assign(next, await closeQuestions(work, next));
  }
  await saveDraft(work, next);
  return { ...next, version: next.version + 1 };
}

/** All is answered: a person is called at once where a rule says so. */
async function closeQuestions(work: Work, draft: OpenDraft): Promise<{ stage: Stage }> {
  const verdict = verdictOf(work, draft.answers);
  const now = verdict.needsPerson.filter((one) => one.now);
  if (now.length > 0) {
    await askPerson(work, draft.openid, {
      reason: '申请需要人工',
      said: now.map(({ reason }) => reason).join('\n'),
      urgency: 'normal',
    });
  }
  // An answer of a branch that was left behind ends nothing.
  const counting = relevantAnswers(draft.answers, rulesAt(work.today));
  return { stage: endedBy(counting) ? 'ended' : 'proof' };
}

/** The step was taken; `echo` says how the answer was understood. */
export const taken = (work: Work, draft: OpenDraft, echo: string | null = null): StepReply => ({
  ok: true,
  echo,
  hint: null,
  danger: null,
  draft: viewOf(work, draft),
});

/** The step couldn't be taken, and why. */
export const refused = (work: Work, draft: OpenDraft, hint: string): StepReply => ({
  ...taken(work, draft),
  ok: false,
  hint,
});
