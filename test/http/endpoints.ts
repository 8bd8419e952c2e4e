import { readdirSync } from 'node:fs';
import type { Endpoint } from '../../server/platform/contract.ts';

const server = new URL('../../server/', import.meta.url);

/** Every endpoint that a contract declares, by 'METHOD path'. */
export async function declaredEndpoints(): Promise<Map<string, Endpoint>> {
  const contracts = readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('contract.ts') && !file.startsWith('platform/'))
    .map((file) => import(new URL(file, server).href) as Promise<Record<string, unknown>>);
  const endpoints = (await Promise.all(contracts)).flatMap(Object.values).filter(isEndpoint);
  return new Map(endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint]));
}

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'who' in value && 'path' in value;
