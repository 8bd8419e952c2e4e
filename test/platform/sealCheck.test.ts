import { expect } from 'chai';
import { Applicant } from '../../entities/index.ts';
import { system } from '../../server/platform/actor.ts';
import { newId } from '../../server/platform/ids.ts';
import { createSealer, type Sealer } from '../../server/platform/seal.ts';
import { mustOpenWhatIsStored } from '../../server/platform/sealCheck.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';

const key = (version: string, byte: number) => ({ version, key: Buffer.alloc(32, byte) });

onEachEngine('the key at a start', (engine) => {
  let t: TestDatabase;
  beforeEach(async () => {
    t = await testDatabase(engine);
  });
  afterEach(() => t?.drop());

  const insert = (sealer: Sealer) =>
    t.db.write(system('test'), ({ tx }) =>
      tx.insert(Applicant, {
        id: newId(),
        openid: 'o1',
        name: sealer.seal('applicant.name', '王某'),
        identityNumber: sealer.seal('applicant.identityNumber', '320507199001011234'),
        identityIndex: sealer.index('applicant.identityNumber', newId()),
        createdAt: 1,
      }),
    );
  const refusal = (...keys: { version: string; key: Buffer }[]): Promise<string> =>
    mustOpenWhatIsStored({ ...t.db, sealer: createSealer(keys) }).then(
      () => 'was not refused',
      (error: Error) => error.message,
    );

  it('is any while nothing is stored, and then the one that was used', async () => {
    expect(await refusal(key('v1', 1))).to.equal('was not refused');
    await insert(createSealer([key('v1', 1)]));
    expect(await refusal(key('v1', 1))).to.equal('was not refused');
    expect(await refusal(key('v2', 2), key('v1', 1))).to.equal('was not refused');
    expect(await refusal(key('v1', 2))).to.match(/^DATA_KEY does not open .*applicant\.name/);
    expect(await refusal(key('v2', 2)), 'the old one was taken away too early').to.match(/^DATA_KEY/);
  });

  it('is not refused for one damaged value', async () => {
    await insert(createSealer([key('v1', 1)]));
    await insert(createSealer([key('v1', 9)]));
    expect(await refusal(key('v1', 1))).to.equal('was not refused');
  });
});
