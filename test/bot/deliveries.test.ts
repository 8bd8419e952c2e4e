import { expect } from 'chai';
import type { Backend } from '../../bot/backend.ts';
import { Deliveries } from '../../bot/deliveries.ts';
import { NoticeTemplates } from '../../bot/noticeTemplates.ts';
import { WechatError, type WechatApi } from '../../bot/puppet/index.ts';
import { bookReceipts, claimDeliveries, type Receipt } from '../../server/notices/contract.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('a long message', () => {
  it('goes on behind the parts that arrived when a later one failed', async () => {
    const sent: string[] = [];
    let failing = 1;
    const api = {
      call: () => Promise.resolve({}),
      customerService: {
        sendText: async (_: string, text: string) => {
          if (text.startsWith('（2/') && (failing -= 1) >= 0)
            throw new WechatError({ path: '/send', kind: 'temporary', errcode: -1, errmsg: 'busy' });
          sent.push(text.slice(0, 5));
        },
      },
    } as unknown as WechatApi;
    const outcomes: string[] = [];
    const item = {
      ...{ id: 'd-1', leaseToken: 'l', attempts: 1, recipient: 'o-1', reach: 'window' },
      ...{ textKey: 'turn.reply#0', params: { text: '说明。'.repeat(500) } },
    };
    const call = async (endpoint: unknown, input: { items?: Receipt[] }): Promise<unknown> => {
      if (endpoint === claimDeliveries) return { items: [item] };
      expect(endpoint).to.equal(bookReceipts);
      outcomes.push(...input.items!.map(({ outcome }) => outcome));
      if (outcomes.length === 2) deliveries.stop();
      return {};
    };
    const deliveries = new Deliveries({ call } as unknown as Backend, api, log);
    await deliveries.run();
    expect(outcomes).to.deep.equal(['temporary', 'sent']);
    expect(sent).to.deep.equal(['（1/3）', '（2/3）', '（3/3）']);
  });
});

describe('templates of subscription notices', () => {
  it('that the account lacks are looked up anew after half a minute, not for each recipient', async () => {
    let [now, lookedUp, title] = [0, 0, '别的通知'];
    const api = {
      call: async () => {
        lookedUp += 1;
        return { data: [{ priTmplId: 't', title, content: '', type: 3 }] };
      },
    } as unknown as WechatApi;
    const templates = new NoticeTemplates(api, () => now);
    const found = async () => (await templates.find({ title: '普法通知', lines: {} }))?.templateId;
    for (let i = 0; i < 5; i += 1) expect(await found()).to.equal(undefined);
    expect(lookedUp).to.equal(1);
    title = '普法通知';
    now = 29_000;
    expect(await found()).to.equal(undefined);
    now = 30_000;
    expect(await found()).to.equal('t');
    expect(lookedUp).to.equal(2);
  });
});
