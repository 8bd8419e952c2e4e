import { Type, type Static } from 'typebox';
import { endpoint, nothing } from '../../platform/contract.ts';
import { choiceKinds, reaches } from '../vocabulary.ts';

const values = (length: number) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: length }), { maxItems: 50 }));

/**
 * Who is to hear of it. Made of what people chose (订阅) and of the account's tags, never of anybody's case. Several values
 * of one kind add up; several kinds narrow each other. Nothing chosen: everybody who follows.
 */
export const Audience = Type.Object({
  /** Numbers of the account's tags at WeChat. */
  tags: values(16),
  areas: values(64),
  points: values(64),
  groups: values(64),
  interests: values(64),
  topics: values(64),
});
export type Audience = Static<typeof Audience>;

export const AudienceCount = Type.Object({
  /** People that it reaches by this reach, now. */
  people: Type.Integer(),
  /** Of them: left out because they want to be written to less often, or not at all. */
  spared: Type.Integer(),
  /** all: one call to everybody; tag: one call to a tag; list: calls of 10,000 openids; each: one notice a person. */
  way: Type.Enum(['all', 'tag', 'list', 'each', 'people']),
  /** Calls at WeChat that it takes. */
  calls: Type.Integer(),
  /** In words: 「元和街道，对劳动报酬感兴趣的人」. */
  words: Type.String(),
});
export type AudienceCount = Static<typeof AudienceCount>;

export const countAudience = endpoint({
  method: 'POST',
  path: '/publicity/audience/count',
  summary: 'How many an audience is, by a reach, now',
  who: ['staff'],
  input: Type.Object({
    audience: Audience,
    reach: Type.Enum([...reaches]),
    /** For subscription notices: the title of the template that people consented to. */
    template: Type.Optional(Type.String({ maxLength: 64 })),
  }),
  reply: AudienceCount,
});

export const audienceOptions = endpoint({
  method: 'GET',
  path: '/publicity/audience/options',
  summary: 'What an audience can be made of, with how many people each has',
  who: ['staff'],
  input: nothing,
  reply: Type.Object({
    followers: Type.Integer(),
    /** When the followers were synchronised last. */
    syncedAt: Type.Union([Type.Null(), Type.Integer()]),
    tags: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), people: Type.Integer() })),
    choices: Type.Array(
      Type.Object({ kind: Type.Enum([...choiceKinds]), value: Type.String(), people: Type.Integer() }),
    ),
  }),
});

export const syncFollowers = endpoint({
  method: 'POST',
  path: '/publicity/followers/sync',
  summary: 'Order the synchronisation of followers and tags from WeChat, in pages of 10,000; a bot does it',
  who: ['staff'],
  input: nothing,
  reply: Type.Object({ ordered: Type.Boolean() }),
});
