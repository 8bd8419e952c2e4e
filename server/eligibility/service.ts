import { callDanger } from '../answers/service.ts';
import { askPerson } from '../channel/handoffs.ts';
import { moveDraftFiles } from '../files/placing.ts';
import type { Work } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import { say } from '../texts/say.ts';
import { commitmentNotice, isCommitment } from './commitment.ts';
import type { DraftView, StepReply } from './contract.ts';
import { findDraft, newDraft, ownDraft, saveDraft, type OpenDraft, type Stage } from './drafts.ts';
import { readIdentityNumber, readPersonName } from './identity.ts';
import { endedBy } from './ending.ts';
import { findQuestion, nextQuestion, previousQuestion, relevantAnswers } from './questionnaire.ts';
import { readAnswer } from './reading.ts';
import { rulesAt } from './rules.ts';
import { submitApplication } from './submission.ts';
import { verdictOf, viewOf } from './views.ts';

type Change = Partial<Pick<OpenDraft, 'answers' | 'asked' | 'stage' | 'identity' | 'noticeVersion'>>;

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
  if (draft.stage === 'identity')
    return taken(work, await moveOn(work, draft, { stage: 'name', identity: signedOnly(draft) }));
  if (draft.stage === 'name' || draft.stage === 'notice')
    return taken(work, await moveOn(work, draft, { stage: 'proof' }));
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

/** 承诺 or 交材料: both lead to an application; the notice is shown in full before anybody can sign it. */
export async function chooseProof(
  work: Work,
  id: string,
  proof: 'commitment' | 'papers',
): Promise<StepReply> {
  const draft = await openOwn(work, id);
  if (draft.stage === 'question') throw problem('questions_open');
  const noticeVersion = proof === 'commitment' ? commitmentNotice(work.today).version : null;
  const stage = proof === 'commitment' ? 'notice' : 'name';
  return taken(work, await moveOn(work, draft, { stage, noticeVersion, identity: {} }));
}

/** Only exactly 我承诺, under the very notice that was shown. */
export async function commit(work: Work, id: string, said: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  if (draft.stage !== 'notice' || draft.noticeVersion === null) throw problem('notice_not_shown');
  if (!isCommitment(said)) return refused(work, draft, say('apply.signAgain'));
  const committed = { words: said.trim(), at: work.now };
  return taken(work, await moveOn(work, draft, { stage: 'name', identity: { committed } }));
}

export async function giveName(work: Work, id: string, said: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  if (draft.stage !== 'name') return taken(work, draft);
  const name = readPersonName(said);
  if (!name.ok) return refused(work, draft, name.hint);
  return taken(
    work,
    await moveOn(work, draft, { stage: 'identity', identity: { ...draft.identity, name: name.value } }),
  );
}

/** The last step: with the identity number the application is received and its case opened, in one unit. */
export async function giveIdentity(work: Work, id: string, said: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  if (draft.stage !== 'identity' || !draft.identity.name) throw problem('identity_missing');
  const identity = readIdentityNumber(said, work.today);
  if (!identity.ok) return refused(work, draft, identity.hint);
  const complete = { ...draft, identity: { ...draft.identity, number: identity.value.number } };
  const submitted = await submitApplication(work, complete);
  const closed = { ...complete, stage: 'submitted' as const };
  await saveDraft(work, closed);
  return { ...taken(work, closed), draft: { ...viewOf(work, closed), submitted } };
}

/** 退出: nothing is lost; 申请 goes on where it stood. */
export async function leaveDraft(work: Work, id: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  await saveDraft(work, { ...draft, left: true });
  return { ...taken(work, draft), draft: { ...viewOf(work, draft), stage: 'left' } };
}

async function openOwn(work: Work, id: string): Promise<OpenDraft> {
  const draft = await ownDraft(work, id);
  if (draft.stage === 'submitted' || draft.stage === 'abandoned') throw problem('draft_closed');
  return draft;
}

/** Applies a change, finds the next question or the next step, and saves. */
async function moveOn(work: Work, draft: OpenDraft, change: Change): Promise<OpenDraft> {
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

/** Somebody says at the first question that they are in danger: a person is called, and the question waits. */
async function alarm(work: Work, openid: string): Promise<string> {
  await askPerson(work, openid, { reason: '填申请时说有危险', said: '', urgency: 'danger' });
  return say('apply.danger');
}

/** Correcting the name doesn't take the commitment back. */
const signedOnly = ({ identity: { committed } }: OpenDraft): OpenDraft['identity'] =>
  committed ? { committed } : {};

const taken = (work: Work, draft: OpenDraft, echo: string | null = null): StepReply => ({
  ok: true,
  echo,
  hint: null,
  danger: null,
  draft: viewOf(work, draft),
});

const refused = (work: Work, draft: OpenDraft, hint: string): StepReply => ({
  ...taken(work, draft),
  ok: false,
  hint,
});
