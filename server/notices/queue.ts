import { Delivery } from '../../entities/index.ts';
import type { Work } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { changed } from '../platform/sql.ts';

/** How a message may travel: inside the customer-service window, or as a template message, which needs none. */
export type Reach = 'customer-service' | 'template' | 'either';

export interface Message {
  eventId: string;
  /** An openid. */
  recipient: string;
  /** A key of server/texts; `#n` behind it tells several messages of one event apart. */
  textKey: string;
  params: Record<string, string>;
  reach: Reach;
  /** Not before so many ms from now. */
  afterMs?: number;
  /** The template message that carries it, by title, its lines by their labels. */
  template?: { title: string; lines: Record<string, string> };
}

/** Queues one message to one person; the same event, person and text never queue twice. */
export async function queueDelivery(work: Work, message: Message): Promise<void> {
  await queueDeliveries(work, [message]);
}

export async function queueDeliveries(work: Work, messages: Message[]): Promise<void> {
  if (messages.length === 0) return;
  const { tx, now, sealer } = work;
  const deliveries = messages.map(
    ({ eventId, recipient, textKey, params, reach, template, afterMs = 0 }): Delivery => ({
      id: newId(),
      eventId,
      recipient,
      textKey,
      params: sealer.seal('delivery.params', JSON.stringify({ params, template: template ?? null })),
      reach,
      status: 'queued',
      dueAt: now + afterMs,
      leaseToken: null,
      leaseUntil: 0,
      attempts: 0,
      problem: null,
      sentText: null,
      finishedAt: null,
    }),
  );
  await tx
    .createQueryBuilder()
    .insert()
    .into(Delivery)
    .values(deliveries)
    .orIgnore()
    .updateEntity(false)
    .execute();
}

/** What waited for the resident's next word may go now. */
export async function requeueWaiting({ tx, now }: Work, openid: string): Promise<void> {
  const again = `UPDATE delivery SET status = 'queued', dueAt = ? WHERE recipient = ? AND status = 'waiting'`;
  await changed(tx, again, [now, openid]);
  await changed(tx, 'UPDATE conversation SET owed = 0 WHERE openid = ?', [openid]);
}
