import { AwsClient } from 'aws4fetch';
import { mustBeOutsideUnit } from '../platform/db.ts';
import type { Files } from './port.ts';

const TIMEOUT_MS = 20_000;

/**
 * Files in S3-compatible storage. The setting's address is the bucket's own, in either style (`host/bucket` or
 * `bucket.host`), with the access key before the `@` and the region behind `?region=`.
 */
export function bucketFiles(setting: string): Files {
  const { base, client } = readBucketSetting(setting);

  async function call(method: 'PUT' | 'GET' | 'DELETE', key: string, body?: Buffer): Promise<Response> {
    mustBeOutsideUnit(`${method} to the store of files`);
    const response = await client.fetch(`${base}/${key}`, {
      method,
      ...(body && { body: new Uint8Array(body), headers: { 'content-type': 'application/octet-stream' } }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok || (response.status === 404 && method !== 'PUT')) return response;
    throw new Error(
      `files: ${method} ${key} got ${response.status} ${(await response.text()).slice(0, 300)}`,
    );
  }

  return {
    put: async (key, bytes) => void (await call('PUT', key, bytes)),
    async get(key) {
      const response = await call('GET', key);
      return response.status === 404 ? undefined : Buffer.from(await response.arrayBuffer());
    },
    remove: async (key) => void (await call('DELETE', key)),
  };
}

function readBucketSetting(setting: string): { base: string; client: AwsClient } {
  const url = new URL(setting.replace(/^s3:/, 'https:'));
  const { username, password, origin, pathname, searchParams } = url;
  if (!username || !password)
    throw new Error('FILES_URL: give S3-compatible storage as s3://KEY:SECRET@host/bucket?region=REGION');
  return {
    base: origin + pathname.replace(/\/$/, ''),
    client: new AwsClient({
      accessKeyId: decodeURIComponent(username),
      secretAccessKey: decodeURIComponent(password),
      service: 's3',
      region: searchParams.get('region') ?? 'us-east-1',
      retries: 3,
    }),
  };
}
