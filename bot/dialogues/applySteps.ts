import type { DraftView, StepReply } from '../../server/eligibility/contract.ts';
import { say } from '../../server/texts/say.ts';
import type { ApplyState } from './applyState.ts';
import { sayDraft, sayUrgent } from './applyWords.ts';
import { home, type Said, type Talk } from './talk.ts';

/** What a step says: how the answer was understood, what was wrong with it, and what comes next. */
export function stepped(talk: Talk, { ok, echo, hint, danger, urgent, draft }: StepReply): Said {
  const helping = (talk.state as ApplyState).helping === true;
  // No questionnaire in danger: what is said next goes to the person.
  if (danger) return { say: [danger], state: home };
  if (!ok) return { say: [hint ?? say('apply.unclear')], state: talk.state };
  const next = sayDraft(draft);
  const heads = [
    ...(echo ? [say('apply.echo', { echo })] : []),
    ...(urgent.length > 0 ? [sayUrgent(urgent)] : []),
    // What is agreed to is the applicant's, whoever holds the phone.
    ...(helping && draft.stage === 'consent' ? [say('sign.consentHelped')] : []),
  ];
  return {
    say: heads.length > 0 ? withHead(heads.join('\n'), next) : next,
    state: stateOf(draft, helping),
  };
}

/** Puts a line before the first message, so that it costs no message of its own. */
export const withHead = (head: string, [first, ...rest]: string[]): string[] => [
  first ? `${head}\n\n${first}` : head,
  ...rest,
];

/** Where the talk stands with this draft. */
export function stateOf(draft: DraftView, helping = false): Said['state'] {
  if (draft.stage === 'submitted' || draft.stage === 'left') return home;
  return {
    at: 'apply',
    draft: draft.id,
    stage: draft.stage,
    ...(draft.question && { question: draft.question }),
    ...(draft.stage === 'check' && { changing: draft.answers.map(({ question }) => question) }),
    ...(helping && { helping }),
    ...(draft.consent && { consent: draft.consent.id }),
  } satisfies ApplyState;
}
