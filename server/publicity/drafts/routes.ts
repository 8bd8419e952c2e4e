import type { Files } from '../../files/port.ts';
import { volunteerIdOf } from '../../people/volunteers/reading.ts';
import type { Database } from '../../platform/db.ts';
import type { Serve } from '../../platform/http.ts';
import { keepPicture } from '../materials/pictures.ts';
import type { Setting } from '../plan/settings.ts';
import * as contract from './contract.ts';
import { ownPublicity, readOwnPush } from './reading.ts';
import { addDraftPhoto, photoOf, saveDraft, submitDraft, volunteerAuthor, withdrawDraft } from './service.ts';

/** What a volunteer does with publicity in the chat. */
export function serveDrafts(serve: Serve, db: Database, files: Files, setting: Setting): void {
  serve(contract.ownPublicity, (_, { actor }) =>
    db.read(async (reading) => {
      const id = await volunteerIdOf(reading, actor.id);
      const author = id ? { kind: 'volunteer' as const, id, openid: actor.id } : undefined;
      return ownPublicity(reading, setting, author);
    }),
  );
  serve(contract.saveDraft, async (input, { actor, write }) => {
    const photo = await pictureOf(actor.id, input.photo);
    return write((work) => saveDraft(work, setting, input, photo));
  });
  serve(contract.addDraftPhoto, ({ mediaId }, { write }) => write((work) => addDraftPhoto(work, mediaId)));
  serve(contract.submitDraft, (input, { write }) => write((work) => submitDraft(work, setting, input)));
  serve(contract.withdrawDraft, (input, { write }) => write((work) => withdrawDraft(work, input)));
  serve(contract.readDraft, ({ id }, { actor }) =>
    db.read(async (reading) => readOwnPush(reading, await volunteerAuthor(reading, actor.id), id)),
  );

  /** The photo as a picture of publicity, once a bot has brought it; measured outside the unit, as it reads files. */
  async function pictureOf(openid: string, photo: string | undefined) {
    if (photo === undefined) return { picture: undefined, pending: false };
    const { key, pending } = await db.read((reading) => photoOf(reading, openid, photo));
    const bytes = key === null ? undefined : await files.get(key);
    return { picture: bytes && (await keepPicture(files, bytes)), pending };
  }
}
