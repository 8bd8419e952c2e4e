import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { blindIndexes, sealedColumns } from '../../entities/columns.ts';
import { Applicant, Conversation } from '../../entities/index.ts';
import { system } from '../../server/platform/actor.ts';
import { openDatabase, type Database } from '../../server/platform/db.ts';
import { newId } from '../../server/platform/ids.ts';
import { rotateKeys } from '../../server/platform/rotation.ts';
import { createSealer, type Sealer } from '../../server/platform/seal.ts';
import { changed } from '../../server/platform/sql.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';

const oldKey = { version: 'v1', key: Buffer.alloc(32, 7) };
const newKey = { version: 'v2', key: Buffer.alloc(32, 8) };
const oldSealer = createSealer([oldKey]);
const newSealer = createSealer([newKey]);

onEachEngine('key rotation', (engine) => {
  let t: TestDatabase;
  let db: Database;
  beforeEach(async () => {
    t = await testDatabase(engine);
    // The same database as a program sees it that was started with the new key first.
    db = await openDatabase({ setting: t.setting, sealer: createSealer([newKey, oldKey]) });
  });
  afterEach(async () => {
    await db?.close();
    await t?.drop();
  });

  const applicants = (count: number): string[] =>
    Array.from({ length: count }, (_, i) => `32050719900101${String(i).padStart(4, '0')}`);

  const insert = (numbers: string[], sealer: Sealer) =>
    db.write(system('test'), async ({ tx }) => {
      for (const number of numbers)
        await tx.insert(Applicant, {
          id: newId(),
          openid: 'o1',
          name: sealer.seal('applicant.name', `王${number}`),
          identityNumber: sealer.seal('applicant.identityNumber', number),
          identityIndex: sealer.index('applicant.identityNumber', number),
          createdAt: 1,
        });
    });
  const talk = (openid: string, state: string | null, sealer: Sealer) =>
    db.write(system('test'), ({ tx }) =>
      tx.insert(Conversation, {
        ...{ openid, state: state === null ? null : sealer.seal('conversation.state', state) },
        ...{ version: 0, fence: 0, leaseUntil: 0, following: true, lastSeenAt: 0 },
        ...{ messageLeft: 0, messageUntil: 0, tapLeft: 0, tapUntil: 0, owed: false },
      }),
    );
  const all = () => db.read(({ tx }) => tx.find(Applicant));
  const of = (results: Awaited<ReturnType<typeof rotateKeys>>, name: string) =>
    results.find(({ table, column }) => `${table}.${column}` === name)!;

  it('walks every sealed column, and every blind index belongs to one', async () => {
    const results = await rotateKeys(db);
    expect(results.map(({ table, column }) => ({ table, column }))).to.deep.equal(sealedColumns());
    for (const { table, of: column } of blindIndexes())
      expect(sealedColumns()).to.deep.include({ table, column });
  });

  it('seals all under the new key over several batches, so that the old one is not needed any more', async () => {
    const numbers = applicants(450);
    await insert(numbers, oldSealer);
    await insert(['320507199101010001'], newSealer);
    await talk('o1', '{"at":"menu"}', oldSealer);
    await talk('o2', null, oldSealer);

    const results = await rotateKeys(db);
    expect(of(results, 'applicant.identityNumber')).to.include({ resealed: 450, left: 0 });
    expect(of(results, 'applicant.name')).to.include({ resealed: 450, left: 0 });
    expect(of(results, 'conversation.state')).to.include({ resealed: 1, left: 0 });

    const rows = await all();
    const opened = rows.map((row) => newSealer.open('applicant.identityNumber', row.identityNumber));
    expect(opened.toSorted()).to.deep.equal([...numbers, '320507199101010001'].toSorted());
    for (const [i, row] of rows.entries()) {
      expect(row.identityIndex).to.equal(newSealer.index('applicant.identityNumber', opened[i]!));
      expect(newSealer.open('applicant.name', row.name)).to.match(/^王/);
    }
    const talks = await db.read(({ tx }) => tx.find(Conversation, { order: { openid: 'ASC' } }));
    expect(newSealer.open('conversation.state', talks[0]!.state!)).to.equal('{"at":"menu"}');
    expect(talks[1]!.state).to.equal(null);
    expect((await rotateKeys(db)).every(({ resealed }) => resealed === 0)).to.equal(true);
  });

  it('loses no write of a program that goes on meanwhile', async () => {
    await insert(applicants(600), oldSealer);
    const ids = (await all()).map(({ id }) => id);
    let rotating = true;
    let written = 0;
    const program = async (): Promise<void> => {
      while (rotating || written < 50) {
        const id = ids[(written * 37) % ids.length]!;
        await db.write(system('program'), ({ tx, sealer }) =>
          changed(tx, 'UPDATE applicant SET name = ? WHERE id = ?', [
            sealer.seal('applicant.name', `new ${id}`),
            id,
          ]),
        );
        written += 1;
        // On SQLite a unit never leaves the thread: without this nothing else would get a turn.
        await nextTurn();
      }
    };
    const running = program();
    const results = await rotateKeys(db);
    rotating = false;
    await running;

    expect(results.every(({ left }) => left === 0)).to.equal(true);
    const renamed = new Set(Array.from({ length: written }, (_, i) => ids[(i * 37) % ids.length]!));
    for (const { id, name } of await all())
      expect(newSealer.open('applicant.name', name)).to.match(
        renamed.has(id) ? new RegExp(`^new ${id}$`) : /^王/,
      );
  });

  it('leaves a value alone that was changed between reading and sealing', async () => {
    await insert(applicants(1), oldSealer);
    const competing: Database = {
      ...db,
      write: async (actor, unit) => {
        await t.db.write(system('program'), ({ tx }) =>
          changed(tx, 'UPDATE applicant SET name = ?', [oldSealer.seal('applicant.name', '后写的')]),
        );
        return db.write(actor, unit);
      },
    };
    const results = await rotateKeys(competing);
    expect(of(results, 'applicant.name')).to.include({ resealed: 0, left: 1 });
    expect(oldSealer.open('applicant.name', (await all())[0]!.name)).to.equal('后写的');
    expect(of(await rotateKeys(db), 'applicant.name')).to.include({ resealed: 1, left: 0 });
  });

  it('names what no key opens, keeps it as it is and goes on with the rest', async () => {
    const lost = createSealer([{ version: 'v0', key: Buffer.alloc(32, 1) }]);
    await insert(applicants(3), oldSealer);
    await insert(['320507199101010001'], lost);
    const id = (await all()).find(({ name }) => name.startsWith('v0.'))!.id;
    const before = (await all()).find((one) => one.id === id);

    const result = of(await rotateKeys(db), 'applicant.name');
    expect(result).to.deep.include({ resealed: 3, left: 1, unreadable: [id] });
    expect((await all()).find((one) => one.id === id)).to.deep.equal(before);
  });

  it('counts what bears the current label and was sealed with another key', async () => {
    const namesake = createSealer([{ version: 'v2', key: Buffer.alloc(32, 1) }]);
    await insert(applicants(2), newSealer);
    await insert(['320507199101010001'], namesake);
    const result = of(await rotateKeys(db), 'applicant.name');
    expect(result).to.include({ resealed: 0, left: 0, mislabelled: 1 });
    expect(result.unreadable).to.have.length(1);
  });
});
