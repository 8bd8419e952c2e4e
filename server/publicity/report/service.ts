import type { Push } from '../../../entities/index.ts';
import type { Reading } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { row, rows } from '../../platform/sql.ts';
import { numberOf } from '../number.ts';
import { planSettings } from '../plan/settings.ts';
import { mustFindPush, progressOf } from '../pushes/reading.ts';
import { reasonWords } from '../reasons.ts';
import { reachNames, type Reach } from '../vocabulary.ts';
import type { PushFigures, PushReport } from './contract.ts';
import { followUps, scenesOf } from './following.ts';
import { balanceOf, perMille, type JobOutcome } from './rules.ts';

const HOUR = 3_600_000;
const EARLIER = 5;
/** An event about a follower may be on its way so long. */
const AROUND_MS = 5 * 60_000;
const outcomes = { refused: '未接收', failed: '未送达', unknown: '结果不明' } as const;

/** What a push came to. Throws `not_found`, and `push_state` before it started. */
export async function readReport(reading: Reading, id: string): Promise<PushReport> {
  const push = await mustFindPush(reading, id);
  if (push.startedAt === null) throw problem('push_state', { state: '还没有开始发送' });
  const figures = await figuresOf(reading, push);
  const jobs = await jobsOf(reading, id);
  const window = planSettings.reportWindowHours * HOUR;
  return {
    ...figures,
    ...balanceOf(figures, jobs, push.finishedAt !== null, await changesSince(reading, push)),
    causes: [...(await causesOf(reading, id)), ...jobCauses(jobs)],
    finishedAt: push.finishedAt === null ? null : Number(push.finishedAt),
    windowHours: planSettings.reportWindowHours,
    ...(await followUps(reading, Number(push.startedAt), window)),
    scenes: await scenesOf(reading, Number(push.startedAt), window),
    earlier: await earlierThan(reading, push),
  };
}

async function figuresOf(reading: Reading, push: Push): Promise<PushFigures> {
  const { id, title, startedAt } = push;
  const { wanted, sent, refused, failed, unknown, filtered } = await progressOf(reading, push);
  const counts = { wanted, reached: sent, refused, failed, unknown, filtered };
  return {
    ...{ id, number: numberOf(id), title, reachName: reachNames[push.reach as Reach] },
    ...{ startedAt: Number(startedAt ?? 0), ...counts, perMille: perMille(counts) },
  };
}

/** People who followed or left around the time of a mass send, so that WeChat counted other ones than our list. */
async function changesSince({ tx, now }: Reading, push: Push): Promise<number> {
  if (push.reach !== 'mass') return 0;
  const from = Number(push.startedAt) - AROUND_MS;
  const to = Number(push.finishedAt ?? now) + AROUND_MS;
  const found = await row<{ people: number }>(
    tx,
    'SELECT COUNT(*) AS people FROM follower WHERE following IN (0, 1) AND changedAt BETWEEN ? AND ?',
    [from, to],
  );
  return Number(found?.people ?? 0);
}

const jobsOf = ({ tx }: Reading, pushId: string): Promise<JobOutcome[]> =>
  rows<JobOutcome>(
    tx,
    `SELECT j.size, j.status, j.problem, o.total, o.filtered, o.sent, o.errors FROM push_job j
     LEFT JOIN mass_outcome o ON o.msgId = j.msgId WHERE j.pushId = ? ORDER BY j.number`,
    [pushId],
  );

async function causesOf({ tx }: Reading, pushId: string): Promise<PushReport['causes']> {
  const found = await rows<{ status: keyof typeof outcomes; problem: string | null; people: number }>(
    tx,
    `SELECT status, problem, COUNT(*) AS people FROM push_recipient
     WHERE pushId = ? AND status IN ('refused', 'failed', 'unknown') GROUP BY status, problem ORDER BY status, problem`,
    [pushId],
  );
  return found.map(({ status, problem: code, people }) => ({
    ...{
      outcome: outcomes[status],
      code: code ?? '',
      words: reasonWords(code ?? ''),
      people: Number(people),
    },
  }));
}

const jobCauses = (jobs: readonly JobOutcome[]): PushReport['causes'] =>
  jobs
    .filter(({ problem: code }) => code !== null)
    .map(({ problem: code, size }) => ({
      ...{ outcome: outcomes.failed, code: code!, words: reasonWords(code!), people: Number(size) },
    }));

async function earlierThan(reading: Reading, { reach, startedAt }: Push): Promise<PushFigures[]> {
  const found = await rows<Push>(
    reading.tx,
    `SELECT id, title, reach, status, prepared, startedAt, finishedAt, wanted, reached, refused, failed, unknown, filtered
     FROM push WHERE status = 'finished' AND reach = ? AND startedAt < ? ORDER BY dueAt DESC LIMIT ${EARLIER}`,
    [reach, startedAt],
  );
  const figures: PushFigures[] = [];
  for (const push of found) figures.push(await figuresOf(reading, push));
  return figures;
}
