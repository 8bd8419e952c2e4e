import { Type, type Static } from 'typebox';
import { endpoint } from '../../platform/contract.ts';
import { NoticeTemplate } from '../pushes/contract.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const openid = Type.String({ maxLength: 64 });

/** Neighbouring recipients of one push, for one bot at a time. */
export const NoticeBatch = Type.Object({
  id,
  leaseToken: Type.String(),
  template: NoticeTemplate,
  /** Where the notice leads; empty for nowhere. */
  page: Type.String(),
  openids: Type.Array(Type.String()),
});
export type NoticeBatch = Static<typeof NoticeBatch>;

/** What became of some of a batch's recipients. */
export const NoticeReceipt = Type.Object({
  batch: id,
  leaseToken: Type.String({ maxLength: 36 }),
  sent: Type.Array(openid, { maxItems: 1_000 }),
  others: Type.Array(
    Type.Object({
      openid,
      /** temporary: certainly not sent, worth another try; unknown: the answer was lost; quota: nothing more today. */
      outcome: Type.Enum(['refused', 'failed', 'unknown', 'temporary', 'quota']),
      problem: Type.String({ maxLength: 32 }),
    }),
    { maxItems: 1_000 },
  ),
  /** The bot is done with the batch; who wasn't tried is tried again. */
  over: Type.Boolean(),
});
export type NoticeReceipt = Static<typeof NoticeReceipt>;

/** What WeChat's event told about a notice that was sent. */
export const NoticeEvent = Type.Object({
  /** WeChat's key of the event and the place in its list: a repeat counts once. */
  eventKey: Type.String({ minLength: 1, maxLength: 160 }),
  openid,
  /** WeChat's code; null where it arrived. */
  problem: Type.Union([Type.Null(), Type.String({ maxLength: 32 })]),
  /** The template where it takes a consent for each message (一次性订阅). */
  once: Type.Union([
    Type.Null(),
    Type.Object({ templateId: Type.String({ maxLength: 64 }), title: Type.String({ maxLength: 64 }) }),
  ]),
});
export type NoticeEvent = Static<typeof NoticeEvent>;

export const claimNotices = endpoint({
  method: 'POST',
  path: '/publicity/notices/claim',
  summary: 'Lease recipients of subscription notices, about `max` in whole batches; waits up to `waitMs`',
  who: ['bot'],
  input: Type.Object({
    max: Type.Integer({ minimum: 1, maximum: 2_000 }),
    waitMs: Type.Integer({ minimum: 0, maximum: 25_000 }),
  }),
  reply: Type.Object({ batches: Type.Array(NoticeBatch) }),
});

export const bookNotices = endpoint({
  method: 'POST',
  path: '/publicity/notices/receipts',
  summary: 'Say what became of recipients; each call renews the lease of the batches it names',
  who: ['bot'],
  input: Type.Object({ items: Type.Array(NoticeReceipt, { maxItems: 100 }) }),
  /** Batches that are the bot's no more: their push was paused or stopped, or the lease was lost. */
  reply: Type.Object({ gone: Type.Array(id) }),
});

export const tellNoticeEvents = endpoint({
  method: 'POST',
  path: '/publicity/notices/events',
  summary:
    "WeChat's events about subscription notices that were sent: they settle what had no answer, and end what was consented to once",
  who: ['bot'],
  input: Type.Object({ items: Type.Array(NoticeEvent, { maxItems: 1_000 }) }),
  reply: Type.Object({ settled: Type.Integer() }),
});
