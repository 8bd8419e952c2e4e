import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startPuppet } from '../platform.ts';

/** What the attacked process tells about itself. */
export interface Reading {
  port: number;
  /** Resident memory after garbage collection, MB. */
  memoryMb: number;
  /** CPU since the last reading, ms. */
  cpuMs: number;
  /** The longest time since the last reading in which nothing else could run, ms. */
  longestStallMs: number;
}

const puppet = await startPuppet();
puppet.on('message', ({ messageId }) => {
  const { key, fields } = puppet.pushOf(messageId)!;
  void puppet.reply(key, `收到：${String(fields['Content'])}`);
});

const stalls = monitorEventLoopDelay({ resolution: 10 });
stalls.enable();
let cpu = process.cpuUsage();

process.on('message', () => {
  (globalThis as { gc?: () => void }).gc?.();
  const used = process.cpuUsage(cpu);
  const reading: Reading = {
    port: puppet.port,
    memoryMb: process.memoryUsage().rss / 1e6,
    cpuMs: (used.user + used.system) / 1000,
    longestStallMs: stalls.max / 1e6,
  };
  process.send?.(reading);
  cpu = process.cpuUsage();
  stalls.reset();
});
process.send?.('ready');
