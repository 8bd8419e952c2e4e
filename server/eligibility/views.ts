import { builtInCalendar } from '../platform/calendar.ts';
import type { Reading } from '../platform/db.ts';
import { commitmentNotice } from './commitment.ts';
import { ownWords } from './commitments/rules.ts';
import { openConsent } from './signing/steps.ts';
import type {
  AnswerLine,
  ConsentView,
  DraftView,
  NoticeView,
  QuestionView,
  VerdictView,
} from './contract.ts';
import type { OpenDraft } from './drafts.ts';
import { preCheck, preCheckProgress } from './precheck.ts';
import { findQuestion, progress, summary } from './questionnaire.ts';
import type { RuleSet } from './rules.ts';
import { rulesFor } from './switches/decisions.ts';
import { assess, type Verdict } from './verdict.ts';
import type { Answers, Proof } from './vocabulary.ts';

/** The screening opinion (初筛意见) on these answers by the rules in force today. */
export async function verdictOf(reading: Reading, answers: Answers): Promise<Verdict> {
  return verdictBy(await rulesFor(reading), answers);
}

const verdictBy = (rules: RuleSet, answers: Answers): Verdict =>
  assess(answers, rules, rules.date, builtInCalendar);

/** A draft as the chat shows it; `submitted` once it was received. */
export async function viewOf(
  reading: Reading,
  draft: OpenDraft,
  submitted: DraftView['submitted'] = null,
): Promise<DraftView> {
  const rules = await rulesFor(reading);
  const { id, stage, identity, answers } = draft;
  const opinionShown = stage === 'proof' || stage === 'ended' || stage === 'submitted';
  return {
    id,
    stage: stage === 'abandoned' ? 'left' : stage,
    question: stage === 'question' || stage === 'look' ? questionView(rules, draft) : null,
    look: stage === 'looked' ? preCheck(answers, rules).text : null,
    answers: stage === 'check' ? answerLines(rules, answers) : [],
    verdict: opinionShown ? verdictView(verdictBy(rules, answers), provedBy(submitted)) : null,
    // The very notice that a signature will be kept with, also when a newer one came into force meanwhile.
    notice: stage === 'notice' ? noticeView(draft, reading.today) : null,
    consent: stage === 'consent' ? consentView(reading, draft) : null,
    excludedBefore: (stage === 'proof' && identity.excludedBefore) || null,
    name: identity.name ?? null,
    submitted,
  };
}

/** How hardship is proved; undefined while both ways are open. */
function provedBy(submitted: DraftView['submitted']): Proof | undefined {
  if (!submitted) return undefined;
  return submitted.commitmentId === null ? 'papers' : 'commitment';
}

function consentView({ today }: Reading, draft: OpenDraft): ConsentView | null {
  const asked = openConsent(draft, today);
  if (!asked) return null;
  const { id, title, purpose, seen, unseen, refusing } = asked;
  return { id, title, purpose, seen, unseen, refusing };
}

function noticeView(draft: OpenDraft, today: string): NoticeView {
  const { version, title, text, digest } = commitmentNotice(draft.noticeVersion ?? today);
  return { version, title, text, digest, ownWords: ownWords(draft) };
}

/** The answers that count, to read over. */
export const answerLines = (rules: RuleSet, answers: Answers): AnswerLine[] =>
  summary(answers, rules).map(({ id, name, question, answer }) => ({
    question: id,
    name,
    text: question,
    answer,
  }));

function questionView(rules: RuleSet, { answers, asked, stage }: OpenDraft): QuestionView | null {
  const question = asked === null ? undefined : findQuestion(asked, answers, rules);
  if (!question) return null;
  const { id, kind, text, hint, why, options = [], sensitive = false } = question;
  return {
    id,
    kind,
    text,
    hint: hint ?? null,
    why,
    options: options.map(({ label }) => label),
    sensitive,
    ...(stage === 'look' ? preCheckProgress(answers, id, rules) : progress(answers, rules, id)),
  };
}

/** A verdict as it is kept with an application and shown to staff; both lists of materials, since a commitment may end. */
export function verdictRecord(
  verdict: Verdict,
  rules: RuleSet,
): VerdictView & Pick<Verdict, 'materialsBy' | 'ruleIds'> & { rulesVersion: string } {
  const { materialsBy, ruleIds } = verdict;
  return { ...verdictView(verdict), materialsBy, ruleIds, rulesVersion: rules.version };
}

function verdictView(verdict: Verdict, proof?: Proof): VerdictView {
  const { opinion, headline, reasons, needsPerson, doors, deadlines, green } = verdict;
  return {
    ...{ opinion, headline, reasons, doors, green },
    materials: proof ? verdict.materialsBy[proof] : verdict.materials,
    needsPerson: needsPerson.map(({ reason }) => reason),
    deadlines: deadlines
      .filter(({ by }) => by === 'applicant')
      .map(({ name, dueOn, provisional, daysLeft }) => ({ name, dueOn, provisional, daysLeft })),
    points: [],
  };
}
