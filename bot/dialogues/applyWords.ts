import type { DraftView, QuestionView, UrgentView } from '../../server/eligibility/contract.ts';
import { legalDay } from '../../server/texts/days.ts';
import { say } from '../../server/texts/say.ts';
import { sayOpinion } from './opinionWords.ts';
import { saySigning } from './signWords.ts';
import { numbered } from './talk.ts';

/** What is said where a draft stands: the next question, the answers to read over, the opinion, the notice, the receipt. */
export function sayDraft(draft: DraftView): string[] {
  switch (draft.stage) {
    case 'look':
    case 'question':
      return draft.question ? [sayQuestion(draft.question)] : [];
    case 'looked':
      return [say('apply.looked', { text: draft.look ?? '' })];
    case 'check':
      return [say('apply.check', { lines: sayAnswers(draft.answers) })];
    case 'proof':
      return sayOpinion(
        draft.verdict,
        draft.excludedBefore === null
          ? say('apply.proofChoice')
          : say('apply.proofChoiceExcluded', { reference: draft.excludedBefore }),
      );
    case 'ended':
      // Nothing to bring anywhere yet: this one can't be handed in as it is.
      return sayOpinion(draft.verdict && { ...draft.verdict, materials: [], points: [] }, say('apply.ended'));
    case 'left':
      return [say('apply.left')];
    default:
      return saySigning(draft);
  }
}

/** One message with the question, its numbered options and how far one is. */
export function sayQuestion({ text, hint, options, sensitive, done, about }: QuestionView): string {
  const lines = [say('apply.question', { done: done + 1, about: Math.max(about, done + 1), text })];
  if (options.length > 0) lines.push(numbered(options));
  if (hint) lines.push(hint);
  if (sensitive) lines.push(say('apply.skip'));
  return lines.join('\n');
}

/** A long answer is shown by its beginning, so that all of them fit into one message or two. */
const LONGEST_ANSWER = 40;

/** Answers by number, each in a line: 9 离开日期：2026年10月25日. */
export const sayAnswers = (answers: DraftView['answers']): string =>
  numbered(
    answers.map(({ name, answer }) => {
      const short = answer.length > LONGEST_ANSWER ? `${answer.slice(0, LONGEST_ANSWER)}…` : answer;
      return `${name}：${short.replaceAll('\n', ' ')}`;
    }),
  );

/** What an answer brought to light and can't wait: limits that end within days, or within a month. */
export const sayUrgent = (urgent: readonly UrgentView[]): string =>
  urgent
    .map(({ name, dueOn, daysLeft, called, aidFirst }) => {
      const days = daysLeft === 0 ? say('apply.today') : say('apply.daysLeft', { days: daysLeft });
      const line = say(called ? 'apply.pressing' : 'apply.soon', { name, dueOn: legalDay(dueOn), days });
      return aidFirst ? `${line}${say('apply.aidFirst')}` : line;
    })
    .join('\n');
