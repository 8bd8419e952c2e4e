import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

const CHROMIUM = [
  process.env['CHROMIUM_PATH'] ?? '',
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
].find(existsSync);
const QUIET = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking';

/** A browser, or undefined (and one line that says so) on a machine without Chromium. */
export async function openBrowser(leftOut: string): Promise<Browser | undefined> {
  if (!CHROMIUM) {
    console.log(`      left out: no Chromium found for ${leftOut}`);
    return undefined;
  }
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET.split(' ') });
}

export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** A page in a profile of its own, in a time zone that isn't the centre's; what goes wrong in it is kept in `errors`. */
export async function openPage(browser: Browser, viewport: typeof DESK, errors: string[]): Promise<Page> {
  const phone = viewport.width < 768;
  const context = await browser.newContext({
    ...{ viewport, isMobile: phone, hasTouch: phone },
    ...{ locale: 'zh-CN', timezoneId: 'America/New_York' },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // The browser itself reports each 4xx; those that count are seen on the page.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) errors.push(message.text());
  });
  return page;
}

/** A page of the console at `url`, asked for by `path` and signed in to as `account` of the demo centre. */
export async function signedIn(
  { browser, url, errors }: { browser: Browser; url: string; errors: string[] },
  account: string,
  path: string,
  viewport = DESK,
): Promise<Page> {
  const page = await openPage(browser, viewport, errors);
  await page.goto(`${url}/console${path}`);
  await page.getByRole('button', { name: account }).click();
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL(`**/console${path}`);
  return page;
}

/** By how many pixels a page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

const SHOTS = process.env['SCREENSHOTS'];

/** Keeps a picture of the whole page as NAME-WIDTH.png, where `SCREENSHOTS` names a folder; for people to look at. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.evaluate(() => window.scrollTo(0, 0));
  const path = join(SHOTS, `${name}-${page.viewportSize()!.width}.png`);
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
}
