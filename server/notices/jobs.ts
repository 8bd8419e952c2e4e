import { system } from '../platform/actor.ts';
import type { JobDefinition } from '../platform/schedule.ts';
import { changed } from '../platform/sql.ts';

/** A message that waited for its person's next word for so long would only confuse them by then. */
const WAITING_KEPT_MS = 30 * 86_400_000;
/** Rows of one unit, so that nobody waits behind it. */
const BATCH = 500;

/** Each night: messages that waited for a month end as failed (`expired`), so that staff can see who was not reached. */
export const expireWaiting: JobDefinition = {
  name: 'notices.expireWaiting',
  every: { dailyAt: '03:10' },
  whenMissed: 'make-up-once',
  async run(db) {
    for (let ended = BATCH; ended === BATCH;) {
      ended = await db.write(system('notices.expireWaiting'), async ({ tx, now }) => {
        const old = (await tx.query(
          `SELECT id FROM delivery WHERE status = 'waiting' AND dueAt < ? LIMIT ${BATCH}`,
          [now - WAITING_KEPT_MS],
        )) as { id: string }[];
        if (old.length === 0) return 0;
        return changed(
          tx,
          `UPDATE delivery SET status = 'failed', problem = 'expired', finishedAt = ?
           WHERE status = 'waiting' AND id IN (${old.map(() => '?').join(', ')})`,
          [now, ...old.map(({ id }) => id)],
        );
      });
    }
  },
};
