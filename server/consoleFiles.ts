import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Koa from 'koa';
import send from 'koa-send';
import { built, programRoot } from './platform/built.ts';
import type { Logger } from './platform/log.ts';

/** Where the built console lies, beside the sources or beside the built server. */
const folder = join(programRoot, built ? 'console' : 'dist/console');

const WAITING_PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="3"><title>后台正在准备</title>
<body style="font-family:sans-serif;display:grid;place-items:center;min-height:90vh;color:#444">
<div><h1 style="font-size:20px">后台页面正在准备</h1><p>第一次启动需要半分钟左右，好了会自动打开。</p></div></body></html>`;

/** The staff console under /console, with its index for every page of it; a waiting page while it is being built. */
export function serveConsole(app: Koa): void {
  app.use(async (ctx, next) => {
    if (ctx.path === '/') return ctx.redirect('/console/');
    if (!['GET', 'HEAD'].includes(ctx.method) || !/^\/console(\/|$)/.test(ctx.path)) return next();
    const path = ctx.path.slice('/console'.length).replace(/^\//, '');
    if (!existsSync(join(folder, 'index.html'))) {
      ctx.status = 503;
      ctx.type = 'html';
      ctx.body = WAITING_PAGE;
    } else if (path.startsWith('assets/')) {
      await send(ctx, path, { root: folder, maxage: 365 * 86_400_000, immutable: true });
    } else {
      await send(ctx, 'index.html', { root: folder });
    }
  });
}

/** Builds the console when its sources changed since the last build. A built program has it built ahead. */
export async function buildConsoleIfChanged(log: Pick<Logger, 'info'>): Promise<void> {
  if (built) return;
  const { buildConsole, consoleSourcesDigest } = await import('./console/build.ts');
  const digest = join(folder, '.digest');
  if (existsSync(digest) && readFileSync(digest, 'utf8').trim() === consoleSourcesDigest()) return;
  await buildConsole({ outDir: folder, log: (line) => log.info({ line }, 'console build') });
}
