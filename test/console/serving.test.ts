import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../server/demo/centre.ts';
import { applyInChat } from '../support/applying.ts';
import { House } from '../support/house.ts';
import { DESK, openBrowser, shoot, signedIn } from './browser.ts';

const li = 'demo-resident-li';

describe('a refusal at the console, from the opinion to its service', function () {
  this.timeout(180_000);
  let house: House;
  let browser: Browser;
  const errors: string[] = [];

  before(async function () {
    const opened = await openBrowser('a refusal at the console');
    if (!opened) return this.skip();
    browser = opened;
    house = await House.start('sqlite');
    await house.simulator.follow(li);
    await applyInChat(house, li, '李某某');
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
  });
  afterEach(() => {
    expect(errors.splice(0)).to.deep.equal([]);
  });

  const open = async (account: string): Promise<Page> => {
    const page = await signedIn({ browser, url: house.url, errors }, account, '/cases', DESK);
    await page.locator('main a[href*="/console/cases/"]').first().click();
    await page.locator('.case-head').waitFor();
    return page;
  };
  const press = (page: Page, name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).click();
  const said = (page: Page, words: RegExp | string): Promise<void> => page.getByText(words).first().waitFor();

  it('keeps what was written when Esc is pressed and when the session ends before it is sent', async () => {
    const intake = await open('shouli');
    await press(intake, '受理');
    await press(intake, '确定受理');
    await said(intake, '已受理，进入审查。');
    await intake.context().close();

    const page = await open('shencha');
    await press(page, '提交审查意见');
    const reasons = '事项不在本区援助的范围内，'.repeat(20);
    await page.getByText('建议不予').click();
    await page.getByLabel('理由').fill(reasons);
    await page.keyboard.press('Escape');
    expect(await page.getByLabel('理由').inputValue()).to.equal(reasons);
    await page.context().clearCookies();
    await press(page, '确定提交审查意见');
    await page.waitForURL('**/console/sign-in**');
    await page.getByLabel('账号').fill('shencha');
    await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
    await press(page, '登录');
    await page.locator('.case-head').waitFor();
    await press(page, '提交审查意见');
    expect(await page.getByLabel('理由').inputValue()).to.equal(reasons);
    await press(page, '确定提交审查意见');
    await said(page, '审查意见已提交');
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(stored, 'nothing on the disk').not.to.include('援助的范围');
    await page.context().close();
  });

  it('shows whom to call, promises nothing that does not come, and prints the decision', async () => {
    const page = await open('shenpi');
    await press(page, '查看姓名和电话');
    await said(page, '李某某');
    await said(page, '13812345678');
    await shoot(page, 'case-person');
    await press(page, '不予援助');
    await said(page, '申请人的微信只会收到「有一份书面决定」，没有理由');
    await page.getByLabel('理由').fill('请求的事项不在援助范围内');
    await press(page, '确定不予援助');
    await said(page, '请打印决定书、安排送达');
    await said(page, /自收到决定书之日起 15 日，登记送达后起算/);
    await page.getByRole('link', { name: '打印决定书' }).click();
    const sheet = page.locator('.sheet');
    await sheet.waitFor();
    expect(await sheet.innerText())
      .to.match(/不予法律援助决定书[^]*李某某[^]*请求的事项不在援助范围内[^]*苏州市相城区司法局提出异议/)
      .and.match(/自收到决定书之日起15日内/);
    await shoot(page, 'decision');
    await page.context().close();
  });

  it('notes the service and puts its day right, and the date to object follows', async () => {
    const page = await open('shouli');
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now());
    await press(page, '登记送达');
    await page.getByLabel('送达日期').fill('2020-01-01');
    await page.getByLabel('怎么送达的').fill('窗口当面签收');
    await press(page, '确定登记送达');
    await said(page, '送达日期不能早于这一天');
    await page.getByLabel('送达日期').fill(today);
    await press(page, '确定登记送达');
    await said(page, '已登记送达。');
    await said(page, `送达日期：${today}`);
    await said(page, /提出异议到：\d{4}-\d{2}-\d{2}（自收到之日起15日/);
    await press(page, '更正送达日期');
    await page.getByLabel('正确的送达日期').fill(today);
    await page.getByLabel('更正的理由').fill('看错了');
    await press(page, '确定更正送达日期');
    await said(page, '原来登记的就是');
    await page.context().close();
  });
});
