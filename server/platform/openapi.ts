import { ErrorReply, type Endpoint } from './contract.ts';

/** The OpenAPI 3.1 document of the served endpoints. */
export function openApi(endpoints: readonly Endpoint[], serverUrl: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[endpoint.method.toLowerCase()] = operation(endpoint);
  }
  return {
    openapi: '3.1.0',
    info: { title: '法律援助中心后台接口', version: '1' },
    servers: [{ url: `${serverUrl}/api` }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'session' },
        bot: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

function operation({ method, path, summary, who, input, reply }: Endpoint): object {
  const inPath = new Set([...path.matchAll(/:(\w+)/g)].map((match) => match[1]));
  const required = new Set((input as { required?: string[] }).required ?? []);
  const fields = Object.entries(input.properties);
  const inBody = fields.filter(([name]) => method !== 'GET' && !inPath.has(name));
  const parameters = fields
    .filter((field) => !inBody.includes(field))
    .map(([name, schema]) => ({
      name,
      in: inPath.has(name) ? 'path' : 'query',
      required: inPath.has(name) || required.has(name),
      schema,
    }));
  return {
    summary,
    // One chapter for each part of the house, or the page is one list of hundreds.
    tags: [path.split('/')[1]],
    security: who.includes('anyone')
      ? []
      : who.map((visitor) => (visitor === 'staff' ? { session: [] } : { bot: [] })),
    parameters,
    ...(inBody.length > 0 && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: Object.fromEntries(inBody),
              required: inBody.map(([name]) => name).filter((name) => required.has(name)),
            },
          },
        },
      },
    }),
    responses: {
      200: { description: 'OK', content: { [contentType(reply)]: { schema: reply } } },
      default: { description: '错误', content: { 'application/json': { schema: ErrorReply } } },
    },
  };
}

const contentType = (reply: object): string =>
  (reply as { format?: string }).format === 'binary' ? 'application/octet-stream' : 'application/json';
