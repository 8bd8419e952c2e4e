import { legalDateOf, type LegalDate } from '../platform/calendar.ts';
import { daysLeft } from './alarm/deadline.ts';
import { soundsLike } from './alarm/model.ts';
import { unsettled } from './alarm/settled.ts';
import { answerTo, anyOf, patternsIn, testsOf, writtenRules, type Special, type Triage } from './patterns.ts';
import { compact } from './text.ts';

/**
 * The special that asks whether somebody is safe: for what may be a danger. Where a topic fits, its answer follows, but
 * never without the question.
 */
export const safeId = 'safe';

/** A deadline in fewer days than this is a danger of class E (FACTS §16E). */
const urgentDays = 7;

/**
 * Whatever must be seen before any topic: danger, requests to refuse, small talk. Undefined for everything else. `today`
 * is the day from which deadlines are counted.
 */
export function triage(said: string, today: LegalDate = legalDateOf(Date.now())): Triage | undefined {
  const { dangers, specials, everyday, unsure } = writtenRules();
  const text = compact(said);
  const { holds } = testsOf(text);
  // What must never be missed doesn't wait for anything that was learnt.
  const certain = dangers.find(({ always }) => anyOf(always, text));
  if (certain) return answerTo(certain, text);

  const like = anyOf(everyday, text) ? undefined : soundsLike(said, patternsIn(said));
  const sure = like?.danger === 'certain' && !anyOf(unsure, text);
  const pressing = unsettled(said);
  const left = daysLeft(pressing, today);
  // Nothing presses where the only date that is told is settled.
  const urgent = left === undefined ? (pressing === said ? undefined : false) : left < urgentDays;
  if (sure) {
    const card = dangers.find(({ id }) => id === like.card);
    // What was counted is believed before what was guessed.
    if (card && !(urgent === false && card.result.card.class === 'E')) return answerTo(card, text);
  }
  if (urgent) return dangers.find(({ result }) => result.card.class === 'E')?.result;

  const special = specials.find(holds)?.result;
  if (special && !special.yields) return special;
  const byId = (id: string | undefined): Special | undefined =>
    specials.find(({ result, unless }) => result.id === id && !anyOf(unless, text))?.result;
  const alike = byId(like?.rule);
  if (alike && !(alike.yields && special)) return alike;
  // Nobody asks after the safety of a date.
  const feared =
    like !== undefined &&
    like.danger !== 'none' &&
    dangers.find(({ id }) => id === like.card)?.result.card.class !== 'E';
  return (feared && byId(safeId)) || special;
}

/** Said when nothing at all was understood. */
export function nonsenseText(): string {
  return writtenRules().nonsense;
}
