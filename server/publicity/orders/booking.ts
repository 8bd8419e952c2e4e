import type { Work } from '../../platform/db.ts';
import { changed, row } from '../../platform/sql.ts';
import { keepFollowers, keepTagMembers, keepTags } from '../audience/syncing.ts';
import { keepTagged, type Chosen } from '../audience/tagging.ts';
import { keepSpeed } from '../account/service.ts';
import { massFailed, massStarted, massStatus } from '../sending/mass.ts';
import { keepPublication, publicationStarted } from '../sending/publishing.ts';
import type { OrderKind, OrderReceipt, OrderResult } from './contract.ts';

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 5 * 60_000;
const MOST_TRIES = 60;

interface Order {
  id: string;
  kind: OrderKind;
  pushId: string | null;
  body: string;
  attempts: number;
}

/** Books what came of claimed orders. A receipt under a lease that was lost meanwhile changes nothing. */
export async function bookOrders(work: Work, receipts: readonly OrderReceipt[]): Promise<number> {
  let booked = 0;
  for (const receipt of receipts) booked += await bookOrder(work, receipt);
  return booked;
}

async function bookOrder(work: Work, receipt: OrderReceipt): Promise<number> {
  const { tx, now } = work;
  const { id, leaseToken, outcome, problem = null, result } = receipt;
  const order = await row<Order>(
    tx,
    'SELECT id, kind, pushId, body, attempts FROM account_order WHERE id = ? AND leaseToken = ?',
    [id, leaseToken],
  );
  if (!order) return 0;
  const attempts = Number(order.attempts);
  const again = outcome === 'temporary' && attempts < MOST_TRIES;
  const status = again ? 'queued' : outcome === 'done' ? 'done' : 'failed';
  const dueAt = now + Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10), LONGEST_RETRY_MS);
  const done = await changed(
    tx,
    `UPDATE account_order SET status = ?, problem = ?, dueAt = ?, leaseToken = NULL, leaseUntil = 0, finishedAt = ?
     WHERE id = ? AND leaseToken = ?`,
    [status, problem, dueAt, again ? null : now, id, leaseToken],
  );
  if (done > 0 && status === 'done') await act(work, order, result ?? {});
  if (done > 0 && status === 'failed') await massFailed(work, order, problem ?? 'failed');
  return done;
}

/** What an answer of WeChat's changes here. */
async function act(work: Work, { kind, pushId, body }: Order, result: OrderResult): Promise<void> {
  const asked = JSON.parse(body) as Record<string, unknown>;
  switch (kind) {
    case 'massSend':
      return massStarted(work, pushId!, String(asked['jobId']), result);
    case 'massStatus':
      return massStatus(work, String(asked['jobId']), result.status ?? '');
    case 'putContent':
      await changed(work.tx, 'UPDATE push SET mediaId = ? WHERE id = ?', [result.mediaId ?? null, pushId]);
      return;
    case 'followersPage':
      return keepFollowers(work, asked, result);
    case 'tagsList':
      return keepTags(work, asked, result);
    case 'tagMembersPage':
      return keepTagMembers(work, asked, result);
    case 'tagPeople':
      return keepTagged(work, asked as unknown as Chosen, result);
    case 'publish':
      return publicationStarted(work, String(asked['jobId']), result);
    case 'publishStatus': {
      const publishId = String(asked['msgId']);
      if (result.published) await keepPublication(work, { publishId, ...result.published });
      return;
    }
    case 'massSpeed':
      return keepSpeed(work, result);
    default:
      return;
  }
}
