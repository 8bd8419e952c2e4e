import { HOUR, MINUTE } from './days.ts';
import { PlatformError } from './errors.ts';

interface Window {
  until: number;
  left: number;
}

const OPENS = {
  message: { lasts: 48 * HOUR, messages: 5 },
  act: { lasts: MINUTE, messages: 3 },
} as const;

/** What customer-service messages each person may still be sent. */
export class Windows {
  private readonly open = new Map<string, Partial<Record<keyof typeof OPENS, Window>>>();

  /** A message opens 5 in 48 hours; a menu click, follow or scan (`act`) opens 3 in one minute. */
  opened(openid: string, by: keyof typeof OPENS, now: number): void {
    const { lasts, messages } = OPENS[by];
    this.open.set(openid, { ...this.open.get(openid), [by]: { until: now + lasts, left: messages } });
  }

  closed(openid: string): void {
    this.open.delete(openid);
  }

  /**
   * Uses up one message, of the window that closes first.
   * @throws PlatformError 45015 when no window is open, 45047 when the open ones are used up
   */
  spend(openid: string, now: number): void {
    const windows = this.openNow(openid, now);
    if (!windows.length) throw new PlatformError(45015);
    const window = windows.find(({ left }) => left > 0);
    if (!window) throw new PlatformError(45047);
    window.left--;
  }

  /** Messages left now, for the chat page. */
  left(openid: string, now: number): number {
    return this.openNow(openid, now).reduce((sum, { left }) => sum + left, 0);
  }

  private openNow(openid: string, now: number): Window[] {
    return Object.values(this.open.get(openid) ?? {})
      .filter(({ until }) => until > now)
      .sort((a, b) => a.until - b.until);
  }

  toJSON() {
    return [...this.open];
  }

  restore(saved: ReturnType<Windows['toJSON']>): void {
    for (const [openid, windows] of saved) this.open.set(openid, windows);
  }
}
