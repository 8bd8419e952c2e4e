import { system } from '../platform/actor.ts';
import type { JobDefinition } from '../platform/schedule.ts';
import { changed, rows } from '../platform/sql.ts';
import { KEPT_MS } from './drafts.ts';

/** Rows that one unit marks at most, so that nobody waits behind it. */
const BATCH = 500;

/**
 * Each night: unfinished questionnaires that nobody touched for 30 days are marked as expired. Nobody is written to, since
 * no window is open then; the resident's next word is told what was kept.
 */
export const expireDrafts: JobDefinition = {
  name: 'eligibility.expireDrafts',
  every: { dailyAt: '03:10' },
  whenMissed: 'make-up-once',
  async run(db) {
    for (let marked = BATCH; marked === BATCH;) {
      marked = await db.write(system('eligibility.expireDrafts'), async ({ tx, now }) => {
        const old = await rows<{ id: string }>(
          tx,
          `SELECT id FROM draft WHERE status IN ('answering', 'left') AND updatedAt <= ? LIMIT ${BATCH}`,
          [now - KEPT_MS],
        );
        if (old.length === 0) return 0;
        const marks = old.map(() => '?').join(', ');
        return changed(
          tx,
          `UPDATE draft SET status = 'expired', version = version + 1 WHERE id IN (${marks})`,
          old.map(({ id }) => id),
        );
      });
    }
  },
};
