import { builtInCalendar } from '../platform/calendar.ts';
import type { Work } from '../platform/db.ts';
import { commitmentNotice } from './commitment.ts';
import type { AnswerLine, DraftView, NoticeView, QuestionView, VerdictView } from './contract.ts';
import type { OpenDraft } from './drafts.ts';
import { preCheck, preCheckProgress } from './precheck.ts';
import { findQuestion, progress, summary } from './questionnaire.ts';
import { rulesAt, type RuleSet } from './rules.ts';
import { assess, type Verdict } from './verdict.ts';
import type { Answers } from './vocabulary.ts';

/** The screening opinion (初筛意见) on these answers by the rules in force today. */
export function verdictOf({ today }: Pick<Work, 'today'>, answers: Answers): Verdict {
  return assess(answers, rulesAt(today), today, builtInCalendar);
}

/** A draft as the chat shows it. */
export function viewOf(work: Pick<Work, 'today'>, draft: OpenDraft): DraftView {
  const { id, stage, identity, answers } = draft;
  const opinionShown = stage === 'proof' || stage === 'ended' || stage === 'submitted';
  return {
    id,
    stage: stage === 'abandoned' ? 'left' : stage,
    question: stage === 'question' || stage === 'look' ? questionView(work, draft) : null,
    look: stage === 'looked' ? preCheck(answers, rulesAt(work.today)).text : null,
    answers: stage === 'check' ? answerLines(work, answers) : [],
    verdict: opinionShown ? verdictView(verdictOf(work, answers)) : null,
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

/** The answers that count, to read over. */
export const answerLines = ({ today }: Pick<Work, 'today'>, answers: Answers): AnswerLine[] =>
  summary(answers, rulesAt(today)).map(({ id, name, question, answer }) => ({
    question: id,
    name,
    text: question,
    answer,
  }));

function questionView(
  { today }: Pick<Work, 'today'>,
  { answers, asked, stage }: OpenDraft,
): QuestionView | null {
  const question = asked === null ? undefined : findQuestion(asked, answers, rulesAt(today));
  if (!question) return null;
  const rules = rulesAt(today);
  const { id, text, hint, why, options = [], sensitive = false } = question;
  return {
    id,
    text,
    hint: hint ?? null,
    why,
    options: options.map(({ label }) => label),
    sensitive,
    ...(stage === 'look' ? preCheckProgress(answers, id, rules) : progress(answers, rules, id)),
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
  const { opinion, headline, reasons, needsPerson, doors, materials, deadlines, green } = verdict;
  return {
    ...{ opinion, headline, reasons, doors, materials, green },
    needsPerson: needsPerson.map(({ reason }) => reason),
    deadlines: deadlines
      .filter(({ by }) => by === 'applicant')
      .map(({ name, dueOn, provisional, daysLeft }) => ({ name, dueOn, provisional, daysLeft })),
    points: [],
  };
}
