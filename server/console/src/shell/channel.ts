import type { BotHealth } from '../../../channel/contract.ts';

/** What WeChat's codes mean for whoever has to act. */
const words: Record<string, string> = {
  '40013': 'AppID 不对',
  '40125': 'AppSecret 不对',
  '40164': '服务器地址不在公众号的 IP 白名单里',
  '45009': '今天的接口次数用完了',
};

/** What is wrong with the channel to WeChat, in words; empty when all is well or no bot has spoken yet. */
export function channelTroubles(bots: readonly BotHealth[]): string[] {
  const speaking = bots.filter(({ silent }) => !silent);
  if (bots.length > 0 && speaking.length === 0) return ['微信助手没有响应'];
  const troubles = speaking.flatMap(({ alarms, token }) => [
    ...alarms.map(({ code }) => words[code] ?? `微信返回错误 ${code}`),
    ...(token === 'failed' && alarms.length === 0 ? ['连不上微信接口'] : []),
  ]);
  return [...new Set(troubles)];
}
