import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type Router from '@koa/router';
import send from 'koa-send';

const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>接口文档</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css"><nav id="parts" style="padding:12px 20px;line-height:2"></nav>
<div id="ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></html>`;
/** One chapter at a time: given all of some two hundred operations at once, the viewer shows only the first few. */
const start = `(async () => {
  const spec = await (await fetch('/api/openapi.json')).json();
  const tagOf = (path) => Object.values(spec.paths[path])[0].tags[0];
  const tags = [...new Set(Object.keys(spec.paths).map(tagOf))].sort();
  const wanted = new URLSearchParams(location.search).get('part');
  const part = tags.includes(wanted) ? wanted : 'cases';
  for (const tag of tags) {
    const link = document.createElement('a');
    link.href = '?part=' + tag;
    link.textContent = tag;
    link.style.cssText = 'margin-right:14px;' + (tag === part ? 'font-weight:bold' : '');
    document.getElementById('parts').append(link);
  }
  const paths = Object.fromEntries(Object.entries(spec.paths).filter(([path]) => tagOf(path) === part));
  SwaggerUIBundle({ spec: { ...spec, paths }, dom_id: '#ui', docExpansion: 'list', tryItOutEnabled: false });
})();`;

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
