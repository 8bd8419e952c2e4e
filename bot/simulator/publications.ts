import type { Crowd } from './crowd.ts';
import { DAY, dayOf, monthOf } from './days.ts';
import { PlatformError } from './errors.ts';
import { opaqueId } from './ids.ts';
import type { AccountType, Article } from './types.ts';

const SERVICE_PER_MONTH = 4;
const SUBSCRIPTION_PER_DAY = 1;

export type MassStatus = 'SENDING' | 'SEND_SUCCESS' | 'SEND_FAIL' | 'DELETE';

export interface MassSend {
  id: number;
  at: number;
  clientId: string | undefined;
  status: MassStatus;
}

export interface Draft {
  id: string;
  at: number;
  articles: Record<string, unknown>[];
}

export interface Publication {
  id: number;
  articleId: string;
  draft: Draft;
}

/** Drafts, publications and mass sends with their quotas. */
export class Publications {
  private readonly accountType: AccountType;
  private drafts: Draft[] = [];
  private published: Publication[] = [];
  private sends: MassSend[] = [];
  /** openid → times of the mass sends received this month. */
  private readonly received = new Map<string, number[]>();
  private readonly toAll = new Set<number>();
  /** Mass sends that wait for the administrator, with what to do then. */
  readonly unconfirmed = new Map<number, () => void>();
  private lastId = 3_147_480_000;
  /** The account's level of sending mass messages, 0 to 4. */
  speed = 0;

  constructor(accountType: AccountType) {
    this.accountType = accountType;
  }

  addDraft(articles: Record<string, unknown>[], now: number): Draft {
    const draft = { id: opaqueId(), at: now, articles };
    this.drafts.unshift(draft);
    return draft;
  }

  listDrafts(): Draft[] {
    return [...this.drafts];
  }

  /** @throws PlatformError 40007 */
  draft(id: unknown): Draft {
    const found = this.drafts.find((draft) => draft.id === id);
    if (!found) throw new PlatformError(40007);
    return found;
  }

  removeDraft(id: unknown): void {
    const gone = this.draft(id);
    this.drafts = this.drafts.filter((draft) => draft !== gone);
  }

  /** Publishing takes the draft away and makes a lasting article; nobody is told. */
  publish(id: unknown): Publication {
    const draft = this.draft(id);
    this.removeDraft(id);
    const publication = { id: ++this.lastId, articleId: opaqueId(32), draft };
    this.published.push(publication);
    return publication;
  }

  publication(id: unknown): Publication | undefined {
    return this.published.find((each) => String(each.id) === String(id));
  }

  /** Articles that a news card leads to, by draft or published article. */
  articles(id: string): Draft['articles'] | undefined {
    const published = this.published.find(({ articleId, draft }) => articleId === id || draft.id === id);
    return (published?.draft ?? this.drafts.find((draft) => draft.id === id))?.articles;
  }

  /**
   * Registers a mass send.
   * @throws PlatformError 45065 (with the earlier msg_id) for a repeated clientmsgid, 45028 without quota
   */
  start(clientId: unknown, toAll: boolean, now: number): MassSend {
    const known = typeof clientId === 'string' && clientId !== '' ? clientId : undefined;
    const earlier = this.sends.find((send) => known && send.clientId === known && now - send.at < DAY);
    if (earlier) throw new PlatformError(45065, '', { msg_id: earlier.id });
    const today = this.sends.filter(({ at, status }) => dayOf(at) === dayOf(now) && status !== 'DELETE');
    const perDay = this.accountType === 'subscription' ? SUBSCRIPTION_PER_DAY : toAll ? 1 : Infinity;
    const counted =
      this.accountType === 'subscription' ? today : today.filter((send) => this.toAll.has(send.id));
    if (counted.length >= perDay) throw new PlatformError(45028);
    const send: MassSend = { id: ++this.lastId, at: now, clientId: known, status: 'SENDING' };
    if (toAll) this.toAll.add(send.id);
    this.sends.push(send);
    return send;
  }

  /** Counts one message for this follower, who got `asCrowd` this month with others; false once the month's four are used up (service accounts). */
  receive(openid: string, now: number, asCrowd = 0): boolean {
    const month = (this.received.get(openid) ?? []).filter((at) => monthOf(at) === monthOf(now));
    if (this.accountType === 'service' && month.length + asCrowd >= SERVICE_PER_MONTH) return false;
    this.received.set(openid, [...month, now]);
    return true;
  }

  /** The same for a whole crowd as one. */
  receiveAll(crowd: Crowd, now: number): boolean {
    return crowd.receiveMass(now, this.accountType === 'service' ? SERVICE_PER_MONTH : Infinity);
  }

  forgetQuotas(): void {
    this.received.clear();
    this.toAll.clear();
  }

  listSends(): MassSend[] {
    return [...this.sends];
  }

  /** @throws PlatformError 40097 */
  send(id: unknown): MassSend {
    const found = this.sends.find((send) => String(send.id) === String(id));
    if (!found) throw new PlatformError(40097, 'msg_id');
    return found;
  }

  toJSON() {
    const { drafts, published, sends, lastId, speed } = this;
    return { drafts, published, sends, lastId, speed, received: [...this.received], toAll: [...this.toAll] };
  }

  restore(saved: Omit<ReturnType<Publications['toJSON']>, 'speed'> & { speed?: number }): void {
    this.drafts = saved.drafts;
    this.published = saved.published;
    this.sends = saved.sends;
    this.lastId = saved.lastId;
    this.speed = saved.speed ?? 0;
    for (const [openid, times] of saved.received) this.received.set(openid, times);
    for (const id of saved.toAll) this.toAll.add(id);
  }
}

/** Articles of a draft as the chat shows them. */
export function asArticles(articles: Record<string, unknown>[], urlOf: (index: number) => string): Article[] {
  return articles.map((article, index) => ({
    title: String(article['title'] ?? ''),
    description: String(article['digest'] ?? ''),
    picUrl: '',
    url: String(article['content_source_url'] || urlOf(index)),
  }));
}
