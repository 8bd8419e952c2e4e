import { expect } from 'chai';
import { JobRun } from '../../entities/index.ts';
import { createLog } from '../../server/platform/log.ts';
import { lastDue, runDueJobs, type JobDefinition } from '../../server/platform/schedule.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';

const log = createLog('silent');
const at = (text: string): number => Date.parse(text);

describe('due times', () => {
  it('are the latest one, in Shanghai', () => {
    expect(
      new Date(lastDue({ every: { dailyAt: '08:30' } }, at('2026-11-24T00:29:59Z'))).toISOString(),
    ).to.equal('2026-11-23T00:30:00.000Z');
    expect(
      new Date(lastDue({ every: { dailyAt: '08:30' } }, at('2026-11-24T00:30:00Z'))).toISOString(),
    ).to.equal('2026-11-24T00:30:00.000Z');
    expect(new Date(lastDue({ every: { minutes: 5 } }, at('2026-11-24T00:07:10Z'))).toISOString()).to.equal(
      '2026-11-24T00:05:00.000Z',
    );
  });
});

onEachEngine('schedule', (engine) => {
  let t: TestDatabase;
  let now: number;
  beforeEach(async () => {
    now = at('2026-11-24T00:00:00Z');
    t = await testDatabase(engine, () => now);
  });
  afterEach(() => t?.drop());

  const job = (whenMissed: JobDefinition['whenMissed'], run: () => void): JobDefinition => ({
    name: 'test',
    every: { dailyAt: '08:30' },
    whenMissed,
    run: async () => run(),
  });
  const runs = () => t.db.read(({ tx }) => tx.find(JobRun, { order: { period: 'ASC' } }));

  it('runs a due time once, with two schedulers at the same moment', async () => {
    let count = 0;
    const jobs = [job('make-up-once', () => (count += 1))];
    await runDueJobs(t.db, jobs, log);
    expect(count, 'a new job waits for its next due time').to.equal(0);
    now = at('2026-11-24T00:30:01Z');
    await Promise.all([runDueJobs(t.db, jobs, log), runDueJobs(t.db, jobs, log)]);
    await runDueJobs(t.db, jobs, log);
    expect(count).to.equal(1);
    expect((await runs()).map(({ status, period }) => [status, period])).to.deep.equal([
      ['done', '2026-11-24T00:30:00.000Z'],
    ]);
  });

  it('makes missed runs up once', async () => {
    let count = 0;
    const jobs = [job('make-up-once', () => (count += 1))];
    await runDueJobs(t.db, jobs, log);
    now = at('2026-11-27T05:00:00Z');
    await runDueJobs(t.db, jobs, log);
    await runDueJobs(t.db, jobs, log);
    expect(count).to.equal(1);
  });

  it('marks a missed run as missed where its definition says so', async () => {
    let count = 0;
    const jobs = [job('mark-missed', () => (count += 1))];
    await runDueJobs(t.db, jobs, log);
    now = at('2026-11-24T05:00:00Z');
    await runDueJobs(t.db, jobs, log);
    expect(count).to.equal(0);
    expect((await runs()).map(({ status }) => status)).to.deep.equal(['missed']);
    now = at('2026-11-25T00:30:02Z');
    await runDueJobs(t.db, jobs, log);
    expect(count).to.equal(1);
  });

  it('tries a failed run again, later and later, and then writes the failure down', async () => {
    let tries = 0;
    const jobs = [
      job('make-up-once', () => {
        tries += 1;
        throw new Error('no paper');
      }),
    ];
    await runDueJobs(t.db, jobs, log);
    now = at('2026-11-24T00:30:01Z');
    const triedAt: string[] = [];
    for (let second = 0; second < 20 * 60; second += 10) {
      const before = tries;
      await runDueJobs(t.db, jobs, log);
      if (tries > before) triedAt.push(new Date(now).toISOString().slice(14, 19));
      now += 10_000;
    }
    expect(triedAt).to.deep.equal(['30:01', '31:11', '33:21', '37:31']);
    expect((await runs()).map(({ status, problem, attempts }) => [status, problem, attempts])).to.deep.equal([
      ['failed', 'no paper', 4],
    ]);
  });

  it('ends a failed run well when a later try succeeds', async () => {
    let fail = true;
    const jobs = [
      job('make-up-once', () => {
        if (fail) throw new Error('no paper');
      }),
    ];
    await runDueJobs(t.db, jobs, log);
    now = at('2026-11-24T00:30:01Z');
    await runDueJobs(t.db, jobs, log);
    fail = false;
    now += 61_000;
    await runDueJobs(t.db, jobs, log);
    expect((await runs()).map(({ status, problem }) => [status, problem])).to.deep.equal([['done', null]]);
  });

  it('ends what never came to its end when the next due time is there', async () => {
    const hanging: JobDefinition = {
      ...job('make-up-once', () => undefined),
      run: () => new Promise(() => undefined),
    };
    await runDueJobs(t.db, [hanging], log);
    now = at('2026-11-24T00:30:01Z');
    void runDueJobs(t.db, [hanging], log);
    while ((await runs()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    now = at('2026-11-25T00:30:01Z');
    await runDueJobs(t.db, [job('make-up-once', () => undefined)], log);
    expect((await runs()).map(({ status, problem }) => [status, problem])).to.deep.equal([
      ['failed', 'did not come to its end'],
      ['done', null],
    ]);
  });

  it('takes over a run whose process died', async () => {
    let count = 0;
    const hanging: JobDefinition = {
      ...job('make-up-once', () => undefined),
      run: () => new Promise(() => undefined),
    };
    await runDueJobs(t.db, [hanging], log);
    now = at('2026-11-24T00:30:01Z');
    void runDueJobs(t.db, [hanging], log);
    while ((await runs()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const jobs = [job('make-up-once', () => (count += 1))];
    await runDueJobs(t.db, jobs, log);
    expect(count).to.equal(0);
    now += 5 * 60_000 + 1;
    await runDueJobs(t.db, jobs, log);
    expect(count).to.equal(1);
  });
});
