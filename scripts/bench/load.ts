import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Simulator } from '../../bot/simulator/index.ts';

/** What one resident answers, step by step, from 申请 to the choice of proof: the demo journey of a migrant worker. */
export const steps = [
  '申请',
  '没有',
  '老板欠我三个月工资',
  '1',
  '我自己',
  '是',
  '工地',
  '不要别的',
  '一万二',
  '还在',
  '演示公司',
  '还没找过部门',
  '相城区',
  '没请',
  '35',
  '电话、微信都行',
];

export interface Load {
  steps: number;
  seconds: number;
  /** Time from push to passive answer, in ms, sorted. */
  times: number[];
  failed: number;
}

/** `residents` walk the questionnaire again and again, each sending as soon as the answer came (closed loop). */
export async function closedLoop(
  simulator: Simulator,
  residents: number,
  seconds: number,
  texts: readonly string[] = steps,
): Promise<Load> {
  const times: number[] = [];
  let failed = 0;
  const started = performance.now();
  const end = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: residents }, async (_, i) => {
      for (let walk = 0; performance.now() < end; walk += 1) {
        for (const step of texts) {
          if (performance.now() >= end) return;
          const at = performance.now();
          const { passive } = await simulator.sendText(
            `bench-closed-${i}-${texts.length > 1 ? walk : 0}`,
            step,
          );
          times.push(performance.now() - at);
          if (!passive) failed += 1;
        }
      }
    }),
  );
  return done(times, failed, started);
}

/** `perSecond` steps a second arrive at random moments, spread over `residents`, whether or not answers came (open loop). */
export async function openLoop(
  simulator: Simulator,
  residents: number,
  perSecond: number,
  seconds: number,
): Promise<Load> {
  const times: number[] = [];
  let failed = 0;
  const started = performance.now();
  const walks = Array.from({ length: residents }, () => ({ sent: 0, last: Promise.resolve() }));
  const running: Promise<void>[] = [];
  let due = started;
  for (let n = 0; due < started + seconds * 1000; n += 1) {
    due += (-Math.log(1 - Math.random()) / perSecond) * 1000;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    const walk = walks[n % residents]!;
    const [walked, step] = [Math.floor(walk.sent / steps.length), walk.sent % steps.length];
    walk.sent += 1;
    // A walk that is over begins again as somebody new.
    const openid = `bench-open-${residents}-${n % residents}-${walked}`;
    // Measured from when it was due, so that a stall isn't left out of the figures (coordinated omission).
    const at = due;
    walk.last = walk.last.then(async () => {
      const { passive } = await simulator.sendText(openid, steps[step]!);
      times.push(performance.now() - at);
      if (!passive) failed += 1;
    });
    running.push(walk.last);
  }
  await Promise.all(running);
  return done(times, failed, started);
}

function done(times: number[], failed: number, started: number): Load {
  return {
    steps: times.length,
    seconds: (performance.now() - started) / 1000,
    times: times.sort((a, b) => a - b),
    failed,
  };
}

export const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

/** CPU seconds (user and system) that a process has used; Linux only, NaN elsewhere. */
export function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return NaN;
  }
}

/** Resident memory of a process in MB; Linux only, NaN elsewhere. */
export function memoryMb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
  } catch {
    return NaN;
  }
}
