import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type Koa from 'koa';

const FOLDER = new URL('./pages/', import.meta.url);
const types: Record<string, string> = { html: 'html', css: 'css', js: 'text/javascript; charset=utf-8' };
/** Names without an ending are pages. */
const PAGES = new Set(['sign', 'receipt', 'sample']);

/** Runs and loads nothing but its own files; a signature is drawn on the page and sent as data. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The few pages that anybody opens without an account, under /pages; they come without a person's data. */
export function servePages(app: Koa): void {
  app.use(async (ctx, next) => {
    const name = /^\/pages\/([\w.-]+)$/.exec(ctx.path)?.[1];
    if (name === undefined || !['GET', 'HEAD'].includes(ctx.method)) return next();
    const file = PAGES.has(name) ? `${name}.html` : name;
    const bytes = await readFile(
      name === 'signature_pad.js'
        ? fileURLToPath(import.meta.resolve('signature_pad'))
        : new URL(file, FOLDER),
    ).catch(() => undefined);
    const type = types[file.split('.').at(-1)!];
    if (!bytes || !type) return next();
    ctx.type = type;
    ctx.set({
      'Content-Security-Policy': POLICY,
      'Cache-Control': 'no-cache',
      // The address may have held a ticket a moment ago.
      'Referrer-Policy': 'no-referrer',
    });
    ctx.body = bytes;
  });
}
