import { Type, type Static } from 'typebox';
import { endpoint } from '../platform/contract.ts';

export const ClaimedDelivery = Type.Object({
  id: Type.String(),
  leaseToken: Type.String(),
  recipient: Type.String(),
  textKey: Type.String(),
  params: Type.Record(Type.String(), Type.String()),
  reach: Type.Union([Type.Literal('customer-service'), Type.Literal('template'), Type.Literal('either')]),
  attempts: Type.Integer(),
  /** The platform's template by its title, its lines filled in by their labels; null where none is allowed. */
  template: Type.Union([
    Type.Null(),
    Type.Object({ title: Type.String(), lines: Type.Record(Type.String(), Type.String()) }),
  ]),
});
export type ClaimedDelivery = Static<typeof ClaimedDelivery>;

export const Receipt = Type.Object({
  id: Type.String(),
  leaseToken: Type.String(),
  attempts: Type.Integer(),
  outcome: Type.Union([
    Type.Literal('sent'),
    /** Certainly not sent, worth another try. */
    Type.Literal('temporary'),
    /** The window is closed: it goes with the resident's next word. */
    Type.Literal('waiting'),
    /** The recipient doesn't follow the account, or refused such messages. */
    Type.Literal('refused'),
    Type.Literal('failed'),
    /** The request went out and no answer came back. */
    Type.Literal('unknown'),
  ]),
  problem: Type.Optional(Type.String({ maxLength: 64 })),
  sentText: Type.Optional(Type.String()),
});
export type Receipt = Static<typeof Receipt>;

export const claimDeliveries = endpoint({
  method: 'POST',
  path: '/deliveries/claim',
  summary: 'Lease due deliveries; waits up to `waitMs` for the first one',
  who: ['bot'],
  input: Type.Object({
    max: Type.Integer({ minimum: 1, maximum: 200 }),
    waitMs: Type.Integer({ minimum: 0, maximum: 25_000 }),
  }),
  reply: Type.Object({ items: Type.Array(ClaimedDelivery) }),
});

export const bookReceipts = endpoint({
  method: 'POST',
  path: '/deliveries/receipts',
  summary: 'Say what became of claimed deliveries',
  who: ['bot'],
  input: Type.Object({ items: Type.Array(Receipt, { maxItems: 200 }) }),
  reply: Type.Object({ booked: Type.Integer() }),
});
