import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { Refused, type Backend } from '../../bot/backend.ts';
import { NoticeTemplates } from '../../bot/noticeTemplates.ts';
import type { WechatApi } from '../../bot/puppet/index.ts';
import { NoticeSender } from '../../bot/pushing/notices.ts';
import {
  bookNotices,
  claimNotices,
  type NoticeBatch,
  type NoticeReceipt,
} from '../../server/publicity/sending/contract.ts';

const template = { title: '普法通知', lines: { 主题: '讨薪' } };
const batchOf = (id: string, openids: string[]): NoticeBatch => ({
  ...{ id, leaseToken: `lease-${id}`, template, page: '', openids },
});
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What a real server answers too rarely to wait for: a booking that it refuses. */
describe('sending notices', () => {
  it('gives the place of a request back though the server refused to book the one beside it', async () => {
    const batches = [batchOf('one', ['a', 'b']), batchOf('two', ['c', 'd'])];
    const booked: NoticeReceipt[] = [];
    const answers = new Map<string, () => void>();
    let refusals = 1;
    const call = async (endpoint: unknown, input: { items?: NoticeReceipt[] }): Promise<unknown> => {
      if (endpoint === claimNotices) {
        // The second batch comes only when the first is settled.
        const first = batches.length === 2 || booked.length > 0;
        await sleep(5);
        return { batches: first ? batches.splice(0, 1) : [] };
      }
      expect(endpoint).to.equal(bookNotices);
      if ((refusals -= 1) >= 0) throw new Refused('internal', 'refused once', {});
      booked.push(...input.items!);
      return { gone: [] };
    };
    const api = {
      call: () =>
        Promise.resolve({ data: [{ priTmplId: 't', title: template.title, content: '', type: 3 }] }),
      subscription: {
        send: ({ openid }: { openid: string }) =>
          new Promise<void>((resolve) => answers.set(openid, resolve)),
      },
    } as unknown as WechatApi;
    const backend = { call } as unknown as Backend;
    const sender = new NoticeSender(backend, api, new NoticeTemplates(api), log, {
      inFlight: 2,
      perSecond: 0,
    });
    const running = sender.run();
    const asked = async (openid: string): Promise<() => void> => {
      for (let i = 0; i < 200 && !answers.has(openid); i += 1) await sleep(10);
      return answers.get(openid) ?? expect.fail(`${openid} was never sent to`);
    };
    const [a, b] = [await asked('a'), await asked('b')];
    a();
    while (refusals > 0) await sleep(10);
    await sleep(50);
    b();
    // Both places are free again: neither waits for the other.
    const [c, d] = [await asked('c'), await asked('d')];
    c();
    d();
    sender.stop();
    await running;
    expect(booked.flatMap(({ sent }) => sent)).to.have.members(['b', 'c', 'd']);
  });
});
