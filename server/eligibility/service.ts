import { callDanger } from '../answers/service.ts';
import { askPerson } from '../channel/handoffs.ts';
import { moveDraftFiles } from '../files/placing.ts';
import { legalDateOf } from '../platform/calendar.ts';
import type { Reading, Work } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import { say } from '../texts/say.ts';
import { alarm } from './alarms.ts';
import { excludedBefore } from './commitments/opening.ts';
import type { DraftView, OtherDraft, StepReply } from './contract.ts';
import { findDraft, newDraft, saveDraft, unfinished, type OpenDraft } from './drafts.ts';
import { fillerOf } from './fillers.ts';
import { withPoints } from './points.ts';
import { nextPreCheckQuestion, previousPreCheckQuestion } from './precheck.ts';
import { findQuestion, previousQuestion } from './questionnaire.ts';
import { readAnswer } from './reading.ts';
import { backFromSigning } from './signing/service.ts';
import { moveOn, openOwn, refused, taken } from './stages.ts';
import { rulesFor } from './switches/decisions.ts';
import { viewOf } from './views.ts';

/** How a questionnaire is opened; `draft` is the one of several that a helper goes on with. */
interface Opening {
  look?: boolean;
  helping?: boolean;
  draft?: string;
}

export interface Opened {
  resumed: boolean;
  expired: string | null;
  draft: DraftView;
  others: OtherDraft[];
}

/**
 * Opens the questionnaire of the one who acts where it stood, or a new one; `afresh` leaves the old one behind. `look`
 * begins with the quick look; `helping` opens one for a person who can't fill in for themselves.
 */
export async function openDraft(work: Work, afresh: boolean, how: Opening = {}): Promise<Opened> {
  const { look = false, helping = false } = how;
  const filledBy = helping || work.actor.kind === 'staff' ? await fillerOf(work) : null;
  const { open: last, expired } = await findDraft(work, filledBy);
  const open = filledBy && how.draft !== undefined ? await openOwn(work, how.draft) : last;
  const reference = filledBy ? undefined : await excludedBefore(work, work.actor.id);
  const othersOf = async (own: string): Promise<OtherDraft[]> =>
    filledBy ? (await unfinished(work, filledBy)).filter(({ id }) => id !== own).map(otherOf) : [];
  if (open && !afresh) {
    // Photos go to the one that is being filled in, and to no other.
    if (last && last.id !== open.id) await saveDraft(work, { ...last, left: true });
    const change = await resumeAt(work, open, look);
    const draft = await moveOn(work, open, { ...change, identity: hinted(open.identity, reference) });
    const view = await withPoints(work, draft, await viewOf(work, draft));
    return { resumed: true, expired: null, draft: view, others: await othersOf(draft.id) };
  }
  // Who fills in for others begins the next person's: what belongs to this one stays with it, files too.
  if (open)
    await saveDraft(work, { ...open, ...(filledBy ? { left: true } : { stage: 'abandoned' as const }) });
  const before = open ?? expired;
  const draft = await newDraft(work, filledBy);
  if (before && !filledBy) await moveDraftFiles(work, before.id, { draftId: draft.id });
  return {
    resumed: false,
    expired: expired ? legalDateOf(expired.updatedAt) : null,
    draft: await viewOf(
      work,
      await moveOn(work, draft, { stage: look ? 'look' : 'question', identity: hinted({}, reference) }),
    ),
    others: await othersOf(draft.id),
  };
}

/** What a helper knows another person's questionnaire by. */
function otherOf({ id, identity, answers, updatedAt }: OpenDraft): OtherDraft {
  const { story } = answers;
  const about = typeof story === 'string' ? story.slice(0, 30) : null;
  return { id, name: identity.name ?? null, about, answered: Object.keys(answers).length, updatedAt };
}

/** How far the resident's own questionnaire is; null where none is open. */
export async function standing(
  reading: Pick<Work, 'actor'> & Reading,
): Promise<{ question: number | null } | null> {
  const { open } = await findDraft(reading, null);
  if (!open) return null;
  const { question, stage } = await viewOf(reading, open);
  if (question) return { question: question.done + 1 };
  // The quick look ends before the questions do: they go on behind it.
  const answered = Object.keys(open.answers).length;
  return { question: stage === 'looked' ? answered + 1 : null };
}

/** Keeps with the draft what is known from the beginning: an earlier commitment that must be repaired first. */
function hinted(identity: OpenDraft['identity'], reference: string | undefined): OpenDraft['identity'] {
  const { excludedBefore: _, ...rest } = identity;
  return reference === undefined ? rest : { ...rest, excludedBefore: reference };
}

/** Whoever says 申请 in the middle of a quick look wants the questions; 先看看 is no use once those have gone further. */
async function resumeAt(
  work: Work,
  { stage, answers }: OpenDraft,
  look: boolean,
): Promise<Partial<OpenDraft>> {
  if (look && stage === 'question' && nextPreCheckQuestion(answers, await rulesFor(work)))
    return { stage: 'look', asked: null };
  if (!look && (stage === 'look' || stage === 'looked')) return { stage: 'question', asked: null };
  return {};
}

/** Takes the answer to the question that was asked, in people's words. */
export async function answerQuestion(
  work: Work,
  id: string,
  questionId: string,
  said: string,
): Promise<StepReply> {
  const draft = await openOwn(work, id);
  const question = findQuestion(questionId, draft.answers, await rulesFor(work));
  // The talk and the draft disagree (an old message came late): show where the draft stands.
  if (!question || draft.asked !== questionId) return taken(work, draft);
  const danger =
    question.kind === 'text' && work.actor.kind === 'resident'
      ? await callDanger(work, work.actor.id, said)
      : undefined;
  const read = readAnswer(question, said, work.today);
  if (!read.ok)
    return danger ? { ...(await refused(work, draft, '')), danger } : refused(work, draft, read.hint);
  if (questionId === 'danger' && read.value !== 'no')
    return { ...(await taken(work, draft)), danger: await callForDanger(work) };
  const answers = { ...draft.answers, [questionId]: read.value };
  const urgent = await alarm(work, draft, answers);
  const stage = draft.stage === 'look' ? 'look' : 'question';
  const next = await moveOn(work, draft, { answers, asked: null, stage });
  return { ...(await taken(work, next, read.echo)), urgent, ...(danger && { danger }) };
}

/** On from the quick look to the questions, or from the answers that were read over to the opinion. */
export async function continueDraft(work: Work, id: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  const { stage } = draft;
  if (stage === 'look' || stage === 'looked')
    return taken(work, await moveOn(work, draft, { stage: 'question', asked: null }));
  if (stage !== 'check') return taken(work, draft);
  return told(work, await moveOn(work, draft, { stage: 'proof' }));
}

/** Back to the question before the one that was asked, or from a later step to the one before it. */
export async function goBack(work: Work, id: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  const unsigned = await backFromSigning(work, draft);
  if (unsigned) return told(work, unsigned);
  if (draft.stage === 'proof') return taken(work, await moveOn(work, draft, { stage: 'check' }));
  const { answers, asked } = draft;
  const looking = draft.stage === 'look' || draft.stage === 'looked';
  const previous = looking ? previousPreCheckQuestion : previousQuestion;
  const before = previous(answers, asked ?? undefined, await rulesFor(work));
  if (!before) return refused(work, draft, say('apply.noBack'));
  const stage = looking ? 'look' : 'question';
  return taken(work, await moveOn(work, draft, { asked: before.id, stage }));
}

/** Asks one answered question again; what is no longer relevant after it doesn't count. */
export async function changeAnswer(work: Work, id: string, questionId: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  if (!findQuestion(questionId, draft.answers, await rulesFor(work)))
    throw problem('not_found', { what: '这个问题' });
  const stage = draft.stage === 'look' || draft.stage === 'looked' ? 'look' : 'question';
  return taken(work, await moveOn(work, draft, { asked: questionId, stage }));
}

/** 退出: nothing is lost; 申请 goes on where it stood. */
export async function leaveDraft(work: Work, id: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  await saveDraft(work, { ...draft, left: true });
  return { ...(await taken(work, draft)), draft: { ...(await viewOf(work, draft)), stage: 'left' } };
}

/** Somebody says at the first question that they are in danger: a person is called, and the question waits. */
async function callForDanger(work: Work): Promise<string> {
  if (work.actor.kind === 'resident')
    await askPerson(work, work.actor.id, { reason: '填申请时说有危险', said: '', urgency: 'danger' });
  return say('apply.danger');
}

/** A step that may show the opinion, with the service points to go to. */
async function told(work: Work, draft: OpenDraft): Promise<StepReply> {
  const reply = await taken(work, draft);
  return { ...reply, draft: await withPoints(work, draft, reply.draft) };
}
