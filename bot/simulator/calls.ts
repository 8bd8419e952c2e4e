import type { Call } from './types.ts';
import type { Feed } from './feed.ts';

const KEPT = 1000;
const EXCERPT = 8000;

/** The last thousand push tries and API calls, oldest first. */
export class Calls {
  private readonly feed: Feed;
  private readonly ring: Call[] = [];
  private next = 0;

  constructor(feed: Feed) {
    this.feed = feed;
  }

  add(call: Omit<Call, 'id'>): void {
    const kept: Call = {
      id: this.next,
      ...call,
      request: call.request.slice(0, EXCERPT),
      response: call.response.slice(0, EXCERPT),
    };
    this.ring[this.next++ % KEPT] = kept;
    this.feed.emit('call', kept);
  }

  list(): Call[] {
    const start = this.next % KEPT;
    return this.next <= KEPT ? [...this.ring] : [...this.ring.slice(start), ...this.ring.slice(0, start)];
  }
}
