import { expect } from 'chai';
import { HandoffMessage, Turn } from '../../entities/index.ts';
import { askPerson } from '../../server/channel/handoffs.ts';
import { closeHandoff } from '../../server/contact/answering.ts';
import { sweep } from '../../server/channel/jobs.ts';
import { finishTurn, openTurn } from '../../server/channel/turns.ts';
import { system } from '../../server/platform/actor.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';
import { textPush } from '../support/push.ts';

onEachEngine('the nightly sweep', (engine) => {
  let t: TestDatabase;
  let now = Date.UTC(2026, 0, 1);
  before(async () => {
    t = await testDatabase(engine, () => now);
  });
  after(() => t?.drop());

  const talk = async (openid: string, finish: boolean): Promise<void> => {
    const opened = await t.db.write(system('bot'), (work) => openTurn(work, textPush(openid, '你好')));
    if (opened.status !== 'leased' || !finish) return;
    const { id, fence } = opened.turn;
    await t.db.write(system('bot'), (work) =>
      finishTurn(work, { id, fence, state: {}, reply: ['好'], late: false }),
    );
  };

  it('removes talk that is half a year old, keeps the newer and what was never answered', async () => {
    await talk('old', true);
    await talk('old-open', false);
    now += 181 * 86_400_000;
    await talk('new', true);
    await sweep.run(t.db, now);
    const left = await t.db.read(({ tx }) => tx.find(Turn, { order: { openid: 'ASC' } }));
    expect(left.map(({ openid }) => openid)).to.deep.equal(['new', 'old-open']);
  });

  it('removes the messages of a talk with a person with it, and not before', async () => {
    const ask = { reason: '要求人工', said: '人工', urgency: 'normal' as const };
    const staff = {
      ...{ kind: 'staff' as const, id: 'zhou', name: 'zhou', roles: ['intake' as const] },
      ...{ servicePointId: 'centre', through: 'console' as const },
    };
    const { id } = await t.db.write(system('bot'), (work) => askPerson(work, 'o-closed', ask));
    await t.db.write(system('bot'), (work) => askPerson(work, 'o-open', ask));
    await t.db.write(staff, (work) => closeHandoff(work, { id, how: 'phoned' }));
    now += 181 * 86_400_000;
    await sweep.run(t.db, now);
    const left = await t.db.read(({ tx }) => tx.find(HandoffMessage));
    expect(left).to.have.length(1);
    expect(left[0]!.handoffId).not.to.equal(id);
  });
});
