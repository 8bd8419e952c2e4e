import type { Logger } from '../log.ts';
import type { BudgetStore, TokenStore } from '../store.ts';
import { AccessToken } from './accessToken.ts';
import { type Alarm, type CallOptions, Caller } from './caller.ts';
import { CustomerService } from './customerService.ts';
import { Tags, Users } from './followers.ts';
import { Media } from './media.ts';
import { Menus } from './menus.ts';
import { SubscriptionNotices, Templates } from './notices.ts';
import { PageLogin } from './pageLogin.ts';
import { Drafts, MassSends } from './publishing.ts';
import type { Usage } from './quotas.ts';
import { Transport } from './transport.ts';

export interface ApiOptions {
  apiBase: string;
  /** For page login; `apiBase` without it. */
  openBase?: string;
  appId: string;
  appSecret: string;
  accountType: 'service' | 'subscription';
  token: TokenStore;
  budget: BudgetStore;
  log: Logger;
  clock: () => number;
  /** How long one call may take, in ms. */
  timeoutMs?: number;
  /** Most requests at the same time; more of them wait. */
  connections?: number;
}

export interface QrCode {
  ticket: string;
  url: string;
  /** Where the picture can be fetched. */
  imageUrl: string;
  expireSeconds: number | undefined;
}

/** WeChat's server API for one account. Every method throws {@link WechatError}. */
export class WechatApi {
  readonly customerService: CustomerService;
  readonly template: Templates;
  readonly subscription: SubscriptionNotices;
  readonly menu: Menus;
  readonly tags: Tags;
  readonly users: Users;
  readonly media: Media;
  readonly mass: MassSends;
  readonly drafts: Drafts;
  readonly pageLogin: PageLogin;
  readonly #caller: Caller;
  readonly #token: AccessToken;
  readonly #transport: Transport;

  constructor(options: ApiOptions) {
    this.#transport = new Transport(options.apiBase, options.timeoutMs ?? 10_000, options.connections);
    this.#token = new AccessToken({ ...options, transport: this.#transport, store: options.token });
    const caller = new Caller({ ...options, transport: this.#transport, token: this.#token });
    this.#caller = caller;
    this.customerService = new CustomerService(caller, options.budget, options.clock);
    this.template = new Templates(caller, options.accountType);
    this.subscription = new SubscriptionNotices(caller);
    this.menu = new Menus(caller);
    this.tags = new Tags(caller);
    this.users = new Users(caller);
    this.media = new Media(caller);
    this.mass = new MassSends(caller);
    this.drafts = new Drafts(caller);
    this.pageLogin = new PageLogin({
      ...options,
      transport: this.#transport,
      openBase: options.openBase ?? options.apiBase,
    });
  }

  get tokenState(): 'none' | 'ok' | 'failed' {
    return this.#token.state;
  }

  get alarms(): Alarm[] {
    return this.#caller.alarms;
  }

  /** Calls of each interface since midnight in China. */
  get usage(): Record<string, Usage> {
    return this.#caller.usage;
  }

  /** Fetches a token if there is none, so that a wrong appid, secret or address shows as an alarm at once. */
  async warmUp(): Promise<void> {
    await this.#caller.warmUp();
  }

  /** Any interface that has no method of its own here. */
  async call(path: string, body?: unknown, options?: CallOptions): Promise<Record<string, unknown>> {
    return this.#caller.json(path, body, options);
  }

  readonly qrcode = {
    /** @param expireSeconds up to 30 days; without it the code is permanent (100,000 an account) */
    create: async (scene: string, expireSeconds?: number): Promise<QrCode> => {
      const answer = await this.#caller.json('/cgi-bin/qrcode/create', {
        action_name: expireSeconds ? 'QR_STR_SCENE' : 'QR_LIMIT_STR_SCENE',
        action_info: { scene: { scene_str: scene } },
        ...(expireSeconds ? { expire_seconds: expireSeconds } : {}),
      });
      const ticket = String(answer['ticket']);
      return {
        ticket,
        url: String(answer['url']),
        imageUrl: `https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=${encodeURIComponent(ticket)}`,
        expireSeconds: answer['expire_seconds'] as number | undefined,
      };
    },
  };

  async close(): Promise<void> {
    await this.#transport.close();
  }
}
