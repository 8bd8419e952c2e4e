import { pointsFor } from '../network/service.ts';
import type { Work } from '../platform/db.ts';
import type { DraftView } from './contract.ts';
import type { OpenDraft } from './drafts.ts';
import { verdictOf } from './views.ts';

/** The service points that the opinion names: none where another city's centre must be asked. */
export async function withPoints(work: Work, draft: OpenDraft, view: DraftView): Promise<DraftView> {
  if (!view.verdict || (view.stage !== 'proof' && view.stage !== 'ended')) return view;
  const { jurisdiction, themes } = await verdictOf(work, draft.answers);
  if (jurisdiction === 'elsewhere') return view;
  return { ...view, verdict: { ...view.verdict, points: await pointsFor(work, themes) } };
}
