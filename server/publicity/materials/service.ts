import { Material, MaterialVersion } from '../../../entities/index.ts';
import type { Work } from '../../platform/db.ts';
import { isLegalDate } from '../../platform/calendar.ts';
import { newId } from '../../platform/ids.ts';
import { problem } from '../../platform/problems.ts';
import { changed } from '../../platform/sql.ts';
import { authorKey, type Author } from '../authors.ts';
import type { Finding, MaterialInput } from './contract.ts';
import { contentOf, inputOf, mustFind, pictureOf, type StoredPicture } from './reading.ts';
import { check } from './rules.ts';

export interface Saved {
  id: string;
  version: number;
  findings: Finding[];
}

/** A new material; what the check found is told, and keeps it from being handed in, not from being kept. */
export async function addMaterial(work: Work, author: Author, input: MaterialInput): Promise<Saved> {
  const { tx, now } = work;
  const material: Material = {
    ...{ id: newId(), ...columnsOf(input), picture: null, status: 'open', version: 1 },
    ...{ author: authorKey(author), createdAt: now, updatedAt: now },
  };
  await tx.insert(Material, material);
  await keepVersion(work, material, author);
  work.emit('material.changed', { data: { id: material.id, version: 1 } });
  return { id: material.id, version: 1, findings: check(input, null, work.today) };
}

/** A new version under the version that was read; throws `stale` when somebody was faster. */
export async function changeMaterial(
  work: Work,
  author: Author,
  { id, version, ...input }: MaterialInput & { id: string; version: number },
): Promise<Saved> {
  const before = await mustBeOpen(work, id);
  return save(work, author, { ...before, ...columnsOf(input), version });
}

/** Gives the material a picture, or another one. */
export async function setPicture(
  work: Work,
  author: Author,
  id: string,
  picture: StoredPicture,
): Promise<Saved> {
  const before = await mustBeOpen(work, id);
  return save(work, author, { ...before, picture: JSON.stringify(picture) });
}

/** Takes a material out of the library. What was sent stays what it was. */
export async function withdrawMaterial(
  work: Work,
  { id, version }: { id: string; version: number },
): Promise<{ id: string; version: number }> {
  const done = await changed(
    work.tx,
    `UPDATE material SET status = 'withdrawn', version = version + 1, updatedAt = ? WHERE id = ? AND version = ? AND status = 'open'`,
    [work.now, id, version],
  );
  if (done === 0) {
    await mustFind(work, id);
    throw problem('stale');
  }
  const material = await mustFind(work, id);
  await keepVersion(work, material, null);
  work.emit('material.changed', { data: { id, version: material.version } });
  return { id, version: material.version };
}

async function mustBeOpen(work: Work, id: string): Promise<Material> {
  const material = await mustFind(work, id);
  if (material.status !== 'open') throw problem('not_found', { what: '这份材料' });
  return material;
}

async function save(work: Work, author: Author, next: Material): Promise<Saved> {
  const { id, version } = next;
  const columns = [
    'kind',
    'title',
    'summary',
    'text',
    'link',
    'tags',
    'sources',
    'series',
    'expiresOn',
    'picture',
  ] as const;
  const done = await changed(
    work.tx,
    `UPDATE material SET ${columns.map((column) => `${column} = ?`).join(', ')}, version = version + 1, updatedAt = ?
     WHERE id = ? AND version = ?`,
    [...columns.map((column) => next[column]), work.now, id, version],
  );
  if (done === 0) throw problem('stale');
  const saved: Material = { ...next, version: version + 1, updatedAt: work.now };
  await keepVersion(work, saved, author);
  work.emit('material.changed', { data: { id, version: saved.version } });
  return { id, version: saved.version, findings: check(inputOf(saved), pictureOf(saved), work.today) };
}

async function keepVersion(work: Work, material: Material, author: Author | null): Promise<void> {
  const { id, version } = material;
  await work.tx.insert(MaterialVersion, {
    ...{ id: newId(), materialId: id, version, content: JSON.stringify(contentOf(material)) },
    ...{ author: author ? authorKey(author) : `${work.actor.kind}:${work.actor.id}`, at: work.now },
  });
}

function columnsOf(
  input: MaterialInput,
): Omit<Material, 'id' | 'picture' | 'status' | 'version' | 'author' | 'createdAt' | 'updatedAt'> {
  const {
    kind,
    title,
    summary = '',
    text,
    link = '',
    tags = [],
    sources = [],
    series = null,
    expiresOn = null,
  } = input;
  if (expiresOn !== null && !isLegalDate(expiresOn))
    throw problem('bad_input', { detail: '有效期不是一个日期' });
  return {
    kind,
    title: title.trim(),
    summary,
    text,
    link,
    tags: tags.join(' '),
    sources: JSON.stringify(sources),
    series,
    expiresOn,
  };
}
