import { askPerson } from '../channel/handoffs.ts';
import { DEADLINE_REASON } from '../contact/reasons.ts';
import { legalDay } from '../texts/days.ts';
import type { Work } from '../platform/db.ts';
import type { UrgentView } from './contract.ts';
import type { OpenDraft } from './drafts.ts';
import { pressingDays, type Deadline } from './limits.ts';
import type { Verdict } from './verdict.ts';
import type { Answers } from './vocabulary.ts';
import { verdictOf } from './views.ts';

const SOON_DAYS = 30;

/**
 * What new answers bring to light that can't wait for the end of the questionnaire: a person is called the same minute
 * where a limit ends within a week (期限紧急) or a rule says so, and limits within a month are given back, to be told.
 */
export async function alarm(work: Work, draft: OpenDraft, answers: Answers): Promise<UrgentView[]> {
  const before = await verdictOf(work, draft.answers);
  const after = await verdictOf(work, answers);
  const near = nearLimits(after).filter((one) => !nearLimits(before).some((known) => isSame(known, one)));
  const pressing = near.filter(({ daysLeft }) => daysLeft < pressingDays);
  const known = new Set(before.needsPerson.filter(({ now }) => now).map(({ reason }) => reason));
  const said = [
    ...pressing.map(({ name, dueOn }) => `${name}：${legalDay(dueOn)}`),
    ...after.needsPerson.filter(({ now, reason }) => now && !known.has(reason)).map(({ reason }) => reason),
  ];
  // At the console the person who would be called is the one who fills in.
  if (said.length > 0 && work.actor.kind === 'resident') {
    await askPerson(work, work.actor.id, {
      reason: pressing.length > 0 ? DEADLINE_REASON : '申请需要人工',
      said: said.join('\n'),
      urgency: pressing.length > 0 ? 'danger' : 'normal',
    });
  }
  return near.map(({ name, dueOn, daysLeft, aidFirst }) => ({
    ...{ name, dueOn, daysLeft },
    aidFirst: aidFirst && daysLeft < pressingDays,
    called: daysLeft < pressingDays,
  }));
}

const nearLimits = ({ deadlines }: Verdict): Deadline[] =>
  deadlines.filter(({ by, daysLeft }) => by === 'applicant' && daysLeft <= SOON_DAYS);

const isSame = (a: Deadline, b: Deadline): boolean => a.ruleId === b.ruleId && a.dueOn === b.dueOn;
