import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../server/demo/centre.ts';
import { applyInChat, localWorker } from '../support/applying.ts';
import { House, waitUntil, type Staff } from '../support/house.ts';
import { DESK, openBrowser, openPage, overflow, PHONE, signedIn } from './browser.ts';

const [wang, wei] = ['demo-resident-wang', 'demo-resident-wei'];

/** From the chat to the console: what a resident handed in there, staff find, read and decide here. */
describe('a case that came over the chat, in the console', function () {
  this.timeout(120_000);
  let house: House;
  let browser: Browser;
  let pictures: string;
  let ordinary = '';
  let green = '';
  const errors: string[] = [];

  before(async function () {
    const opened = await openBrowser('the console with a case of the chat');
    if (!opened) return this.skip();
    browser = opened;
    pictures = mkdtempSync(join(tmpdir(), 'legal-aid-pictures-'));
    house = await House.start('sqlite');
    for (const openid of [wei, wang]) await house.simulator.follow(openid);
    ordinary = await applyInChat(house, wei, '魏某', localWorker);
    green = await applyInChat(house, wang, '王某');
    await waitUntil(
      async () => (await fetch(`${house.url}/console/`)).status === 200,
      'the console was not built',
      60_000,
    );
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
    if (pictures) rmSync(pictures, { recursive: true });
  });
  afterEach(() => {
    expect(errors.splice(0)).to.deep.equal([]);
  });

  async function atCases(account: string, viewport: typeof DESK): Promise<Page> {
    const page = await signedIn({ browser, url: house.url, errors }, account, '/cases', viewport);
    await page.locator('main a[href*="/console/cases/"]').first().waitFor();
    return page;
  }
  const picture = async (page: Page, name: string): Promise<void> => {
    const path = join(pictures, `${name}-${page.viewportSize()!.width}.png`);
    await page.screenshot({ path, fullPage: true });
    expect(statSync(path).size, 'not an empty page').to.be.greaterThan(10_000);
    expect(await overflow(page), `${name} fits`).to.equal(0);
  };

  for (const viewport of [DESK, PHONE]) {
    it(`lists the green channel first and shows all of a case at ${viewport.width} px`, async () => {
      const page = await atCases('shouli', viewport);
      const list = await page.locator('main').innerText();
      expect(list).to.include(green).and.include(ordinary);
      expect(list.indexOf(green)).to.be.below(list.indexOf(ordinary));
      expect(list, 'masked').not.to.match(/王某|魏某/);
      await picture(page, 'list');

      await page.locator('main a[href*="/console/cases/"]').first().click();
      await page.locator('.case-head').waitFor();
      await page.getByText('「我承诺」').first().waitFor();
      const text = await page.locator('main').innerText();
      for (const words of [green, '演示装修公司', '法律援助法第43条', '收到申请', '绿色通道'])
        expect(text).to.include(words);
      expect(text, 'neither name nor number in full').not.to.match(/王某|320507199001010030/);
      await picture(page, 'case');
      await page.context().close();
    });
  }

  it('lets intake, reviewer and approver carry it to a grant that the resident reads in the chat', async () => {
    const step = async (
      account: string,
      button: string,
      fill?: (page: Page) => Promise<void>,
    ): Promise<void> => {
      const page = await atCases(account, PHONE);
      await page.locator('main a[href*="/console/cases/"]').first().click();
      await page.locator('.actions, .bar').getByRole('button', { name: button }).click();
      const dialog = page.getByRole('dialog');
      await fill?.(page);
      await dialog.getByRole('button', { name: `确定${button}` }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.context().close();
    };
    await step('shouli', '要求补正', (page) => page.getByLabel('第 1 项', { exact: true }).fill('工资欠条'));
    await heard(/还差几样材料[^]*① 工资欠条/);
    await step('shouli', '登记补充材料', (page) => page.getByLabel('收到的材料').fill('欠条一张'));
    await step('shencha', '提交审查意见', async (page) => {
      await page.getByText('建议给予').click();
      await page.getByLabel('理由').fill('事项在范围内');
    });
    await step('shouli', '登记纸上签名', (page) => page.getByLabel('怎么签的').fill('窗口当面签'));
    await step('shenpi', '给予援助');
    // As a template message where the window's messages are used up.
    await heard(/已决定给您法律援助|当前进度：已有决定/);
    const staff: Staff = await house.signIn('shouli', DEMO_PASSWORD);
    const { body } = await staff.call<{ items: { reference: string; state: string }[] }>('GET', '/cases');
    expect(body.items.map(({ reference, state }) => [reference, state])).to.deep.include([green, 'GRANTED']);
  });

  const heard = (words: RegExp): Promise<void> =>
    waitUntil(
      () => house.lines(wang).some((line) => words.test(line)),
      () => `never read ${words}:\n${house.lines(wang).slice(-3).join('\n---\n')}`,
    );

  it('browses the interface under the content security policy', async () => {
    const page = await openPage(browser, DESK, errors);
    await page.goto(`${house.url}/api/docs`);
    await page.getByText('/cases/{id}/grant').first().waitFor();
    await page.getByRole('link', { name: 'drafts' }).click();
    await page.getByText('/drafts/{id}/commit').first().waitFor();
    await page.context().close();
  });
});
