import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../server/demo/centre.ts';
import { House } from '../test/support/house.ts';
import { Resident } from './trials/resident.ts';

/** `node … scripts/screenshots.ts [FOLDER]`: takes README's pictures of a running demo, at 1280 and 390 px. */
const folder = process.argv[2] ?? 'scripts/screenshots';
mkdirSync(folder, { recursive: true });

const launch = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
const wang = 'demo-resident-wang';

const house = await House.start('sqlite', ['web,worker,bot']);
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: launch,
});
try {
  await house.simulator.follow(wang);
  await house.say(wang, '老板欠我三个月工资怎么办');
  await chat('chat-question');
  await house.say(wang, '申请');
  for (const words of ['没有', '老板欠我三个月工资', '1', '我自己']) await house.say(wang, words);
  await chat('chat-apply');
  await house.say(wang, '退出');
  for (let i = 0; i < 3; i += 1) await new Resident(house.simulator, i).apply();
  await sleep(2_000);
  await chat('chat-staff', 'demo-staff-zhou');
  await consolePages();
} finally {
  await browser.close();
  await house.stop();
}
process.exit(0);

async function chat(name: string, openid = wang): Promise<void> {
  await eachWidth(async (page, width) => {
    await page.goto(`${house.simulator.url}/#${openid}`);
    await sleep(1_200);
    await page.screenshot({ path: `${folder}/${name}-${width}.png` });
  });
}

async function consolePages(): Promise<void> {
  await eachWidth(async (page, width) => {
    const shoot = async (name: string): Promise<void> => {
      await sleep(800);
      await page.screenshot({ path: `${folder}/${name}-${width}.png` });
    };
    await page.goto(`${house.url}/console/`);
    await page.getByLabel('账号').waitFor({ timeout: 60_000 });
    await shoot('console-sign-in');
    await page.getByLabel('账号').fill('shouli');
    await page.getByLabel('密码').fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
    await sleep(1_500);
    await shoot('console-cases');
    await page
      .getByText(/\d{3}-\d{3}-\d{3}/)
      .first()
      .click();
    await sleep(1_500);
    await shoot('console-case');
  });
}

async function eachWidth(shoot: (page: Page, width: number) => Promise<void>): Promise<void> {
  for (const [width, height] of [
    [1280, 860],
    [390, 844],
  ] as const) {
    const context = await browser.newContext({
      viewport: { width, height },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    });
    await shoot(await context.newPage(), width);
    await context.close();
  }
}
