import { LRUCache } from 'lru-cache';
import { FileBox, type FileBoxInterface } from 'file-box';
import type { payloads } from 'wechaty-puppet';
import { sniff } from './api/media.ts';
import { WechatApi } from './api/client.ts';
import type { Alarm } from './api/caller.ts';
import { Account, type Mode, type Received } from './callback/account.ts';
import { textOf } from './callback/fields.ts';
import { OpenPushes, type Outcome } from './callback/openPushes.ts';
import type { Push } from './callback/push.ts';
import { renderReply, type Reply } from './callback/reply.ts';
import { CallbackServer, type Exchange, type OtherRequests } from './callback/server.ts';
import { ChannelEvents, isAnswered, isMessage, opensWindow, readEvent } from './events.ts';
import { type Logger, silent } from './log.ts';
import { contactPayload, locationPayload, messagePayload, urlPayload } from './message.ts';
import { memoryStore, type Store, type WindowKind } from './store.ts';
import { splitText } from './text.ts';
import { PuppetBase } from './unsupported.ts';

export interface PuppetOptions {
  appId: string;
  appSecret: string;
  token: string;
  /** 43 characters; needed in compatible and safe mode. */
  aesKey?: string;
  /** The key before a rotation, still accepted. */
  aesKeyOld?: string;
  mode: Mode;
  accountType: 'service' | 'subscription';
  /** https://api.weixin.qq.com, or a stand-in for it. */
  apiBase: string;
  /** https://open.weixin.qq.com, or a stand-in for it; for page login. Without it, `apiBase`. */
  openBase?: string;
  /** Requests to the callback's port that are not WeChat's: true when it took one. */
  onOther?: OtherRequests;
  host: string;
  /** 0 lets the system choose. */
  port: number;
  path: string;
  store?: Store;
  log?: Logger;
  clock?: () => number;
  /** How long one try of WeChat is held open, in ms. WeChat itself waits 5 s. */
  holdMs?: number;
  /** How long after a try's end WeChat may take to try again, in ms. */
  gapMs?: number;
  /** How old a request's timestamp may be, in ms. */
  freshMs?: number;
  /** Most API requests at the same time. */
  connections?: number;
  /** How long one API call may take, in ms. */
  timeoutMs?: number;
  /**
   * Slow answers: `retries` uses WeChat's three tries (about 14 s), `customer-service` acknowledges the first
   * try at its end.
   */
  answerWithin?: 'retries' | 'customer-service';
}

export interface Health {
  listening: boolean;
  loggedIn: boolean;
  token: 'none' | 'ok' | 'failed';
  /** When the last genuine push came (ms). */
  lastPushAt: number | undefined;
  /** Pushes that wait for their answer. */
  open: number;
  alarms: Alarm[];
}

const HOLD_MS = 4500;
const GAP_MS = 6000;
const FRESH_MS = 10 * 60_000;
/** Wechaty resets a puppet that has been silent for 60 s. */
const HEARTBEAT_MS = 15_000;
/** A third try is sent some 10 s after the message was made; both times are WeChat's. */
const THIRD_TRY_AFTER_MS = 9000;
const RECENT_PUSHES = 1000;

/** A WeChat official account (公众号) behind Wechaty's API. */
export class OfficialAccountPuppet extends PuppetBase {
  static override readonly VERSION = '0.1.0';

  /** Everything WeChat pushes that is not a message. */
  readonly events = new ChannelEvents();
  readonly api: WechatApi;
  readonly accountType: 'service' | 'subscription';

  readonly #appId: string;
  readonly #account: Account;
  readonly #server: CallbackServer;
  readonly #open: OpenPushes;
  readonly #recent = new LRUCache<string, Push>({ max: RECENT_PUSHES });
  readonly #store: Store;
  readonly #log: Logger;
  readonly #clock: () => number;
  readonly #holdMs: number;
  readonly #answerWithin: 'retries' | 'customer-service';
  #heartbeat: NodeJS.Timeout | undefined;
  #lastPushAt: number | undefined;

  /** @throws Error when a key is missing or has the wrong form */
  constructor(options: PuppetOptions) {
    // Wechaty logs the options that it is given, and these hold secrets.
    super({});
    this.#appId = options.appId;
    this.accountType = options.accountType;
    this.#log = options.log ?? silent;
    this.#clock = options.clock ?? Date.now;
    this.#store = options.store ?? memoryStore(this.#clock);
    this.#holdMs = options.holdMs ?? HOLD_MS;
    this.#answerWithin = options.answerWithin ?? 'retries';
    this.#account = new Account({ ...options, freshMs: options.freshMs ?? FRESH_MS });
    this.#open = new OpenPushes({
      holdMs: this.#holdMs,
      gapMs: options.gapMs ?? GAP_MS,
      replies: this.#store.replies,
      onError: (error) => this.#log.error({ err: error }, 'reply store failed'),
    });
    this.api = new WechatApi({
      ...options,
      token: this.#store.token,
      budget: this.#store.budget,
      log: this.#log,
      clock: this.#clock,
    });
    this.#server = new CallbackServer({
      ...options,
      account: this.#account,
      log: this.#log,
      clock: this.#clock,
      onPush: (received, exchange) => this.#receive(received, exchange),
      health: () => this.#publicHealth(),
    });
  }

  /** The callback's port. */
  get port(): number {
    return this.#server.port;
  }

  health(): Health {
    return {
      listening: this.#server.listening,
      loggedIn: this.isLoggedIn,
      token: this.api.tokenState,
      lastPushAt: this.#lastPushAt,
      open: this.#open.size,
      alarms: this.api.alarms,
    };
  }

  /**
   * Answers a push on the try that WeChat holds open, or on its next one.
   * @returns `late` when no try can carry the reply any more, so that it has to go another way
   * @throws RangeError when a text is longer than one message
   */
  async reply(key: string, reply: Reply): Promise<Outcome> {
    return this.#open.reply(key, (push) => renderReply(push, reply, this.#clock()));
  }

  /** The push behind a Wechaty message, as long as it is open or among the last thousand. */
  pushOf(messageId: string): Push | undefined {
    return this.#open.find(messageId) ?? this.#recent.get(messageId);
  }

  /** Answers the person's only unanswered push if there is one, else sends a customer-service message. */
  async #say(openid: string, reply: Reply, otherwise: () => Promise<void>): Promise<void> {
    const key = this.#open.onlyUnansweredOf(openid);
    if (key === undefined || (await this.reply(key, reply)) === 'late') await otherwise();
  }

  #receive(received: Received, exchange: Exchange): void {
    const { push } = received;
    this.#lastPushAt = this.#clock();
    const third = exchange.sentAt - push.at >= THIRD_TRY_AFTER_MS;
    const attempt = {
      last: third || this.#answerWithin === 'customer-service',
      respond: (reply: string) => exchange.respond(this.#account.seal(reply, received, this.#clock())),
      abandon: () => exchange.abandon(),
      onGone: (callback: () => void) => exchange.onGone(callback),
    };
    this.#open
      .attach(push, attempt)
      .then((isNew) => (isNew ? this.#announce(push) : undefined))
      .catch((error: unknown) => this.#failed(push, error));
  }

  async #announce(push: Push): Promise<void> {
    if (isMessage(push)) {
      this.#openWindow(push, 'message');
      this.#recent.set(push.key, push);
      if (!this.emit('message', { messageId: push.key })) await this.reply(push.key, '');
      return;
    }
    const event = readEvent(push);
    if (opensWindow(event)) this.#openWindow(push, 'tap');
    if (event.name === 'unfollow') await this.#store.budget.exhausted(push.openid, this.#clock());
    if (event.name === 'other') {
      this.#log.info({ msgType: push.msgType, event: push.event, key: push.key }, 'push without a name here');
    }
    await this.events.deliver(event);
    // What the listeners have taken in is acknowledged now; a person's tap waits for its reply.
    if (!isAnswered(event) || this.events.listenerCount(event.name) === 0) await this.reply(push.key, '');
  }

  #openWindow({ openid, at }: Push, kind: WindowKind): void {
    const written = this.#store.budget.opened(openid, kind, at).catch((error: unknown) => {
      this.#log.error({ err: error }, 'budget store failed');
    });
    this.api.customerService.opening(openid, written);
  }

  #failed(push: Push, error: unknown): void {
    this.#log.error({ err: error, key: push.key }, 'push failed, waiting for its repeat');
    this.#open.drop(push.key);
  }

  #publicHealth(): object {
    const { listening, loggedIn, token, lastPushAt, open, alarms } = this.health();
    return { listening, loggedIn, token, lastPushAt, open, alarms: alarms.map(({ errcode }) => errcode) };
  }

  override async onStart(): Promise<void> {
    await this.#server.start();
    this.#log.info({ port: this.port }, 'official account callback listening');
    this.login(this.#appId);
    this.emit('ready', { data: this.#appId });
    this.#heartbeat = setInterval(() => this.emit('heartbeat', { data: 'callback' }), HEARTBEAT_MS);
    void this.api.warmUp();
  }

  override async onStop(): Promise<void> {
    clearInterval(this.#heartbeat);
    await this.#server.stop(this.#holdMs);
    await this.api.close();
  }

  override version(): string {
    return OfficialAccountPuppet.VERSION;
  }

  override ding(data?: string): void {
    this.emit('dong', { data: data ?? '' });
  }

  override async contactRawPayload(id: string): Promise<payloads.Contact> {
    return contactPayload(id, id === this.#appId);
  }

  override async contactRawPayloadParser(payload: payloads.Contact): Promise<payloads.Contact> {
    return payload;
  }

  override async messageRawPayload(id: string): Promise<Push> {
    const push = this.pushOf(id);
    if (!push) throw new Error(`message ${id} is not known any more`);
    return push;
  }

  override async messageRawPayloadParser(push: Push): Promise<payloads.Message> {
    return messagePayload(push, this.#appId);
  }

  override async messageFile(id: string): Promise<FileBoxInterface> {
    const { fields } = await this.messageRawPayload(id);
    const { data, name } = await this.api.media.get(textOf(fields, 'MediaId'));
    return FileBox.fromBuffer(data, name);
  }

  override async messageImage(id: string): Promise<FileBoxInterface> {
    return this.messageFile(id);
  }

  override async messageUrl(id: string): Promise<payloads.UrlLink> {
    return urlPayload(await this.messageRawPayload(id));
  }

  override async messageLocation(id: string): Promise<payloads.Location> {
    return locationPayload(await this.messageRawPayload(id));
  }

  override async messageSendText(openid: string, text: string): Promise<void> {
    const [first = '', ...rest] = splitText(text);
    const { customerService } = this.api;
    await this.#say(openid, first, () => customerService.sendText(openid, first));
    for (const part of rest) await customerService.sendText(openid, part);
  }

  override async messageSendUrl(openid: string, link: payloads.UrlLink): Promise<void> {
    const { title, url, description = '', thumbnailUrl: pictureUrl = '' } = link;
    const article = { title, url, description, pictureUrl };
    await this.#say(openid, { type: 'news', articles: [article] }, () =>
      this.api.customerService.sendNews(openid, article),
    );
  }

  /** Sends a picture or a voice; an account can not send other files. */
  override async messageSendFile(openid: string, file: FileBoxInterface): Promise<void> {
    const data = await file.toBuffer();
    const type = sniff(data)?.startsWith('audio/') ? 'voice' : 'image';
    const mediaId = await this.api.media.upload(type, data, file.name);
    const { customerService } = this.api;
    await this.#say(openid, { type, mediaId }, () =>
      type === 'voice'
        ? customerService.sendVoice(openid, mediaId)
        : customerService.sendImage(openid, mediaId),
    );
  }
}
