import { askPerson } from '../../server/channel/contract.ts';
import { say } from '../../server/texts/say.ts';
import { textOf } from './incoming.ts';
import type { Said, Talk } from './talk.ts';

/** 人工: a person is asked to answer here; the talk goes on where it stood. */
export async function person(talk: Talk, reason = '要求人工'): Promise<Said> {
  const { already, callBack } = await talk.call(askPerson, {
    reason,
    said: textOf(talk.push),
    urgency: 'normal',
  });
  if (callBack) return { say: [say('person.askedLater', callBack)], state: talk.state };
  return { say: [say(already ? 'person.already' : 'person.asked')], state: talk.state };
}
