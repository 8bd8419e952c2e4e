import type { NoticeReceipt } from '../../server/publicity/sending/contract.ts';
import { WechatError } from '../puppet/index.ts';

export type Other = NoticeReceipt['others'][number];

/** What a failed notice means for its recipient; undefined where it counts as sent. */
export function outcomeOf(error: unknown): Omit<Other, 'openid'> | undefined {
  if (!(error instanceof WechatError)) return { outcome: 'failed', problem: 'defect' };
  const problem = String(error.errcode ?? error.kind).slice(0, 32);
  switch (error.kind) {
    case 'already-sent':
      return undefined;
    case 'refused':
      return { outcome: 'refused', problem };
    case 'quota':
      return { outcome: 'quota', problem };
    case 'unknown-outcome':
      return { outcome: 'unknown', problem };
    case 'temporary':
    case 'token':
    case 'configuration':
      return { outcome: 'temporary', problem };
    case 'window':
    case 'right':
    case 'invalid':
      return { outcome: 'failed', problem };
  }
}

/** Whether the next request would meet the same: nothing of the recipient's own. */
export const isOutage = (error: unknown): boolean =>
  error instanceof WechatError &&
  ['temporary', 'unknown-outcome', 'token', 'configuration'].includes(error.kind);
