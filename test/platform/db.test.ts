import { expect } from 'chai';
import fc from 'fast-check';
import { Event, Job } from '../../entities/index.ts';
import { scan } from '../../server/files/scan.ts';
import { openFiles } from '../../server/files/store.ts';
import { system } from '../../server/platform/actor.ts';
import { isDuplicate, type Work } from '../../server/platform/db.ts';
import { migrate, schemaDrift } from '../../server/platform/migrate.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';

onEachEngine('unit of work', (engine) => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase(engine);
  });
  after(() => t?.drop());

  it('leaves nothing for the schema builder to do', async () => {
    expect(await schemaDrift(t.db)).to.deep.equal([]);
  });

  it('migrates once', async () => {
    expect(await migrate(t.db)).to.deep.equal([]);
  });

  it('saves state and events together, and neither when the unit fails', async () => {
    const unit = (name: string, fail: boolean) =>
      t.db.write(system('test'), async (work) => {
        await work.tx.insert(Job, { name, knownSince: 1, lastDueAt: 1 });
        work.emit('case.read', { data: { name } });
        if (fail) throw new Error('no');
      });
    await unit('kept', false);
    let failed = false;
    await unit('lost', true).catch(() => (failed = true));
    expect(failed).to.equal(true);
    expect((await t.db.read(({ tx }) => tx.find(Job))).map((job) => job.name)).to.deep.equal(['kept']);
    const events = await t.db.read(({ tx }) => tx.find(Event));
    expect(events.map((event) => JSON.parse(event.data))).to.deep.equal([{ name: 'kept' }]);
  });

  it('refuses a unit inside a unit at once', async () => {
    let message = '';
    await t.db
      .write(system('outer'), () => t.db.write(system('inner'), async () => undefined))
      .catch((error: Error) => (message = error.message));
    expect(message).to.match(/inside another/);
  });

  it('refuses a call to the outside inside a unit at once', async () => {
    const files = openFiles('s3://key:secret@127.0.0.1:9/bucket', t.db.sealer);
    const outcome = (action: Promise<unknown>) => action.then(String, (error: Error) => error.message);
    expect(await outcome(t.db.write(system('outer'), () => files.get('attachment/1')))).to.match(
      /inside a unit of work/,
    );
    expect(await outcome(t.db.write(system('outer'), () => scan('true', Buffer.from('x'))))).to.match(
      /inside a unit of work/,
    );
    expect(await scan('true', Buffer.from('x')), 'outside it goes').to.equal(true);
  });

  // On SQLite a lock goes with its process.
  const onServers = engine === 'mysql' ? it : () => undefined;
  onServers('gives up the locks of a process that vanished in the middle of a unit', async function () {
    // MySQL knows no limit for an idle unit: there it takes a minute (wait_timeout).
    if (t.db.source.options.type !== 'mariadb') this.skip();
    this.timeout(30_000);
    await t.db.write(system('test'), (work) =>
      work.tx.insert(Job, { name: 'left', knownSince: 0, lastDueAt: 0 }),
    );
    const raise = (by: number) => (work: Work) =>
      work.tx.query('UPDATE job SET lastDueAt = lastDueAt + ? WHERE name = ?', [by, 'left']);
    const vanished = t.db.source.createQueryRunner();
    await vanished.startTransaction();
    await vanished.query(`UPDATE job SET lastDueAt = lastDueAt + 100 WHERE name = 'left'`);
    await t.db.write(system('test'), raise(1));
    await vanished.release().catch(() => undefined);
    const [job] = await t.db.read(({ tx }) => tx.find(Job, { where: { name: 'left' } }));
    expect(job?.lastDueAt).to.equal(1);
    await t.db.write(system('test'), (work) => work.tx.delete(Job, { name: 'left' }));
  });

  it('counts exactly under random concurrent units: a third fail, some are nested and refused', async () => {
    await t.db.write(system('test'), (work) =>
      work.tx.insert(Job, { name: 'counter', knownSince: 0, lastDueAt: 0 }),
    );
    const eventsBefore = await t.db.read(({ tx }) => tx.count(Event));
    const kinds = fc.sample(fc.constantFrom('good', 'fails', 'nested', 'good'), {
      numRuns: 120,
      seed: 20261124,
    });
    const unit = (round: number, kind: string) =>
      t.db.write(system('test'), async (work) => {
        await work.tx.query('UPDATE job SET lastDueAt = lastDueAt + 1 WHERE name = ?', ['counter']);
        work.emit('case.read', { data: { round } });
        if (kind === 'nested') await t.db.write(system('inner'), async () => undefined);
        if (kind === 'fails') throw new Error('this one fails');
      });
    const outcomes = await Promise.allSettled(kinds.map((kind, round) => unit(round, kind)));
    const good = kinds.filter((kind) => kind === 'good').length;
    expect(kinds.length - good, 'at least a third fails').to.be.at.least(40);
    expect(outcomes.map(({ status }) => status === 'fulfilled')).to.deep.equal(
      kinds.map((kind) => kind === 'good'),
    );
    const counter = await t.db.read(({ tx }) => tx.findOneByOrFail(Job, { name: 'counter' }));
    expect(counter.lastDueAt).to.equal(good);
    expect(await t.db.read(({ tx }) => tx.count(Event))).to.equal(eventsBefore + good);
  });

  it('tells a taken key from other errors, and compares keys byte for byte', async () => {
    const put = (name: string) =>
      t.db.write(system('test'), (work) => work.tx.insert(Job, { name, knownSince: 0, lastDueAt: 0 }));
    await put('Key');
    await put('key');
    let error: unknown;
    await put('Key').catch((reason: unknown) => (error = reason));
    expect(isDuplicate(error)).to.equal(true);
    expect(isDuplicate(new Error('other'))).to.equal(false);
  });
});
