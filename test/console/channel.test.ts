import { expect } from 'chai';
import type { BotHealth } from '../../server/channel/contract.ts';
import { channelTroubles } from '../../server/console/src/shell/channel.ts';

const fine: BotHealth = {
  ...{
    bot: 'a',
    listening: true,
    loggedIn: true,
    token: 'ok',
    lastPushAt: null,
    alarms: [],
    at: 0,
    silent: false,
  },
};
const alarm = (code: string) => ({ code, path: '/cgi-bin/stable_token', message: '', at: 0 });

describe('微信通道的说明', () => {
  it('正常，或者还没有机器人：什么也不说', () => {
    expect(channelTroubles([])).to.deep.equal([]);
    expect(channelTroubles([fine])).to.deep.equal([]);
  });

  it('白名单和密钥：说清要改什么，几个机器人说同样的只说一次', () => {
    const bots = [
      { ...fine, alarms: [alarm('40164'), alarm('40125')] },
      { ...fine, alarms: [alarm('40164')] },
    ];
    expect(channelTroubles(bots)).to.deep.equal(['服务器地址不在公众号的 IP 白名单里', 'AppSecret 不对']);
    expect(channelTroubles([{ ...fine, alarms: [alarm('48001')] }])).to.deep.equal(['微信返回错误 48001']);
  });

  it('取不到令牌、机器人都没了声音：也说', () => {
    expect(channelTroubles([{ ...fine, token: 'failed' }])).to.deep.equal(['连不上微信接口']);
    expect(channelTroubles([{ ...fine, silent: true }])).to.deep.equal(['微信助手没有响应']);
    expect(channelTroubles([{ ...fine, silent: true }, fine])).to.deep.equal([]);
  });
});
