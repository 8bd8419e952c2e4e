import { monthOf } from './days.ts';
import type { ChatLine, LineContent } from './types.ts';

export interface CrowdOptions {
  /** Openids are the prefix and a number of seven digits. */
  prefix: string;
  count: number;
  /** Subscription templates that everyone in it agreed to for good. */
  consents?: string[];
  tags?: number[];
  /** No events about what they got: for a load that nobody behind the callback waits for. */
  quiet?: boolean;
}

const DIGITS = 7;

/**
 * Very many followers at once, for load: they are a range of numbers and take no room but a count of what each received.
 * What they got is remembered as the last line, not as a million chats.
 */
export class Crowd {
  readonly prefix: string;
  readonly count: number;
  readonly consents: ReadonlySet<string>;
  readonly tags: number[];
  readonly followedAt: number;
  readonly quiet: boolean;
  private readonly received: Uint16Array;
  private readonly massAt: number[] = [];
  private lastLine: LineContent | undefined;

  constructor({ prefix, count, consents = [], tags = [], quiet = false }: CrowdOptions, now: number) {
    this.prefix = prefix;
    this.count = count;
    this.consents = new Set(consents);
    this.tags = tags;
    this.quiet = quiet;
    this.followedAt = now;
    this.received = new Uint16Array(count);
  }

  openid(index: number): string {
    return this.prefix + String(index).padStart(DIGITS, '0');
  }

  /** The place in the range; -1 for strangers. */
  indexOf(openid: string): number {
    if (!openid.startsWith(this.prefix) || openid.length !== this.prefix.length + DIGITS) return -1;
    const index = Number(openid.slice(this.prefix.length));
    return Number.isInteger(index) && index < this.count ? index : -1;
  }

  /** One of them as a person; what is changed on it is not kept. */
  person(openid: string) {
    const { followedAt, tags } = this;
    return {
      openid,
      name: '众人',
      role: '居民' as const,
      follows: true,
      followedAt,
      remark: '',
      tags,
      scene: '',
    };
  }

  /** One of them got something; kept as a number. */
  note(openid: string, line: LineContent): void {
    const index = this.indexOf(openid);
    this.received[index] = this.received[index]! + 1;
    this.lastLine = line;
  }

  /** All of them get one mass message, if their month has room; returns whether it has. */
  receiveMass(now: number, perMonth: number): boolean {
    if (this.massAt.filter((at) => monthOf(at) === monthOf(now)).length >= perMonth) return false;
    this.massAt.push(now);
    return true;
  }

  /** Mass messages that each of them got in the month as part of the crowd. */
  massIn(now: number): number {
    return this.massAt.filter((at) => monthOf(at) === monthOf(now)).length;
  }

  forgetMass(): void {
    this.massAt.length = 0;
  }

  /** A mass message to everybody as one line. */
  noteAll(line: LineContent): void {
    this.lastLine = line;
  }

  lines(openid: string): ChatLine[] {
    const heard = this.massAt.length > 0 || (this.received[this.indexOf(openid)] ?? 0) > 0;
    return heard && this.lastLine ? [{ ...this.lastLine, id: 0, at: this.followedAt, from: 'account' }] : [];
  }

  /** How many got nothing, one message, more; `surplus` counts the messages beyond the first. */
  tally(): { none: number; once: number; more: number; surplus: number } {
    const tally = { none: 0, once: 0, more: 0, surplus: 0 };
    for (const times of this.received) {
      if (times === 0) tally.none += 1;
      else if (times === 1) tally.once += 1;
      else {
        tally.more += 1;
        tally.surplus += times - 1;
      }
    }
    return tally;
  }
}
