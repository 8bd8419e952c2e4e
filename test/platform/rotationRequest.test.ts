import { existsSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { Applicant } from '../../entities/index.ts';
import { system } from '../../server/platform/actor.ts';
import { openDatabase, type Database } from '../../server/platform/db.ts';
import { newId } from '../../server/platform/ids.ts';
import { createLog } from '../../server/platform/log.ts';
import { rotateKeys, type RotatedColumn } from '../../server/platform/rotation.ts';
import { askForRotation, serveRotation } from '../../server/platform/rotationRequest.ts';
import { createSealer, type Sealer } from '../../server/platform/seal.ts';
import { testDatabase, type TestDatabase } from '../support/databases.ts';

const oldKey = { version: 'v1', key: Buffer.alloc(32, 7) };
const newKey = { version: 'v2', key: Buffer.alloc(32, 8) };
const log = createLog('silent');

describe('key rotation on SQLite while the program runs', () => {
  let t: TestDatabase;
  let db: Database;
  let path: string;
  beforeEach(async () => {
    t = await testDatabase('sqlite');
    if (t.setting.engine !== 'sqlite') throw new Error('SQLite only');
    path = t.setting.path;
    db = await openDatabase({ setting: t.setting, sealer: createSealer([newKey, oldKey]) });
  });
  afterEach(async () => {
    await db?.close();
    await t?.drop();
  });

  const insert = (number: string, sealer: Sealer) =>
    db.write(system('test'), ({ tx }) =>
      tx.insert(Applicant, {
        id: newId(),
        openid: 'o1',
        name: sealer.seal('applicant.name', `王${number}`),
        identityNumber: sealer.seal('applicant.identityNumber', number),
        identityIndex: sealer.index('applicant.identityNumber', number),
        createdAt: 1,
      }),
    );
  const underOldKey = async (): Promise<number> =>
    (await db.read(({ tx }) => tx.find(Applicant))).filter(
      ({ name, identityIndex }) => !name.startsWith('v2.') || !identityIndex.startsWith('v2.'),
    ).length;

  it('is asked for by the command, done by the program, and told to the command', async () => {
    for (let i = 0; i < 450; i += 1) await insert(String(i), createSealer([oldKey]));
    const program = serveRotation(path, () => rotateKeys(db), log);
    // Residents go on meanwhile.
    const meanwhile = Promise.all(
      Array.from({ length: 50 }, (_, i) => insert(`new${i}`, createSealer([newKey, oldKey]))),
    );
    const columns = await askForRotation<RotatedColumn[]>(path, () => true);
    await meanwhile;
    await program.stop();
    const name = columns.find(({ table, column }) => `${table}.${column}` === 'applicant.name')!;
    expect([name.resealed, name.left]).to.deep.equal([450, 0]);
    expect(await underOldKey()).to.equal(0);
  });

  it('goes on at the next start when the program was killed in the middle', async () => {
    await insert('1', createSealer([oldKey]));
    writeFileSync(`${path}.rotate`, '');
    const program = serveRotation(path, () => rotateKeys(db), log);
    while (existsSync(`${path}.rotate`)) await new Promise((resolve) => setTimeout(resolve, 10));
    await program.stop();
    expect(await underOldKey()).to.equal(0);
  });

  it('says so when the program fails or ends', async () => {
    const message = (action: Promise<unknown>) => action.then(String, (error: Error) => error.message);
    const program = serveRotation(path, () => Promise.reject(new Error('no such key')), log);
    expect(await message(askForRotation(path, () => true))).to.equal('no such key');
    await program.stop();
    expect(await message(askForRotation(path, () => false))).to.match(/ended meanwhile/);
  });
});
