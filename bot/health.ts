import { reportHealth, type HealthReport } from '../server/channel/contract.ts';
import type { Backend } from './backend.ts';
import type { BotLog } from './bot.ts';
import type { Health } from './puppet/index.ts';

const REPORT_EVERY_MS = 30_000;
const LOOK_EVERY_MS = 1_000;

/** Tells the server how the channel to WeChat is: every half minute, and at once when it changes. */
export class HealthReporter {
  readonly #timer: NodeJS.Timeout;
  #told = '';
  #toldAt = 0;

  constructor(
    private readonly backend: Backend,
    private readonly bot: string,
    private readonly health: () => Health,
    private readonly log: BotLog,
  ) {
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const report = this.#report();
    // When the last push came is worth telling, but changes all the time.
    const state = JSON.stringify({ ...report, lastPushAt: null });
    if (state === this.#told && Date.now() - this.#toldAt < REPORT_EVERY_MS) return;
    const before = this.#told;
    this.#told = state;
    this.#toldAt = Date.now();
    try {
      await this.backend.call(reportHealth, report);
    } catch (error) {
      this.#told = before;
      this.log.warn({ err: error }, 'reporting channel health');
    }
  }

  #report(): HealthReport {
    const { listening, loggedIn, token, lastPushAt, alarms } = this.health();
    return {
      bot: this.bot,
      ...{ listening, loggedIn, token },
      lastPushAt: lastPushAt ?? null,
      alarms: alarms.slice(0, 20).map(({ kind, errcode, errmsg, path, at }) => ({
        code: String(errcode ?? kind),
        ...{ path, at },
        message: errmsg.slice(0, 200),
      })),
    };
  }
}
