import type { DraftView, NoticeView, QuestionView, VerdictView } from '../../server/eligibility/contract.ts';
import { legalDay } from '../../server/texts/days.ts';
import { say } from '../../server/texts/say.ts';
import { numbered } from './talk.ts';

/** What is said where a draft stands: the next question, the opinion with the choice, the notice, the receipt. */
export function sayDraft(draft: DraftView): string[] {
  switch (draft.stage) {
    case 'question':
      return draft.question ? [sayQuestion(draft.question)] : [];
    case 'proof':
      return draft.verdict
        ? [sayOpinion(draft.verdict), say('apply.proofChoice')]
        : [say('apply.proofChoice')];
    case 'ended':
      return draft.verdict ? [sayOpinion(draft.verdict), say('apply.ended')] : [say('apply.ended')];
    case 'notice':
      return draft.notice ? [...sayNotice(draft.notice), say('apply.sign')] : [say('apply.sign')];
    case 'name':
      return [say('apply.askName')];
    case 'identity':
      return [say('apply.askIdentity', { name: draft.name ?? '' })];
    case 'submitted':
      return saySubmitted(draft);
    case 'left':
      return [say('apply.left')];
  }
}

/** One message with the question, its numbered options and how far one is. */
export function sayQuestion({ text, hint, options, done, about }: QuestionView): string {
  const lines = [say('apply.question', { done: done + 1, about: Math.max(about, done + 1), text })];
  if (options.length > 0) lines.push(numbered(options));
  if (hint) lines.push(hint);
  return lines.join('\n');
}

function sayOpinion({ headline, reasons, needsPerson, doors, deadlines }: VerdictView): string {
  const bullets = (lines: string[]): string => lines.map((line) => `· ${line}`).join('\n');
  const parts = [say('apply.opinion', { headline, reasons: bullets(reasons) })];
  if (needsPerson.length > 0) parts.push(say('apply.needsPerson', { reasons: bullets(needsPerson) }));
  if (deadlines.length > 0)
    parts.push(say('apply.deadlines', { deadlines: deadlines.map(sayDeadline).join('\n') }));
  if (doors.length > 0) parts.push(say('apply.doors', { doors: bullets(doors) }));
  return parts.join('\n\n');
}

const sayDeadline = ({ name, dueOn, provisional }: VerdictView['deadlines'][number]): string =>
  say('apply.deadline', { name, dueOn: legalDay(dueOn), provisional: provisionalMark(provisional) });

export const provisionalMark = (provisional: boolean): string =>
  provisional ? say('progress.provisional') : '';

function sayNotice({ title, version, text }: NoticeView): string[] {
  return [`${say('apply.noticeHead', { title, version })}\n\n${text}`];
}

function saySubmitted({ submitted, verdict }: DraftView): string[] {
  if (!submitted) return [];
  const { reference, at, decisionDue, provisional } = submitted;
  const receipt = say('apply.submitted', {
    reference,
    at: momentOf(at),
    decisionDue: legalDay(decisionDue),
    provisional: provisionalMark(provisional),
  });
  const materials = verdict?.materials ?? [];
  return materials.length > 0
    ? [receipt, say('apply.materials', { materials: numbered(materials) })]
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
