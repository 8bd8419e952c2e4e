import * as signing from '../../server/eligibility/signing/contract.ts';
import { say } from '../../server/texts/say.ts';
import type { ApplyState } from './applyState.ts';
import { stepped, withHead } from './applySteps.ts';
import { person } from './person.ts';
import { choiceOf, wordOf, type Said, type Talk } from './talk.ts';

/** Hears a message from the choice of proof on: the notice, the name, the identity number. */
export async function sign(talk: Talk, text: string): Promise<Said> {
  const state = talk.state as ApplyState;
  const id = state.draft;
  switch (state.stage) {
    case 'notice':
      return hearAtNotice(talk, state, text, wordOf(text));
    case 'name':
      return stepped(talk, await talk.call(signing.giveName, { id, said: text }));
    case 'identity':
      return stepped(talk, await talk.call(signing.giveIdentity, { id, said: text }));
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
    return { say: [say('sign.readAloud')], state };
  }
  if (talk.push.kind === 'voice') return { say: [say('sign.voice')], state };
  return stepped(talk, await talk.call(signing.commit, { id, said: text }));
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
