import type { Work } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { say } from '../../texts/say.ts';
import { commitmentNotice, isCommitment } from '../commitment.ts';
import type { StepReply } from '../contract.ts';
import { saveDraft, type OpenDraft } from '../drafts.ts';
import { readIdentityNumber, readPersonName } from '../identity.ts';
import { isAnswered, moveOn, openOwn, refused, taken } from '../stages.ts';
import { submitApplication } from '../submission.ts';
import { viewOf } from '../views.ts';

/** 承诺 or 交材料: both lead to an application; the notice is shown in full before anybody can sign it. */
export async function chooseProof(
  work: Work,
  id: string,
  proof: 'commitment' | 'papers',
): Promise<StepReply> {
  const draft = await openOwn(work, id);
  if (!isAnswered(draft)) throw problem('questions_open');
  const noticeVersion = proof === 'commitment' ? commitmentNotice(work.today).version : null;
  const stage = proof === 'commitment' ? 'notice' : 'name';
  return taken(work, await moveOn(work, draft, { stage, noticeVersion, identity: {} }));
}

/** Only exactly 我承诺, under the very notice that was shown. */
export async function commit(work: Work, id: string, said: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  if (draft.stage !== 'notice' || draft.noticeVersion === null) throw problem('notice_not_shown');
  if (!isCommitment(said)) return refused(work, draft, say('sign.again'));
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
  return { ...(await taken(work, closed)), draft: { ...(await viewOf(work, closed)), submitted } };
}

/** One step back while an application is being signed; `undefined` where the draft still stands before that. */
export async function backFromSigning(work: Work, draft: OpenDraft): Promise<OpenDraft | undefined> {
  if (draft.stage === 'identity') return moveOn(work, draft, { stage: 'name', identity: signedOnly(draft) });
  if (draft.stage === 'name' || draft.stage === 'notice') return moveOn(work, draft, { stage: 'proof' });
  return undefined;
}

/** Correcting the name doesn't take the commitment back. */
const signedOnly = ({ identity: { committed } }: OpenDraft): OpenDraft['identity'] =>
  committed ? { committed } : {};
