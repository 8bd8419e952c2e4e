import rawBody from 'raw-body';
import type { Database } from '../platform/db.ts';
import type { Serve } from '../platform/http.ts';
import { problem } from '../platform/problems.ts';
import * as contract from './contract.ts';
import { claimPending, noteFailure, storeContent } from './fetching.ts';
import { addAttachment, placeAttachments } from './placing.ts';
import { readContent } from './reading.ts';
import { isShown, MOST_BYTES } from './rules.ts';
import type { Files } from './port.ts';

export interface FilesParts {
  files: Files;
  scanCommand: string | undefined;
}

export function serveFiles(serve: Serve, db: Database, parts: FilesParts): void {
  serve(contract.addAttachment, (sent, { write }) => write((work) => addAttachment(work, sent)));
  serve(contract.placeAttachments, (place, { write }) => write((work) => placeAttachments(work, place)));
  serve(contract.claimMedia, async ({ max }, { write }) => ({
    items: await write((work) => claimPending(work, max)),
  }));
  serve(contract.storeMedia, async ({ id }, { ctx, write }) => {
    if (!ctx.is('application/octet-stream')) throw problem('bad_input', { detail: '请求应为文件内容' });
    const bytes = await rawBody(ctx.req, { limit: MOST_BYTES, length: ctx.request.length ?? null });
    await storeContent(db, parts, id, bytes, write);
    return {};
  });
  serve(contract.mediaFailed, async (failure, { write }) => {
    await write((work) => noteFailure(work, failure));
    return {};
  });
  serve(contract.readAttachment, async ({ id }, { ctx, write }) => {
    const { bytes, mime, name } = await readContent(parts.files, id, write);
    const show = isShown(mime) ? 'inline' : 'attachment';
    ctx.type = mime;
    ctx.set({
      'Content-Disposition': `${show}; filename*=UTF-8''${encodeURIComponent(name)}`,
      // Whatever it is, it runs nothing and loads nothing; a browser may keep it while the page is open.
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, max-age=600',
    });
    return bytes;
  });
}
