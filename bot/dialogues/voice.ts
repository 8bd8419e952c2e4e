import { say } from '../../server/texts/say.ts';
import { choiceOf, wordOf, type Said, type State, type Talk } from './talk.ts';

/** A voice message that was read back and waits for a yes. */
interface VoiceState extends State {
  at: 'voice';
  heard: string;
  before: State;
}

/** Reads back what the platform recognised: it counts only when the resident says so, and it never signs anything. */
export function hearVoice(talk: Talk, text: string): Said {
  if (!text) return { say: [say('voice.unheard')], state: talk.state };
  const before = talk.state.at === 'voice' ? (talk.state as VoiceState).before : talk.state;
  return {
    say: [say('voice.heard', { text })],
    state: { at: 'voice', heard: text, before } satisfies VoiceState,
  };
}

/** The answer to the reading-back: 1 or 对 makes it count; anything else is taken as the corrected words. */
export function confirmVoice(
  talk: Talk,
  text: string,
  hear: (talk: Talk, text: string) => Promise<Said>,
): Promise<Said> {
  const { heard, before } = talk.state as VoiceState;
  const confirmed = choiceOf(text) === 1 || ['对', '是', '是的', '对的'].includes(wordOf(text));
  // Still a voice message for whoever hears it: a spoken 我承诺 that was confirmed is no signature either.
  if (confirmed) return hear({ ...talk, state: before, push: { ...talk.push, kind: 'voice' } }, heard);
  return hear({ ...talk, state: before }, text);
}
