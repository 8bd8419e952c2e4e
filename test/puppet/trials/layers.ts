import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { message, signed, xml } from '../platform.ts';
import type { Kind, Spent } from './benchTarget.ts';

const CONNECTIONS = 50;

export interface Measured {
  perSecond: number;
  cpuMs: number;
  growthMb: number;
}

/** What one message costs at a layer, in a process of its own, with one message from each of `residents`. */
export async function measureLayer(kind: Kind, residents: number): Promise<Measured> {
  const target = fork(fileURLToPath(new URL('./benchTarget.ts', import.meta.url)), [kind], {
    execArgv: ['--import', '@oxc-node/core/register', '--expose-gc'],
  });
  await once(target, 'message');
  const ask = async (): Promise<Spent> => {
    target.send('spent');
    return (await once(target, 'message'))[0] as Spent;
  };
  const { port } = await ask();
  const mode = kind.endsWith('safe') ? 'safe' : 'plain';
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS });
  await sendAll(pool, mode, 2000, 'warm');
  const before = await ask();
  const seconds = await sendAll(pool, mode, residents, 'o');
  const after = await ask();
  await pool.destroy();
  target.kill();
  return {
    perSecond: residents / seconds,
    cpuMs: after.cpuMs / residents,
    growthMb: after.memoryMb - before.memoryMb,
  };
}

/** One message from each of `count` residents. @returns seconds */
async function sendAll(pool: Pool, mode: 'plain' | 'safe', count: number, prefix: string): Promise<number> {
  const pushes = Array.from({ length: count }, (_, index) =>
    signed(xml(message({ FromUserName: `${prefix}-${index}` })), { mode }),
  );
  const began = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const { query, body } = pushes[next++]!;
      const response = await pool.request({ method: 'POST', path: `/wechat?${query}`, body });
      const answer = await response.body.text();
      if (!/收到|Encrypt/.test(answer)) throw new Error(`no echo: ${response.statusCode} ${answer}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return (performance.now() - began) / 1000;
}

export const layers: readonly Kind[] = [
  'raw',
  'puppet plain',
  'puppet safe',
  'Wechaty plain',
  'Wechaty safe',
];
