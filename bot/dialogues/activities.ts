import {
  checkIn,
  nextActivities,
  signUp,
  type PublicActivity,
} from '../../server/publicity/activities/contract.ts';
import { comeBy } from '../../server/publicity/scenes/contract.ts';
import { say } from '../../server/texts/say.ts';
import { spokenTime } from './lists.ts';
import { welcome } from './menu.ts';
import { choiceOf, home, wordOf, type Dialogue, type Said, type State, type Talk } from './talk.ts';

/** An activity, or several, that the next message may sign up for. */
interface ActivityState extends State {
  at: 'activity';
  activities: string[];
  /** Asked 「报名吗？」 of one: 1 is yes and 2 is no. */
  asked: boolean;
}

/** A QR code was scanned, or led to the follow: it is counted; an activity's code asks for the sign-up. */
export async function came(talk: Talk, scene: string): Promise<Said> {
  const { activity } = await talk.call(comeBy, { code: scene, followed: talk.push.kind === 'follow' });
  if (!activity) return welcome(talk);
  if (activity.signedUp) return told('activity.already', activity);
  if (activity.over || activity.status !== 'planned') return told('activity.over', activity);
  const { kindName: kind, title, place } = activity;
  return {
    say: [say('activity.offer', { kind, title, place, time: spokenTime(activity.startsAt) })],
    state: { at: 'activity', activities: [activity.id], asked: true } satisfies ActivityState,
  };
}

/** 活动: those to come, numbered for the sign-up. */
export async function activities(talk: Talk): Promise<Said> {
  const { items } = await talk.call(nextActivities, {});
  if (items.length === 0) return { say: [say('activity.none')], state: home };
  const lines = items.map(({ title, startsAt, place, signedUp }, i) =>
    say('activity.line', {
      ...{ number: i + 1, title, place, time: spokenTime(startsAt) },
      mine: signedUp ? say('activity.mine') : '',
    }),
  );
  return {
    say: [say('activity.list', { lines: lines.join('\n') })],
    state: { at: 'activity', activities: items.map(({ id }) => id), asked: false } satisfies ActivityState,
  };
}

/** Hears the answer to a sign-up; anything else is heard as usual. */
export const activity: Dialogue = async (talk, text) => {
  const { activities: offered, asked } = talk.state as ActivityState;
  const word = wordOf(text);
  if (word === '取消报名' && offered.length === 1) return answer(talk, offered[0]!, false);
  if (asked && ['不', '不报名', '不用', '2', '二'].includes(word))
    return { say: [say('activity.skipped')], state: home };
  const yes = asked && ['报名', '好', '好的', '是', '要'].includes(word);
  const chosen = yes ? 0 : (choiceOf(text) ?? 0) - 1;
  return offered[chosen] === undefined ? undefined : answer(talk, offered[chosen], true);
};

async function answer(talk: Talk, id: string, come: boolean): Promise<Said> {
  const { outcome, activity: of } = await talk.call(signUp, { id, come });
  const said = told(`activity.${outcome}`, of);
  const state: ActivityState = { at: 'activity', activities: [id], asked: false };
  return outcome === 'signedUp' ? { ...said, state } : said;
}

/** 取消报名 without a word before it: of the only activity that the person signed up for. */
export async function cancelSignUp(talk: Talk): Promise<Said> {
  const { items } = await talk.call(nextActivities, {});
  const mine = items.filter(({ signedUp }) => signedUp);
  return mine.length === 1 ? answer(talk, mine[0]!.id, false) : activities(talk);
}

/** 「签到 123456」; undefined for anything else. */
export const checkInCodeIn = (text: string): string | undefined =>
  /^签到[\s:：]*(\d{6})$/.exec(text.normalize('NFKC').trim())?.[1];

export async function checkInBy(talk: Talk, code: string): Promise<Said> {
  const { outcome, activity: of } = await talk.call(checkIn, { code });
  if (!of || outcome === 'wrong') return { say: [say('activity.codeWrong')], state: talk.state };
  const key = {
    checkedIn: 'activity.checkedIn',
    already: 'activity.checkedAlready',
    early: 'activity.early',
  };
  return told(key[outcome] as Told, of);
}

type Told =
  | 'activity.signedUp'
  | 'activity.already'
  | 'activity.cancelled'
  | 'activity.full'
  | 'activity.over'
  | 'activity.checkedIn'
  | 'activity.checkedAlready'
  | 'activity.early';

function told(key: Told, { title, startsAt, place }: PublicActivity): Said {
  return { say: [say(key, { title, place, time: spokenTime(startsAt) })], state: home };
}
