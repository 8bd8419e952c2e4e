import { setTimeout as sleep } from 'node:timers/promises';
import { bookNotices, claimNotices, type NoticeReceipt } from '../../server/publicity/sending/contract.ts';
import { Unreachable, type Backend } from '../backend.ts';
import type { BotLog } from '../bot.ts';
import type { NoticeTemplates } from '../noticeTemplates.ts';
import type { WechatApi } from '../puppet/index.ts';
import { Batch } from './batch.ts';
import { isOutage, outcomeOf } from './outcome.ts';

const WAIT_MS = 20_000;
/** Shorter than the server's lease (publicity/sending/settings.ts), since the answer takes time to come. */
const LEASE_MS = 6_500;
const RENEW_EVERY_MS = 2_000;
/** So many failures in a row that are no recipient's own: the API is away. */
const OUTAGE_AFTER = 16;
const PROBE = '/cgi-bin/get_api_domain_ip';
const PROBE_EVERY_MS = 1_000;
/** Answers come in heaps: the first waits so long for the others, or they would wait for its booking to be over. */
const GATHER_MS = 2;
/** Tries to record what was sent, after the bot was told to stop. */
const LAST_TRIES = 20;

export interface Pace {
  /** Requests whose outcome is not recorded yet, at most. */
  inFlight: number;
  /** Requests a second at most; 0 for no limit. */
  perSecond: number;
}

/**
 * Sends subscription notices: claims batches, keeps `inFlight` requests going, books their outcomes as they come. A
 * request keeps its place until its outcome is recorded, so that a kill costs at most `inFlight` surplus notices.
 */
export class NoticeSender {
  readonly #batches = new Map<string, Batch>();
  #taken = 0;
  #failures = 0;
  #stopped = false;
  #nextAt = 0;
  #wake: () => void = () => undefined;
  #book: () => void = () => undefined;

  constructor(
    private readonly backend: Backend,
    private readonly api: WechatApi,
    private readonly templates: NoticeTemplates,
    private readonly log: BotLog,
    private readonly pace: Pace,
  ) {}

  /**
   * Runs until stopped and until everything in flight is recorded. A claim that still waits then is left alone: what it
   * would bring is leased for a moment and given to others.
   */
  async run(): Promise<void> {
    void this.#claim();
    await Promise.all([this.#send(), this.#bookAll()]);
  }

  stop(): void {
    this.#stopped = true;
    for (const batch of this.#batches.values()) batch.drop();
    this.#wake();
    this.#book();
  }

  get #waiting(): number {
    let waiting = 0;
    for (const batch of this.#batches.values()) waiting += batch.waiting;
    return waiting;
  }

  /** Keeps enough recipients at hand that no place stays empty. */
  async #claim(): Promise<void> {
    const { inFlight } = this.pace;
    while (!this.#stopped) {
      if (this.#failures >= OUTAGE_AFTER) await this.#untilApiAnswers();
      if (this.#waiting >= inFlight) {
        await sleep(10);
        continue;
      }
      const busy = this.#batches.size > 0;
      const claimedAt = Date.now();
      try {
        const { batches } = await this.backend.call(
          claimNotices,
          { max: Math.min(2_000, Math.max(inFlight * 2, 250)), waitMs: busy ? 0 : WAIT_MS },
          { timeoutMs: WAIT_MS + 5_000, tries: 1 },
        );
        if (this.#stopped) return;
        for (const batch of batches) this.#batches.set(batch.id, new Batch(batch, claimedAt, LEASE_MS));
        this.#wake();
        if (batches.length === 0 && busy) await sleep(200);
      } catch (error) {
        if (!this.#stopped) this.log.warn({ err: error }, 'claiming notices');
        await sleep(1_000);
      }
    }
  }

  async #send(): Promise<void> {
    while (!this.#stopped) {
      const next = this.#taken < this.pace.inFlight ? this.#next() : undefined;
      if (!next) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
          setTimeout(resolve, 200).unref();
        });
        continue;
      }
      if (this.#failures >= OUTAGE_AFTER) await this.#untilApiAnswers();
      if (this.pace.perSecond > 0) await this.#tick();
      this.#taken += 1;
      void this.#sendOne(next.batch, next.openid);
    }
  }

  #next(): { batch: Batch; openid: string } | undefined {
    for (const batch of this.#batches.values()) {
      // Somebody else may have it by now.
      if (batch.waiting > 0 && Date.now() > batch.validUntil) {
        batch.drop();
        this.#book();
      }
      const openid = batch.take();
      if (openid !== undefined) return { batch, openid };
    }
    return undefined;
  }

  async #sendOne(batch: Batch, openid: string): Promise<void> {
    const { template, page } = batch.claimed;
    try {
      const found = await this.templates.find(template);
      if (found) await this.api.subscription.send({ openid, ...found, ...(page && { page }) });
      batch.answered(openid, found ? undefined : { outcome: 'failed', problem: 'no_template' });
      this.#failures = 0;
    } catch (error) {
      this.#failures = isOutage(error) ? this.#failures + 1 : 0;
      batch.answered(openid, outcomeOf(error));
    }
    this.#book();
  }

  /** Books whatever has come in, as soon as the call before is over; renews the leases of the rest. */
  async #bookAll(): Promise<void> {
    while (!this.#stopped || this.#batches.size > 0) {
      const due = [...this.#batches.values()].filter(
        (batch) => batch.unbooked > 0 || batch.over || Date.now() - batch.bookedAt > RENEW_EVERY_MS,
      );
      if (due.length > 0) {
        await sleep(GATHER_MS);
        await this.#bookSome(due);
      } else
        await new Promise<void>((resolve) => {
          this.#book = resolve;
          setTimeout(resolve, 500).unref();
        });
    }
  }

  async #bookSome(batches: Batch[]): Promise<void> {
    const at = Date.now();
    const items = batches.map((batch) => batch.receipt());
    const booked = items.reduce((sum, { sent, others }) => sum + sent.length + others.length, 0);
    try {
      const lost = new Set(await this.#untilBooked(items));
      for (const [i, batch] of batches.entries()) {
        batch.bookedAt = at;
        batch.validUntil = at + LEASE_MS;
        if (lost.has(batch.claimed.id)) batch.drop();
        if (items[i]!.over || (lost.has(batch.claimed.id) && batch.over && batch.unbooked === 0))
          this.#batches.delete(batch.claimed.id);
      }
    } catch (error) {
      this.log.error({ err: error, booked }, 'notices could not be recorded');
      // Nobody else is tried. What is still in flight keeps its place until it was answered and offered to be booked.
      for (const batch of batches) {
        batch.bookedAt = at;
        batch.drop();
        if (batch.over && batch.unbooked === 0) this.#batches.delete(batch.claimed.id);
      }
    }
    this.#taken -= booked;
    this.#wake();
  }

  /** The server may be away for a while: what was sent must not be forgotten. A bot that stops waits a moment only. */
  async #untilBooked(items: NoticeReceipt[]): Promise<string[]> {
    for (let left = LAST_TRIES; ;) {
      try {
        const { gone } = await this.backend.call(bookNotices, { items }, { timeoutMs: 10_000 });
        return gone;
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        if (this.#stopped && (left -= 1) < 0) throw error;
        this.log.warn({ err: error }, 'notices wait to be recorded');
        await sleep(500);
      }
    }
  }

  /** While WeChat can't be reached nobody is used up by tries. */
  async #untilApiAnswers(): Promise<void> {
    while (!this.#stopped && this.#failures >= OUTAGE_AFTER) {
      try {
        await this.api.call(PROBE, undefined, { method: 'GET' });
        this.#failures = 0;
      } catch (error) {
        this.log.warn({ err: error }, 'notices wait for the API');
        await sleep(PROBE_EVERY_MS);
      }
    }
  }

  async #tick(): Promise<void> {
    const now = Date.now();
    this.#nextAt = Math.max(this.#nextAt, now) + 1_000 / this.pace.perSecond;
    if (this.#nextAt - now > 1) await sleep(this.#nextAt - now);
  }
}
