import { setTimeout as sleep } from 'node:timers/promises';
import { claimMedia, mediaFailed, storeMedia } from '../server/files/contract.ts';
import { Refused, type Backend } from './backend.ts';
import type { BotLog } from './bot.ts';
import { WechatError, type WechatApi } from './puppet/index.ts';

const LOOK_EVERY_MS = 2_000;
/** Few at a time: each holds a whole photo in memory. */
const BATCH = 4;
/** The server takes no more. */
const MOST_BYTES = 12 * 1024 * 1024;
const UPLOAD_MS = 30_000;
const GONE = 40007;

type Failure = 'ended' | 'too-large' | 'temporary';

/** Fetches from WeChat what residents sent and hands it to the server, until stopped. The server keeps the queue. */
export class MediaFetcher {
  readonly #stopping = new AbortController();

  constructor(
    private readonly backend: Backend,
    private readonly api: WechatApi,
    private readonly log: BotLog,
  ) {}

  async run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const worked = await this.#round().catch((error: unknown) => {
        this.log.warn({ err: error }, 'fetching media');
        return false;
      });
      if (!worked)
        await sleep(LOOK_EVERY_MS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #round(): Promise<boolean> {
    const { items } = await this.backend.call(claimMedia, { max: BATCH }, { tries: 1 });
    await Promise.all(items.map((item) => this.#fetch(item)));
    return items.length > 0;
  }

  async #fetch({ id, mediaId }: { id: string; mediaId: string }): Promise<void> {
    const outcome = await this.#bring(id, mediaId).catch((error: unknown) => this.#failureOf(id, error));
    if (outcome) await this.backend.call(mediaFailed, { id, outcome });
    this.log.info({ attachment: id, outcome: outcome ?? 'stored' }, 'media');
  }

  async #bring(id: string, mediaId: string): Promise<Failure | undefined> {
    const { data } = await this.api.media.get(mediaId);
    if (data.length > MOST_BYTES) return 'too-large';
    await this.backend.upload(storeMedia, { id }, data, { timeoutMs: UPLOAD_MS });
    return undefined;
  }

  /** Only what WeChat says about this very file settles it; everything else is tried again while the media_id lives. */
  #failureOf(id: string, error: unknown): Failure {
    this.log.warn({ err: error, attachment: id }, 'media not fetched');
    if (error instanceof Refused && error.code === 'bad_input') return 'too-large';
    if (!(error instanceof WechatError) || error.kind !== 'invalid') return 'temporary';
    if (error.errcode === GONE) return 'ended';
    return error.errcode === undefined ? 'too-large' : 'temporary';
  }
}
