import type { DraftView, StepReply } from '../../server/eligibility/contract.ts';
import { say } from '../../server/texts/say.ts';
import type { ApplyState } from './applyState.ts';
import { sayDraft } from './applyWords.ts';
import { home, type Said, type Talk } from './talk.ts';

/** What a step says: how the answer was understood, what was wrong with it, and what comes next. */
export function stepped(talk: Talk, { ok, echo, hint, danger, draft }: StepReply): Said {
  if (danger) return { say: [danger], state: stateOf(draft) };
  if (!ok) return { say: [hint ?? say('apply.unclear')], state: talk.state };
  const next = sayDraft(draft);
  return { say: echo ? withHead(say('apply.echo', { echo }), next) : next, state: stateOf(draft) };
}

/** Puts a line before the first message, so that it costs no message of its own. */
export const withHead = (head: string, [first, ...rest]: string[]): string[] => [
  first ? `${head}\n\n${first}` : head,
  ...rest,
];

/** Where the talk stands with this draft. */
export function stateOf(draft: DraftView): Said['state'] {
  if (draft.stage === 'submitted' || draft.stage === 'left') return home;
  return {
    at: 'apply',
    draft: draft.id,
    stage: draft.stage,
    ...(draft.question && { question: draft.question }),
  } satisfies ApplyState;
}
