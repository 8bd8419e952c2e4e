import { builtInCalendar } from '../platform/calendar.ts';
import type { Work } from '../platform/db.ts';
import { commitmentNotice } from './commitment.ts';
import type { DraftView, NoticeView, QuestionView, VerdictView } from './contract.ts';
import type { OpenDraft } from './drafts.ts';
import { findQuestion, progress } from './questionnaire.ts';
import { rulesAt, type RuleSet } from './rules.ts';
import { assess, type Verdict } from './verdict.ts';
import type { Answers } from './vocabulary.ts';

/** The screening opinion (初筛意见) on these answers by the rules in force today. */
export function verdictOf({ today }: Pick<Work, 'today'>, answers: Answers): Verdict {
  return assess(answers, rulesAt(today), today, builtInCalendar);
}

/** A draft as the chat shows it. */
export function viewOf(work: Pick<Work, 'today'>, draft: OpenDraft): DraftView {
  const { id, stage, identity } = draft;
  const opinionShown = stage === 'proof' || stage === 'ended' || stage === 'submitted';
  return {
    id,
    stage: stage === 'abandoned' ? 'left' : stage,
    question: stage === 'question' ? questionView(work, draft) : null,
    verdict: opinionShown ? verdictView(verdictOf(work, draft.answers)) : null,
    // The very notice that a signature will be kept with, also when a newer one came into force meanwhile.
    notice: stage === 'notice' ? noticeView(draft.noticeVersion ?? work.today) : null,
    name: identity.name ?? null,
    submitted: null,
  };
}

function noticeView(dayOrVersion: string): NoticeView {
  const { version, title, text, digest } = commitmentNotice(dayOrVersion);
  return { version, title, text, digest };
}

function questionView({ today }: Pick<Work, 'today'>, { answers, asked }: OpenDraft): QuestionView | null {
  const question = asked === null ? undefined : findQuestion(asked, answers, rulesAt(today));
  if (!question) return null;
  const { id, text, hint, why, options = [] } = question;
  return {
    id,
    text,
    hint: hint ?? null,
    why,
    options: options.map(({ label }) => label),
    ...progress(answers, rulesAt(today)),
  };
}

/** A verdict as it is kept with an application and shown to staff. */
export function verdictRecord(
  verdict: Verdict,
  rules: RuleSet,
): VerdictView & { ruleIds: string[]; rulesVersion: string } {
  return { ...verdictView(verdict), ruleIds: verdict.ruleIds, rulesVersion: rules.version };
}

export function verdictView(verdict: Verdict): VerdictView {
  const { opinion, headline, reasons, needsPerson, doors, materials, deadlines } = verdict;
  return {
    ...{ opinion, headline, reasons, doors, materials },
    needsPerson: needsPerson.map(({ reason }) => reason),
    deadlines: deadlines.map(({ name, dueOn, provisional }) => ({ name, dueOn, provisional })),
  };
}
