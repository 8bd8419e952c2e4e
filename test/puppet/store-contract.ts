import { expect } from 'chai';
import type { Store } from '../../bot/puppet/index.ts';

const HOUR = 3600_000;

/**
 * What any {@link Store} has to do. Call it inside a `describe`.
 * @param open a fresh, empty store on the given clock, and a second view of the same data for another process
 */
export function storeContract(open: (clock: () => number) => Promise<[Store, Store]>): void {
  let now: number;
  let one: Store;
  let other: Store;

  beforeEach(async () => {
    now = Date.UTC(2025, 0, 1);
    [one, other] = await open(() => now);
  });

  describe('token', () => {
    it('has none at first', async () => {
      expect(await one.token.get()).to.equal(undefined);
    });

    it('is leased to one owner at a time, and the token is seen by all', async () => {
      expect(await one.token.lease('a', 1000)).to.equal(true);
      expect(await other.token.lease('b', 1000)).to.equal(false);
      const token = { value: 'v', useUntil: now + HOUR };
      await one.token.put('a', token);
      expect(await other.token.get()).to.deep.equal(token);
      expect(await other.token.lease('b', 1000)).to.equal(true);
    });

    it('gives one lease to many that ask at once', async () => {
      const asked = Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? one : other).token.lease(`p${index}`, 1000),
      );
      expect((await Promise.all(asked)).filter(Boolean)).to.have.length(1);
    });

    it('leases again when the time is over, and takes nothing from the owner who was too late', async () => {
      await one.token.lease('a', 1000);
      now += 1001;
      expect(await other.token.lease('b', 1000)).to.equal(true);
      await one.token.put('a', { value: 'stale', useUntil: now + HOUR });
      expect(await one.token.get()).to.equal(undefined);
    });

    it('keeps the old token when a fetch has failed', async () => {
      const token = { value: 'v', useUntil: now + HOUR };
      await one.token.lease('a', 1000);
      await one.token.put('a', token);
      await one.token.lease('a', 1000);
      await one.token.put('a', undefined);
      expect(await one.token.get()).to.deep.equal(token);
      expect(await other.token.lease('b', 1000)).to.equal(true);
    });
  });

  describe('budget', () => {
    const takes = async (openid: string, times: number) => {
      const taken: boolean[] = [];
      for (let take = 0; take < times; take += 1) {
        taken.push(await (take % 2 ? one : other).budget.take(openid, now));
      }
      return taken.filter(Boolean).length;
    };

    it('is nothing for a person who has not written', async () => {
      expect(await takes('o1', 1)).to.equal(0);
    });

    it('is five in 48 hours after a message', async () => {
      await one.budget.opened('o1', 'message', now);
      expect(await takes('o1', 7)).to.equal(5);
      expect(await takes('o2', 1)).to.equal(0);
      await one.budget.opened('o3', 'message', now);
      now += 48 * HOUR;
      expect(await takes('o3', 1)).to.equal(0);
    });

    it('is three in a minute after a tap', async () => {
      await one.budget.opened('o1', 'tap', now);
      expect(await takes('o1', 5)).to.equal(3);
      await one.budget.opened('o2', 'tap', now);
      now += 60_000;
      expect(await takes('o2', 1)).to.equal(0);
    });

    it('is full again with each new message, and not with a repeat of the same', async () => {
      await one.budget.opened('o1', 'message', now);
      expect(await takes('o1', 5)).to.equal(5);
      await other.budget.opened('o1', 'message', now);
      expect(await takes('o1', 1)).to.equal(0);
      now += 1000;
      await other.budget.opened('o1', 'message', now);
      expect(await takes('o1', 6)).to.equal(5);
    });

    it('takes from the window that closes first', async () => {
      await one.budget.opened('o1', 'message', now);
      await one.budget.opened('o1', 'tap', now + 1000);
      expect(await takes('o1', 3)).to.equal(3);
      now += 2 * 60_000;
      expect(await takes('o1', 6)).to.equal(5);
    });

    it('never gives one send to two that take it at once', async () => {
      await one.budget.opened('o1', 'message', now);
      const taken = Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? one : other).budget.take('o1', now),
      );
      expect((await Promise.all(taken)).filter(Boolean)).to.have.length(5);
    });

    it('gets back what was not sent, and never more than the window holds', async () => {
      await one.budget.opened('o1', 'message', now);
      await one.budget.giveBack('o1', now);
      expect(await takes('o1', 6)).to.equal(5);
      await other.budget.giveBack('o1', now);
      expect(await takes('o1', 2)).to.equal(1);
    });

    it('is nothing once WeChat says so, until the next message', async () => {
      await one.budget.opened('o1', 'message', now);
      await other.budget.exhausted('o1', now);
      expect(await takes('o1', 1)).to.equal(0);
      now += 1000;
      await one.budget.opened('o1', 'message', now);
      expect(await takes('o1', 1)).to.equal(1);
    });

    it('tells openids apart by their case', async () => {
      await one.budget.opened('oAb', 'message', now);
      expect(await takes('oaB', 1)).to.equal(0);
    });
  });

  describe('replies', () => {
    it('are recalled by key, the empty one too', async () => {
      expect(await one.replies.recall('k')).to.equal(undefined);
      await one.replies.keep('k', '<xml>好</xml>');
      await one.replies.keep('K', '');
      expect(await other.replies.recall('k')).to.equal('<xml>好</xml>');
      expect(await other.replies.recall('K')).to.equal('');
    });
  });
}
