import { expect } from 'chai';
import { Event } from '../../entities/index.ts';
import { system } from '../../server/platform/actor.ts';
import { startOf } from '../../server/platform/calendar.ts';
import { withQuietHours, type Setting } from '../../server/publicity/plan/settings.ts';
import { stopPush } from '../../server/publicity/pushes/verbs.ts';
import { claimNotices } from '../../server/publicity/sending/claiming.ts';
import { lookOnce } from '../../server/publicity/sending/worker.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';
import { approved, consents, drafted, editor, pushOf, template } from './support.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const setting: Setting = { accountType: 'service', plan: withQuietHours('off') };

onEachEngine('the clock of pushes', (engine) => {
  let t: TestDatabase;
  let now = startOf('2026-12-20');

  before(async () => {
    t = await testDatabase(engine, () => now);
    await consents(t.db, 3);
  });
  after(() => t?.drop());

  async function scheduled(dueAt: number, whenMissed: 'late' | 'missed' = 'late'): Promise<string> {
    now = dueAt - HOUR;
    const id = await drafted(t.db, { reach: 'subscription', template, dueAt, whenMissed }, {}, setting);
    await approved(t.db, id, setting);
    return id;
  }
  /** Two workers, each with a scheduler, look at the same moment. */
  const look = () => Promise.all(['one', 'two'].map((owner) => lookOnce(t.db, setting, owner)));
  const starts = async (id: string): Promise<number> => {
    const events = await t.db.read(({ tx }) => tx.findBy(Event, { type: 'push.started' }));
    return events.filter(({ data }) => data.includes(id)).length;
  };
  async function sendAll(id: string): Promise<number> {
    await look();
    const batches = await t.db.write(system('bot'), (work) => claimNotices(work, 2_000));
    await t.db.write(editor, (work) => stopPush(work, { id, reason: '结束' }));
    return batches.reduce((sum, { openids }) => sum + openids.length, 0);
  }

  const moments: [title: string, dueAt: number][] = [
    ['23:59 on the last day of a year', startOf('2027-01-01') - MINUTE],
    ['00:00 on the first day of a month', startOf('2027-02-01')],
    ['00:00 after a leap day', startOf('2028-03-01')],
    ['noon of a leap day', startOf('2028-02-29') + 12 * HOUR],
  ];
  for (const [title, dueAt] of moments) {
    it(`sends once what is due at ${title}, and not a moment before`, async () => {
      const id = await scheduled(dueAt);
      now = dueAt - 1;
      await look();
      expect((await pushOf(t.db, id)).status).to.equal('scheduled');
      now = dueAt;
      await look();
      now = dueAt + MINUTE;
      await look();
      expect([(await pushOf(t.db, id)).status, await starts(id)]).to.deep.equal(['running', 1]);
      expect(await sendAll(id)).to.equal(3);
    });
  }

  it('sends late, once, what was due while nobody was there, if the day is the same', async () => {
    const id = await scheduled(startOf('2028-04-10') + 9 * HOUR);
    now = startOf('2028-04-10') + 14 * HOUR;
    await look();
    await look();
    expect(await pushOf(t.db, id)).to.include({ status: 'running', reason: 'late' });
    expect([await starts(id), await sendAll(id)]).to.deep.equal([1, 3]);
  });

  it('marks it missed the next day, or at once where it must not be late, and tells its author once', async () => {
    const next = await scheduled(startOf('2028-05-10') + 20 * HOUR);
    now = startOf('2028-05-11');
    await look();
    const strict = await scheduled(startOf('2028-05-12') + 9 * HOUR, 'missed');
    now += 2 * HOUR;
    await look();
    await look();
    for (const id of [next, strict]) {
      expect(await pushOf(t.db, id)).to.include({ status: 'missed', reason: 'missed' });
      expect(await starts(id)).to.equal(0);
    }
    const told = await t.db.read(({ tx }) => tx.countBy(Event, { type: 'push.missed' }));
    expect(told).to.equal(2);
  });
});
