import { system } from '../platform/actor.ts';
import type { JobDefinition } from '../platform/schedule.ts';
import { orderSync } from './audience/syncing.ts';

/** Each night: followers and tags as WeChat has them, so that audiences are counted by a list that is a day old at most. */
export const syncFollowers: JobDefinition = {
  name: 'publicity.syncFollowers',
  every: { dailyAt: '04:20' },
  whenMissed: 'make-up-once',
  async run(db) {
    await db.write(system('publicity.syncFollowers'), orderSync);
  },
};
