import { say } from '../../server/texts/say.ts';
import { apply, startApply } from './apply.ts';
import { ask, inviteQuestion } from './ask.ts';
import { textOf } from './incoming.ts';
import { points, showHome, welcome } from './menu.ts';
import { person } from './person.ts';
import { progress } from './progress.ts';
import { choiceOf, home, wordOf, type Said, type Talk } from './talk.ts';
import { confirmVoice, hearVoice } from './voice.ts';

type Act = (talk: Talk) => Promise<Said> | Said;

/** Words of command that hold everywhere; the keys of the account's menu are the same words. */
const words: Record<string, Act> = {
  问问题: inviteQuestion,
  咨询: inviteQuestion,
  申请: (talk) => startApply(talk),
  申请法律援助: (talk) => startApply(talk),
  进度: progress,
  查进度: progress,
  网点: points,
  人工: (talk) => person(talk),
  找人工: (talk) => person(talk),
  菜单: showHome,
  帮助: showHome,
  你好: showHome,
  您好: showHome,
  隐私: (talk) => ({ say: [say('menu.rights')], state: talk.state }),
};

const homeChoices: Act[] = [inviteQuestion, (talk) => startApply(talk), (talk) => person(talk)];

/** One turn: whatever came in, something is said that leaves at least two ways on. */
export async function handle(talk: Talk): Promise<Said> {
  const { push } = talk;
  switch (push.kind) {
    case 'follow':
      return welcome(talk);
    case 'unfollow':
      return { say: [], state: home };
    case 'scan':
      return welcome(talk);
    case 'menu':
      return (words[push.payload['menu'] ?? ''] ?? showHome)(talk);
    case 'text':
      return hearText(talk, textOf(push));
    case 'voice':
      return hearVoice(talk, textOf(push));
    case 'other':
      return { say: [], state: talk.state };
    default:
      return { say: [say('media.later')], state: talk.state };
  }
}

export async function hearText(talk: Talk, text: string): Promise<Said> {
  if (talk.state.at === 'voice') return confirmVoice(talk, text, hearText);
  if (talk.state.at === 'apply') {
    const said = await apply(talk, text);
    if (said) return said;
  }
  const act = words[wordOf(text)];
  if (act) return act(talk);
  if (talk.state.at === 'home') {
    const chosen = homeChoices[(choiceOf(text) ?? 0) - 1];
    if (chosen) return chosen(talk);
  }
  return (await ask(talk, text)) ?? { say: [say('ask.lost')], state: home };
}
