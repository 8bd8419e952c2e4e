import { expect } from 'chai';
import { channelAlarms, channelHealth, noteHealth } from '../../server/channel/health.ts';
import type { HealthReport } from '../../server/channel/contract.ts';
import { system } from '../../server/platform/actor.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';

onEachEngine('the health of the channel', (engine) => {
  let t: TestDatabase;
  let now = Date.UTC(2026, 10, 24);
  before(async () => {
    t = await testDatabase(engine, () => now);
  });
  after(() => t?.drop());

  const fine = { listening: true, loggedIn: true, token: 'ok' as const, lastPushAt: now, alarms: [] };
  const tell = (bot: string, more: Partial<HealthReport> = {}) =>
    t.db.write(system(bot), (work) => noteHealth(work, { bot, ...fine, ...more }));
  const alarms = () => t.db.read(channelAlarms);
  const alarm = (code: string) => ({ code, path: '/cgi-bin/stable_token', message: 'invalid ip', at: now });

  it('is fine before any bot has spoken', async () => {
    expect(await alarms()).to.deep.equal([]);
  });

  it('names each alarm once, whichever bots have it, until it is over', async () => {
    await tell('bot-1', { token: 'failed', alarms: [alarm('40164')] });
    await tell('bot-2', { alarms: [alarm('40164'), alarm('45009')] });
    expect(await alarms()).to.deep.equal(['40164', '45009']);
    await tell('bot-1');
    await tell('bot-2');
    expect(await alarms()).to.deep.equal([]);
  });

  it('notices when no bot speaks any more, but not when one of two was taken away', async () => {
    now += 91_000;
    await tell('bot-2');
    expect(await alarms()).to.deep.equal([]);
    expect((await t.db.read(channelHealth)).map(({ bot, silent }) => [bot, silent])).to.deep.equal([
      ['bot-1', true],
      ['bot-2', false],
    ]);
    now += 91_000;
    expect(await alarms()).to.deep.equal(['silent']);
  });

  it('forgets a bot that has been gone for a day', async () => {
    now += 25 * 3_600_000;
    await tell('bot-3');
    expect((await t.db.read(channelHealth)).map(({ bot }) => bot)).to.deep.equal(['bot-3']);
  });
});
