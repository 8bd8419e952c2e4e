import {
  ownSubscription,
  subscribe as keep,
  type Offer,
  type Subscription,
} from '../../server/publicity/subscriptions/contract.ts';
import { say } from '../../server/texts/say.ts';
import { picksOf } from './lists.ts';
import { choiceOf, home, numbered, wordOf, type Dialogue, type Said, type State, type Talk } from './talk.ts';

/** Words that are no choice and longer than this are somebody's matter: they are heard as usual. */
const LONGEST_UNCLEAR = 6;

const order = ['areas', 'topics', 'about', 'points', 'pace'] as const;
type Step = (typeof order)[number];

interface SubscribeState extends State {
  at: 'subscribe';
  /** `now` asks somebody who has chosen before what is to change. */
  step: 'now' | Step;
  offer: Offer;
  chosen: Subscription;
  /** One thing of an earlier choice is changed; the rest stays. */
  only: boolean;
}

const paces = ['any', 'week', 'month'] as const;
const paceWords = { any: 'subscribe.any', week: 'subscribe.week', month: 'subscribe.month' } as const;
const nothing: Subscription = {
  ...{ areas: [], topics: [], groups: [], interests: [], points: [] },
  pace: 'any',
};

/** 订阅: where, what, of whom, which service point, how often; who has chosen before changes one thing, or all. */
export async function startSubscribe(talk: Talk): Promise<Said> {
  const { chosen: hasChosen, offer, ...chosen } = await talk.call(ownSubscription, {});
  const state: SubscribeState = { at: 'subscribe', step: 'now', offer, chosen, only: true };
  if (!hasChosen) return fromTheStart(state);
  return { say: [say('subscribe.now', { what: wordsOf(chosen, offer) })], state };
}

/** 退订: everything, at once and without a question. */
export async function unsubscribe(talk: Talk): Promise<Said> {
  await talk.call(keep, { ...nothing, pace: 'stop' });
  return { say: [say('subscribe.stopped')], state: home };
}

/** Hears a choice; words of command are heard first (index.ts). */
export const subscribe: Dialogue = async (talk, text) => {
  const state = talk.state as SubscribeState;
  const word = wordOf(text);
  const unclear = (): Said | undefined =>
    word.length > LONGEST_UNCLEAR ? undefined : { say: [say('subscribe.unclear')], state };
  if (word === '退出') return { say: [say('subscribe.left')], state: home };
  if (state.step === 'now') {
    if (word === '重选') return fromTheStart(state);
    const step = order[(choiceOf(text) ?? 0) - 1];
    return step && shown(state, step) ? ask({ ...state, step }) : unclear();
  }
  const chosen = heard(state, text, word);
  if (!chosen) return unclear();
  const after = { ...state, chosen: { ...state.chosen, ...chosen } };
  const left = state.only ? [] : order.slice(order.indexOf(state.step) + 1);
  const next = left.find((step) => shown(after, step));
  return next ? ask({ ...after, step: next }) : done(talk, after);
};

const fromTheStart = (state: SubscribeState): Said =>
  ask({ ...state, step: 'areas', chosen: nothing, only: false });

/** Service points of the chosen areas, in the areas' order, then those whose name tells no area. */
function pointsOf({ offer, chosen }: SubscribeState): string[] {
  const areas = chosen.areas.length > 0 ? chosen.areas : offer.areas;
  const local = areas.flatMap((area) => offer.points.filter((point) => point.startsWith(area)));
  const others = offer.points.filter((point) => offer.areas.every((area) => !point.startsWith(area)));
  return [...local, ...others];
}

/** Whether there is anything to choose at a step. */
function shown(state: SubscribeState, step: Step): boolean {
  if (step === 'points') return pointsOf(state).length > 0;
  return step !== 'about' || state.offer.groups.length + state.offer.interests.length > 0;
}

function ask(state: SubscribeState): Said {
  const { step, offer } = state;
  const groups = offer.groups.length;
  const words: Record<Step, () => string> = {
    areas: () => say('subscribe.areas', { choices: numbered(offer.areas) }),
    topics: () => say('subscribe.topics', { choices: numbered(offer.topics) }),
    about: () =>
      say('subscribe.about', {
        groups: numbered(offer.groups),
        interests: numbered(offer.interests, groups + 1),
      }),
    points: () => say('subscribe.points', { choices: numbered(pointsOf(state)) }),
    pace: () => say('subscribe.pace'),
  };
  return { say: [words[step as Step]()], state };
}

/** What a message chooses at the step; undefined when it can't be read. */
function heard(state: SubscribeState, text: string, word: string): Partial<Subscription> | undefined {
  const { step, offer } = state;
  if (step === 'pace') {
    const pace = paces[(choiceOf(text) ?? 0) - 1];
    return pace && { pace };
  }
  const from = { ...offer, about: [...offer.groups, ...offer.interests], points: pointsOf(state), now: [] }[
    step
  ];
  const all = word === '全部' || word === '都要';
  const none = word === '0' || word === '跳过' || word === '都不选';
  const optional = step === 'about' || step === 'points';
  const picks =
    optional && none
      ? []
      : all
        ? from.map((_, i) => i + 1)
        : (picksOf(text, from.length) ?? namedIn(text, from));
  if (!picks) return undefined;
  const values = picks.map((pick) => from[pick - 1]!);
  if (step !== 'about') return { [step]: values };
  return {
    groups: offer.groups.filter((one) => values.includes(one)),
    interests: offer.interests.filter((one) => values.includes(one)),
  };
}

/** 「工伤、劳动报酬」: choices by their names, as numbers; undefined when a part is none of them. */
function namedIn(text: string, from: readonly string[]): number[] | undefined {
  const picks = text.split(/[\s,，、]+/).flatMap((part) => (part ? [from.indexOf(wordOf(part)) + 1] : []));
  return picks.length > 0 && picks.every((pick) => pick > 0) ? picks : undefined;
}

async function done(talk: Talk, { chosen, offer }: SubscribeState): Promise<Said> {
  const kept = await talk.call(keep, chosen);
  return { say: [say('subscribe.done', { what: wordsOf(kept, offer) })], state: home };
}

function wordsOf({ areas, topics, groups, interests, points, pace }: Subscription, offer: Offer): string {
  const everywhere = areas.length === 0 || areas.length === offer.areas.length;
  return say('subscribe.what', {
    areas: everywhere ? say('subscribe.everywhere') : areas.join('、'),
    topics: topics.length === offer.topics.length ? say('subscribe.everything') : topics.join('、'),
    about: groups.length > 0 ? say('subscribe.whose', { groups: groups.join('、') }) : '',
    likes: interests.length > 0 ? say('subscribe.likes', { interests: interests.join('、') }) : '',
    at: points.length > 0 ? say('subscribe.at', { points: points.join('、') }) : '',
    pace: say(paceWords[pace === 'stop' ? 'any' : pace]),
  });
}
