import { createHash } from 'node:crypto';
import { imageSize } from 'image-size';
import type { Files } from '../../files/port.ts';
import { fileType } from '../../files/rules.ts';
import type { Reading } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { mustFind, pictureOf, versionOf, type StoredPicture } from './reading.ts';
import { limits } from './rules.ts';

/** Type, size and measures of a picture, told by its bytes; throws `bad_input` in words for what isn't taken. */
export function measure(bytes: Buffer): Omit<StoredPicture, 'key'> {
  const mime = fileType(bytes);
  if (!mime || !limits.pictureTypes.includes(mime))
    throw problem('bad_input', { detail: '图片请用 JPG 或 PNG' });
  if (bytes.length > limits.pictureBytes) throw problem('bad_input', { detail: '图片不能超过 10 MB' });
  try {
    const { width, height } = imageSize(bytes);
    return { mime, bytes: bytes.length, width, height };
  } catch {
    throw problem('bad_input', { detail: '图片打不开，请换一张' });
  }
}

/** Keeps a picture under its digest: the same picture again takes no more room. */
export async function keepPicture(files: Files, bytes: Buffer): Promise<StoredPicture> {
  const facts = measure(bytes);
  const key = `publicity/${createHash('sha256').update(bytes).digest('hex').slice(0, 40)}`;
  await files.put(key, bytes);
  return { ...facts, key };
}

/** A material's picture now, or that of a version; throws `not_found`. */
export async function pictureFor(reading: Reading, id: string, version?: number): Promise<StoredPicture> {
  const picture =
    version === undefined
      ? pictureOf(await mustFind(reading, id))
      : (await versionOf(reading, id, version)).picture;
  if (!picture) throw problem('not_found', { what: '这张图片' });
  return picture;
}
