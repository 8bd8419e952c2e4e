import { setTimeout as sleep } from 'node:timers/promises';
import { SUBSCRIPTIONS, type Crowd } from '../../bot/simulator/index.ts';
import { Follower, FollowerChoice, Material, MaterialVersion, Push } from '../../entities/index.ts';
import { demoPeople } from '../../server/demo/centre.ts';
import { system } from '../../server/platform/actor.ts';
import { openDatabase, type Database } from '../../server/platform/db.ts';
import { newId } from '../../server/platform/ids.ts';
import { createSealer } from '../../server/platform/seal.ts';
import { mustFindPush, progressOf } from '../../server/publicity/pushes/reading.ts';
import type { House } from '../../test/support/house.ts';

const template = SUBSCRIPTIONS.find(({ term }) => term === 'longTerm')!;
const lines = { 待办事项: '普法活动', 截止时间: '2026年12月4日' };
const AT_ONCE = 1_000;

/** The house's database, opened beside its processes. */
export const openBooks = (house: House): Promise<Database> =>
  openDatabase({
    setting: house.database,
    sealer: createSealer([{ version: 'v1', key: Buffer.alloc(32, 3) }]),
  });

/** So many people who consented to the notice, at the platform and here. */
export async function addReaders(
  house: House,
  books: Database,
  prefix: string,
  count: number,
): Promise<Crowd> {
  const crowd = house.simulator.addCrowd({ prefix, count, consents: [template.id] });
  for (let from = 0; from < count; from += AT_ONCE) {
    const openids = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => crowd.openid(from + i));
    await books.write(system('trial'), ({ tx, now }) =>
      tx.insert(
        FollowerChoice,
        openids.map((openid) => ({ openid, kind: 'notice', value: template.title, at: now })),
      ),
    );
  }
  return crowd;
}

/** So many followers here, for mass sends, with the demo's people who follow the account already. */
export async function addFollowers(books: Database, crowd: Crowd): Promise<void> {
  const demo = demoPeople().flatMap(({ openid, role }) => (role === '居民' ? [] : [openid]));
  for (let from = 0; from < crowd.count; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, crowd.count - from) }, (_, i) =>
      crowd.openid(from + i),
    );
    const openids = from === 0 ? [...demo, ...some] : some;
    await books.write(system('trial'), ({ tx, now }) =>
      tx.insert(
        Follower,
        openids.map((openid) => ({ openid, following: true, seenAt: now, changedAt: now })),
      ),
    );
  }
}

/** A push that is through its review and due at once. */
export async function schedule(books: Database, reach: 'subscription' | 'mass'): Promise<string> {
  const content = {
    kind: 'tip',
    title: '普法',
    text: '欠薪打 12333。',
    sources: ['《保障农民工工资支付条例》'],
  };
  return books.write(system('trial'), async ({ tx, now }) => {
    const [id, materialId] = [newId(), newId()];
    await tx.insert(Material, {
      ...{
        id: materialId,
        kind: 'tip',
        title: content.title,
        summary: '',
        text: content.text,
        link: '',
        tags: '',
      },
      ...{ sources: JSON.stringify(content.sources), series: null, picture: null, expiresOn: null },
      ...{ status: 'open', version: 1, author: 'staff:trial', createdAt: now, updatedAt: now },
    });
    await tx.insert(MaterialVersion, {
      ...{ id: newId(), materialId, version: 1, author: 'staff:trial', at: now },
      content: JSON.stringify({ ...content, picture: null }),
    });
    const push: Push = {
      ...{ id, materialId, materialVersion: 1, title: content.title, reach, audience: '{}', counted: null },
      ...{
        countedAt: null,
        dueAt: now,
        whenMissed: 'late',
        status: 'scheduled',
        reason: null,
        pausedUntil: null,
      },
      template: reach === 'subscription' ? JSON.stringify({ title: template.title, lines }) : null,
      ...{
        round: 1,
        author: 'staff:trial',
        authorOpenid: null,
        articleUrl: null,
        signoffKey: null,
        signoffMime: null,
        series: null,
      },
      ...{ mediaId: null, cursorOpenid: '', prepared: false, leaseToken: null, leaseUntil: 0, version: 1 },
      ...{ createdAt: now, startedAt: null, sentAt: null, finishedAt: null },
      ...{ wanted: 0, reached: 0, refused: 0, failed: 0, unknown: 0, filtered: 0 },
    };
    await tx.insert(Push, push);
    return id;
  });
}

export const pushIn = (books: Database, id: string): Promise<Push> =>
  books.read((reading) => mustFindPush(reading, id));

const progressIn = (books: Database, id: string) =>
  books.read(async (reading) => progressOf(reading, await mustFindPush(reading, id)));

/** Waits for a push's end; throws with how far it came. */
export async function finished(books: Database, id: string, ms: number): Promise<Push> {
  for (const until = Date.now() + ms; ; await sleep(100)) {
    const push = await pushIn(books, id);
    if (push.finishedAt !== null) return push;
    if (Date.now() > until)
      throw new Error(`${push.status}: ${JSON.stringify(await progressIn(books, id))} after ${ms / 1000} s`);
  }
}
