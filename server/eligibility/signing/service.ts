import { Consent } from '../../../entities/index.ts';
import type { Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { problem } from '../../platform/problems.ts';
import { say } from '../../texts/say.ts';
import { commitmentNotice, isCommitment } from '../commitment.ts';
import { consentDigest } from '../commitments/consents.ts';
import { ownWords } from '../commitments/rules.ts';
import type { StepReply } from '../contract.ts';
import { saveDraft, type OpenDraft } from '../drafts.ts';
import { readIdentityNumber, readPersonName, readPhoneNumber } from '../identity.ts';
import { isAnswered, moveOn, openOwn, refused, taken } from '../stages.ts';
import { submitApplication } from '../submission.ts';
import { viewOf } from '../views.ts';
import type { Proof } from '../vocabulary.ts';
import { nextStep, openConsent } from './steps.ts';

/** 承诺 or 交材料: both lead to an application; the notice is shown in full before anybody can sign it. */
export async function chooseProof(work: Work, id: string, proof: Proof): Promise<StepReply> {
  const draft = await openOwn(work, id);
  if (!isAnswered(draft)) throw problem('questions_open');
  const noticeVersion = proof === 'commitment' ? commitmentNotice(work.today).version : null;
  const { excludedBefore } = draft.identity;
  return advance(work, { ...draft, noticeVersion, identity: excludedBefore ? { excludedBefore } : {} });
}

/** Only exactly 我承诺, under the very notice that was shown. */
export async function commit(work: Work, id: string, said: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  if (draft.stage !== 'notice' || draft.noticeVersion === null) throw problem('notice_not_shown');
  if (!ownWords(draft)) return refused(work, draft, say('sign.notTheirs'));
  if (!isCommitment(said)) return refused(work, draft, say('sign.again'));
  return withIdentity(work, draft, { committed: { words: said.trim(), at: work.now } });
}

/** 念完了: whoever applies for another person has read the notice to them. It is no commitment before they sign by hand. */
export async function noteHeard(work: Work, id: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  if (draft.stage !== 'notice' || draft.noticeVersion === null) throw problem('notice_not_shown');
  if (ownWords(draft)) return refused(work, draft, say('sign.again'));
  return withIdentity(work, draft, { committed: { words: '', at: work.now } });
}

/** 帮我读: the notice goes out in numbered parts; that it was read so is kept with the commitment. */
export async function readAloud(work: Work, id: string): Promise<{ parts: string[] }> {
  const draft = await openOwn(work, id);
  if (draft.stage !== 'notice' || draft.noticeVersion === null) throw problem('notice_not_shown');
  await saveDraft(work, { ...draft, identity: { ...draft.identity, readAloud: true } });
  return { parts: partsOf(commitmentNotice(draft.noticeVersion).text) };
}

/** A text's paragraphs, one or two sentences each, as one reads them aloud; a heading goes with what it heads. */
export const partsOf = (text: string): string[] =>
  text.split(/\n\n+/).reduce<string[]>((parts, paragraph) => {
    const before = parts.at(-1);
    const headed = before !== undefined && !before.endsWith('。');
    return headed ? [...parts.slice(0, -1), `${before}\n${paragraph.trim()}`] : [...parts, paragraph.trim()];
  }, []);

/** A separate consent is given or refused; either is kept with exactly the text that was shown. */
export async function consent(work: Work, id: string, kind: string, given: boolean): Promise<StepReply> {
  const draft = await openOwn(work, id);
  const asked = draft.stage === 'consent' ? openConsent(draft, work.today) : undefined;
  // An answer to another one came late: show where the draft stands.
  if (!asked || asked.id !== kind) return taken(work, draft);
  await work.tx.insert(Consent, {
    ...{ id: newId(), draftId: draft.id, openid: draft.openid, kind, version: asked.version },
    ...{ digest: consentDigest(asked), given, channel: 'wechat', at: work.now },
  });
  // Without this one there is no commitment, but papers do as well.
  if (!given && asked.for === 'commitment') {
    const { committed: _, ...identity } = draft.identity;
    return advance(work, { ...draft, noticeVersion: null, identity });
  }
  if (!given) return refused(work, draft, say('sign.consentRefused', { refusing: asked.refusing }));
  return withIdentity(work, draft, { consents: { ...draft.identity.consents, [kind]: true } });
}

export async function giveName(work: Work, id: string, said: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  if (draft.stage !== 'name') return taken(work, draft);
  const name = readPersonName(said);
  return name.ok ? withIdentity(work, draft, { name: name.value }) : refused(work, draft, name.hint);
}

/** The applicant's telephone number, or a word on why there is none. */
export async function givePhone(
  work: Work,
  id: string,
  answer: { said: string } | { reason: string },
): Promise<StepReply> {
  const draft = await openOwn(work, id);
  if (draft.stage !== 'phone') return taken(work, draft);
  if ('reason' in answer) return withIdentity(work, draft, { phoneReason: answer.reason.trim() });
  const phone = readPhoneNumber(answer.said);
  return phone.ok
    ? withIdentity(work, draft, { phone: phone.value })
    : refused(work, draft, say('sign.phoneAgain', { hint: phone.hint }));
}

/** The last step: with the identity number the application is received and its case opened, in one unit. */
export async function giveIdentity(work: Work, id: string, said: string): Promise<StepReply> {
  const draft = await openOwn(work, id);
  if (draft.stage !== 'identity' || !draft.identity.name) throw problem('identity_missing');
  const identity = readIdentityNumber(said, work.today);
  if (!identity.ok) return refused(work, draft, say('sign.identityAgain', { hint: identity.hint }));
  return withIdentity(work, draft, { number: identity.value.number });
}

/** One step back while an application is being signed; `undefined` where the draft still stands before that. */
export async function backFromSigning(work: Work, draft: OpenDraft): Promise<OpenDraft | undefined> {
  // Correcting name or number takes neither the commitment nor a consent back.
  const { name, phone: _phone, phoneReason: _reason, number: _number, ...rest } = draft.identity;
  if (draft.stage === 'identity')
    return moveOn(work, draft, { stage: 'phone', identity: { ...rest, ...(name && { name }) } });
  if (draft.stage === 'phone') return moveOn(work, draft, { stage: 'name', identity: rest });
  if (draft.stage === 'name' || draft.stage === 'consent' || draft.stage === 'notice')
    return moveOn(work, draft, { stage: 'proof' });
  return undefined;
}

const withIdentity = (work: Work, draft: OpenDraft, more: OpenDraft['identity']): Promise<StepReply> =>
  advance(work, { ...draft, identity: { ...draft.identity, ...more } });

/** Saves what was given and goes to whatever is missing next; with nothing missing the application is received. */
async function advance(work: Work, draft: OpenDraft): Promise<StepReply> {
  const stage = nextStep(draft, work.today);
  if (stage !== 'submitted') {
    const { noticeVersion, identity } = draft;
    return taken(work, await moveOn(work, draft, { stage, noticeVersion, identity }));
  }
  const submitted = await submitApplication(work, draft);
  const closed = { ...draft, stage };
  await saveDraft(work, closed);
  return { ...(await taken(work, closed)), draft: await viewOf(work, closed, submitted) };
}
