import rawBody from 'raw-body';
import type { FilesParts } from '../../../files/routes.ts';
import { isShown, MOST_BYTES } from '../../../files/rules.ts';
import { mustBeAllowed } from '../../../people/policies.ts';
import type { Serve } from '../../../platform/http.ts';
import { problem } from '../../../platform/problems.ts';
import * as contract from './contract.ts';
import * as service from './service.ts';

export function serveOnPaper(serve: Serve, parts: FilesParts): void {
  serve(contract.papersToPrint, ({ id }, { write }) => write((work) => service.papersToPrint(work, id)));
  serve(contract.addScan, async ({ id }, { actor, ctx, write }) => {
    mustBeAllowed(actor, 'commitments.confirm');
    if (!ctx.is('application/octet-stream')) throw problem('bad_input', { detail: '请求应为文件内容' });
    const bytes = await rawBody(ctx.req, { limit: MOST_BYTES, length: ctx.request.length ?? null });
    return service.addScan(parts, write, id, bytes);
  });
  serve(contract.readScan, async ({ id, number }, { ctx, write }) => {
    const { bytes, mime } = await service.readScan(parts.files, write, id, number);
    ctx.type = mime;
    ctx.set({
      'Content-Disposition': isShown(mime) ? 'inline' : 'attachment',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, max-age=600',
    });
    return bytes;
  });
}
