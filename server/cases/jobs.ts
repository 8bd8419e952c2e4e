import type { JobDefinition } from '../platform/schedule.ts';
import { addDays } from '../platform/calendar.ts';
import { system } from '../platform/actor.ts';
import { rows } from '../platform/sql.ts';
import { spokenReference } from './reference.ts';

/**
 * Each morning: staff are told of the legal dates of today and tomorrow (审查到期前1日), and of those that are over while
 * the application waits for a decision or a decision to end aid for its service. The time to object (异议) is the applicant's, not theirs.
 */
export const dueSoon: JobDefinition = {
  name: 'cases.dueSoon',
  every: { dailyAt: '08:30' },
  whenMissed: 'make-up-once',
  async run(db) {
    await db.write(system('cases.dueSoon'), async (work) => {
      const due = await rows<{ id: string; reference: string; dueOn: string }>(
        work.tx,
        `SELECT id, reference, dueOn FROM aid_case WHERE dueOn <= ?
         AND (state IN ('RECEIVED', 'SUPPLEMENT', 'REVIEW') OR (state = 'GRANTED' AND dueOn >= ?)
           OR (state = 'TERMINATED' AND id IN (SELECT caseId FROM case_clock WHERE rule = 'D9' AND status = 'running')))`,
        [addDays(work.today, 1), work.today],
      );
      for (const { id, reference, dueOn } of due) {
        work.emit('case.dueSoon', { caseId: id, data: { reference: spokenReference(reference), dueOn } });
      }
    });
  },
};
