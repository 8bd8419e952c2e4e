import { Type, type Static } from 'typebox';
import { endpoint, nothing, nullable } from '../platform/contract.ts';

const openid = Type.String({ minLength: 1, maxLength: 64 });
const appId = Type.String({ minLength: 1, maxLength: 64 });
/** A process that holds a lease: as long as a UUID. */
const owner = Type.String({ minLength: 1, maxLength: 36 });

/** One push as the bot hands it in. */
export const Push = Type.Object({
  /** MsgId, or openid + time + event. */
  key: Type.String({ minLength: 1, maxLength: 160 }),
  openid,
  kind: Type.Enum([
    'text',
    'voice',
    'image',
    'media',
    'place',
    'menu',
    'follow',
    'unfollow',
    'scan',
    'other',
  ]),
  /** What a dialogue needs of it: text, menu key, scene, media id. */
  payload: Type.Record(Type.String(), Type.String({ maxLength: 4000 })),
});
export type Push = Static<typeof Push>;

/** A turn that the bot holds the lease of, with the talk's state. */
export const LeasedTurn = Type.Object({
  id: Type.String(),
  push: Push,
  fence: Type.Integer(),
  version: Type.Integer(),
  /** The dialogue's state as it was saved last; null at the beginning. */
  state: Type.Union([Type.Null(), Type.Record(Type.String(), Type.Unknown())]),
  /** Earlier tries of this turn died: commands may have happened already. */
  resumed: Type.Boolean(),
  /** Who this openid is bound to, when it belongs to staff, a lawyer or a volunteer. */
  bound: Type.Union([Type.Null(), Type.Object({ kind: Type.String(), name: Type.String() })]),
  receivedAt: Type.Integer(),
});
export type LeasedTurn = Static<typeof LeasedTurn>;

const Reply = Type.Array(Type.String());

export const OpenedTurn = Type.Union([
  /** Handled already: say this again. */
  Type.Object({
    status: Type.Literal('done'),
    reply: Reply,
    /** The turn whose late message was taken back for this repeat: say so if the repeat can't carry it either. */
    takenBack: Type.Optional(Type.String()),
  }),
  /** Handle this turn now. It may be an older one of the same openid; then ask again. */
  Type.Object({ status: Type.Literal('leased'), turn: LeasedTurn }),
  /** Another process is handling this openid: try again shortly. */
  Type.Object({ status: Type.Literal('busy'), retryAfterMs: Type.Integer() }),
]);
export type OpenedTurn = Static<typeof OpenedTurn>;

export const openTurn = endpoint({
  method: 'POST',
  path: '/turns',
  summary: 'Store a push and lease the oldest unfinished turn of its openid',
  who: ['bot'],
  input: Push,
  reply: OpenedTurn,
});

export const finishTurn = endpoint({
  method: 'POST',
  path: '/turns/:id/finish',
  summary: 'Save the reply and the new state under the fencing token',
  who: ['bot'],
  input: Type.Object({
    id: Type.String(),
    fence: Type.Integer(),
    state: Type.Record(Type.String(), Type.Unknown()),
    reply: Reply,
    /** No callback can carry the reply any more: send it as a customer-service message. */
    late: Type.Boolean(),
  }),
  reply: Type.Object({
    /** The reply to say: what was stored first when this turn was finished before. */
    reply: Reply,
  }),
});

export const replyLate = endpoint({
  method: 'POST',
  path: '/turns/:id/late',
  summary: 'The stored reply missed its callback: send it by another reach',
  who: ['bot'],
  input: Type.Object({
    id: Type.String(),
    /** No repeat of the push can come any more; else the reply waits until the repeats are over. */
    repeatsOver: Type.Boolean(),
  }),
  reply: nothing,
});

export const claimAbandonedTurn = endpoint({
  method: 'POST',
  path: '/turns/claim-abandoned',
  summary: 'Lease a turn whose process died and whose repeats are over',
  who: ['bot'],
  input: nothing,
  reply: Type.Object({ turn: Type.Union([Type.Null(), LeasedTurn]) }),
});

export const getToken = endpoint({
  method: 'GET',
  path: '/channel/token',
  summary: 'The access token that all bots share',
  who: ['bot'],
  input: Type.Object({ appId }),
  reply: Type.Object({
    token: Type.Union([Type.Null(), Type.Object({ value: Type.String(), useUntil: Type.Integer() })]),
  }),
});

export const leaseToken = endpoint({
  method: 'POST',
  path: '/channel/token/lease',
  summary: 'Become the one bot that fetches the next access token',
  who: ['bot'],
  input: Type.Object({
    appId,
    owner,
    forMs: Type.Integer({ maximum: 60_000 }),
  }),
  reply: Type.Object({ leased: Type.Boolean() }),
});

export const putToken = endpoint({
  method: 'POST',
  path: '/channel/token',
  summary: 'Save a freshly fetched access token and end the lease; without a token only the lease ends',
  who: ['bot'],
  input: Type.Object({
    appId,
    owner,
    token: Type.Union([Type.Null(), Type.Object({ value: Type.String(), useUntil: Type.Integer() })]),
  }),
  reply: nothing,
});

export const useBudget = endpoint({
  method: 'POST',
  path: '/channel/budget',
  summary:
    "Take one customer-service message out of a resident's windows, put it back, or note that none is left",
  who: ['bot'],
  input: Type.Object({
    openid,
    act: Type.Union([Type.Literal('take'), Type.Literal('giveBack'), Type.Literal('exhausted')]),
  }),
  reply: Type.Object({ taken: Type.Boolean() }),
});

export const HealthReport = Type.Object({
  /** Host and port of the bot. */
  bot: Type.String({ minLength: 1, maxLength: 120 }),
  listening: Type.Boolean(),
  loggedIn: Type.Boolean(),
  token: Type.Enum(['none', 'ok', 'failed']),
  /** When WeChat pushed something last. */
  lastPushAt: Type.Union([Type.Null(), Type.Integer()]),
  /** What a person has to look at: wrong address (40164), wrong secret (40125), a used-up quota (45009) … */
  alarms: Type.Array(
    Type.Object({
      code: Type.String({ maxLength: 20 }),
      path: Type.String({ maxLength: 200 }),
      message: Type.String({ maxLength: 200 }),
      at: Type.Integer(),
    }),
    { maxItems: 20 },
  ),
});
export type HealthReport = Static<typeof HealthReport>;

export const reportHealth = endpoint({
  method: 'POST',
  path: '/channel/health',
  summary: 'A bot tells how its channel to WeChat is',
  who: ['bot'],
  input: HealthReport,
  reply: nothing,
});

export const BotHealth = Type.Object({
  ...HealthReport.properties,
  at: Type.Integer(),
  /** Nothing was heard of it for a while. */
  silent: Type.Boolean(),
});
export type BotHealth = Static<typeof BotHealth>;

export const channelHealth = endpoint({
  method: 'GET',
  path: '/channel/health',
  summary: 'What each bot told last about its channel to WeChat',
  who: ['staff'],
  input: nothing,
  reply: Type.Object({ items: Type.Array(BotHealth) }),
});

export const askPerson = endpoint({
  method: 'POST',
  path: '/handoffs',
  summary: 'A resident wants to talk with a person (人工), or a danger was recognised',
  who: ['resident'],
  input: Type.Object({
    reason: Type.String({ maxLength: 32 }),
    said: Type.String({ maxLength: 2000 }),
    urgency: Type.Union([Type.Literal('normal'), Type.Literal('danger')]),
  }),
  reply: Type.Object({
    id: Type.String(),
    already: Type.Boolean(),
    /** Nobody is there now: the hours, and by when somebody calls back, in words. */
    callBack: Type.Union([Type.Null(), Type.Object({ hours: Type.String(), by: Type.String() })]),
  }),
});

export const ownWaiting = endpoint({
  method: 'GET',
  path: '/my/waiting',
  summary: 'What a resident hears of their words while the assistant stands in for a person',
  who: ['resident'],
  input: nothing,
  reply: Type.Object({
    /** That they are passed on, and by when an answer was promised; null where they wait for nobody. */
    noted: nullable(Type.String()),
  }),
});

export const Handoff = Type.Object({
  id: Type.String(),
  reason: Type.String(),
  urgency: Type.String(),
  status: Type.String(),
  said: Type.String(),
  takenBy: Type.Union([Type.Null(), Type.String()]),
  takenById: Type.Union([Type.Null(), Type.String()]),
  askedAt: Type.Integer(),
  /** A call-back was promised by then and is still owed. */
  callBackBy: Type.Union([Type.Null(), Type.Integer()]),
  /** Something of the resident waits unanswered. */
  unread: Type.Boolean(),
  /** A danger that nobody has taken: whether anybody's WeChat has it, and whether the on-call chain ended in vain. */
  alarm: Type.Union([Type.Null(), Type.Object({ delivered: Type.Boolean(), unconfirmed: Type.Boolean() })]),
});

export const listHandoffs = endpoint({
  method: 'GET',
  path: '/handoffs',
  summary: 'Residents who wait for a person, the most urgent first',
  who: ['staff'],
  input: nothing,
  reply: Type.Object({ items: Type.Array(Handoff) }),
});

export const answerHandoff = endpoint({
  method: 'POST',
  path: '/handoffs/:id/answer',
  summary: 'Answer a waiting resident; the text goes to their WeChat',
  who: ['staff'],
  input: Type.Object({
    id: Type.String(),
    text: Type.String({ title: '答复', minLength: 1, maxLength: 600 }),
    close: Type.Boolean(),
  }),
  reply: nothing,
});
