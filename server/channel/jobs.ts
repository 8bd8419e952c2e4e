import { system } from '../platform/actor.ts';
import type { JobDefinition } from '../platform/schedule.ts';
import { changed } from '../platform/sql.ts';

const DAY = 86_400_000;
/** Rows that one unit removes at most, so that nobody waits behind it. */
const BATCH = 500;

/** How long what is no dossier is kept (个保法19, 47: no longer than needed; the centre may shorten it). */
const retention: { table: string; key: string; over: string; days: number }[] = [
  { table: 'command', key: 'id', over: 'at < ?', days: 7 },
  { table: 'session', key: 'digest', over: 'expiresAt < ?', days: 0 },
  { table: 'job_run', key: 'id', over: `status <> 'running' AND leaseUntil < ?`, days: 90 },
  // The talk: half a year; what belongs to a case is kept with the case.
  { table: 'turn', key: 'id', over: `status = 'done' AND receivedAt < ?`, days: 180 },
  // A draft with files stays: its files are removed first, and by hand for now.
  {
    table: 'draft',
    key: 'id',
    over: `status <> 'submitted' AND updatedAt < ? AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.draftId = draft.id)`,
    days: 180,
  },
  { table: 'handoff', key: 'id', over: `status = 'closed' AND closedAt < ?`, days: 180 },
  // What belongs to a wish for a person goes after it.
  ...['handoff_message', 'alarm_step'].map((table) => ({
    ...{ table, key: 'id', days: 180 },
    over: `at < ? AND NOT EXISTS (SELECT 1 FROM handoff h WHERE h.id = ${table}.handoffId)`,
  })),
];

/** Each night: removes what is kept no longer. */
export const sweep: JobDefinition = {
  name: 'channel.sweep',
  every: { dailyAt: '03:30' },
  whenMissed: 'make-up-once',
  async run(db) {
    for (const { table, key, over, days } of retention) {
      for (let removed = BATCH; removed === BATCH;) {
        removed = await db.write(system('channel.sweep'), async ({ tx, now }) => {
          const old = (await tx.query(`SELECT ${key} AS id FROM ${table} WHERE ${over} LIMIT ${BATCH}`, [
            now - days * DAY,
          ])) as { id: string }[];
          if (old.length === 0) return 0;
          const marks = old.map(() => '?').join(', ');
          const ids = old.map(({ id }) => id);
          return changed(tx, `DELETE FROM ${table} WHERE ${key} IN (${marks})`, ids);
        });
      }
    }
  },
};
