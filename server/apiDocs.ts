import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type Router from '@koa/router';
import send from 'koa-send';

const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>接口文档</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css"><div id="ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></html>`;
const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#ui', docExpansion: 'list', tryItOutEnabled: false });`;

/** A page to browse the OpenAPI document, from files of the swagger-ui-dist package only. */
export function serveApiDocs(router: Router): void {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  router.get('/docs', (ctx) => {
    ctx.type = 'html';
    ctx.body = page;
  });
  router.get('/docs/start.js', (ctx) => {
    ctx.type = 'js';
    ctx.body = start;
  });
  router.get('/docs/:file', async (ctx) => {
    const file = String(ctx.params['file']);
    if (/^swagger-ui(-bundle)?\.(css|js)$/.test(file)) await send(ctx, file, { root: folder });
  });
}
