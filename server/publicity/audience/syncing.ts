import type { Work } from '../../platform/db.ts';
import { placeOrder } from '../orders/service.ts';

/** Orders followers and tags from WeChat, at most once in ten minutes. A bot does it page by page. */
export async function orderSync(work: Work): Promise<{ ordered: boolean }> {
  const slot = Math.floor(work.now / 600_000);
  const body = { next: '', startedAt: work.now };
  await placeOrder(work, { onceKey: `followersPage:${slot}:`, kind: 'followersPage', pushId: null, body });
  await placeOrder(work, {
    onceKey: `tagsList:${slot}`,
    kind: 'tagsList',
    pushId: null,
    body: { startedAt: work.now },
  });
  return { ordered: true };
}
