import { say } from '../../server/texts/say.ts';
import { warned } from './danger.ts';
import { choiceOf, wordOf, type Said, type State, type Talk } from './talk.ts';

/** A voice message that was read back and waits for a yes. */
interface VoiceState extends State {
  at: 'voice';
  heard: string;
  before: State;
}

type Hear = (talk: Talk, text: string) => Promise<Said>;

/** Words of command that hurt nobody when they were heard wrongly: whoever can only speak must reach a person. */
const atOnce = new Set(['人工', '找人工', '转人工', '菜单', '帮助', '进度', '查进度', '网点']);

/**
 * Reads back what the platform recognised: it counts only when the resident says so, by voice too, and it never signs
 * anything. A danger isn't read back: it is answered at once.
 */
export async function hearVoice(talk: Talk, text: string, hear: Hear): Promise<Said> {
  if (!text.trim()) return { say: [say('voice.unheard')], state: talk.state };
  const warning = await warned(talk, text);
  if (warning) return warning;
  const waiting = talk.state.at === 'voice';
  if (waiting && isYes(text)) return confirmVoice(talk, text, hear);
  const before = waiting ? (talk.state as VoiceState).before : talk.state;
  const word = wordOf(text);
  if (atOnce.has(word)) return hear({ ...talk, state: before }, word === '转人工' ? '人工' : word);
  return {
    say: [say('voice.heard', { text })],
    state: { at: 'voice', heard: text, before } satisfies VoiceState,
  };
}

const yes =
  /^(对|是|嗯|对对|是是|嗯嗯|没错|对没错|对的?对的?|是的?是的?|对的|是的|对啊|是啊|好的|正确|就是|一)$/u;

const isYes = (text: string): boolean => choiceOf(text) === 1 || yes.test(wordOf(text));

/** The answer to the reading-back: 1 or 对 makes it count; anything else is taken as the corrected words. */
export function confirmVoice(talk: Talk, text: string, hear: Hear): Promise<Said> {
  const { heard, before } = talk.state as VoiceState;
  // Still a voice message for whoever hears it: a spoken 我承诺 that was confirmed is no signature either.
  if (isYes(text)) return hear({ ...talk, state: before, push: { ...talk.push, kind: 'voice' } }, heard);
  return hear({ ...talk, state: before }, text);
}
