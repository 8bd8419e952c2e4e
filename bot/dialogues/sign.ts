import * as signing from '../../server/eligibility/signing/contract.ts';
import type { StepReply } from '../../server/eligibility/contract.ts';
import { say } from '../../server/texts/say.ts';
import type { ApplyState } from './applyState.ts';
import { stepped, withHead } from './applySteps.ts';
import { person } from './person.ts';
import { sayParts } from './signWords.ts';
import { choiceOf, wordOf, type Said, type Talk } from './talk.ts';

/** Hears a message from the choice of proof on: the notice, the consents, name, telephone and identity number. */
export async function sign(talk: Talk, text: string): Promise<Said> {
  const state = talk.state as ApplyState;
  const id = state.draft;
  switch (state.stage) {
    case 'notice':
      return hearAtNotice(talk, state, text, wordOf(text));
    case 'consent':
      return hearConsent(talk, state, text);
    case 'name':
      return stepped(talk, await talk.call(signing.giveName, { id, said: text }));
    case 'phone':
      return hearPhone(talk, state, text);
    case 'identity':
      return received(talk, await talk.call(signing.giveIdentity, { id, said: text }));
    default:
      return chooseProof(talk, id, proofOf(text));
  }
}

async function hearAtNotice(talk: Talk, state: ApplyState, text: string, word: string): Promise<Said> {
  const id = state.draft;
  if (word === '交材料') return chooseProof(talk, id, 'papers');
  if (word === '全文') return chooseProof(talk, id, 'commitment');
  if (word === '帮我读') {
    await person(talk, '请人读承诺书');
    const { parts } = await talk.call(signing.readAloud, { id });
    return { say: [...sayParts(parts), say('sign.readAloud')], state };
  }
  if (['念完了', '念好了', '读完了', '已经念完'].includes(word))
    return stepped(talk, await talk.call(signing.noteHeard, { id }));
  if (talk.push.kind === 'voice') return { say: [say('sign.voice')], state };
  return stepped(talk, await talk.call(signing.commit, { id, said: text }));
}

/** Behind the receipt, where a commitment waits for its signature: the link to the page. */
async function received(talk: Talk, reply: StepReply): Promise<Said> {
  const said = stepped(talk, reply);
  const { commitmentId, receiptCode } = reply.draft.submitted ?? {};
  if (!commitmentId || !receiptCode) return said;
  const [receipt, ...rest] = said.say;
  // The page knows its visitor by the applicant's own WeChat, which a helper hasn't.
  const unsigned = (talk.state as ApplyState).helping
    ? say('sign.unsignedHelped', { code: receiptCode })
    : say('sign.unsigned', { link: await talk.signLink(commitmentId), code: receiptCode });
  return { ...said, say: [receipt!, unsigned, ...rest] };
}

/** A separate consent: 1 or 同意, 2 or 不同意. */
async function hearConsent(talk: Talk, state: ApplyState, text: string): Promise<Said> {
  const word = wordOf(text);
  const number = choiceOf(text);
  const given = number === 1 || word === '同意' || word === '我同意';
  if (!given && number !== 2 && word !== '不同意' && word !== '我不同意')
    return { say: [say('sign.consentAgain')], state };
  const { draft: id, consent: kind = '' } = state;
  const reply = await talk.call(signing.consent, { id, kind, given });
  const said = stepped(talk, reply);
  // Refused, and yet it goes on: with papers.
  return !given && reply.ok ? { ...said, say: withHead(say('sign.papers'), said.say) } : said;
}

/** A telephone number; 没有 or 跳过, and the next message is why. */
async function hearPhone(talk: Talk, state: ApplyState, text: string): Promise<Said> {
  const { draft: id, noPhone, ...rest } = state;
  const digits = text.normalize('NFKC').replace(/\D/g, '').length;
  if (noPhone && digits < 7)
    return stepped(talk, await talk.call(signing.skipPhone, { id, reason: text.trim().slice(0, 200) }));
  if (/^(没有|没|无|没有电话|没电话|没有手机|跳过|不方便|不想说|不留)[了啊呀的]?$/.test(wordOf(text)))
    return {
      say: [say('sign.whyNoPhone')],
      state: { ...rest, draft: id, noPhone: true } satisfies ApplyState,
    };
  return stepped(talk, await talk.call(signing.givePhone, { id, said: text }));
}

async function chooseProof(
  talk: Talk,
  id: string,
  proof: 'commitment' | 'papers' | undefined,
): Promise<Said> {
  if (!proof) return { say: [say('apply.unclear')], state: talk.state };
  const reply = await talk.call(signing.chooseProof, { id, proof });
  const said = stepped(talk, reply);
  return proof === 'papers' ? { ...said, say: withHead(say('sign.papers'), said.say) } : said;
}

function proofOf(text: string): 'commitment' | 'papers' | undefined {
  const number = choiceOf(text);
  const word = wordOf(text);
  if (number === 1 || word === '书面承诺' || word === '承诺') return 'commitment';
  if (number === 2 || word === '交材料' || word === '材料') return 'papers';
  return undefined;
}
