import type { NoticeBatch, NoticeReceipt } from '../../server/publicity/sending/contract.ts';
import type { Other } from './outcome.ts';

/** A claimed batch: who is still to be tried, and what is known and not yet booked. */
export class Batch {
  readonly #waiting: string[];
  #inFlight = 0;
  #sent: string[] = [];
  #others: Other[] = [];
  /** Until when the lease surely holds; nothing is sent after it. */
  validUntil: number;
  bookedAt: number;

  constructor(
    readonly claimed: NoticeBatch,
    now: number,
    leaseMs: number,
  ) {
    this.#waiting = claimed.openids.toReversed();
    this.validUntil = now + leaseMs;
    this.bookedAt = now;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Recipients that were taken and whose answers are not booked. */
  get unbooked(): number {
    return this.#sent.length + this.#others.length;
  }

  /** Nothing is in flight and nobody waits. */
  get over(): boolean {
    return this.#waiting.length === 0 && this.#inFlight === 0;
  }

  take(): string | undefined {
    const openid = this.#waiting.pop();
    if (openid !== undefined) this.#inFlight += 1;
    return openid;
  }

  answered(openid: string, other: Omit<Other, 'openid'> | undefined): void {
    this.#inFlight -= 1;
    if (other) this.#others.push({ openid, ...other });
    else this.#sent.push(openid);
  }

  /** Nobody else is tried: the batch isn't ours any more, or the bot stops. */
  drop(): void {
    this.#waiting.length = 0;
  }

  /** What is to be booked now. */
  receipt(): NoticeReceipt {
    const receipt = {
      ...{ batch: this.claimed.id, leaseToken: this.claimed.leaseToken },
      ...{ sent: this.#sent, others: this.#others, over: this.over },
    };
    this.#sent = [];
    this.#others = [];
    return receipt;
  }
}
