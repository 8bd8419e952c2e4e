import { randomBytes } from 'node:crypto';
import { MINUTE, SECOND } from './days.ts';
import { PlatformError } from './errors.ts';
import type { Faults } from './faults.ts';

const LIFE = 7200 * SECOND;
/** While an old token is replaced, both work for that long. */
const OVERLAP = 5 * MINUTE;

interface Token {
  value: string;
  from: number;
  until: number;
}

/** Access tokens: `stable_token` and `token` keep separate ones, as on the platform. */
export class Tokens {
  private readonly faults: Faults;
  private readonly live = new Map<string, Token>();
  private stable: Token | undefined;
  private plain: Token | undefined;

  constructor(faults: Faults) {
    this.faults = faults;
  }

  /** The current stable token; a new one from five minutes before its end, or when forced. */
  issueStable(now: number, force: boolean) {
    if (force) this.drop(this.stable);
    if (force || !this.usable(this.stable, now)) this.stable = this.issue(now);
    return this.answer(this.stable as Token, now);
  }

  /** A new token each time; the one before keeps working for five minutes. */
  issuePlain(now: number) {
    if (this.plain) this.plain.until = Math.min(this.plain.until, now + OVERLAP);
    this.plain = this.issue(now);
    return this.answer(this.plain, now);
  }

  /** @throws PlatformError 41001 missing, 40001 unknown, 42001 expired */
  check(value: string | null, now: number): void {
    if (!value) throw new PlatformError(41001);
    const token = this.live.get(value);
    if (!token) throw new PlatformError(40001);
    if (!this.alive(token, now)) throw new PlatformError(42001);
  }

  /** Makes every token that was given out invalid (40001). */
  revokeAll(): void {
    this.live.clear();
    this.stable = this.plain = undefined;
  }

  private issue(now: number): Token {
    for (const token of this.live.values()) if (token.until + OVERLAP < now) this.drop(token);
    const token = { value: `${randomBytes(51).toString('base64url')}_sim`, from: now, until: now + LIFE };
    this.live.set(token.value, token);
    return token;
  }

  private drop(token: Token | undefined): void {
    if (token) this.live.delete(token.value);
  }

  private usable(token: Token | undefined, now: number): boolean {
    return token !== undefined && this.alive(token, now) && token.until - now > OVERLAP;
  }

  private alive(token: Token, now: number): boolean {
    return now < Math.min(token.until, token.from + (this.faults.now.tokenLifeMs ?? Infinity));
  }

  private answer(token: Token, now: number) {
    return { access_token: token.value, expires_in: Math.round((token.until - now) / SECOND) };
  }

  toJSON() {
    return { live: [...this.live.values()], stable: this.stable?.value, plain: this.plain?.value };
  }

  restore(saved: ReturnType<Tokens['toJSON']>): void {
    for (const token of saved.live) this.live.set(token.value, token);
    this.stable = saved.stable === undefined ? undefined : this.live.get(saved.stable);
    this.plain = saved.plain === undefined ? undefined : this.live.get(saved.plain);
  }
}
