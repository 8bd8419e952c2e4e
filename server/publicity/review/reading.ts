import { PushReview, type Push } from '../../../entities/index.ts';
import type { Staff } from '../../people/policies.ts';
import type { Reading } from '../../platform/db.ts';
import { roleNames } from '../../vocabulary.ts';
import { namesOf } from '../authors.ts';
import type { ReviewRecord, ReviewStepView } from './contract.ts';
import { chain, hindrance, openStep } from './rules.ts';

/** The words of a push's review, oldest first. */
export const wordsOn = ({ tx }: Reading, pushId: string): Promise<PushReview[]> =>
  tx.find(PushReview, { where: { pushId }, order: { round: 'ASC', at: 'ASC' } });

/** The chain of this round as a person sees it, and the words of earlier rounds. */
export async function reviewView(
  reading: Reading,
  push: Push,
  staff: Staff,
): Promise<{ review: ReviewStepView[]; history: ReviewRecord[] }> {
  const words = await wordsOn(reading, push.id);
  const names = await namesOf(
    reading,
    words.map(({ staffId }) => `staff:${staffId}`),
  );
  const record = (word: PushReview): ReviewRecord => ({
    ...{
      round: word.round,
      step: word.step,
      decision: word.decision,
      reasons: word.reasons,
      at: Number(word.at),
    },
    stepName: chain.find(({ id }) => id === word.step)?.name ?? word.step,
    staffName: names.get(`staff:${word.staffId}`) ?? '',
    checks: JSON.parse(word.checks) as string[],
  });
  const now = words.filter(({ round }) => round === push.round);
  const open = push.status === 'review' ? openStep(now) : undefined;
  return {
    review: chain.map((step) => {
      const word = now.find((one) => one.step === step.id);
      return {
        ...{ step: step.id, stepName: step.name, checks: step.checks },
        roleNames: step.roles.map((role) => roleNames[role]),
        record: word ? record(word) : null,
        open: open?.id === step.id,
        hindrance: open?.id === step.id ? hindrance(step, staff, push.author, now) : null,
      };
    }),
    history: words.filter(({ round }) => round < push.round).map(record),
  };
}
