import { setTimeout as sleep } from 'node:timers/promises';
import { claimScenes, sceneMade } from '../server/publicity/scenes/contract.ts';
import type { Backend } from './backend.ts';
import type { BotLog } from './bot.ts';
import type { WechatApi } from './puppet/index.ts';

const LOOK_EVERY_MS = 3_000;
const BATCH = 20;

/** Has QR codes made at WeChat, until stopped. The server keeps what is to be made and gives each to one bot. */
export class SceneMaker {
  readonly #stopping = new AbortController();

  constructor(
    private readonly backend: Backend,
    private readonly api: WechatApi,
    private readonly log: BotLog,
  ) {}

  async run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.#round().catch((error: unknown) => this.log.warn({ err: error }, 'making QR codes'));
      await sleep(LOOK_EVERY_MS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #round(): Promise<void> {
    const { items } = await this.backend.call(claimScenes, { max: BATCH }, { tries: 1 });
    for (const { code } of items) {
      const { url } = await this.api.qrcode.create(code);
      await this.backend.call(sceneMade, { code, url });
      this.log.info({ scene: code }, 'QR code made');
    }
  }
}
