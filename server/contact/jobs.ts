import { system } from '../platform/actor.ts';
import type { JobDefinition } from '../platform/schedule.ts';
import { changed, rows } from '../platform/sql.ts';
import { escalate } from './alarms.ts';

const REMIND_BEFORE_MS = 30 * 60_000;

/** Each minute: an alarm that nobody took goes to the next of the on-call chain. */
export const escalateAlarms: JobDefinition = {
  name: 'contact.escalate',
  every: { minutes: 1 },
  whenMissed: 'make-up-once',
  async run(db) {
    await db.write(system('contact.escalate'), escalate);
  },
};

/** Every five minutes: a promised call-back that is due within half an hour is told to intake, once. */
export const remindCallBacks: JobDefinition = {
  name: 'contact.remindCallBacks',
  every: { minutes: 5 },
  whenMissed: 'make-up-once',
  async run(db) {
    await db.write(system('contact.remindCallBacks'), async (work) => {
      const { tx, now } = work;
      const due = await rows<{ id: string }>(
        tx,
        `SELECT id FROM handoff WHERE status <> 'closed' AND answeredAt IS NULL AND remindedAt IS NULL AND callBackBy <= ?
         LIMIT 100`,
        [now + REMIND_BEFORE_MS],
      );
      for (const { id } of due) {
        await changed(tx, 'UPDATE handoff SET remindedAt = ? WHERE id = ?', [now, id]);
        work.emit('person.callBackDue', { data: { handoffId: id, number: id.slice(-6) } });
      }
    });
  },
};
