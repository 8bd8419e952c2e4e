import type { ConsentView, DraftView, NoticeView } from '../../server/eligibility/contract.ts';
import { legalDay } from '../../server/texts/days.ts';
import { say } from '../../server/texts/say.ts';
import { numbered } from './talk.ts';

/** What is said from the notice on: its full text, what to send next, the receipt. */
export function saySigning(draft: DraftView): string[] {
  switch (draft.stage) {
    case 'notice':
      return draft.notice
        ? [...sayNotice(draft.notice), say(draft.notice.ownWords ? 'sign.ask' : 'sign.askToRead')]
        : [say('sign.ask')];
    case 'consent':
      return draft.consent ? [sayConsent(draft.consent)] : [];
    case 'name':
      return [say('sign.askName')];
    case 'phone':
      return [say('sign.askPhone', { name: draft.name ?? '' })];
    case 'identity':
      return [say('sign.askIdentity')];
    default:
      return saySubmitted(draft);
  }
}

export const provisionalMark = (provisional: boolean): string =>
  provisional ? say('progress.provisional') : '';

function sayNotice({ title, version, text }: NoticeView): string[] {
  return [`${say('sign.noticeHead', { title, version })}\n\n${text}`];
}

/** Two lists: who will see it, and who won't. */
function sayConsent({ title, purpose, seen, unseen, refusing }: ConsentView): string {
  const bullets = (lines: string[]): string => lines.map((line) => `· ${line}`).join('\n');
  return say('sign.consent', { title, purpose, seen: bullets(seen), unseen: bullets(unseen), refusing });
}

/** The notice in numbered parts, a few to a message, for reading aloud. */
export function sayParts(parts: string[]): string[] {
  const messages: string[] = [];
  for (const [i, part] of parts.entries()) {
    const numberedPart = say('sign.part', { number: i + 1, of: parts.length, part });
    const last = messages.at(-1);
    if (last !== undefined && last.length + numberedPart.length < 500)
      messages[messages.length - 1] = `${last}\n\n${numberedPart}`;
    else messages.push(numberedPart);
  }
  return messages;
}

function saySubmitted({ submitted, verdict }: DraftView): string[] {
  if (!submitted) return [];
  const { reference, at, decisionDue, provisional, excluded } = submitted;
  const receipt = say('sign.submitted', {
    reference,
    at: momentOf(at),
    decisionDue: legalDay(decisionDue),
    provisional: provisionalMark(provisional),
  });
  const materials = verdict?.materials ?? [];
  return [
    receipt,
    ...(excluded ? [say('sign.excluded')] : []),
    ...(materials.length > 0 ? [say('sign.materials', { materials: numbered(materials) })] : []),
  ];
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
