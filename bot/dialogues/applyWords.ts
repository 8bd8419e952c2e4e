import type { DraftView, QuestionView, VerdictView } from '../../server/eligibility/contract.ts';
import { legalDay } from '../../server/texts/days.ts';
import { say } from '../../server/texts/say.ts';
import { provisionalMark, saySigning } from './signWords.ts';
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
    case 'name':
    case 'identity':
    case 'submitted':
      return saySigning(draft);
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
