import { startPuppet } from '../platform.ts';

/** What the attacked process tells about itself. */
export interface Reading {
  port: number;
  /** Resident memory after garbage collection, MB. */
  memoryMb: number;
  /** CPU since the last reading, ms. */
  cpuMs: number;
  /** The most CPU since the last reading that was used while nothing else could run, ms: a busy machine adds nothing. */
  longestStallMs: number;
}

const puppet = await startPuppet();
puppet.on('message', ({ messageId }) => {
  const { key, fields } = puppet.pushOf(messageId)!;
  void puppet.reply(key, `收到：${String(fields['Content'])}`);
});

const cpuMs = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

let longestStallMs = 0;
let tick = process.cpuUsage();
setInterval(() => {
  longestStallMs = Math.max(longestStallMs, cpuMs(tick));
  tick = process.cpuUsage();
}, 10);
let cpu = process.cpuUsage();

process.on('message', () => {
  (globalThis as { gc?: () => void }).gc?.();
  const reading: Reading = {
    port: puppet.port,
    memoryMb: process.memoryUsage().rss / 1e6,
    cpuMs: cpuMs(cpu),
    longestStallMs,
  };
  process.send?.(reading);
  cpu = process.cpuUsage();
  longestStallMs = 0;
  // What reading itself took is nobody's attack.
  tick = cpu;
});
process.send?.('ready');
