import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { claimDeliveries } from '../../server/notices/contract.ts';
import { queueDelivery } from '../../server/notices/queue.ts';
import { system } from '../../server/platform/actor.ts';
import { claimNotices } from '../../server/publicity/sending/contract.ts';
import { bot, TestServer } from '../http/server.ts';
import { onEachEngine } from '../support/databases.ts';

onEachEngine('a claim that waits', (engine) => {
  let server: TestServer;
  before(async () => (server = await TestServer.start(engine)));
  after(() => server?.stop());

  it('gets what comes while it waits, and looks seldom until then', async () => {
    const claim = server.call(bot, claimDeliveries, { max: 10, waitMs: 20_000 });
    await sleep(200);
    await server.db.write(system('test'), (work) =>
      queueDelivery(work, {
        ...{ eventId: 'event-1', recipient: 'o-late', textKey: 'turn.reply#0', params: { text: '好' } },
        reach: 'customer-service',
      }),
    );
    expect((await claim).body.items).to.have.length(1);
  });

  it('of publicity does not answer before its time is over', async () => {
    let answered = false;
    const claim = server.call(bot, claimNotices, { max: 250, waitMs: 600 }).then(() => (answered = true));
    await sleep(100);
    expect(answered, 'it would be asked again at once, for ever').to.equal(false);
    await claim;
  });
});
