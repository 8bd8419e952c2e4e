import { askPerson } from '../../server/channel/contract.ts';
import { say } from '../../server/texts/say.ts';
import type { AskState } from './askState.ts';
import { wordOf, type Said, type Talk } from './talk.ts';

const safe =
  /^(我们?|人|大家|现在|目前|都|很|挺|还|是)*(平安|安全|没事|没有?事|没有?危险|没有?受伤|还好|好着)(的|了|啊|呢|着)*$/u;
const unsafe =
  /^(我们?|现在|还|是|很|一直)*(不平安|不太平安|不安全|不太安全|没有?平安|有危险|很?危险|受伤|受了伤|出不去|走不脱|走不掉)(的|了|啊|呢)*$/u;

/** May mean either: nobody is hurt, or they aren't safe. */
const unclear = /^(没有?|有|不用|嗯+|是的?|不是)(的|了|啊|呢)*$/u;

/** The answer to 您现在平安吗, which was asked with the last answer; undefined for anything else. What was offered stays. */
export async function hearSafety(talk: Talk, state: AskState, text: string): Promise<Said | undefined> {
  const { careful: _, ...calm } = state;
  const word = wordOf(text);
  if (safe.test(word)) return { say: [say('ask.safe')], state: { ...calm, misses: 0 } satisfies AskState };
  if (unclear.test(word)) return { say: [say('ask.safeAgain')], state };
  if (!unsafe.test(word)) return undefined;
  await talk.call(askPerson, { reason: '可能有危险：说不平安', said: text, urgency: 'danger' });
  return { say: [say('ask.unsafe')], state: { ...calm, misses: 0 } satisfies AskState };
}
