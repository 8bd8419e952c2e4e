import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { XMLParser } from 'fast-xml-parser';
import { OfficialAccountPuppet } from '../../../bot/puppet/index.ts';
import { OPTIONS, TOKEN } from '../platform.ts';

export type Kind = 'raw' | 'puppet plain' | 'puppet safe' | 'Wechaty plain' | 'Wechaty safe';

/** Starts an echo of this kind. @returns its port */
async function start(kind: Kind): Promise<number> {
  if (kind === 'raw') return startRaw();
  const puppet = new OfficialAccountPuppet({ ...OPTIONS, mode: kind.endsWith('safe') ? 'safe' : 'plain' });
  if (kind.startsWith('puppet')) {
    puppet.on('message', ({ messageId }) => {
      const { key, fields } = puppet.pushOf(messageId)!;
      void puppet.reply(key, `收到：${String(fields['Content'])}`);
    });
    await puppet.start();
    return puppet.port;
  }
  const { WechatyBuilder } = await import('wechaty');
  const bot = WechatyBuilder.build({ puppet });
  bot.on('error', (error) => console.error(error));
  bot.on('message', (message) => void message.say(`收到：${message.text()}`));
  await bot.start();
  return puppet.port;
}

/** The least that any callback does: parse, sign, echo. */
async function startRaw(): Promise<number> {
  const parser = new XMLParser({ parseTagValue: false });
  const server = createServer(async (request, response) => {
    const query = new URLSearchParams(request.url!.split('?')[1]);
    const parts = [TOKEN, query.get('timestamp')!, query.get('nonce')!].sort().join('');
    if (createHash('sha1').update(parts).digest('hex') !== query.get('signature')) return response.destroy();
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { ToUserName, FromUserName, CreateTime, Content } = parser.parse(body).xml;
    response.end(
      `<xml><ToUserName><![CDATA[${FromUserName}]]></ToUserName>` +
        `<FromUserName><![CDATA[${ToUserName}]]></FromUserName><CreateTime>${CreateTime}</CreateTime>` +
        `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到：${Content}]]></Content></xml>`,
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

export interface Spent {
  port: number;
  /** CPU since the last question, ms. */
  cpuMs: number;
  /** Resident memory after garbage collection, MB. */
  memoryMb: number;
}

const port = await start(process.argv[2] as Kind);
let cpu = process.cpuUsage();
process.on('message', () => {
  const { user, system } = process.cpuUsage(cpu);
  (globalThis as { gc?: () => void }).gc?.();
  const spent: Spent = { port, cpuMs: (user + system) / 1000, memoryMb: process.memoryUsage().rss / 1e6 };
  process.send?.(spent);
  cpu = process.cpuUsage();
});
process.send?.('ready');
