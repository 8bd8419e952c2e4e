import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { House, waitUntil } from '../support/house.ts';
import { DESK, openBrowser, openPage, signedIn } from './browser.ts';
import { DEMO_PASSWORD } from '../../server/demo/centre.ts';

const li = 'demo-resident-li';
const wang = 'demo-resident-wang';

describe('the console, where a click could lose something', function () {
  this.timeout(180_000);
  let house: House;
  let browser: Browser;
  const errors: string[] = [];

  before(async function () {
    const opened = await openBrowser('careful work at the console');
    if (!opened) return this.skip();
    browser = opened;
    house = await House.start('sqlite');
    for (const openid of [li, wang]) await house.simulator.follow(openid);
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
  });
  afterEach(() => {
    expect(errors.splice(0)).to.deep.equal([]);
  });

  const as = (account: string, path: string): Promise<Page> =>
    signedIn({ browser, url: house.url, errors }, account, path, DESK);
  const press = (page: Page, name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).click();
  const said = (page: Page, words: RegExp | string): Promise<void> => page.getByText(words).first().waitFor();
  const hears = (openid: string, words: string): Promise<void> =>
    waitUntil(() => house.lines(openid).some((line) => line.includes(words)), `not told: ${words}`);

  it('lets an editor begin with what is theirs, and asks for nothing else', async () => {
    const page = await openPage(browser, DESK, errors);
    const refused: string[] = [];
    page.on('response', (response) => {
      if (response.status() === 403) refused.push(response.url());
    });
    await page.goto(`${house.url}/console/`);
    await page.getByLabel('账号').fill('xuanchuan');
    await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
    await press(page, '登录');
    await page.waitForURL('**/console/knowledge');
    await said(page, '没答上的');
    const mainMenu = page.getByRole('navigation', { name: '主菜单' });
    expect(await mainMenu.getByText('案件', { exact: true }).count()).to.equal(0);
    expect(refused).to.deep.equal([]);
    await page.context().close();
  });

  it('asks what became of who still waits before their request is ended', async () => {
    await house.say(wang, '人工');
    const page = await as('shouli', '/handoffs');
    const card = page.locator('article.handoff').first();
    await card.getByRole('button', { name: '接手' }).click();
    await hears(wang, '工作人员已接手');
    await card.getByLabel('答复').fill('写到一半');
    await card.getByRole('button', { name: '结束', exact: true }).click();
    await said(page, '您写的话还没有发给对方');
    await press(page, '不发了，只结束');
    await said(page, '怎么结束的？');
    await press(page, '先不办');
    expect(await card.getByLabel('答复').inputValue()).to.equal('写到一半');
    await card.getByRole('button', { name: '结束', exact: true }).click();
    await press(page, '不发了，只结束');
    await page.getByText('已电话联系', { exact: true }).click();
    await press(page, '确定结束');
    await said(page, '现在没有人在等');
    expect(await page.getByText('已经办完').count(), 'one’s own is nobody else’s').to.equal(0);
    await hears(wang, '已经和您联系过');
    await page.context().close();
  });

  it('leads from the red line to the one who is in danger, and tells them', async () => {
    await house.say(li, '我老公正在打我');
    const page = await as('shouli', '/service-points');
    await press(page, '我来接手');
    await page.waitForURL('**/console/handoffs?open=*');
    await said(page, '您已接手');
    await page.locator('article.called').getByText('来往消息').waitFor();
    await hears(li, '工作人员已接手，会在这里联系您');
    await page.getByText('前后对话（含助手）').click();
    await said(page, '（关注了公众号）');
    await page.context().close();
  });

  it('asks whether somebody in danger is safe before their request is ended', async () => {
    const page = await as('shouli', '/handoffs');
    const card = page.locator('article.handoff').first();
    await card.getByText('还没回复').waitFor();
    const keepOpen = card.getByRole('button', { name: '发送，稍后再跟进' });
    expect(await keepOpen.getAttribute('class')).to.include('el-button--primary');
    const sendAndEnd = card.getByRole('button', { name: '发送并结束' });
    expect(await sendAndEnd.getAttribute('class')).not.to.include('el-button--primary');
    await card.getByLabel('答复').fill('民警到了吗？');
    await sendAndEnd.click();
    await said(page, '他现在平安吗');
    await press(page, '先不结束');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await card.getByLabel('答复').inputValue()).to.equal('民警到了吗？');
    await keepOpen.click();
    await hears(li, '民警到了吗');
    await card.getByText('还没回复').waitFor({ state: 'detached' });
    await card.getByRole('button', { name: '结束', exact: true }).click();
    await said(page, '他现在平安吗');
    await press(page, '已确认，结束');
    await said(page, '现在没有人在等');
    await page.context().close();
  });

  it('says on the red line that a colleague was faster, and names the help line to whoever would hurt themselves', async () => {
    await house.say(wang, '我想自杀');
    const late = await as('shouli', '/service-points');
    await late.getByRole('button', { name: '我来接手' }).waitFor();
    const page = await as('shencha', '/service-points');
    await press(page, '我来接手');
    await said(page, '12356');
    await press(late, '我来接手');
    await said(late, '已由别人接手');
    await late.getByRole('alert').filter({ hasText: '可能遇到危险' }).waitFor({ state: 'detached' });
    await late.context().close();
    const card = page.locator('article.handoff').first();
    await card.getByRole('button', { name: '结束', exact: true }).click();
    await page.getByText('已电话联系', { exact: true }).click();
    await press(page, '确定结束');
    await said(page, '他现在平安吗');
    await press(page, '先不结束');
    await said(page, '怎么结束的？');
    await page.getByText('打不通，稍后再打', { exact: true }).click();
    await press(page, '记下来');
    await said(page, '这一条还留在这里');
    await page.context().close();
  });

  it('puts nobody on call twice for the same hours', async () => {
    const page = await as('shenpi', '/on-call');
    await press(page, '加一位');
    await press(page, '加一位');
    const people = page.getByLabel('值班人员');
    const first = await people.nth(0).inputValue();
    expect(await people.nth(1).inputValue()).not.to.equal(first);
    await people.nth(1).selectOption(first);
    await press(page, '保存');
    await said(page, '重复了');
    await page.context().close();
  });

  it('begins an entry from what was not answered, and drops no unsaved word of it', async () => {
    const resident = { authorization: 'Bearer test-bot-token', 'x-openid': wang };
    const told = await fetch(`${house.url}/api/questions/feedback`, {
      method: 'POST',
      headers: { ...resident, 'content-type': 'application/json' },
      body: JSON.stringify({ said: '公积金怎么取啊' }),
    });
    expect(told.status).to.equal(200);
    const reader = await as('shouli', '/knowledge/suggestions');
    await reader.locator('article.group', { hasText: '公积金' }).waitFor();
    expect(await reader.getByRole('button', { name: /不处理|新写一条/ }).count()).to.equal(0);
    await reader.context().close();
    const page = await as('xuanchuan', '/knowledge/suggestions');
    await page.locator('article.group', { hasText: '公积金' }).getByText('不处理').click();
    await press(page, '先留着');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.locator('article.group', { hasText: '公积金' }).getByText('新写一条').click();
    await page.waitForURL('**/knowledge/edits/*');
    await page.getByLabel('标准问法').fill('公积金怎么提取');
    await page.getByRole('link', { name: '规则' }).click();
    await said(page, '还没有保存');
    await press(page, '留在这里');
    await press(page, '保存');
    await said(page, '已保存');
    await press(page, '放弃');
    await said(page, '放弃这份修改？');
    await press(page, '先不放弃');
    await page.getByRole('link', { name: '规则' }).click();
    await page.waitForURL('**/console/rules');
    await page.context().close();
  });

  it('says of a push what its material lacks, and that a newer version is there', async () => {
    const page = await as('xuanchuan', '/publicity/materials/new');
    await page.getByLabel('标题', { exact: true }).fill('被欠工资怎么办');
    await page.getByLabel('正文').fill('先打 12333 投诉。\n张某某的电话是 13812345678。');
    await page.getByLabel('依据').fill('《保障农民工工资支付条例》第十条');
    await page.getByRole('link', { name: '日历' }).click();
    await said(page, '还没有保存');
    await press(page, '留在这里');
    await press(page, '存进素材库');
    await said(page, '第 1 版');
    await press(page, '用它建推送');
    await said(page, /正文第 2 行「手机号/);
    await press(page, '存为草稿');
    await page.waitForURL('**/publicity/pushes/*');
    const push = page.url();
    await page.goto(`${house.url}/console/publicity/materials`);
    await page.getByRole('link', { name: '被欠工资怎么办' }).click();
    await page.getByLabel('正文').fill('先打 12333 投诉。');
    await press(page, '存为新的一版');
    await said(page, '第 2 版');
    await page.goto(push);
    await press(page, '提交审核');
    await said(page, '请先换用新版');
    await press(page, '换用新版');
    await said(page, '已换用新版');
    await page.getByText('13812345678').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('keeps what is filled in for one person when another comes', async () => {
    const page = await as('shouli', '/fill-in');
    await press(page, '开始填');
    await press(page, '另填一份');
    await said(page, '另给一个人填？');
    await press(page, '接着填这一份');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await press(page, '另填一份');
    await page.getByRole('dialog').getByRole('button', { name: '另填一份' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await said(page, '还没填完的另外几份');
    await press(page, '接着填这一份');
    await said(page, '接着上次没填完的这一份');
    await page.context().close();
  });
});
