import { Attachment, type Push } from '../../../entities/index.ts';
import { volunteerIdOf } from '../../people/volunteers/reading.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Problem, problem } from '../../platform/problems.ts';
import { row } from '../../platform/sql.ts';
import { audienceWords } from '../audience/service.ts';
import { authorKey, type Author } from '../authors.ts';
import type { MaterialInput } from '../materials/contract.ts';
import { mustFind, previewOf, versionOf, type StoredPicture } from '../materials/reading.ts';
import { check } from '../materials/rules.ts';
import { addMaterial, changeMaterial, setPicture } from '../materials/service.ts';
import type { PushInput } from '../pushes/contract.ts';
import { audienceOf, mustFindPush } from '../pushes/reading.ts';
import type { Setting } from '../plan/settings.ts';
import { addPush, changePush, submitPush } from '../pushes/service.ts';
import { withdrawPush } from '../pushes/verbs.ts';
import { chain } from '../review/rules.ts';
import type { DraftInput, SavedDraft } from './contract.ts';

/** The volunteer whose WeChat speaks; throws `not_found` for anybody else, and for who was excluded or left. */
export async function volunteerAuthor(reading: Reading, openid: string): Promise<Author> {
  const id = await volunteerIdOf(reading, openid);
  if (!id) throw problem('not_found', { what: '您的志愿者登记' });
  return { kind: 'volunteer', id, openid };
}

/** A push of this author; others' are not found. */
export async function ownPush(reading: Reading, author: Author, id: string): Promise<Push> {
  const push = await mustFindPush(reading, id);
  if (push.author !== authorKey(author)) throw problem('not_found', { what: '这次推送' });
  return push;
}

export type SaveInput = DraftInput & { id?: string; version?: number };

/**
 * Keeps a draft as material and push, new or changed. `picture` is the photo that a bot has fetched, `pending` that it
 * has not yet. Throws `stale`, `push_state`, `not_found`.
 */
export async function saveDraft(
  work: Work,
  setting: Setting,
  { id, version, ...draft }: SaveInput,
  photo: { picture: StoredPicture | undefined; pending: boolean },
): Promise<SavedDraft> {
  const author = await volunteerAuthor(work, work.actor.id);
  const before = id === undefined ? undefined : await ownPush(work, author, id);
  if (before && version !== undefined && before.version !== version) throw problem('stale');
  const material = await keepMaterial(work, author, before, draft, photo.picture);
  const input: PushInput = {
    ...{ materialId: material, reach: draft.reach, dueAt: draft.dueAt, whenMissed: 'missed' },
    audience: {
      ...(draft.areas.length > 0 && { areas: draft.areas }),
      ...(draft.topics.length > 0 && { topics: draft.topics }),
    },
  };
  const saved = before
    ? await changePush(work, setting, { ...input, id: before.id, version: before.version })
    : await addPush(work, setting, author, input);
  const push = await mustFindPush(work, saved.id);
  const { picture, ...content } = await versionOf(work, push.materialId, push.materialVersion);
  return {
    ...{ id: saved.id, version: saved.version, conflicts: saved.conflicts, people: saved.count.people },
    findings: check(content, picture, work.today),
    preview: previewOf(content, picture && `/publicity/materials/${push.materialId}/picture`),
    audienceWords: await audienceWords(work, audienceOf(push), draft.reach),
    photoPending: photo.pending,
  };
}

async function keepMaterial(
  work: Work,
  author: Author,
  before: Push | undefined,
  { title, text, source, link }: DraftInput,
  picture: StoredPicture | undefined,
): Promise<string> {
  const input: MaterialInput = { kind: 'tip', title, text, sources: [source], ...(link && { link }) };
  const old = before && (await mustFind(work, before.materialId));
  const { id } = old
    ? await changeMaterial(work, author, { ...input, id: old.id, version: old.version })
    : await addMaterial(work, author, input);
  if (picture) await setPicture(work, author, id, picture);
  return id;
}

export interface Submitted {
  outcome: 'submitted' | 'stopped' | 'stale';
  detail: string;
  steps: string[];
}

/** Hands in; what stands against it is an answer here, since it is said in the chat. */
export async function submitDraft(
  work: Work,
  setting: Setting,
  { id, version }: { id: string; version: number },
): Promise<Submitted> {
  await ownPush(work, await volunteerAuthor(work, work.actor.id), id);
  const steps = chain.map(({ name }) => name);
  try {
    await submitPush(work, setting, { id, version });
    return { outcome: 'submitted', detail: '', steps };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'stale') return { outcome: 'stale', detail: '', steps };
    if (!['material_stopped', 'plan_stopped', 'push_state'].includes(error.code)) throw error;
    const { detail, state } = error.params as { detail?: string; state?: string };
    return { outcome: 'stopped', detail: detail ?? state ?? '', steps };
  }
}

/** Takes it back while it hasn't started. */
export async function withdrawDraft(
  work: Work,
  { id, version }: { id: string; version: number },
): Promise<{ outcome: 'withdrawn' | 'tooLate' }> {
  await ownPush(work, await volunteerAuthor(work, work.actor.id), id);
  try {
    await withdrawPush(work, { id, version, reason: '起草人撤回' });
    return { outcome: 'withdrawn' };
  } catch (error) {
    if (error instanceof Problem && ['push_state', 'stale'].includes(error.code))
      return { outcome: 'tooLate' };
    throw error;
  }
}

/** Notes a photo for a draft; it belongs to no application and no case, so it is never looked for there. */
export async function addDraftPhoto(work: Work, mediaId: string): Promise<{ photo: string }> {
  const { tx, now, actor, sealer } = work;
  await volunteerAuthor(work, actor.id);
  const id = newId();
  await tx.insert(Attachment, {
    ...{ id, openid: actor.id, draftId: null, caseId: null, mediaId, kind: 'image', number: 0 },
    name: sealer.seal('attachment.name', ''),
    ...{ mime: null, bytes: 0, sha256: null, fileKey: null, scanned: false },
    ...{ status: 'pending', problem: null, attempts: 0, dueAt: now, at: now },
  });
  return { photo: id };
}

/** Where a draft's photo stands: its key in the files once it is there. Only its sender's. */
export async function photoOf(
  { tx }: Reading,
  openid: string,
  photo: string,
): Promise<{ key: string | null; pending: boolean }> {
  const found = await row<{ fileKey: string | null; status: string }>(
    tx,
    'SELECT fileKey, status FROM attachment WHERE id = ? AND openid = ?',
    [photo, openid],
  );
  return { key: found?.fileKey ?? null, pending: found?.status === 'pending' };
}
