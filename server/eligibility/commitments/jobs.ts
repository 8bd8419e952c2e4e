import { system } from '../../platform/actor.ts';
import { addMonths } from '../../platform/calendar.ts';
import type { JobDefinition } from '../../platform/schedule.ts';
import { row } from '../../platform/sql.ts';
import { watchDuePapers } from './duePapers.ts';
import { drawPeriod, publishPeriods } from './verification.ts';

/** Each morning: the seeds of this and the coming month are published where they aren't yet, and the month that is over is drawn, once. */
export const samples: JobDefinition = {
  name: 'commitments.samples',
  every: { dailyAt: '06:30' },
  whenMissed: 'make-up-once',
  async run(db) {
    await db.write(system('commitments.samples'), async (work) => {
      await publishPeriods(work);
      const last = addMonths(`${work.today.slice(0, 7)}-01`, -1).slice(0, 7);
      const undrawn = await row(
        work.tx,
        'SELECT period FROM sample_period WHERE period = ? AND drawnAt IS NULL',
        [last],
      );
      if (undrawn) await drawPeriod(work, last);
    });
  },
};

/** Each morning: papers that were promised in place of a commitment are reminded of, or their day is over. */
export const duePapers: JobDefinition = {
  name: 'commitments.duePapers',
  every: { dailyAt: '09:10' },
  whenMissed: 'make-up-once',
  async run(db) {
    while ((await db.write(system('commitments.duePapers'), watchDuePapers)) > 0);
  },
};
