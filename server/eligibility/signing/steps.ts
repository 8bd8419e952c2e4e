import type { LegalDate } from '../../platform/calendar.ts';
import { consentsFor, type ConsentText } from '../commitments/consents.ts';
import type { OpenDraft, Stage } from '../drafts.ts';

type Signed = Pick<OpenDraft, 'answers' | 'noticeVersion' | 'identity'>;

/** The first separate consent that isn't given yet. */
export function openConsent(
  { answers, noticeVersion, identity }: Signed,
  today: LegalDate,
): ConsentText | undefined {
  return consentsFor(answers, noticeVersion !== null, today).find(
    ({ id }) => identity.consents?.[id] !== true,
  );
}

/** What comes next on the way to the receipt; 'submitted' when nothing is missing. */
export function nextStep(draft: Signed, today: LegalDate): Stage {
  const { noticeVersion, identity } = draft;
  if (noticeVersion !== null && !identity.committed) return 'notice';
  if (openConsent(draft, today)) return 'consent';
  if (!identity.name) return 'name';
  if (identity.phone === undefined && identity.phoneReason === undefined) return 'phone';
  return identity.number === undefined ? 'identity' : 'submitted';
}
