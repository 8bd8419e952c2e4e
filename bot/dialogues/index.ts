import { say } from '../../server/texts/say.ts';
import { activities, activity, came, cancelSignUp, checkInBy, checkInCodeIn } from './activities.ts';
import { apply, startApply, startHelping, wantToApply } from './apply.ts';
import { ask, inviteQuestion } from './ask.ts';
import { calculate, offerCalculators } from './calculate.ts';
import { hours } from './hours.ts';
import { askWithdraw, checkReceipt, signAgain, withdraw } from './commitment.ts';
import { dangerIn } from './danger.ts';
import { textOf } from './incoming.ts';
import { points, showHome, welcome } from './menu.ts';
import { person } from './person.ts';
import { photo, placePhotos } from './photo.ts';
import { place } from './place.ts';
import { progress } from './progress.ts';
import { publicity, publicityPhoto, startPublicity } from './publicity.ts';
import { startSubscribe, subscribe, unsubscribe } from './subscribe.ts';
import { choiceOf, home, wordOf, type Said, type Talk } from './talk.ts';
import { confirmVoice, hearVoice } from './voice.ts';
import { answerIn, answerWaiting, confirm, listWaiting } from './workHandoffs.ts';
import { asResident, bind, codeIn, todo, unbind, workMenu } from './work.ts';

type Act = (talk: Talk) => Promise<Said> | Said;

/** Words of command that hold everywhere; the keys of the account's menu are the same words. */
const commands: Record<string, Act> = {
  问问题: inviteQuestion,
  咨询: inviteQuestion,
  申请: wantToApply,
  申请法律援助: wantToApply,
  新申请: (talk) => startApply(talk),
  // Outside the form, where other questions were asked meanwhile: it is opened where it stands, which offers 重填 again.
  重填: wantToApply,
  先看看: (talk) => startApply(talk, { look: true }),
  代填: startHelping,
  算一算: offerCalculators,
  计算器: offerCalculators,
  进度: progress,
  查进度: progress,
  // Said again after the application was received, or before there is anything to sign.
  我承诺: progress,
  签名: signAgain,
  手写签名: signAgain,
  核对回执: (talk) => checkReceipt(talk, '核对回执'),
  撤回承诺: askWithdraw,
  确定撤回: withdraw,
  网点: points,
  人工: (talk) => person(talk),
  找人工: (talk) => person(talk),
  菜单: showHome,
  帮助: showHome,
  你好: showHome,
  您好: showHome,
  活动: activities,
  取消报名: cancelSignUp,
  订阅: startSubscribe,
  退订: unsubscribe,
  解绑: unbind,
  隐私: (talk) => ({ say: [say('menu.rights')], state: talk.state }),
};

/** A map, since residents write anything: in an object 「constructor」 would be found. */
const words = new Map(Object.entries(commands));

const homeChoices: Act[] = [inviteQuestion, wantToApply, (talk) => person(talk)];

/**
 * One turn: whatever came in, something is said that leaves at least two ways on. Whether to begin afresh is asked for the
 * next message only, whatever that is.
 */
export async function handle(talk: Talk): Promise<Said> {
  const { bound, push } = talk;
  const text = push.kind === 'text' ? textOf(push) : '';
  const code = codeIn(text);
  if (code !== undefined) return bind(talk, code);
  const said = bound
    ? ((await atWork(talk, bound, text)) ?? keepRole(await hear(talk), talk))
    : await hear(talk);
  return talk.state['afresh'] === true ? { ...said, state: { ...said.state, afresh: false } } : said;
}

/** Words that mean the same to residents and to people at work. */
const shared = new Set(['人工', '找人工', '网点', '隐私', '活动', '取消报名', '订阅', '退订']);

/**
 * Bound people have words of their own, and the resident's words lead to their menu until they ask for 居民. Everything
 * else they say is heard as anybody's: a danger too.
 */
async function atWork(
  talk: Talk,
  bound: NonNullable<Talk['bound']>,
  text: string,
): Promise<Said | undefined> {
  const word = wordOf(text);
  const { state } = talk;
  if (word === '工作') return workMenu(bound);
  // Leaving the job or the phone must always be possible, whatever is being talked about.
  if (word === '解绑') return unbind(talk);
  if (word === '收到' && bound.kind === 'staff') return confirm(talk);
  if (state['asResident'] === true || (state.at !== 'home' && state.at !== 'ask')) return undefined;
  if (word === '待办' && bound.kind === 'staff') return todo(talk, bound);
  if (word === '待联系' && bound.kind === 'staff') return listWaiting(talk);
  const answer = bound.kind === 'staff' ? answerIn(text) : undefined;
  if (answer) return answerWaiting(talk, answer);
  if (word === '代填') return startHelping(talk);
  if (word === '居民') return asResident();
  if (word === '宣传') return startPublicity(talk, bound);
  if (word === '时长' && bound.kind === 'volunteer') return hours(talk, bound);
  const residents =
    (words.has(word) && !shared.has(word)) || (state.at === 'home' && choiceOf(text) !== undefined);
  return residents || word === '待办' ? workMenu(bound) : undefined;
}

/** Who asked for the resident's functions, or tapped one in the menu, keeps them until 工作. */
function keepRole(said: Said, { state, push }: Talk): Said {
  const asResident = state['asResident'] === true || push.kind === 'menu';
  return asResident ? { ...said, state: { ...said.state, asResident } } : said;
}

async function hear(talk: Talk): Promise<Said> {
  const { push } = talk;
  switch (push.kind) {
    case 'follow':
      return push.payload['scene'] ? came(talk, push.payload['scene']) : welcome(talk);
    case 'unfollow':
      return { say: [], state: home };
    case 'scan':
      return came(talk, push.payload['scene'] ?? '');
    case 'menu':
      return (words.get(push.payload['menu'] ?? '') ?? showHome)(talk);
    case 'text':
      return hearText(talk, textOf(push));
    case 'voice':
      return hearVoice(talk, textOf(push), hearText);
    case 'image':
    case 'media':
      return (talk.state.at === 'publicity' ? await publicityPhoto(talk) : undefined) ?? photo(talk);
    case 'place':
      return place(talk);
    case 'other':
      return { say: [], state: talk.state };
  }
}

export async function hearText(talk: Talk, text: string): Promise<Said> {
  const warning = await dangerIn(talk, text, words);
  if (warning) return warning;
  if (talk.state.at === 'voice') return confirmVoice(talk, text, hearText);
  if (talk.state.at === 'apply') {
    const said = await apply(talk, text);
    if (said) return said;
  }
  if (talk.state.at === 'photo') {
    const said = await placePhotos(talk, text);
    if (said) return said;
  }
  if (talk.state.at === 'publicity' && !shared.has(wordOf(text))) {
    const said = await publicity(talk, text);
    if (said) return said;
  }
  if (talk.state.at === 'activity') {
    const said = await activity(talk, text);
    if (said) return said;
  }
  const code = checkInCodeIn(text);
  if (code !== undefined) return checkInBy(talk, code);
  if (text.trim().startsWith('核对回执')) return checkReceipt(talk, text);
  const act = words.get(wordOf(text));
  if (act) return act(talk);
  if (talk.state.at === 'subscribe') {
    const said = await subscribe(talk, text);
    if (said) return said;
  }
  if (talk.state.at === 'calculate') {
    const said = await calculate(talk, text);
    if (said) return said;
  }
  if (talk.state.at === 'home') {
    const chosen = homeChoices[(choiceOf(text) ?? 0) - 1];
    if (chosen) return chosen(talk);
  }
  return (await ask(talk, text)) ?? { say: [say('ask.lost')], state: home };
}
