import rawBody from 'raw-body';
import type { Context } from 'koa';
import type { Files } from '../files/port.ts';
import { problem } from '../platform/problems.ts';
import { limits } from './materials/rules.ts';

/** The raw body of an upload, no longer than a picture may be. */
export async function bodyOf(ctx: Context): Promise<Buffer> {
  if (!ctx.is('application/octet-stream', 'image/*'))
    throw problem('bad_input', { detail: '请求应为图片内容' });
  try {
    return await rawBody(ctx.req, { limit: limits.pictureBytes, length: ctx.request.length ?? null });
  } catch (error) {
    if ((error as { type?: string }).type === 'entity.too.large')
      throw problem('bad_input', { detail: '图片不能超过 10 MB' });
    throw error;
  }
}

export async function sendPicture(ctx: Context, files: Files, key: string, mime: string): Promise<Buffer> {
  const bytes = await files.get(key);
  if (!bytes) throw problem('not_found', { what: '这张图片' });
  ctx.type = mime;
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Cache-Control', 'private, max-age=3600');
  return bytes;
}
