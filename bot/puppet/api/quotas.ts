/** What WeChat lets a verified account call in a day, for the interfaces that matter here. Others have no entry. */
const DAILY: Readonly<Record<string, number>> = {
  '/cgi-bin/message/custom/send': 500_000,
  '/cgi-bin/message/template/send': 100_000,
  '/cgi-bin/user/get': 500,
  '/cgi-bin/freepublish/submit': 100,
};

const SHANGHAI_MS = 8 * 3600_000;
const DAY_MS = 24 * 3600_000;

export interface Usage {
  used: number;
  limit: number | undefined;
}

/** Calls since midnight in China, when WeChat's quotas start again, and interfaces that are used up. */
export class Quotas {
  readonly #clock: () => number;
  readonly #used = new Map<string, number>();
  readonly #usedUp = new Set<string>();
  #day = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  count(path: string): void {
    this.#today();
    this.#used.set(path, (this.#used.get(path) ?? 0) + 1);
  }

  /** WeChat says that there is no more of this today. */
  usedUp(path: string): void {
    this.#today();
    this.#usedUp.add(path);
  }

  isUsedUp(path: string): boolean {
    this.#today();
    return this.#usedUp.has(path);
  }

  get usage(): Record<string, Usage> {
    this.#today();
    return Object.fromEntries([...this.#used].map(([path, used]) => [path, { used, limit: DAILY[path] }]));
  }

  #today(): void {
    const day = Math.floor((this.#clock() + SHANGHAI_MS) / DAY_MS);
    if (day === this.#day) return;
    this.#day = day;
    this.#used.clear();
    this.#usedUp.clear();
  }
}
