import type { LegalDate } from '../../platform/calendar.ts';
import { decide, type Outcome } from '../decide.ts';
import { maskPersonal } from '../masking.ts';
import { rank, type Index } from '../finder.ts';
import { chooseByModel, type ModelSetting } from './client.ts';

/** Shorter messages say nothing that the finder doesn't see. */
const SHORTEST = 20;
const CANDIDATES = 8;

/** Whether the finder was unsure of a story, so that a model may be asked; never of a danger or a refusal. */
export const mayAsk = (said: string, outcome: Outcome): boolean =>
  said.length >= SHORTEST &&
  (outcome.kind === 'choices' ||
    (outcome.kind === 'redirect' && outcome.reason === 'nonsense') ||
    (outcome.kind === 'person' && outcome.id === 'missed'));

/**
 * Lets the model choose among the entries that the finder found, or shorten the story to a question that the finder looks
 * up again. Its choice is one of ours or is dropped; personal data is masked before anything leaves.
 * @returns the better outcome, or undefined to go on without
 */
export async function outcomeByModel(
  setting: ModelSetting,
  index: Index,
  { said, misses, today }: { said: string; misses: number; today?: LegalDate },
): Promise<Outcome | undefined> {
  const candidates = rank(index, said, {}, CANDIDATES).map(({ entry }) => entry);
  if (candidates.length === 0) return undefined;
  const choice = await chooseByModel(setting, maskPersonal(said), candidates);
  const entry = choice && candidates.find(({ id }) => id === choice.pick);
  if (entry) return { kind: 'answer', entry, trust: 0, byModel: true };
  if (!choice?.question) return undefined;
  const again = decide(choice.question, { index, misses, ...(today && { today }) });
  return again.kind === 'answer' ? { ...again, byModel: true } : undefined;
}
