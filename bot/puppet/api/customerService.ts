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

  /** @throws WechatError `window` without a call when the ledger says that nothing is left */
  async #send(openid: string, message: Record<string, unknown>): Promise<void> {
    await this.#opening.get(openid);
    const at = this.#clock();
    if (!(await this.#budget.take(openid, at))) {
      throw new WechatError({ path: PATH, kind: 'window', errmsg: 'no open window or nothing left in it' });
    }
    try {
      await this.#caller.json(PATH, { touser: openid, ...message });
    } catch (error) {
      const kind = error instanceof WechatError ? error.kind : undefined;
      if (kind === 'window') await this.#budget.exhausted(openid, at);
      else if (kind !== 'unknown-outcome') await this.#budget.giveBack(openid, at);
      throw error;
    }
  }
}
