import { addAttachment, placeAttachments, type AddedAttachment } from '../../server/files/contract.ts';
import { say } from '../../server/texts/say.ts';
import { startApply } from './apply.ts';
import type { ApplyState } from './applyState.ts';
import { sayQuestion } from './applyWords.ts';
import { choiceOf, home, numbered, type Said, type State, type Talk } from './talk.ts';

/** Photos were asked the place of: the cases that the first numbers stand for; then applying, then dropping. */
interface PhotoState extends State {
  at: 'photo';
  cases: string[];
}

/** Photos become files of the application or case; a bot's loop fetches them. Other things get a helpful word. */
export async function photo(talk: Talk): Promise<Said> {
  const { kind, payload } = talk.push;
  if (kind !== 'image') {
    const word = { video: 'media.video', shortvideo: 'media.video', link: 'media.link' } as const;
    return { say: [say(word[payload['type'] as keyof typeof word] ?? 'media.file')], state: talk.state };
  }
  return received(talk, await talk.call(addAttachment, { mediaId: payload['media'] ?? '', kind }));
}

function received(talk: Talk, { number, place, reference, cases }: AddedAttachment): Said {
  if (place === 'none') {
    const choices = numbered([
      ...cases.map((one) => say('files.toCase', { reference: one.reference, matter: one.matterName })),
      say('files.toApply'),
      say('files.toNowhere'),
    ]);
    return {
      say: [say('files.unplaced', { number, choices })],
      state: { at: 'photo', cases: cases.map(({ id }) => id) } satisfies PhotoState,
    };
  }
  const where = reference === null ? say('files.inDraft') : say('files.inCase', { reference });
  const { question } = talk.state as Partial<ApplyState>;
  const parts = [say('files.received', { number, place: where }), question && sayQuestion(question)];
  return { say: [parts.filter(Boolean).join('\n\n')], state: talk.state };
}

/** Hears the number that says where photos belong; undefined for anything else, which is then heard as usual. */
export async function placePhotos(talk: Talk, text: string): Promise<Said | undefined> {
  const { cases } = talk.state as PhotoState;
  const chosen = (choiceOf(text) ?? 0) - 1;
  if (chosen < 0 || chosen > cases.length + 1) return undefined;
  if (chosen === cases.length) {
    const applying = await startApply(talk);
    await talk.call(placeAttachments, { to: 'draft' });
    return applying;
  }
  if (chosen > cases.length) {
    await talk.call(placeAttachments, { to: 'nowhere' });
    return { say: [say('files.dropped')], state: home };
  }
  const { count, reference } = await talk.call(placeAttachments, { to: 'case', caseId: cases[chosen]! });
  return { say: [say('files.placed', { count, reference: reference ?? '' })], state: home };
}
