import type { DraftInput } from '../../server/publicity/drafts/contract.ts';
import { say } from '../../server/texts/say.ts';
import { picksOf, timeIn } from './lists.ts';
import { sourceMost, steps, textMost, titleMost, type PublicityState, type Step } from './publicityState.ts';
import { choiceOf, wordOf } from './talk.ts';

const none = new Set(['0', '不', '不用', '不要', '不带', '不配', '没有']);

/** The state after an answer to the open question; a text that says what is wrong with it; undefined: not understood. */
export function hearStep(
  state: PublicityState,
  text: string,
  now: number,
): PublicityState | string | undefined {
  const said = text.trim();
  const put = (more: Partial<DraftInput>): PublicityState => ({
    ...state,
    draft: { ...state.draft, ...more },
  });
  const written = (most: number, of: (value: string) => Partial<DraftInput>) => {
    const length = [...said].length;
    return length > most ? say('work.pubTooLong', { most, now: length }) : said ? put(of(said)) : undefined;
  };
  switch (state.step) {
    case 'title':
      return written(titleMost, (title) => ({ title }));
    case 'text':
      return written(textMost, (value) => ({ text: value }));
    case 'source':
      return written(sourceMost, (source) => ({ source }));
    case 'link':
      return hearLink(state, said);
    case 'photo':
      return none.has(wordOf(said)) ? without(state, 'photo') : undefined;
    case 'reach': {
      const reach = (['mass', 'pack'] as const)[(choiceOf(said) ?? 0) - 1];
      // Who forwards a pack chooses to whom.
      return reach && put(reach === 'pack' ? { reach, areas: [], topics: [] } : { reach });
    }
    case 'audience':
      return hearAudience(state, choiceOf(said));
    case 'areas':
    case 'topics': {
      const from = state[state.step];
      const picks = picksOf(said, from.length);
      return picks && put({ [state.step]: picks.map((pick) => from[pick - 1]!) });
    }
    case 'time': {
      const dueAt = state.times[(choiceOf(said) ?? 0) - 1] ?? timeIn(said, now);
      return dueAt === undefined ? undefined : put({ dueAt });
    }
    default:
      return undefined;
  }
}

function hearLink(state: PublicityState, said: string): PublicityState | undefined {
  if (none.has(wordOf(said))) return without(state, 'link');
  const link = state.links[(choiceOf(said) ?? 0) - 1]?.link;
  return link === undefined ? undefined : { ...state, draft: { ...state.draft, link } };
}

/** Everybody, or a question more. What was chosen before is let go. */
function hearAudience(state: PublicityState, choice: number | undefined): PublicityState | undefined {
  if (choice === undefined || choice < 1 || choice > 3) return undefined;
  const draft = { ...state.draft, areas: [], topics: [] };
  const step = (['audience', 'areas', 'topics'] as const)[choice - 1]!;
  return { ...state, draft, step };
}

function without(state: PublicityState, field: 'link' | 'photo'): PublicityState {
  const { [field]: _, ...draft } = state.draft;
  return { ...state, draft };
}

/** The question after the one that was just answered; undefined when all are. `audience` itself may have asked one more. */
export function nextStep(state: PublicityState): Step | undefined {
  const { step, draft, links, mending } = state;
  const chosen = { areas: draft.areas?.length, topics: draft.topics?.length };
  if ((step === 'areas' || step === 'topics') && !chosen[step]) return step;
  if (mending) return undefined;
  const order = steps.filter((one) => one !== 'areas' && one !== 'topics');
  const at = step === 'areas' || step === 'topics' ? 'audience' : step;
  const next = order[order.indexOf(at as (typeof order)[number]) + 1];
  if (next === 'link' && links.length === 0) return 'photo';
  return next === 'audience' && draft.reach === 'pack' ? 'time' : next;
}
