import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Files } from '../../server/files/port.ts';
import { openFiles } from '../../server/files/store.ts';
import { createSealer } from '../../server/platform/seal.ts';

const key = (version: string, byte: number) => ({ version, key: Buffer.alloc(32, byte) });
const sealer = createSealer([key('v1', 1)]);
const photo = Buffer.from('\xff\xd8\xff a photo of a contract', 'latin1');

/** What both places must do. */
function keepsFiles(open: () => Files): void {
  it('gives back what it was given, and the newer of two', async () => {
    const files = open();
    await files.put('attachment/1', Buffer.from('first'));
    await files.put('attachment/1', photo);
    expect(await files.get('attachment/1')).to.deep.equal(photo);
  });

  it('knows nothing of a key that was removed or never used, and removes twice without complaint', async () => {
    const files = open();
    await files.put('attachment/2', photo);
    await files.remove('attachment/2');
    await files.remove('attachment/2');
    expect(await files.get('attachment/2')).to.equal(undefined);
    expect(await files.get('attachment/3')).to.equal(undefined);
  });

  it('refuses keys that would lead elsewhere', async () => {
    for (const bad of ['../secrets', 'attachment/../../x', '/etc/passwd', 'attachment', 'a/b/c']) {
      let refused = '';
      try {
        await open().put(bad, photo);
      } catch (error) {
        refused = (error as Error).message;
      }
      expect(refused, bad).to.match(/is no key of a file/);
    }
  });
}

describe('files in a folder', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'legal-aid-files-'))));
  after(() => rmSync(folder, { recursive: true }));

  keepsFiles(() => openFiles(folder, sealer));

  it('keeps them sealed, for their owner only, and leaves no half file behind', async () => {
    await openFiles(folder, sealer).put('attachment/4', photo);
    const path = join(folder, 'attachment/4');
    expect(readFileSync(path).includes('contract')).to.equal(false);
    expect(statSync(path).mode & 0o777).to.equal(0o600);
    expect(readdirSync(join(folder, 'attachment')).filter((name) => name.endsWith('.part'))).to.deep.equal(
      [],
    );
  });

  it('opens files of an older key, and not those that were changed or exchanged', async () => {
    const files = openFiles(folder, sealer);
    await files.put('attachment/5', photo);
    await files.put('attachment/6', Buffer.from('another'));
    expect(
      await openFiles(folder, createSealer([key('v2', 2), key('v1', 1)])).get('attachment/5'),
    ).to.deep.equal(photo);
    const other = readFileSync(join(folder, 'attachment/6'));
    writeFileSync(join(folder, 'attachment/5'), other);
    let error = '';
    await files.get('attachment/5').catch((one: Error) => (error = one.message));
    expect(error).to.not.equal('');
    await openFiles(folder, createSealer([key('v2', 2)]))
      .get('attachment/6')
      .catch((one: Error) => (error = one.message));
    expect(error).to.match(/no key v1/);
  });
});

describe('files in S3-compatible storage', () => {
  const kept = new Map<string, Buffer>();
  const signatures: string[] = [];
  let server: Server;
  let setting: string;

  before(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        signatures.push(request.headers.authorization ?? '');
        const path = request.url!;
        if (request.method === 'PUT') kept.set(path, Buffer.concat(chunks));
        if (request.method === 'DELETE') kept.delete(path);
        const found = kept.get(path);
        response.statusCode = request.method === 'GET' && !found ? 404 : path.includes('denied') ? 403 : 200;
        response.end(request.method === 'GET' ? found : undefined);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    setting = `http://KEY:SEC%2FRET@127.0.0.1:${(server.address() as AddressInfo).port}/bucket?region=cn-east-1`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  keepsFiles(() => openFiles(setting, sealer));

  it('signs every request for its region and sends nothing but sealed bytes', async () => {
    await openFiles(setting, sealer).put('attachment/7', photo);
    expect(signatures.at(-1)).to.match(
      /^AWS4-HMAC-SHA256 Credential=KEY\/\d{8}\/cn-east-1\/s3\/aws4_request, SignedHeaders=[\w;-]+, Signature=[0-9a-f]{64}$/,
    );
    expect(kept.get('/bucket/attachment/7')!.includes('contract')).to.equal(false);
  });

  it('says what the storage answered when it refuses', async () => {
    let error = '';
    await openFiles(setting.replace('/bucket', '/denied'), sealer)
      .put('attachment/8', photo)
      .catch((one: Error) => (error = one.message));
    expect(error).to.match(/PUT attachment\/8 got 403/);
  });

  it('says how the setting is written when the access key is missing', () => {
    expect(() => openFiles('s3://host/bucket', sealer)).to.throw('s3://KEY:SECRET@host/bucket?region=REGION');
  });
});
