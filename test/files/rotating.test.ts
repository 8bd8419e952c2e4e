import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Attachment, MaterialVersion } from '../../entities/index.ts';
import { rotateFiles } from '../../server/files/rotating.ts';
import type { Files } from '../../server/files/port.ts';
import { openFiles } from '../../server/files/store.ts';
import { system } from '../../server/platform/actor.ts';
import { newId } from '../../server/platform/ids.ts';
import { createSealer } from '../../server/platform/seal.ts';
import { testDatabase, type TestDatabase } from '../support/databases.ts';

const oldKey = { version: 'v1', key: Buffer.alloc(32, 7) };
const newKey = { version: 'v2', key: Buffer.alloc(32, 8) };

describe('rotation of stored files', () => {
  let t: TestDatabase;
  let folder: string;
  let old: Files;
  let files: Files;
  let current: Files;
  beforeEach(async () => {
    t = await testDatabase('sqlite');
    folder = mkdtempSync(join(tmpdir(), 'legal-aid-files-'));
    old = openFiles(folder, createSealer([oldKey]));
    files = openFiles(folder, createSealer([newKey, oldKey]));
    current = openFiles(folder, createSealer([newKey]));
  });
  afterEach(async () => {
    await t?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const attach = async (fileKey: string | null): Promise<void> => {
    const nothing = { draftId: null, caseId: null, mime: null, sha256: null, problem: null };
    await t.db.write(system('test'), ({ tx, sealer }) =>
      tx.insert(Attachment, {
        ...{ ...nothing, id: newId(), openid: 'oA', mediaId: 'm', kind: 'image', number: 1, fileKey },
        ...{ name: sealer.seal('attachment.name', '照片'), bytes: 1, scanned: false, status: 'stored' },
        ...{ attempts: 1, dueAt: 0, at: 0 },
      }),
    );
  };
  const rotate = async (store: Files = files) =>
    (await rotateFiles(t.db, { files: store, current })).find(({ table }) => table === 'attachment')!;

  it('seals each file under the new key once', async () => {
    for (const name of ['a', 'b', 'c']) {
      await attach(`attachment/${name}`);
      await (name === 'c' ? files : old).put(`attachment/${name}`, Buffer.from(`内容 ${name}`));
    }
    await attach(null);
    expect(await rotate()).to.deep.equal({ table: 'attachment', resealed: 2, unreadable: [] });
    for (const name of ['a', 'b', 'c'])
      expect((await current.get(`attachment/${name}`))?.toString()).to.equal(`内容 ${name}`);
    expect(await rotate()).to.include({ resealed: 0 });
  });

  it('finds pictures of publicity inside the versions that name them, and signed sheets', async () => {
    const version = (content: object) =>
      t.db.write(system('test'), ({ tx }) =>
        tx.insert(MaterialVersion, {
          ...{ id: newId(), materialId: newId(), version: 1, author: 'a', at: 0 },
          content: JSON.stringify(content),
        }),
      );
    await version({ title: '没有图', picture: null });
    await version({ title: '有图', picture: { key: 'publicity/abc', mime: 'image/png' } });
    await old.put('publicity/abc', Buffer.from('图'));
    const results = await rotateFiles(t.db, { files, current });
    expect(results.filter(({ resealed }) => resealed > 0)).to.deep.equal([
      { table: 'material_version', resealed: 1, unreadable: [] },
    ]);
    expect((await current.get('publicity/abc'))?.toString()).to.equal('图');
    expect(results.map(({ table }) => table)).to.include.members(['push', 'material', 'attachment']);
  });

  it('names what is missing or sealed with another key, and leaves it alone', async () => {
    const lost = openFiles(folder, createSealer([{ version: 'v0', key: Buffer.alloc(32, 1) }]));
    await attach('attachment/a');
    await attach('attachment/b');
    await lost.put('attachment/a', Buffer.from('x'));
    expect(await rotate())
      .to.include({ resealed: 0 })
      .and.deep.include({
        unreadable: ['attachment/a', 'attachment/b'],
      });
    expect((await lost.get('attachment/a'))?.toString()).to.equal('x');
  });

  it('does not bring back a file that was deleted with its row meanwhile', async () => {
    await attach('attachment/a');
    await old.put('attachment/a', Buffer.from('x'));
    const racing: Files = {
      ...files,
      async get(key) {
        const bytes = await files.get(key);
        await files.remove(key);
        await t.db.write(system('test'), ({ tx }) => tx.clear(Attachment));
        return bytes;
      },
    };
    expect(await rotate(racing)).to.deep.equal({ table: 'attachment', resealed: 0, unreadable: [] });
    expect(readdirSync(join(folder, 'attachment'))).to.deep.equal([]);
  });
});
