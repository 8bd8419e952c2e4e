import { hearDanger } from '../../server/answers/contract.ts';
import type { ApplyState } from './applyState.ts';
import { wordOf, type Said, type State, type Talk } from './talk.ts';

/** Talks whose messages are choices, names and numbers, and are put to nobody who looks for danger. */
const unheard = new Set<State['at']>(['apply', 'subscribe', 'activity', 'photo']);
/** Shorter words are choices. */
const shortest = 3;

/**
 * The answer to a danger in a message that would be taken for a choice, a name or a number: 我不想活了 where a name is
 * asked for. Undefined where there is none, where `known` has the word, and where somebody else listens: the server to
 * the questions that are answered in one's own words, a helper (代填) to the applicant.
 */
export async function dangerIn(
  talk: Talk,
  text: string,
  known: { has(word: string): boolean },
): Promise<Said | undefined> {
  const { at } = talk.state;
  const word = wordOf(text);
  if (!unheard.has(at) || word.length < shortest || known.has(word) || !/\p{Script=Han}/u.test(word))
    return undefined;
  if (at === 'apply') {
    const { question, stage, helping } = talk.state as ApplyState;
    if (helping) return undefined;
    const asked = stage === 'question' || stage === 'look' ? question : undefined;
    if (asked?.kind === 'text' || asked?.options.some((option) => wordOf(option).includes(word)))
      return undefined;
  }
  return warned(talk, text);
}

/** The answer to a danger in what was said or written, where there is one: a person is called at once. */
export async function warned(talk: Talk, said: string): Promise<Said | undefined> {
  const { text } = await talk.call(hearDanger, { said });
  return text === null ? undefined : { say: [text], state: { at: 'ask', misses: 0 } };
}
