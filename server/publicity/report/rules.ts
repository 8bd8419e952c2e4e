import type { PushFigures } from './contract.ts';

type Counts = Pick<PushFigures, 'wanted' | 'reached' | 'refused' | 'failed' | 'unknown' | 'filtered'>;

export interface JobOutcome {
  size: number;
  status: string;
  problem: string | null;
  /** What WeChat's event told; null while there is none. */
  total: number | null;
  filtered: number | null;
  sent: number | null;
  errors: number | null;
}

/** Of those who were to get it, how many did: WeChat may have counted more people than our list. */
export function perMille({ wanted, reached, refused, failed, unknown, filtered }: Counts): number {
  const whole = Math.max(wanted, reached + refused + failed + unknown + filtered);
  return whole === 0 ? 0 : Math.round((reached * 1000) / whole);
}

/**
 * Whether everyone in the audience is accounted for, and in words what is not. One to one: every recipient has an end.
 * Mass: WeChat's total is reached, failed and left out, and its count of the audience is ours, up to the `changes` of people
 * who followed or left meanwhile.
 */
export function balanceOf(
  { wanted, reached, refused, failed, unknown, filtered }: Counts,
  jobs: readonly JobOutcome[],
  finished: boolean,
  changes: number,
): { balanced: boolean; remarks: string[] } {
  const remarks: string[] = [];
  const accounted = reached + refused + failed + unknown + filtered;
  if (unknown > 0) remarks.push(`${unknown} 人没有收到微信的回执，可能已经送达，不再重发`);
  let balanced = finished;
  if (jobs.length === 0 && accounted !== wanted) {
    balanced = false;
    remarks.push(`还有 ${wanted - accounted} 人没有结果`);
  }
  for (const [i, job] of jobs.entries()) {
    const name = jobs.length > 1 ? `第 ${i + 1} 次群发：` : '';
    if (job.status === 'failed' || job.status === 'stopped') continue;
    if (job.total === null) {
      balanced = false;
      remarks.push(`${name}没有收到微信的结果通知，人数对不上账`);
      continue;
    }
    const [total, left, sent, errors] = [job.total, job.filtered, job.sent, job.errors].map(Number) as [
      number,
      number,
      number,
      number,
    ];
    if (left !== sent + errors || left > total) {
      balanced = false;
      remarks.push(`${name}微信报的数自己对不上：过滤后 ${left}，成功 ${sent}，失败 ${errors}`);
    }
    const apart = Math.abs(total - Number(job.size));
    if (apart === 0) continue;
    const counts = `${name}微信统计 ${total} 人，名单上 ${job.size} 人`;
    if (apart <= changes) remarks.push(`${counts}，相差的是期间关注或取关的人`);
    else {
      balanced = false;
      remarks.push(`${counts}，期间只有 ${changes} 人关注或取关；请同步粉丝名单`);
    }
  }
  return { balanced, remarks };
}
