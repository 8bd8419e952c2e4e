import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { TestServer } from './server.ts';

type Operation = {
  summary: string;
  security: Record<string, string[]>[];
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content: Record<string, { schema: object }> }>;
};
interface Document {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, object> };
}

describe('the OpenAPI document', () => {
  let server: TestServer;
  let document: Document;
  before(async () => {
    server = await TestServer.start('sqlite');
    document = (await (await server.fetch('/api/openapi.json')).json()) as Document;
  });
  after(() => server?.stop());

  const operations = (): [string, string, Operation][] =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]): [string, string, Operation] => [method, path, one]),
    );

  it('is OpenAPI 3.1 with a title, a server and its two ways of signing in', () => {
    expect(document.openapi).to.match(/^3\.1\.\d$/);
    expect(document.info).to.have.keys('title', 'version');
    expect(document.servers[0]!.url).to.match(/^http.*\/api$/);
    expect(document.components.securitySchemes).to.have.keys('session', 'bot');
  });

  it('describes every operation: summary, parameters of its path, replies', () => {
    expect(operations().length).to.be.greaterThan(30);
    for (const [method, path, { summary, parameters, responses, requestBody }] of operations()) {
      const name = `${method} ${path}`;
      expect(['get', 'post', 'put', 'delete'], name).to.include(method);
      expect(path, name).to.match(/^(\/([\w-]+|\{\w+\}))+$/);
      expect(summary.length, name).to.be.greaterThan(5);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const inPath = parameters.filter((one) => one.in === 'path');
      expect(
        inPath.map((one) => one.name),
        name,
      ).to.have.members(named);
      expect(
        inPath.every((one) => one.required),
        name,
      ).to.equal(true);
      expect(Object.keys(responses), name).to.include.members(['200', 'default']);
      if (method === 'get') expect(requestBody, name).to.equal(undefined);
    }
  });

  it('names only the declared ways of signing in', () => {
    const names = operations().flatMap(([, , { security }]) => security.flatMap((one) => Object.keys(one)));
    expect([...new Set(names)].toSorted()).to.deep.equal(['bot', 'session']);
  });

  it('holds schemas of JSON Schema 2020-12 only, with every reference inside', () => {
    const ajv = new Ajv2020({ strict: false, formats: { binary: true } });
    for (const [method, path, { parameters, requestBody, responses }] of operations()) {
      const schemas = [
        ...parameters.map(({ schema }) => schema),
        ...[requestBody, ...Object.values(responses)].flatMap((one) =>
          Object.values(one?.content ?? {}).map(({ schema }) => schema),
        ),
      ];
      for (const schema of schemas) expect(() => ajv.compile(schema), `${method} ${path}`).not.to.throw();
    }
  });

  it('can be browsed under the content security policy, from files of this server only', async () => {
    const page = await server.fetch('/api/docs');
    expect(page.status).to.equal(200);
    expect(page.headers.get('content-type')).to.match(/html/);
    const policy = page.headers.get('content-security-policy')!;
    expect(policy)
      .to.match(/script-src 'self'(;|$)/)
      .and.match(/default-src 'self'/);
    const html = await page.text();
    expect(html, 'no inline script').not.to.match(/<script>|<script [^>]*>[^<]/);
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
    expect(files).to.have.length(3);
    for (const file of files) {
      expect(file).to.match(/^\/api\/docs\//);
      const served = await server.fetch(file);
      await served.arrayBuffer();
      expect(served.status, file).to.equal(200);
      expect(served.headers.get('content-type'), file).to.match(file.endsWith('.css') ? /css/ : /javascript/);
    }
  });

  it('serves no other file beside the page', async () => {
    for (const file of ['package.json', 'index.html', 'swagger-initializer.js', '..%2fpackage.json'])
      expect((await server.fetch(`/api/docs/${file}`)).status, file).to.equal(404);
  });
});
