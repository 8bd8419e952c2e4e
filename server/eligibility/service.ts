import { callDanger } from '../answers/service.ts';
import { askPerson } from '../channel/handoffs.ts';
import { moveDraftFiles } from '../files/placing.ts';
import type { Work } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import { say } from '../texts/say.ts';
import type { DraftView, StepReply } from './contract.ts';
import { findDraft, newDraft, saveDraft } from './drafts.ts';
import { findQuestion, previousQuestion } from './questionnaire.ts';
import { readAnswer } from './reading.ts';
import { rulesAt } from './rules.ts';
import { backFromSigning } from './signing/service.ts';
import { moveOn, openOwn, refused, taken } from './stages.ts';
import { viewOf } from './views.ts';

/** Opens the resident's questionnaire where it stood, or a new one; `afresh` leaves the old one behind. */
export async function openDraft(
  work: Work,
  afresh: boolean,
): Promise<{ resumed: boolean; draft: DraftView }> {
  const found = await findDraft(work, work.actor.id);
  if (found && !afresh) return { resumed: true, draft: viewOf(work, await moveOn(work, found, {})) };
  if (found) await saveDraft(work, { ...found, stage: 'abandoned' });
  const draft = await newDraft(work, work.actor.id);
  if (found) await moveDraftFiles(work, found.id, { draftId: draft.id });
  return { resumed: false, draft: viewOf(work, await moveOn(work, draft, {})) };
}

/** Takes the answer to the question that was asked, in people's words. */
export async function answerQuestion(
  work: Work,
  id: string,
  questionId: string,
  said: string,
): Promise<StepReply> {
  const draft = await openOwn(work, id);
  const question = findQuestion(questionId, draft.answers, rulesAt(work.today));
  // The talk and the draft disagree (an old message came late): show where the draft stands.
  if (!question || draft.asked !== questionId) return taken(work, draft);
  const danger = question.kind === 'text' ? await callDanger(work, draft.openid, said) : undefined;
  const read = readAnswer(question, said, work.today);
  if (!read.ok) return danger ? { ...refused(work, draft, ''), danger } : refused(work, draft, read.hint);
  if (questionId === 'danger' && read.value !== 'no')
    return { ...taken(work, draft), danger: await alarm(work, draft.openid) };
  const answers = { ...draft.answers, [questionId]: read.value };
  const next = await moveOn(work, draft, { answers, asked: null, stage: 'question' });
  return { ...taken(work, next, read.echo), ...(danger && { danger }) };
}

/** Back to the question before the one that was asked, or from a later step to the last question. */
export async function goBack(work: Work, id: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  const unsigned = await backFromSigning(work, draft);
  if (unsigned) return taken(work, unsigned);
  const before = previousQuestion(draft.answers, draft.asked ?? undefined, rulesAt(work.today));
  if (!before) return refused(work, draft, say('apply.noBack'));
  return taken(work, await moveOn(work, draft, { asked: before.id, stage: 'question' }));
}

/** Asks one answered question again; what is no longer relevant after it doesn't count. */
export async function changeAnswer(work: Work, id: string, questionId: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  if (!findQuestion(questionId, draft.answers, rulesAt(work.today)))
    throw problem('not_found', { what: '这个问题' });
  return taken(work, await moveOn(work, draft, { asked: questionId, stage: 'question' }));
}

/** 退出: nothing is lost; 申请 goes on where it stood. */
export async function leaveDraft(work: Work, id: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  await saveDraft(work, { ...draft, left: true });
  return { ...taken(work, draft), draft: { ...viewOf(work, draft), stage: 'left' } };
}

/** Somebody says at the first question that they are in danger: a person is called, and the question waits. */
async function alarm(work: Work, openid: string): Promise<string> {
  await askPerson(work, openid, { reason: '填申请时说有危险', said: '', urgency: 'danger' });
  return say('apply.danger');
}
