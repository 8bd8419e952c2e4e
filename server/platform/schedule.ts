import { randomUUID } from 'node:crypto';
import { Job, JobRun } from '../../entities/index.ts';
import { system } from './actor.ts';
import { isDuplicate, type Database } from './db.ts';
import { newId } from './ids.ts';
import { inWords, type Logger } from './log.ts';
import { changed, row } from './sql.ts';
import { startWaking } from './waking.ts';

export interface JobDefinition {
  name: string;
  /** How often it is due, as a divider of the day in Asia/Shanghai. */
  every: { minutes: number } | { dailyAt: string };
  /** What becomes of due times that nobody was there for: one run makes up for them all, or they are marked missed. */
  whenMissed: 'make-up-once' | 'mark-missed';
  run(db: Database, dueAt: number): Promise<void>;
}

/** A running job renews it every six seconds; a job whose process died goes to another worker after it. */
const LEASE_MS = 30_000;
/** A failed run is tried again after 1, 2 and 4 minutes, unless its next due time comes first; then it stays failed. */
const MOST_TRIES = 4;
const FIRST_RETRY_MS = 60_000;
const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;

/** The newest due time at or before `now`, in epoch milliseconds. */
export function lastDue({ every }: Pick<JobDefinition, 'every'>, now: number): number {
  if ('minutes' in every) return now - (now % (every.minutes * 60_000));
  const [hours, minutes] = every.dailyAt.split(':').map(Number) as [number, number];
  const offset = (hours * 60 + minutes) * 60_000 - SHANGHAI;
  const today = now - ((((now - offset) % DAY) + DAY) % DAY);
  return today;
}

/**
 * Runs what is due: each (job, due time) once, whichever process comes first. The row is lease and record at once; a run
 * whose process died is taken over after its lease. Called by node-cron's tick and by tests.
 */
export async function runDueJobs(db: Database, jobs: readonly JobDefinition[], log: Logger): Promise<number> {
  let ran = 0;
  for (const job of jobs) {
    const dueAt = await nextDue(db, job);
    const lease = dueAt === undefined ? undefined : await leaseRun(db, job, dueAt);
    if (!lease) continue;
    await runLeased(db, job, dueAt!, lease, log);
    ran += 1;
  }
  return ran;
}

/** Wakes every `seconds` for the jobs that are due. Stopping waits for the job in work. */
export function startSchedule(
  db: Database,
  jobs: readonly JobDefinition[],
  log: Logger,
  seconds = 5,
): { stop(): Promise<void> } {
  return startWaking(`*/${seconds} * * * * *`, () => runDueJobs(db, jobs, log), { log, name: 'schedule' });
}

/** The due time to run now, if any; remembers what was skipped. A job that is new here starts with its next due time. */
async function nextDue(db: Database, job: JobDefinition): Promise<number | undefined> {
  const dueAt = lastDue(job, db.clock());
  const known = await db.read(({ tx }) =>
    row<{ lastDueAt: number }>(tx, 'SELECT lastDueAt FROM job WHERE name = ?', [job.name]),
  );
  if (!known) {
    await db
      .write(system('schedule'), ({ tx, now }) =>
        tx.insert(Job, { name: job.name, knownSince: now, lastDueAt: dueAt }),
      )
      .catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
    return undefined;
  }
  const last = Number(known.lastDueAt);
  if (last >= dueAt) return unfinished(db, job, dueAt);
  const late = db.clock() - dueAt > graceOf(job);
  return late && job.whenMissed === 'mark-missed' ? markMissed(db, job, dueAt) : dueAt;
}

/** A due time counts as missed when more than half its interval (at most an hour) has gone by. */
function graceOf({ every }: JobDefinition): number {
  return 'minutes' in every ? Math.min(every.minutes * 30_000, 3_600_000) : 3_600_000;
}

async function unfinished(db: Database, job: JobDefinition, dueAt: number): Promise<number | undefined> {
  const stuck = await db.read(({ tx, now }) =>
    row(tx, `SELECT id FROM job_run WHERE job = ? AND period = ? AND status = 'running' AND leaseUntil < ?`, [
      job.name,
      iso(dueAt),
      now,
    ]),
  );
  return stuck ? dueAt : undefined;
}

async function markMissed(db: Database, job: JobDefinition, dueAt: number): Promise<undefined> {
  await db
    .write(system('schedule'), async ({ tx, now }) => {
      await tx.insert(JobRun, { ...newRun(job, dueAt, now), status: 'missed', finishedAt: now });
      await changed(tx, 'UPDATE job SET lastDueAt = ? WHERE name = ? AND lastDueAt < ?', [
        dueAt,
        job.name,
        dueAt,
      ]);
    })
    .catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
    });
}

/** Becomes the one that runs this due time; undefined when another is or was. */
async function leaseRun(db: Database, job: JobDefinition, dueAt: number): Promise<string | undefined> {
  return db
    .write(system('schedule'), async ({ tx, now }) => {
      const run = newRun(job, dueAt, now);
      const taken = await changed(
        tx,
        `UPDATE job_run SET leaseToken = ?, leaseUntil = ?, attempts = attempts + 1
         WHERE job = ? AND period = ? AND status = 'running' AND leaseUntil < ?`,
        [run.leaseToken, run.leaseUntil, job.name, run.period, now],
      );
      if (taken === 0) await tx.insert(JobRun, run);
      // A newer due time makes up for older ones: what never came to an end there, or waits for another try, ends here.
      await changed(
        tx,
        `UPDATE job_run SET status = 'failed', finishedAt = ?, problem = COALESCE(problem, 'did not come to its end')
         WHERE job = ? AND period < ? AND status = 'running' AND leaseUntil < ?`,
        [now, job.name, run.period, now],
      );
      await changed(tx, 'UPDATE job SET lastDueAt = ? WHERE name = ? AND lastDueAt < ?', [
        dueAt,
        job.name,
        dueAt,
      ]);
      return run.leaseToken;
    })
    .catch((error: unknown) => {
      if (isDuplicate(error)) return undefined;
      throw error;
    });
}

async function runLeased(
  db: Database,
  job: JobDefinition,
  dueAt: number,
  lease: string,
  log: Logger,
): Promise<void> {
  const alive = setInterval(() => void extend(db, lease).catch(() => undefined), LEASE_MS / 5);
  try {
    await job.run(db, dueAt);
    await finish(db, lease, 'done', null);
  } catch (error) {
    log.error({ err: error, job: job.name, period: iso(dueAt) }, 'job failed');
    await bookFailure(db, lease, inWords(error as Error));
  } finally {
    clearInterval(alive);
  }
}

/** A long run keeps its lease while its process lives. */
async function extend(db: Database, lease: string): Promise<void> {
  await db.write(system('schedule'), ({ tx, now }) =>
    changed(tx, `UPDATE job_run SET leaseUntil = ? WHERE leaseToken = ? AND status = 'running'`, [
      now + LEASE_MS,
      lease,
    ]),
  );
}

/** The run waits under its own lease until it may be tried again, or is failed for good. */
async function bookFailure(db: Database, lease: string, problem: string): Promise<void> {
  const run = await db.read(({ tx }) =>
    row<{ attempts: number }>(tx, 'SELECT attempts FROM job_run WHERE leaseToken = ?', [lease]),
  );
  // Somebody else took the run over meanwhile.
  if (!run) return;
  if (run.attempts >= MOST_TRIES) return finish(db, lease, 'failed', problem);
  await db.write(system('schedule'), ({ tx, now }) =>
    changed(tx, 'UPDATE job_run SET problem = ?, leaseUntil = ? WHERE leaseToken = ?', [
      problem,
      now + FIRST_RETRY_MS * 2 ** (run.attempts - 1),
      lease,
    ]),
  );
}

async function finish(
  db: Database,
  lease: string,
  status: 'done' | 'failed',
  problem: string | null,
): Promise<void> {
  await db.write(system('schedule'), ({ tx, now }) =>
    changed(tx, 'UPDATE job_run SET status = ?, problem = ?, finishedAt = ? WHERE leaseToken = ?', [
      status,
      problem,
      now,
      lease,
    ]),
  );
}

function newRun(job: JobDefinition, dueAt: number, now: number): JobRun {
  return {
    id: newId(),
    job: job.name,
    period: iso(dueAt),
    status: 'running',
    leaseToken: randomUUID(),
    leaseUntil: now + LEASE_MS,
    attempts: 1,
    problem: null,
    finishedAt: null,
  };
}

const iso = (instant: number): string => new Date(instant).toISOString();
