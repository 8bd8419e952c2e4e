import { Type, type Static } from 'typebox';
import { endpoint, nothing } from '../../platform/contract.ts';

const level = Type.Integer({ title: '群发速度', minimum: 0, maximum: 4 });

/** What is known of the official account's way to send. */
export const AccountView = Type.Object({
  followers: Type.Integer(),
  /** When the followers were synchronised last; null: never. */
  syncedAt: Type.Union([Type.Null(), Type.Integer()]),
  /** The speed of mass sends as WeChat told it: level 0 (fastest) to 4, and 10,000 a minute. Null: never asked. */
  speed: Type.Union([Type.Null(), Type.Object({ level, real: Type.Number(), at: Type.Integer() })]),
  /** The speed is being asked for or changed. */
  speedPending: Type.Boolean(),
  mayChange: Type.Boolean(),
});
export type AccountView = Static<typeof AccountView>;

export const readAccount = endpoint({
  method: 'GET',
  path: '/publicity/account',
  summary: 'Followers as last synchronised, and the speed of mass sends (群发速度)',
  who: ['staff'],
  input: nothing,
  reply: AccountView,
});

export const orderSpeed = endpoint({
  method: 'POST',
  path: '/publicity/account/speed',
  summary: 'Ask WeChat for the speed of mass sends, or set it first where a level is given; a bot does it',
  who: ['staff'],
  input: Type.Object({ level: Type.Optional(level) }),
  reply: Type.Object({ ordered: Type.Boolean() }),
});
