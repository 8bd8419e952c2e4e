import type { DraftView, NoticeView } from '../../server/eligibility/contract.ts';
import { legalDay } from '../../server/texts/days.ts';
import { say } from '../../server/texts/say.ts';
import { numbered } from './talk.ts';

/** What is said from the notice on: its full text, what to send next, the receipt. */
export function saySigning(draft: DraftView): string[] {
  switch (draft.stage) {
    case 'notice':
      return draft.notice ? [...sayNotice(draft.notice), say('sign.ask')] : [say('sign.ask')];
    case 'name':
      return [say('sign.askName')];
    case 'identity':
      return [say('sign.askIdentity', { name: draft.name ?? '' })];
    default:
      return saySubmitted(draft);
  }
}

export const provisionalMark = (provisional: boolean): string =>
  provisional ? say('progress.provisional') : '';

function sayNotice({ title, version, text }: NoticeView): string[] {
  return [`${say('sign.noticeHead', { title, version })}\n\n${text}`];
}

function saySubmitted({ submitted, verdict }: DraftView): string[] {
  if (!submitted) return [];
  const { reference, at, decisionDue, provisional } = submitted;
  const receipt = say('sign.submitted', {
    reference,
    at: momentOf(at),
    decisionDue: legalDay(decisionDue),
    provisional: provisionalMark(provisional),
  });
  const materials = verdict?.materials ?? [];
  return materials.length > 0
    ? [receipt, say('sign.materials', { materials: numbered(materials) })]
    : [receipt];
}

/** '11月24日 9:30' in Asia/Shanghai. */
function momentOf(instant: number): string {
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hour12: false,
  }).format(instant);
}
