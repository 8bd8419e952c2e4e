import type { ChatLine, LineContent, Way } from './types.ts';
import type { Crowd } from './crowd.ts';
import type { Feed } from './feed.ts';

const KEPT = 200;

export type NewLine = LineContent & { from: ChatLine['from']; way?: Way };

/** Each person's chat with the account, the last 200 lines. */
export class Transcripts {
  private readonly feed: Feed;
  private readonly clock: () => number;
  private readonly crowdOf: (openid: string) => Crowd | undefined;
  private readonly chats = new Map<string, ChatLine[]>();
  private lastId = 0;

  constructor(
    feed: Feed,
    clock: () => number,
    crowdOf: (openid: string) => Crowd | undefined = () => undefined,
  ) {
    this.feed = feed;
    this.clock = clock;
    this.crowdOf = crowdOf;
  }

  add(openid: string, content: NewLine): ChatLine {
    const line: ChatLine = { ...content, id: ++this.lastId, at: this.clock() };
    const crowd = this.crowdOf(openid);
    if (crowd) {
      crowd.note(openid, content);
      return line;
    }
    const chat = this.chats.get(openid);
    if (!chat) this.chats.set(openid, [line]);
    else if (chat.push(line) > KEPT) chat.shift();
    this.feed.emit('line', openid, line);
    return line;
  }

  of(openid: string): ChatLine[] {
    return [...(this.chats.get(openid) ?? this.crowdOf(openid)?.lines(openid) ?? [])];
  }

  last(openid: string): ChatLine | undefined {
    return this.chats.get(openid)?.at(-1);
  }

  /**
   * The first line that matches, already there or still to come.
   * @throws after `ms`, with what was said instead
   */
  waitFor(openid: string, matches: (line: ChatLine) => boolean, ms: number): Promise<ChatLine> {
    const there = this.of(openid).find(matches);
    if (there) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const onLine = (to: string, line: ChatLine) => {
        if (to === openid && matches(line)) done(() => resolve(line));
      };
      const done = (settle: () => void) => {
        clearTimeout(timer);
        this.feed.off('line', onLine);
        settle();
      };
      const timer = setTimeout(() => {
        const said = this.of(openid)
          .slice(-5)
          .map((line) => JSON.stringify(line))
          .join('\n');
        done(() => reject(new Error(`no such line for ${openid} within ${ms} ms; the last ones:\n${said}`)));
      }, ms);
      this.feed.on('line', onLine);
    });
  }

  toJSON() {
    return { lastId: this.lastId, chats: [...this.chats] };
  }

  restore(saved: ReturnType<Transcripts['toJSON']>): void {
    this.lastId = saved.lastId;
    for (const [openid, chat] of saved.chats) this.chats.set(openid, chat);
  }
}
