import type { Article } from '../callback/reply.ts';
import type { BudgetStore } from '../store.ts';
import type { Caller } from './caller.ts';
import { WechatError } from './errors.ts';

const PATH = '/cgi-bin/message/custom/send';

/** Messages in the 48 hours after a person's last word, each counted before it is sent. */
export class CustomerService {
  readonly #caller: Caller;
  readonly #budget: BudgetStore;
  readonly #clock: () => number;
  readonly #opening = new Map<string, Promise<void>>();

  constructor(caller: Caller, budget: BudgetStore, clock: () => number) {
    this.#caller = caller;
    this.#budget = budget;
    this.#clock = clock;
  }

  /** A push opened a window for this person; sends wait until that is written down. */
  opening(openid: string, written: Promise<void>): void {
    const done = written.finally(() => {
      if (this.#opening.get(openid) === done) this.#opening.delete(openid);
    });
    done.catch(() => {});
    this.#opening.set(openid, done);
  }

  async sendText(openid: string, text: string): Promise<void> {
    await this.#send(openid, { msgtype: 'text', text: { content: text } });
  }

  async sendImage(openid: string, mediaId: string): Promise<void> {
    await this.#send(openid, { msgtype: 'image', image: { media_id: mediaId } });
  }

  async sendVoice(openid: string, mediaId: string): Promise<void> {
    await this.#send(openid, { msgtype: 'voice', voice: { media_id: mediaId } });
  }

  /** One article that leads outside; WeChat takes no more than one. */
  async sendNews(openid: string, article: Article): Promise<void> {
    const { title, description, url, pictureUrl } = article;
    await this.#send(openid, {
      msgtype: 'news',
      news: { articles: [{ title, description, url, picurl: pictureUrl }] },
    });
  }

  /** A question with buttons. The answer comes as a text message with the option's id in `bizmsgmenuid`. */
  async sendMenu(
    openid: string,
    menu: { head: string; options: { id: string; text: string }[]; tail: string },
  ): Promise<void> {
    await this.#send(openid, {
      msgtype: 'msgmenu',
      msgmenu: {
        head_content: menu.head,
        list: menu.options.map(({ id, text }) => ({ id, content: text })),
        tail_content: menu.tail,
      },
    });
  }

  /** Shows 「对方正在输入…」; costs nothing of the window. */
  async typing(openid: string): Promise<void> {
    await this.#caller.json('/cgi-bin/message/custom/typing', { touser: openid, command: 'Typing' });
  }

  /**
   * @throws WechatError `window` without a call when the ledger says that nothing is left, `temporary` without a call
   * when the ledger can't be asked
   */
  async #send(openid: string, message: Record<string, unknown>): Promise<void> {
    const at = this.#clock();
    if (!(await this.#take(openid, at))) {
      throw new WechatError({ path: PATH, kind: 'window', errmsg: 'no open window or nothing left in it' });
    }
    try {
      await this.#caller.json(PATH, { touser: openid, ...message });
    } catch (error) {
      await this.#settle(openid, at, error);
      throw error;
    }
  }

  /** Nothing was sent yet when the ledger fails, so that the same message may be tried again. */
  async #take(openid: string, at: number): Promise<boolean> {
    try {
      await this.#opening.get(openid);
      return await this.#budget.take(openid, at);
    } catch (cause) {
      const errmsg = 'the ledger of windows did not answer';
      throw new WechatError({ path: PATH, kind: 'temporary', errmsg, cause });
    }
  }

  /** Corrects the count after a failure. A ledger that fails here too must not hide WeChat's own answer. */
  async #settle(openid: string, at: number, error: unknown): Promise<void> {
    const kind = error instanceof WechatError ? error.kind : undefined;
    const correction =
      kind === 'window'
        ? this.#budget.exhausted(openid, at)
        : kind === 'unknown-outcome'
          ? undefined
          : this.#budget.giveBack(openid, at);
    await correction?.catch(() => undefined);
  }
}
