import type { ReplyStore } from '../store.ts';
import type { Push } from './push.ts';

/** One HTTP request in which WeChat waits for the answer to a push. */
export interface Try {
  /** WeChat will not ask again after this one. */
  readonly last: boolean;
  /** Resolves to false when the connection was gone. */
  respond(reply: string): Promise<boolean>;
  /** Gives the request up without an answer, so that WeChat asks again. */
  abandon(): void;
  /** Calls back once if WeChat hangs up first. */
  onGone(callback: () => void): void;
}

export type Outcome = 'passive' | 'late';

interface Options {
  readonly holdMs: number;
  /** How long WeChat may need to ask again after a try has ended. */
  readonly gapMs: number;
  readonly replies: ReplyStore;
  readonly onError: (error: unknown) => void;
}

interface Entry {
  readonly push: Push;
  readonly tries: Map<Try, { last: boolean; hold: NodeJS.Timeout }>;
  count: number;
  reply?: string;
  /** Tells the one who replied how it went; set while a reply waits to be carried. */
  settle?: (outcome: Outcome) => void;
  gap?: NodeJS.Timeout;
  /** The outcome is decided and being written down. */
  done?: boolean;
}

/**
 * The pushes that wait for an answer, and WeChat's up to three tries to get it.
 *
 * A try is held for `holdMs`; then the last one is acknowledged and an earlier one is left to the next.
 * A reply goes out on whichever try is open, and again on each repeat.
 */
export class OpenPushes {
  readonly #entries = new Map<string, Entry>();
  readonly #byOpenid = new Map<string, Set<string>>();
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  find(key: string): Push | undefined {
    return this.#entries.get(key)?.push;
  }

  /** The push of this person that still has no reply, if there is exactly one. */
  onlyUnansweredOf(openid: string): string | undefined {
    const keys = this.#byOpenid.get(openid);
    return keys?.size === 1 ? [...keys][0] : undefined;
  }

  /**
   * Attaches a try to its push.
   * @returns true when the push is seen for the first time and the application has to be told
   */
  async attach(push: Push, attempt: Try): Promise<boolean> {
    const known = this.#entries.get(push.key);
    if (known) {
      this.#hold(known, attempt);
      return false;
    }
    const entry: Entry = { push, tries: new Map(), count: 0 };
    this.#entries.set(push.key, entry);
    this.#unanswered(push.openid).add(push.key);
    this.#hold(entry, attempt);
    const stored = await this.#options.replies.recall(push.key).catch(this.#options.onError);
    if (typeof stored !== 'string') return true;
    entry.reply = stored;
    await Promise.all([...entry.tries.keys()].map((one) => this.#carry(entry, one)));
    this.#forget(entry);
    return false;
  }

  /**
   * Answers the push on the open try, or on the next if one can still come.
   * @param render throws when the push can not have this reply, which changes nothing
   */
  async reply(key: string, render: (push: Push) => string): Promise<Outcome> {
    const entry = this.#entries.get(key);
    if (!entry) return this.#tooLate(key);
    if (entry.reply !== undefined) return 'late';
    const reply = render(entry.push);
    entry.reply = reply;
    this.#answered(entry.push);
    const outcome = new Promise<Outcome>((settle) => {
      entry.settle = settle;
    });
    const open = [...entry.tries.keys()];
    if (open.length === 0) this.#awaitNext(entry);
    for (const attempt of open) void this.#carry(entry, attempt);
    return outcome;
  }

  /** The reply goes another way now, so a try that comes after all must not bring it a second time. */
  async #tooLate(key: string): Promise<Outcome> {
    const { replies, onError } = this.#options;
    await replies
      .recall(key)
      .then((stored) => (stored === undefined ? replies.keep(key, '') : undefined))
      .catch(onError);
    return 'late';
  }

  /** The application failed: the push counts as never seen, so that WeChat's next try brings it again. */
  drop(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry || entry.reply !== undefined) return;
    for (const [attempt, { last }] of entry.tries) {
      if (last) void attempt.respond('');
      else attempt.abandon();
    }
    this.#forget(entry);
  }

  #hold(entry: Entry, attempt: Try): void {
    // Two copies that are open at once are one try.
    if (entry.tries.size === 0) entry.count += 1;
    clearTimeout(entry.gap);
    const last = attempt.last || entry.count >= 3;
    const hold = setTimeout(() => this.#expire(entry, attempt, last), this.#options.holdMs);
    entry.tries.set(attempt, { last, hold });
    attempt.onGone(() => this.#lost(entry, attempt, last));
    if (entry.reply !== undefined) void this.#carry(entry, attempt);
  }

  #release(entry: Entry, attempt: Try): boolean {
    clearTimeout(entry.tries.get(attempt)?.hold);
    return entry.tries.delete(attempt);
  }

  async #carry(entry: Entry, attempt: Try): Promise<void> {
    if (!this.#release(entry, attempt)) return;
    const delivered = await attempt.respond(entry.reply ?? '');
    if (delivered) await this.#finish(entry, 'passive');
    else this.#awaitNext(entry);
  }

  #expire(entry: Entry, attempt: Try, last: boolean): void {
    if (!this.#release(entry, attempt)) return;
    if (!last) {
      attempt.abandon();
      this.#awaitNext(entry);
      return;
    }
    entry.reply ??= '';
    void attempt.respond('');
    void this.#finish(entry, 'late');
  }

  #lost(entry: Entry, attempt: Try, last: boolean): void {
    if (!this.#release(entry, attempt)) return;
    if (last) void this.#finish(entry, 'late');
    else this.#awaitNext(entry);
  }

  #awaitNext(entry: Entry): void {
    if (entry.done || entry.tries.size > 0) return;
    clearTimeout(entry.gap);
    entry.gap = setTimeout(() => void this.#finish(entry, 'late'), this.#options.gapMs);
  }

  /** Keeps what later repeats are to get, and lets the push go. */
  async #finish(entry: Entry, outcome: Outcome): Promise<void> {
    if (entry.done) return;
    entry.done = true;
    const heard = entry.reply !== undefined;
    if (outcome === 'late') entry.reply = '';
    entry.settle?.(outcome);
    if (heard) {
      await this.#options.replies.keep(entry.push.key, entry.reply ?? '').catch(this.#options.onError);
    }
    this.#forget(entry);
  }

  #forget(entry: Entry): void {
    entry.done = true;
    clearTimeout(entry.gap);
    for (const { hold } of entry.tries.values()) clearTimeout(hold);
    this.#answered(entry.push);
    if (this.#entries.get(entry.push.key) === entry) this.#entries.delete(entry.push.key);
  }

  #unanswered(openid: string): Set<string> {
    const keys = this.#byOpenid.get(openid) ?? new Set();
    this.#byOpenid.set(openid, keys);
    return keys;
  }

  #answered({ openid, key }: Push): void {
    const keys = this.#byOpenid.get(openid);
    keys?.delete(key);
    if (keys?.size === 0) this.#byOpenid.delete(openid);
  }
}
