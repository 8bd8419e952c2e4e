import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import {
  bookReceipts,
  claimDeliveries,
  type ClaimedDelivery,
  type Receipt,
} from '../server/notices/contract.ts';
import { sayKey } from '../server/texts/say.ts';
import type { Backend } from './backend.ts';
import type { BotLog } from './bot.ts';
import { splitText, WechatError, type ErrorKind, type WechatApi } from './puppet/index.ts';
import { Templates } from './templates.ts';

const BATCH = 100;
const WAIT_MS = 20_000;
/** Any call that changes nothing and is allowed to every account. */
const PROBE = '/cgi-bin/get_api_domain_ip';
const PROBE_EVERY_MS = 2_000;

/** Failures that the next message would meet as well. */
const outages: ReadonlySet<ErrorKind> = new Set(['temporary', 'unknown-outcome', 'token', 'configuration']);

type Outcome = Pick<Receipt, 'outcome'> & Partial<Pick<Receipt, 'problem' | 'sentText'>>;

const afterEarlier: Outcome = { outcome: 'temporary', problem: 'after_earlier' };

const receiptOf = ({ id, leaseToken, attempts }: ClaimedDelivery, outcome: Outcome): Receipt => ({
  id,
  leaseToken,
  attempts,
  ...outcome,
});

/** Claims deliveries, sends them and returns receipts, until stopped. */
export class Deliveries {
  #stopped = false;
  /** A message failed for a reason that isn't its own: the next ones wait until the API answers again. */
  #doubtful = false;
  readonly #templates: Templates;
  /** How many parts of a long text have arrived, where a later one failed: another try goes on behind them. */
  readonly #partsSent = new LRUCache<string, number>({ max: 1_000 });

  constructor(
    private readonly backend: Backend,
    private readonly api: WechatApi,
    private readonly log: BotLog,
  ) {
    this.#templates = new Templates(api);
  }

  async run(): Promise<void> {
    while (!this.#stopped) {
      try {
        if (this.#doubtful && !(await this.#apiAnswers())) {
          await sleep(PROBE_EVERY_MS);
          continue;
        }
        const { items } = await this.backend.call(
          claimDeliveries,
          { max: BATCH, waitMs: WAIT_MS },
          { timeoutMs: WAIT_MS + 5_000, tries: 1 },
        );
        if (items.length > 0) await this.#deliver(items);
      } catch (error) {
        if (this.#stopped) return;
        this.log.warn({ err: error }, 'claiming deliveries');
        await sleep(1_000);
      }
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  /** While WeChat can't be reached, messages stay in the queue: none is used up by tries, none ends as `unknown`. */
  async #apiAnswers(): Promise<boolean> {
    try {
      await this.api.call(PROBE, undefined, { method: 'GET' });
      this.#doubtful = false;
    } catch (error) {
      this.log.warn({ err: error }, 'messages wait for the API');
    }
    return !this.#doubtful;
  }

  /** Different people at the same time, one person's messages one after another. */
  async #deliver(items: ClaimedDelivery[]): Promise<void> {
    const people = new Map<string, ClaimedDelivery[]>();
    for (const item of items) people.set(item.recipient, [...(people.get(item.recipient) ?? []), item]);
    const receipts = await Promise.all(
      [...people.values()].map(async (mine) => {
        const booked: Receipt[] = [];
        for (const item of mine) {
          // What follows a message that has to wait waits with it, or it would overtake it.
          const waits = booked.at(-1)?.outcome === 'temporary';
          booked.push(waits ? receiptOf(item, afterEarlier) : await this.#receipt(item));
        }
        return booked;
      }),
    );
    await this.backend.call(bookReceipts, { items: receipts.flat() }, { tries: 5 });
  }

  async #receipt(item: ClaimedDelivery): Promise<Receipt> {
    const outcome = await this.#send(item).catch((error: unknown) => this.#outcomeOf(error));
    this.log.info(
      { delivery: item.id, textKey: item.textKey, outcome: outcome.outcome, problem: outcome.problem },
      'delivery',
    );
    return receiptOf(item, outcome);
  }

  async #send(item: ClaimedDelivery): Promise<Outcome> {
    if (item.reach === 'template') return this.#sendTemplate(item);
    try {
      return await this.#sendText(item);
    } catch (error) {
      const closed = error instanceof WechatError && error.kind === 'window';
      if (closed && item.reach === 'either') return this.#sendTemplate(item);
      throw error;
    }
  }

  async #sendText({ id, recipient, textKey, params }: ClaimedDelivery): Promise<Outcome> {
    const text = sayKey(textKey.split('#')[0]!, params);
    const parts = splitText(text);
    for (let next = this.#partsSent.get(id) ?? 0; next < parts.length; next += 1) {
      await this.api.customerService.sendText(recipient, parts[next]!);
      if (parts.length > 1) this.#partsSent.set(id, next + 1);
    }
    return { outcome: 'sent', sentText: text };
  }

  async #sendTemplate(item: ClaimedDelivery): Promise<Outcome> {
    const { id, recipient, template } = item;
    const found = template && (await this.#templates.find(template));
    // An account without that template still has the window that a recent word of the person opened.
    if (!found)
      return item.reach === 'template'
        ? this.#sendText(item)
        : { outcome: 'waiting', problem: 'no_template' };
    // The delivery's own id as the client's: a message that is sent again after a lost answer arrives once.
    await this.api.template.send({ openid: recipient, ...found, clientMsgId: id.replaceAll('-', '') });
    return { outcome: 'sent', sentText: `${template.title} ${JSON.stringify(template.lines)}` };
  }

  #outcomeOf(error: unknown): Outcome {
    if (!(error instanceof WechatError)) {
      this.log.error({ err: error }, 'delivery failed');
      return { outcome: 'failed', problem: 'defect' };
    }
    const problem = String(error.errcode ?? error.kind);
    if (outages.has(error.kind)) this.#doubtful = true;
    switch (error.kind) {
      case 'already-sent':
        return { outcome: 'sent' };
      case 'window':
        return { outcome: 'waiting', problem };
      case 'refused':
        return { outcome: 'refused', problem };
      case 'unknown-outcome':
        return { outcome: 'unknown', problem };
      case 'temporary':
      case 'token':
      case 'quota':
      case 'configuration':
        return { outcome: 'temporary', problem };
      case 'right':
      case 'invalid':
        return { outcome: 'failed', problem };
    }
  }
}
