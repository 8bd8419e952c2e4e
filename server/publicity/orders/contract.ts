import { Type, type Static } from 'typebox';
import { endpoint } from '../../platform/contract.ts';

/** What a bot can be told to do at the account. */
export const orderKinds = [
  'massSend',
  'massStatus',
  'massDelete',
  'massPreview',
  'putContent',
  'followersPage',
  'tagsList',
  'tagMembersPage',
  'tagPeople',
  'massSpeed',
  'publish',
  'publishStatus',
] as const;
export const OrderKind = Type.Enum([...orderKinds]);
export type OrderKind = Static<typeof OrderKind>;

const id = Type.String({ minLength: 36, maxLength: 36 });

/** The content of a mass message: plain words, or what was put at WeChat before. */
export const OrderContent = Type.Union([
  Type.Object({ form: Type.Literal('text'), text: Type.String() }),
  Type.Object({ form: Type.Enum(['news', 'image']), mediaId: Type.String() }),
]);
export type OrderContent = Static<typeof OrderContent>;

/** What to do, by kind. */
export const OrderBody = Type.Object({
  /** massSend: at most 64 bytes; WeChat does the same id once a day. */
  clientMsgId: Type.Optional(Type.String()),
  content: Type.Optional(OrderContent),
  toAll: Type.Optional(Type.Boolean()),
  tagId: Type.Optional(Type.String()),
  openids: Type.Optional(Type.Array(Type.String())),
  /** massStatus, massDelete; publishStatus: the publish_id. */
  msgId: Type.Optional(Type.String()),
  /** publish: the draft. */
  mediaId: Type.Optional(Type.String()),
  /** massPreview. */
  openid: Type.Optional(Type.String()),
  /** putContent: a picture of the library, and the words around it. */
  material: Type.Optional(
    Type.Object({
      ...{ id, version: Type.Integer(), form: Type.Enum(['news', 'image']), mime: Type.String() },
      ...{ title: Type.String(), summary: Type.String(), text: Type.String(), link: Type.String() },
    }),
  ),
  /** followersPage, tagMembersPage: where the page before ended. */
  next: Type.Optional(Type.String()),
  /** tagPeople: the tag by its name, made where it isn't there; who gets it and who loses it. */
  tagName: Type.Optional(Type.String()),
  add: Type.Optional(Type.Array(Type.String())),
  remove: Type.Optional(Type.Array(Type.String())),
  /** massSpeed: the level to set; without one it is only asked for. */
  speed: Type.Optional(Type.Integer()),
});
export type OrderBody = Static<typeof OrderBody>;

export const ClaimedOrder = Type.Object({ id, leaseToken: Type.String(), kind: OrderKind, body: OrderBody });
export type ClaimedOrder = Static<typeof ClaimedOrder>;

/** What came of it, by kind. */
export const OrderResult = Type.Object({
  /** publish: its publish_id. massSend; missing where WeChat had it before and told no number. */
  msgId: Type.Optional(Type.String({ maxLength: 32 })),
  /** massSend: an earlier try had been taken, so its event may be long gone. */
  alreadySent: Type.Optional(Type.Boolean()),
  /** massStatus: WeChat's word. */
  status: Type.Optional(Type.String({ maxLength: 64 })),
  /** publishStatus: WeChat's number (0 done, 1 under way, else failed) and where the article is. */
  published: Type.Optional(Type.Object({ status: Type.Integer(), url: Type.String({ maxLength: 500 }) })),
  /** putContent. */
  mediaId: Type.Optional(Type.String({ maxLength: 128 })),
  /** followersPage, tagMembersPage. */
  openids: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 10_000 })),
  next: Type.Optional(Type.String({ maxLength: 64 })),
  /** tagPeople. */
  tagId: Type.Optional(Type.String({ maxLength: 16 })),
  added: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 1_000 })),
  removed: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 1_000 })),
  /** massSpeed: level 0 to 4, and what WeChat says that makes, in 10,000 a minute. */
  speed: Type.Optional(Type.Object({ level: Type.Integer(), real: Type.Number() })),
  tags: Type.Optional(
    Type.Array(
      Type.Object({
        id: Type.String({ maxLength: 16 }),
        name: Type.String({ maxLength: 64 }),
        members: Type.Integer(),
      }),
      { maxItems: 1_000 },
    ),
  ),
});
export type OrderResult = Static<typeof OrderResult>;

export const OrderReceipt = Type.Object({
  id,
  leaseToken: Type.String({ maxLength: 36 }),
  /** temporary: certainly not done, or to be done again without harm; failed: never. */
  outcome: Type.Enum(['done', 'temporary', 'failed']),
  problem: Type.Optional(Type.String({ maxLength: 64 })),
  result: Type.Optional(OrderResult),
});
export type OrderReceipt = Static<typeof OrderReceipt>;

export const claimOrders = endpoint({
  method: 'POST',
  path: '/publicity/orders/claim',
  summary: 'Lease what is to be done at the account; waits up to `waitMs` for the first',
  who: ['bot'],
  input: Type.Object({
    max: Type.Integer({ minimum: 1, maximum: 20 }),
    waitMs: Type.Integer({ minimum: 0, maximum: 25_000 }),
  }),
  reply: Type.Object({ items: Type.Array(ClaimedOrder) }),
});

export const bookOrders = endpoint({
  method: 'POST',
  path: '/publicity/orders/receipts',
  summary: 'Say what came of claimed orders',
  who: ['bot'],
  input: Type.Object({ items: Type.Array(OrderReceipt, { maxItems: 20 }) }),
  reply: Type.Object({ booked: Type.Integer() }),
});

export const tellMassOutcome = endpoint({
  method: 'POST',
  path: '/publicity/mass-outcomes',
  summary: "WeChat's event MASSSENDJOBFINISH; it may come before the send's own answer, and twice",
  who: ['bot'],
  input: Type.Object({
    msgId: Type.String({ minLength: 1, maxLength: 32 }),
    status: Type.String({ maxLength: 64 }),
    ...{ total: Type.Integer(), filtered: Type.Integer(), sent: Type.Integer(), errors: Type.Integer() },
  }),
  reply: Type.Object({ known: Type.Boolean() }),
});

export const tellPublished = endpoint({
  method: 'POST',
  path: '/publicity/publications',
  summary: "WeChat's event PUBLISHJOBFINISH: an article is online, or couldn't be put there",
  who: ['bot'],
  input: Type.Object({
    publishId: Type.String({ minLength: 1, maxLength: 32 }),
    status: Type.Integer(),
    url: Type.String({ maxLength: 500 }),
  }),
  reply: Type.Object({ known: Type.Boolean() }),
});
