import { Type, type Static } from 'typebox';
import { endpoint, nothing } from '../../platform/contract.ts';

const values = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 60 });
export const paces = ['any', 'week', 'month', 'stop'] as const;

export const Subscription = Type.Object({
  areas: values,
  topics: values,
  /** 人群: whose matters one wants to hear of, for oneself or for others. */
  groups: values,
  /** What one likes to read or to come to. */
  interests: values,
  /** Service points (网点), by their names. */
  points: values,
  /** How often at most: whenever something goes out, once a week, once a month; stop is 退订 of everything. */
  pace: Type.Enum([...paces]),
});
export type Subscription = Static<typeof Subscription>;

const Offer = Type.Omit(Subscription, ['pace']);
/** What there is to choose from, list by list. */
export type Offer = Static<typeof Offer>;

export const ownSubscription = endpoint({
  method: 'GET',
  path: '/my/subscription',
  summary: 'What the caller chose to hear of, and what there is to choose',
  who: ['resident'],
  input: nothing,
  reply: Type.Object({
    chosen: Type.Boolean(),
    ...Subscription.properties,
    offer: Offer,
  }),
});

export const subscribe = endpoint({
  method: 'PUT',
  path: '/my/subscription',
  summary: 'Choose (订阅) or leave everything (退订: pace stop); replaces what was chosen before',
  who: ['resident'],
  input: Subscription,
  reply: Subscription,
});

export const bookConsent = endpoint({
  method: 'POST',
  path: '/subscription-consents',
  summary: "What a follower answered to WeChat's question for subscription notices",
  who: ['bot'],
  input: Type.Object({
    /** WeChat's key of the event and the place in its list: a repeat counts once. */
    eventKey: Type.String({ minLength: 1, maxLength: 160 }),
    openid: Type.String({ minLength: 1, maxLength: 64 }),
    templateId: Type.String({ minLength: 1, maxLength: 64 }),
    title: Type.String({ minLength: 1, maxLength: 64 }),
    decided: Type.Enum(['accept', 'reject']),
  }),
  reply: Type.Object({ booked: Type.Boolean() }),
});
