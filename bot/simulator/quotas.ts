import { MINUTE, SECOND, dayOf } from './days.ts';
import { PlatformError } from './errors.ts';

/** Calls a day by path; what is not listed has no limit here. */
const DAILY: Record<string, number> = {
  '/cgi-bin/token': 2000,
  '/cgi-bin/message/custom/send': 500_000,
  '/cgi-bin/message/template/send': 100_000,
  '/cgi-bin/menu/create': 1000,
  '/cgi-bin/menu/get': 10_000,
  '/cgi-bin/menu/delete': 1000,
  '/cgi-bin/menu/addconditional': 2000,
  '/cgi-bin/user/get': 500,
  '/cgi-bin/user/info': 500_000,
  '/cgi-bin/user/info/batchget': 100_000,
  '/cgi-bin/media/upload': 100_000,
  '/cgi-bin/media/get': 200_000,
  '/cgi-bin/qrcode/create': 100_000,
  '/cgi-bin/freepublish/submit': 100,
};
const MASS_PER_MINUTE = 60;
const FORCED_TOKENS = { perDay: 20, apart: 30 * SECOND };

/** Counts calls by day, and the few calls with a finer limit. */
export class Quotas {
  private readonly daily: Record<string, number>;
  private day = '';
  private readonly used = new Map<string, number>();
  private minute = { from: 0, calls: 0 };
  private lastForced = -Infinity;

  constructor(overrides: Record<string, number> = {}) {
    this.daily = { ...DAILY, ...overrides };
  }

  /** @throws PlatformError 45009 above the day's quota */
  spend(path: string, now: number): void {
    const limit = this.daily[path];
    if (limit !== undefined && this.count(path, now) > limit) throw new PlatformError(45009);
  }

  /** @throws PlatformError 45011 above 60 mass sends a minute */
  spendMass(now: number): void {
    if (now - this.minute.from >= MINUTE) this.minute = { from: now, calls: 0 };
    if (++this.minute.calls > MASS_PER_MINUTE) throw new PlatformError(45011);
  }

  /** Forced token refreshes: 20 a day, 30 s apart. @throws PlatformError 45009, 45011 */
  spendForcedToken(now: number): void {
    if (now - this.lastForced < FORCED_TOKENS.apart) throw new PlatformError(45011);
    if (this.count('forced token', now) > FORCED_TOKENS.perDay) throw new PlatformError(45009);
    this.lastForced = now;
  }

  usage(path: string, now: number) {
    this.turnDay(now);
    const used = this.used.get(path) ?? 0;
    const limit = this.daily[path] ?? 1_000_000;
    return { daily_limit: limit, used, remain: Math.max(0, limit - used) };
  }

  clear(): void {
    this.used.clear();
  }

  private count(name: string, now: number): number {
    this.turnDay(now);
    const used = (this.used.get(name) ?? 0) + 1;
    this.used.set(name, used);
    return used;
  }

  private turnDay(now: number): void {
    const day = dayOf(now);
    if (day === this.day) return;
    this.day = day;
    this.used.clear();
  }
}
