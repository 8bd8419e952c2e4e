import { expect } from 'chai';
import { Event, Job } from '../../entities/index.ts';
import { system } from '../../server/platform/actor.ts';
import { isDuplicate } from '../../server/platform/db.ts';
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

  it('counts exactly under concurrent units of which a third fail', async () => {
    await t.db.write(system('test'), (work) =>
      work.tx.insert(Job, { name: 'counter', knownSince: 0, lastDueAt: 0 }),
    );
    const outcomes = await Promise.allSettled(
      Array.from({ length: 90 }, (_, i) =>
        t.db.write(system('test'), async (work) => {
          await work.tx.query('UPDATE job SET lastDueAt = lastDueAt + 1 WHERE name = ?', ['counter']);
          work.emit('case.read', { data: { round: i } });
          if (i % 3 === 0) throw new Error('this one fails');
        }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).to.have.length(30);
    const counter = await t.db.read(({ tx }) => tx.findOneByOrFail(Job, { name: 'counter' }));
    expect(counter.lastDueAt).to.equal(60);
    expect(await t.db.read(({ tx }) => tx.count(Event))).to.equal(61);
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
