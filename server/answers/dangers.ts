import { DEADLINE_REASON } from '../contact/reasons.ts';
import type { DangerCard } from './patterns.ts';

/** What staff read above a resident who may be in danger, by the card that was recognised (triage.yaml). */
const names: Record<string, string> = {
  poison: '误服、中毒',
  suicide: '轻生、自伤',
  fire: '火灾、煤气',
  injured: '有人受重伤',
  rape: '性侵害',
  child: '孩子有危险',
  frail: '老人、病人有危险',
  threatened: '受到威胁',
  killing: '要伤人',
  trapped: '被关、被控制',
  violence: '正在被打',
  fraudNow: '正在被骗',
  group: '集体诉求、扬言',
};

/**
 * Why a person is asked for, and how urgently: a deadline within 7 days (class E, FACTS §16E) stands among the urgent without
 * an alarm, everything else that triage calls a danger raises it.
 */
export const callFor = ({ id, class: of }: DangerCard): { reason: string; urgency: 'danger' } => ({
  reason: of === 'E' ? DEADLINE_REASON : `可能有危险：${names[id] ?? '请看留言'}`,
  urgency: 'danger',
});
