import { expect } from 'chai';
import { AccountTag, Follower, FollowerChoice, FollowerTag, Push } from '../../entities/index.ts';
import { noteFollower } from '../../server/channel/followers.ts';
import { system } from '../../server/platform/actor.ts';
import { countAudience } from '../../server/publicity/audience/service.ts';
import { orderTags } from '../../server/publicity/audience/tagging.ts';
import { orderSync } from '../../server/publicity/audience/syncing.ts';
import { bookOrders } from '../../server/publicity/orders/booking.ts';
import { claimOrders } from '../../server/publicity/orders/claiming.ts';
import type { OrderResult } from '../../server/publicity/orders/contract.ts';
import { conflictsOfPush } from '../../server/publicity/pushes/service.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';
import { drafted, pushOf, setting } from './support.ts';

const bot = system('bot');

onEachEngine('followers and audiences', (engine) => {
  let t: TestDatabase;
  let now = Date.parse('2026-12-01T02:00:00Z');
  before(async () => {
    t = await testDatabase(engine, () => now);
  });
  after(() => t?.drop());

  const page = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, i) => `o-${String(from + i).padStart(6, '0')}`);

  /** Answers every order, as a bot would, until none is left. */
  async function serve(answer: (kind: string, next: string, tag: string) => OrderResult): Promise<string[]> {
    const done: string[] = [];
    for (;;) {
      const orders = await t.db.write(bot, (work) => claimOrders(work, 20));
      if (orders.length === 0) return done;
      done.push(...orders.map(({ kind, body }) => `${kind} ${body.next ?? ''}`));
      await t.db.write(bot, (work) =>
        bookOrders(
          work,
          orders.map(({ id, leaseToken, kind, body }) => ({
            ...{ id, leaseToken, outcome: 'done' as const },
            result: answer(kind, body.next ?? '', body.tagId ?? ''),
          })),
        ),
      );
    }
  }
  const followers = () => t.db.read(({ tx }) => tx.countBy(Follower, { following: true }));

  it('are synchronised in pages of ten thousand, with their tags', async () => {
    await t.db.write(system('test'), orderSync);
    await t.db.write(system('test'), orderSync);
    const done = await serve((kind, next) => {
      if (kind === 'tagsList') return { tags: [{ id: '101', name: '工友', members: 2 }] };
      if (kind === 'tagMembersPage') return { openids: page(0, 2), next: '' };
      return next === ''
        ? { openids: page(0, 10_000), next: 'o-009999' }
        : { openids: page(10_000, 10_500), next: '' };
    });
    expect(done.toSorted(), 'ordered twice, done once').to.deep.equal([
      ...['followersPage ', 'followersPage o-009999', 'tagMembersPage ', 'tagsList '],
    ]);
    expect(await followers()).to.equal(10_500);
    expect(await t.db.read(({ tx }) => tx.count(FollowerTag))).to.equal(2);
  });

  it('who left between two synchronisations follow no more, who came meanwhile stay', async () => {
    now += 20 * 60_000;
    await t.db.write(system('test'), orderSync);
    await t.db.write(bot, (work) => noteFollower(work, 'o-new', true));
    await t.db.write(bot, (work) => noteFollower(work, 'o-000001', false));
    now += 1_000;
    await serve((kind) => {
      if (kind === 'tagsList') return { tags: [] };
      return { openids: page(0, 100).filter((openid) => openid !== 'o-000001'), next: '' };
    });
    expect(await followers()).to.equal(100);
    expect(await t.db.read(({ tx }) => tx.count(AccountTag))).to.equal(0);
  });

  it('are counted by what they chose, without those who want to hear less', async () => {
    const choose = (openid: string, kind: string, value: string) =>
      t.db.write(system('test'), ({ tx }) => tx.insert(FollowerChoice, { openid, kind, value, at: now }));
    await choose('o-000002', 'area', '望亭镇');
    await choose('o-000003', 'area', '望亭镇');
    await choose('o-000003', 'interest', '工资');
    await choose('o-000004', 'area', '元和街道');
    await choose('o-gone', 'area', '望亭镇');
    const count = (audience: object) =>
      t.db.read((reading) => countAudience(reading, { audience, reach: 'mass' }, 'service'));
    expect(await count({})).to.include({ people: 100, spared: 0, way: 'all' });
    expect(await count({ areas: ['望亭镇', '元和街道'] })).to.include({
      people: 3,
      way: 'list',
      words: '区域：望亭镇、元和街道',
    });
    expect(await count({ areas: ['望亭镇'], interests: ['工资'] })).to.include({ people: 1 });
    await choose('o-000002', 'pace', 'stop');
    expect(await count({ areas: ['望亭镇'] })).to.include({ people: 1, spared: 1 });
    expect(await count({}), '退订 is kept by lists').to.include({ people: 99, spared: 1, way: 'list' });
  });

  it('get the tags of what they chose, made at the account, and lose them again', async () => {
    now += 20 * 60_000;
    await t.db.write(system('test'), orderSync);
    const tagged: string[] = [];
    const answer = (kind: string): OrderResult => {
      if (kind === 'tagsList') return { tags: [] };
      return { openids: page(0, 100).filter((openid) => openid !== 'o-000001'), next: '' };
    };
    const people = async (): Promise<void> => {
      for (;;) {
        const orders = await t.db.write(bot, (work) => claimOrders(work, 20));
        if (orders.length === 0) return;
        const receipts = orders.map(({ id, leaseToken, kind, body }) => {
          const { tagName = '', add = [], remove = [] } = body;
          if (kind === 'tagPeople') tagged.push(`${tagName} +${add.join()} -${remove.join()}`);
          const result =
            kind === 'tagPeople'
              ? { tagId: String(200 + tagged.length), added: add, removed: remove }
              : answer(kind);
          return { id, leaseToken, outcome: 'done' as const, result };
        });
        await t.db.write(bot, (work) => bookOrders(work, receipts));
      }
    };
    await people();
    expect(tagged.toSorted(), 'who left or said 退订 has chosen nothing').to.deep.equal([
      '区·元和街道 +o-000004 -',
      '区·望亭镇 +o-000002,o-000003 -',
    ]);
    const [tag] = await t.db.read(({ tx }) => tx.findBy(AccountTag, { name: '区·望亭镇' }));
    expect(tag).to.include({ members: 2 });
    expect(
      await t.db.read((reading) =>
        countAudience(reading, { audience: { tags: [tag!.id] }, reach: 'mass' }, 'subscription'),
      ),
      'one call for a 订阅号 too',
    ).to.include({ people: 2, way: 'tag', calls: 1 });

    await t.db.write(system('test'), ({ tx }) =>
      tx.delete(FollowerChoice, { openid: 'o-000003', kind: 'area' }),
    );
    tagged.length = 0;
    await t.db.write(system('test'), (work) => orderTags(work, 'again'));
    await people();
    expect(tagged).to.deep.equal(['区·望亭镇 + -o-000003']);
    await t.db.write(system('test'), ({ tx }) =>
      tx.insert(FollowerChoice, { openid: 'o-000003', kind: 'area', value: '望亭镇', at: now }),
    );
  });

  it('are left out by their pace after a mass send too, and a full month of mass sends is counted for each', async () => {
    const sent = async (audience: object): Promise<void> => {
      const id = await drafted(t.db, { dueAt: now + 3_600_000, audience });
      await t.db.write(bot, ({ tx }) =>
        tx.update(Push, { id }, { status: 'finished', startedAt: now, dueAt: now }),
      );
    };
    const choose = (openid: string, kind: string, value: string) =>
      t.db.write(bot, ({ tx }) => tx.insert(FollowerChoice, { openid, kind, value, at: now }));
    const count = (reach: 'mass' | 'subscription') =>
      t.db.read((reading) =>
        countAudience(reading, { audience: {}, reach, template: '待办提醒' }, 'service'),
      );
    await choose('o-000003', 'pace', 'week');
    await choose('o-000004', 'pace', 'week');
    for (const openid of ['o-000003', 'o-000004']) await choose(openid, 'notice', '待办提醒');
    const before = await count('mass');
    await sent({ areas: ['望亭镇'] });
    expect(await count('mass'), 'o-000003 heard of it, o-000004 did not').to.include({
      spared: before.spared + 1,
    });
    expect(await count('subscription'), 'over the other reach as well').to.include({ people: 1, spared: 1 });

    const mine = await drafted(t.db, { dueAt: now + 3_600_000, audience: { areas: ['望亭镇', '元和街道'] } });
    const against = async (): Promise<string[]> => {
      const push = await pushOf(t.db, mine);
      return t.db.read(async (reading) => {
        const asked = { audience: { areas: ['望亭镇', '元和街道'] }, reach: 'mass' as const };
        const found = await conflictsOfPush(
          reading,
          setting,
          push,
          await countAudience(reading, asked, 'service'),
        );
        return found
          .filter(({ rule }) => rule === 'budgetMonth')
          .map(({ level, words }) => `${level} ${words}`);
      });
    };
    await sent({ areas: ['望亭镇'] });
    await sent({ areas: ['望亭镇'] });
    expect(await against()).to.deep.equal([]);
    await sent({ areas: ['元和街道'] });
    expect(await against(), 'four in all, but nobody got four').to.deep.equal([]);
    await sent({ areas: ['望亭镇'] });
    expect(await against()).to.deep.equal(['look 2026-12 已有 5 次群发，有 2 人已收满 4 次，这次收不到']);
  });
});
