import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { HttpError, send } from './http.ts';
import type { Platform } from './platform.ts';

const FOLDER = new URL('./page/', import.meta.url);
const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};
const POLICY =
  "default-src 'self'; img-src 'self' data: blob: http: https:; object-src 'none'; base-uri 'none'";

/** The chat page's own files. */
export async function sendPage(response: ServerResponse, path: string): Promise<void> {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const type = TYPES[/^[\w-]+\.(\w+)$/.exec(name)?.[1] ?? ''];
  if (!type) throw new HttpError(404, 'not found');
  const bytes = await readFile(new URL(name, FOLDER)).catch(() => undefined);
  if (!bytes) throw new HttpError(404, 'not found');
  send(response, 200, bytes, {
    'content-type': type,
    'cache-control': 'no-cache',
    'content-security-policy': POLICY,
  });
}

/** An article of a draft or publication, whose markup must not run anything here. */
export function sendArticle(
  response: ServerResponse,
  { publications, account }: Platform,
  path: string,
): void {
  const [id = '', index = '0'] = path.split('/');
  const article = publications.articles(id)?.[Number(index)];
  if (!article) throw new HttpError(404, 'no such article');
  const text = (name: string) =>
    String(article[name] ?? '').replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const page =
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${text('title')}</title><style>body{max-width:677px;margin:0 auto;padding:20px 16px;` +
    `font:17px/1.75 sans-serif;color:#333}h1{font-size:22px;line-height:1.4}p.by{color:#999;font-size:15px}` +
    `img{max-width:100%}</style><h1>${text('title')}</h1>` +
    `<p class="by">${text('author') || account.name}</p>${String(article['content'] ?? '')}</html>`;
  const policy = "sandbox; default-src 'none'; img-src 'self' http: https: data:; style-src 'unsafe-inline'";
  send(response, 200, page, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
  });
}

/** A medium as the phones and `PicUrl` see it. */
export function sendMedium(response: ServerResponse, { media }: Platform, id: string): void {
  const medium = media.get(id);
  if (!medium) throw new HttpError(404, 'no such medium, or expired');
  const headers = { 'content-type': medium.contentType, 'x-content-type-options': 'nosniff' };
  send(response, 200, medium.bytes, headers);
}
