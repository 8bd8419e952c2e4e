import {
  ownSubscription,
  subscribe as keep,
  type Subscription,
} from '../../server/publicity/subscriptions/contract.ts';
import { say } from '../../server/texts/say.ts';
import { picksOf } from './lists.ts';
import { choiceOf, home, numbered, wordOf, type Dialogue, type Said, type State, type Talk } from './talk.ts';

/** A choice is short; longer words are somebody's matter and are heard as usual. */
const LONGEST_CHOICE = 12;

interface SubscribeState extends State {
  at: 'subscribe';
  step: 'areas' | 'topics' | 'pace';
  offer: { areas: string[]; topics: string[] };
  areas: string[];
  topics: string[];
}

const paces = ['any', 'week', 'month'] as const;
const paceWords = { any: 'subscribe.any', week: 'subscribe.week', month: 'subscribe.month' } as const;

/** 订阅: where, what, how often; what is chosen replaces what was chosen before. */
export async function startSubscribe(talk: Talk): Promise<Said> {
  const { offer } = await talk.call(ownSubscription, {});
  const state: SubscribeState = { at: 'subscribe', step: 'areas', offer, areas: [], topics: [] };
  return { say: [say('subscribe.areas', { choices: numbered(offer.areas) })], state };
}

/** 退订: everything, at once and without a question. */
export async function unsubscribe(talk: Talk): Promise<Said> {
  await talk.call(keep, { areas: [], topics: [], pace: 'stop' });
  return { say: [say('subscribe.stopped')], state: home };
}

/** Hears a choice; words of command are heard first (index.ts). */
export const subscribe: Dialogue = async (talk, text) => {
  const state = talk.state as SubscribeState;
  const word = wordOf(text);
  if (word.length > LONGEST_CHOICE) return undefined;
  if (word === '退出') return { say: [say('subscribe.left')], state: home };
  if (state.step === 'pace') {
    const pace = paces[(choiceOf(text) ?? 0) - 1];
    return pace ? done(talk, state, pace) : unclear(state);
  }
  const from = state.offer[state.step];
  const picks = word === '全部' || word === '都要' ? [] : picksOf(text, from.length);
  if (!picks) return unclear(state);
  const chosen = picks.map((pick) => from[pick - 1]!);
  if (state.step === 'areas') {
    const choices = numbered(state.offer.topics);
    return {
      say: [say('subscribe.topics', { choices })],
      state: { ...state, step: 'topics', areas: chosen },
    };
  }
  // 「全部」 of topics are all there are now, so that somebody is in an audience by topic.
  const topics = chosen.length > 0 ? chosen : from;
  return { say: [say('subscribe.pace')], state: { ...state, step: 'pace', topics } };
};

const unclear = (state: State): Said => ({ say: [say('subscribe.unclear')], state });

async function done(talk: Talk, state: SubscribeState, pace: (typeof paces)[number]): Promise<Said> {
  const { areas, topics } = state;
  const wanted: Subscription = { areas, topics, pace };
  const kept = await talk.call(keep, wanted);
  const all = kept.topics.length === state.offer.topics.length;
  const what = say('subscribe.what', {
    areas: kept.areas.join('、') || say('subscribe.everywhere'),
    topics: all ? say('subscribe.everything') : kept.topics.join('、'),
    pace: say(paceWords[pace]),
  });
  return { say: [say('subscribe.done', { what })], state: home };
}
