import type { Reading } from '../../platform/db.ts';
import { row, rows } from '../../platform/sql.ts';
import { listScenes } from '../scenes/reading.ts';
import { shown } from '../scenes/rules.ts';
import type { PushReport } from './contract.ts';

/** Follows and scans that are read for their scene, at most. */
const MOST_SCANS = 5_000;

type FollowUps = Pick<PushReport, 'unfollowed' | 'followed' | 'questions' | 'applications'>;

/** What happened in the window after a push, beside a window as long right before it. Counts only. */
export async function followUps(reading: Reading, start: number, window: number): Promise<FollowUps> {
  const both = async (count: (from: number, to: number) => Promise<number>) => ({
    after: await count(start, start + window),
    before: await count(start - window, start),
  });
  return {
    unfollowed: await both((from, to) => turns(reading, ['unfollow'], from, to)),
    followed: await both((from, to) => turns(reading, ['follow'], from, to)),
    questions: await both((from, to) => turns(reading, ['text', 'voice'], from, to)),
    applications: await both(async (from, to) => {
      const found = await row<{ count: number }>(
        reading.tx,
        'SELECT COUNT(*) AS count FROM application WHERE submittedAt >= ? AND submittedAt < ?',
        [from, to],
      );
      return Number(found?.count ?? 0);
    }),
  };
}

async function turns({ tx }: Reading, kinds: readonly string[], from: number, to: number): Promise<number> {
  const marks = kinds.map(() => '?').join(', ');
  const found = await row<{ count: number }>(
    tx,
    `SELECT COUNT(*) AS count FROM turn WHERE status = 'done' AND receivedAt >= ? AND receivedAt < ? AND kind IN (${marks})`,
    [from, to, ...kinds],
  );
  return Number(found?.count ?? 0);
}

/** The QR codes by which people came in the window, the most used first. Nobody is named, few people are not counted. */
export async function scenesOf(
  reading: Reading,
  start: number,
  window: number,
): Promise<PushReport['scenes']> {
  const { tx, sealer } = reading;
  const found = await rows<{ payload: string }>(
    tx,
    `SELECT payload FROM turn WHERE status = 'done' AND receivedAt >= ? AND receivedAt < ? AND kind IN ('follow', 'scan')
     ORDER BY receivedAt LIMIT ${MOST_SCANS}`,
    [start, start + window],
  );
  const people = new Map<string, number>();
  for (const { payload } of found) {
    const push = JSON.parse(sealer.open('turn.payload', payload)) as { payload?: { scene?: string } };
    const scene = push.payload?.scene;
    if (scene) people.set(scene, (people.get(scene) ?? 0) + 1);
  }
  const names = new Map((await listScenes(reading)).map(({ code, name }) => [code, name]));
  return [...people]
    .toSorted(([, a], [, b]) => b - a)
    .flatMap(([code, count]) => (names.has(code) ? [{ name: names.get(code)!, scans: shown(count) }] : []));
}
