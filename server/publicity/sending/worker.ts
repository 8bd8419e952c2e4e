import { system } from '../../platform/actor.ts';
import { Problem } from '../../platform/problems.ts';
import type { Database } from '../../platform/db.ts';
import type { Logger } from '../../platform/log.ts';
import { startWaking } from '../../platform/waking.ts';
import type { AccountType } from '../audience/service.ts';
import type { PlanSettings } from '../plan/settings.ts';
import { newOwner, prepareSome } from './preparing.ts';
import { reconcile } from './reconciling.ts';
import { pauseAndResume, startDue } from './starting.ts';

export interface SendingSetting {
  accountType: AccountType;
  plan: PlanSettings;
}

/** One look at what is due: begin, pause, resume, prepare recipients, bring to an end. Any number of processes may look. */
export async function lookOnce(
  db: Database,
  { accountType, plan }: SendingSetting,
  owner: string,
  stopped: () => boolean = () => false,
): Promise<void> {
  const step = (unit: Parameters<typeof db.write<void>>[1]): Promise<void> =>
    db.write(system('publicity'), unit).catch((error: unknown) => {
      // Another process moved the same push first: it has done what was to be done.
      if (!(error instanceof Problem && ['stale', 'push_state'].includes(error.code))) throw error;
    });
  await step((work) => startDue(work, plan));
  await step((work) => pauseAndResume(work, plan));
  while (
    !stopped() &&
    (await db.write(system('publicity'), (work) => prepareSome(work, accountType, owner)))
  );
  await step(reconcile);
}

/** Wakes every second; due times, leases and cursors live in the database. */
export function startSending(db: Database, setting: SendingSetting, log: Logger): { stop(): Promise<void> } {
  const owner = newOwner();
  let stopped = false;
  const waking = startWaking('* * * * * *', () => lookOnce(db, setting, owner, () => stopped), {
    log,
    name: 'publicity',
  });
  return {
    async stop() {
      stopped = true;
      await waking.stop();
    },
  };
}
