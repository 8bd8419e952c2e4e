import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { Push } from '../../entities/index.ts';
import { system } from '../../server/platform/actor.ts';
import { addDays, builtInCalendar, legalDateOf, type LegalDate } from '../../server/platform/calendar.ts';
import type { Database } from '../../server/platform/db.ts';
import { DEMO_PASSWORD } from '../../server/demo/centre.ts';
import { addReaders, openBooks, schedule } from '../../scripts/trials/pushing.ts';
import { submitPush } from '../../server/publicity/pushes/service.ts';
import { planSettings } from '../../server/publicity/plan/settings.ts';
import { openOccasions } from '../../server/publicity/series/opening.ts';
import { act, approved, drafted, editor as author, pushOf, setting } from '../publicity/support.ts';
import { House, waitUntil } from '../support/house.ts';
import { DESK, openBrowser, overflow, PHONE, shoot, signedIn } from './browser.ts';

const READERS = 400;
const HOUR = 3_600_000;

/** A coming day against which nothing stands, and what the console says of it. */
function unsuspicious(): { day: LegalDate; words: string } {
  const coming = Array.from({ length: 12 }, (_, days) => addDays(legalDateOf(Date.now()), days + 1));
  const workday = coming.find((day) => builtInCalendar.isWorkday(day));
  // Until a coming year's holidays are entered, every day of it is looked at twice.
  return workday
    ? { day: workday, words: '检查没有发现问题' }
    : { day: coming[1]!, words: '放假安排还没有录入' };
}

describe('publicity in a real browser', function () {
  this.timeout(120_000);
  let house: House;
  let books: Database;
  let browser: Browser;
  const errors: string[] = [];

  before(async function () {
    const opened = await openBrowser('publicity');
    if (!opened) return this.skip();
    browser = opened;
    house = await House.start('sqlite', ['web,worker,bot'], { QUIET_HOURS: 'off', PUSH_PER_SECOND: '40' });
    books = await openBooks(house);
    for (const openid of ['demo-resident-li', 'demo-resident-wang']) await house.simulator.follow(openid);
    await addReaders(house, books, 'o-reads-', READERS);
    const editor = await house.signIn('xuanchuan', DEMO_PASSWORD);
    await editor.call('POST', '/publicity/followers/sync');
  });
  after(async () => {
    await browser?.close();
    await books?.close();
    await house?.stop();
  });
  afterEach(() => {
    expect(errors.splice(0)).to.deep.equal([]);
  });

  const as = (account: string, path: string, viewport = DESK): Promise<Page> =>
    signedIn({ browser, url: house.url, errors }, account, path, viewport);
  const press = (page: Page, name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).click();
  const said = (page: Page, words: RegExp | string): Promise<void> => page.getByText(words).first().waitFor();
  let push = '';

  it('names the line that must be mended, and keeps the material', async () => {
    const page = await as('xuanchuan', '/publicity/materials');
    await press(page, '写一份材料');
    await page.getByLabel('标题', { exact: true }).fill('被欠工资怎么办');
    await page.getByLabel('正文').fill('先打 12333 投诉。\n张某某的电话是 13812345678。');
    await page.getByLabel('依据').fill('《保障农民工工资支付条例》第十条');
    await page.getByLabel('标签').fill('工资 讨薪');
    await said(page, /正文第 2 行「手机号/);
    await shoot(page, 'material-findings');
    await page.getByLabel('正文').fill('先打 12333 投诉，也可以申请法律援助。\n欠条、聊天记录留好。');
    await said(page, '检查没有发现问题');
    await press(page, '存进素材库');
    await said(page, '第 1 版');
    await shoot(page, 'material');
    await page.goto(`${house.url}/console/publicity/materials`);
    await said(page, '被欠工资怎么办');
    await shoot(page, 'materials');
    await page.context().close();
  });

  it('counts the audience and shows what stands against a time, before it is kept', async () => {
    const page = await as('xuanchuan', '/publicity/materials');
    await page.getByRole('link', { name: '被欠工资怎么办' }).click();
    await press(page, '用它建推送');
    const clock = page.getByRole('textbox', { name: '时间' });
    const { day, words } = unsuspicious();
    await clock.fill('2026-01-01T10:00');
    await said(page, '发送时间已经过了');
    await shoot(page, 'push-form');
    await clock.fill(`${day}T10:30`);
    await said(page, words);
    await press(page, '存为草稿');
    await page.waitForURL('**/publicity/pushes/*');
    push = page.url().split('/').at(-1)!;
    await shoot(page, 'push-draft');
    await press(page, '提交审核');
    await page.locator('li.open', { hasText: '初审' }).waitFor();
    expect(await page.getByRole('button', { name: /审通过/ }).count(), 'who wrote it').to.equal(0);
    await shoot(page, 'push-review');
    await page.context().close();
  });

  it('is read by three people; who had a word has no second one', async () => {
    for (const [account, step] of [
      ['shencha', '初审'],
      ['fenguan', '复审'],
      ['shenpi', '终审'],
    ] as const) {
      const page = await as(account, `/publicity/pushes/${push}`);
      await press(page, `${step}通过`);
      await said(page, /还没核对/);
      for (const box of await page.locator('.word .el-checkbox').all()) await box.click();
      await shoot(page, `review-${account}`);
      await press(page, `${step}通过`);
      await page.locator('li.done', { hasText: step }).waitFor();
      expect(await page.getByRole('button', { name: /审通过/ }).count(), 'a second word').to.equal(0);
      await page.context().close();
    }
    const page = await as('xuanchuan', `/publicity/pushes/${push}`);
    await page.locator('.el-tag', { hasText: '已排期' }).waitFor();
    await page.goto(`${house.url}/console/publicity/calendar`);
    await said(page, /群发：已用 0，已排/);
    await press(page, '查一查');
    await said(page, '微信答复：每分钟 80 万人');
    await page.getByRole('combobox', { name: '群发速度' }).selectOption('4');
    await said(page, '微信答复：每分钟 10 万人');
    await shoot(page, 'calendar');
    await page.context().close();
  });

  it('plans a series: seen in the calendar before it exists, opened as a draft, paused and ended', async () => {
    const page = await as('xuanchuan', '/publicity/series');
    await said(page, '建一个系列就不会忘');
    await press(page, '新建系列');
    await page.getByLabel('名称', { exact: true }).fill('每月说法');
    await page.getByRole('combobox', { name: '多久一次' }).selectOption('month');
    const soon = new Date(Date.now() + 3 * 24 * HOUR).toISOString().slice(0, 10);
    await page.getByRole('combobox', { name: '几号' }).selectOption(String(Number(soon.slice(8))));
    await page.getByLabel('材料要带的标签').fill('讨薪');
    await shoot(page, 'series-form');
    await press(page, '存下系列');
    await said(page, `每月 ${Number(soon.slice(8))} 日`);
    await said(page, '素材库里有 1 份可用');
    const calendar = async (words: string): Promise<void> => {
      await page.goto(`${house.url}/console/publicity/calendar`);
      await page.locator('.month').waitFor();
      for (let month = 0; month < 2 && !(await page.getByText(words).count()); month += 1) {
        await press(page, '下个月');
        await page.locator('.month').waitFor();
      }
      await page.locator('.entry', { hasText: words }).first().waitFor();
    };
    await calendar('系列待开');
    await shoot(page, 'calendar-series');
    await openOccasions(books, { accountType: 'service', plan: planSettings });
    await page.goto(`${house.url}/console/publicity/series`);
    await said(page, '（草稿）');
    await shoot(page, 'series');
    await press(page, '暂停');
    await page.locator('.el-tag', { hasText: '已暂停' }).waitFor();
    await press(page, '继续');
    await page.locator('.el-tag', { hasText: '进行中' }).waitFor();
    await press(page, '结束');
    await page.getByRole('dialog').getByRole('button', { name: '确定结束' }).click();
    await page.locator('.el-tag', { hasText: '已结束' }).waitFor();
    expect(await page.getByRole('button', { name: '修改' }).count()).to.equal(0);
    await page.context().close();
  });

  it('shows a running push live; it pauses, goes on and is stopped', async () => {
    const id = await schedule(books, 'subscription');
    const page = await as('xuanchuan', `/publicity/pushes/${id}`);
    const sent = (): Promise<number> =>
      page.locator('dl div', { hasText: '送达' }).first().locator('dd').innerText().then(Number);
    await said(page, /每秒更新/);
    await waitUntil(async () => (await sent()) > 20, 'the bar did not grow');
    await shoot(page, 'push-running');
    await press(page, '暂停');
    await page.getByRole('dialog').getByRole('textbox').fill('核对一下标题');
    await page.getByRole('dialog').getByRole('button', { name: '暂停' }).click();
    await page.locator('.el-tag', { hasText: '已暂停' }).waitFor();
    await shoot(page, 'push-paused');
    await press(page, '继续发送');
    await page.locator('.el-tag', { hasText: '发送中' }).waitFor();
    await press(page, '紧急停止');
    await page.getByRole('dialog').getByRole('textbox').fill('内容有误');
    await shoot(page, 'push-stop');
    await press(page, '马上停止');
    await page.locator('.el-tag', { hasText: '已紧急停止' }).waitFor();
    await page.context().close();
  });

  it('reports a push that is finished', async () => {
    await books.write(system('test'), ({ tx, now }) => tx.update(Push, { id: push }, { dueAt: now }));
    const page = await as('xuanchuan', `/publicity/pushes/${push}`);
    await page.locator('.el-tag', { hasText: '已完成' }).waitFor({ timeout: 40_000 });
    await shoot(page, 'push-finished');
    await press(page, '照它再发一次');
    await said(page, '新建推送');
    await page.locator('.count strong').waitFor();
    expect(await page.getByRole('combobox', { name: '材料' }).locator('option:checked').innerText()).to.equal(
      '被欠工资怎么办',
    );
    await page.goBack();
    await page.getByRole('link', { name: '看推送报告' }).click();
    await said(page, '和以前的推送比');
    expect(await page.locator('.tile', { hasText: '对账' }).innerText()).to.include('平');
    await shoot(page, 'report');
    await page.context().close();
  });

  it('plans an activity, and keeps its result and a volunteer’s hours', async () => {
    const page = await as('xuanchuan', '/publicity/activities/new');
    await page.getByLabel('名称').fill('工地普法讲座');
    await page.getByRole('combobox', { name: '镇（街道）' }).selectOption('望亭镇');
    await page.getByLabel('地点').fill('项目部会议室');
    const field = (at: number): string => new Date(at + 8 * HOUR).toISOString().slice(0, 16);
    await page.getByLabel('开始').fill(field(Date.now() - HOUR));
    await page.getByLabel('结束').fill(field(Date.now() + HOUR));
    await page.getByText('演示志愿者·冯').click();
    await press(page, '存下');
    await said(page, '现场签到码');
    await page.getByLabel('其他到场人数').fill('32');
    await page.getByLabel('发放物品').fill('宣传册 40\n布袋 20');
    await page.getByLabel('群众提问').fill('包工头跑了，工资找谁要');
    await shoot(page, 'activity');
    await press(page, '存下，活动办完了');
    await said(page, '发放：宣传册 40 份、布袋 20 份');
    await page.goto(`${house.url}/console/publicity/activities`);
    await said(page, '工地普法讲座');
    await shoot(page, 'activities');
    await page.goto(`${house.url}/console/volunteers`);
    await shoot(page, 'volunteers');
    await page.getByRole('link', { name: '演示志愿者·冯' }).click();
    await said(page, '工地普法讲座');
    await shoot(page, 'volunteer');
    await page.goto(`${house.url}/console/publicity/scenes`);
    await said(page, '看海报');
    await shoot(page, 'scenes');
    await page.getByRole('link', { name: '看海报' }).first().click();
    await said(page, '打印海报');
    await shoot(page, 'poster');
    await page.context().close();
  });

  it(`fits every page into ${PHONE.width} px`, async () => {
    const page = await as('xuanchuan', '/publicity', PHONE);
    for (const [name, path, seen] of [
      ['pushes', '/publicity', '被欠工资怎么办'],
      ['calendar', '/publicity/calendar', '这个时节宜做的宣传'],
      ['series', '/publicity/series', '每月说法'],
      ['series-form', '/publicity/series/form', '从哪天起'],
      ['materials', '/publicity/materials', '被欠工资怎么办'],
      ['material', '/publicity/materials/new', '写下标题后自动检查'],
      ['push-form', '/publicity/new', '发之前看一看'],
      ['push-finished', `/publicity/pushes/${push}`, '三审三校'],
      ['report', `/publicity/pushes/${push}/report`, '和以前的推送比'],
      ['activities', '/publicity/activities', '工地普法讲座'],
      ['activity', '/publicity/activities/new', '请哪些志愿者'],
      ['volunteers', '/volunteers', '演示志愿者·冯'],
      ['scenes', '/publicity/scenes', '看海报'],
    ] as const) {
      await page.goto(`${house.url}/console${path}`);
      await said(page, seen);
      expect(await overflow(page), path).to.equal(0);
      await shoot(page, name);
    }
    await page.context().close();
  });

  it(`shows a pack, the word of a reviewer and a running push in ${PHONE.width} px`, async () => {
    // At noon in Shanghai: the night is no time to disturb residents, whenever the test runs.
    const dueAt = (Math.floor(Date.now() / (24 * HOUR)) + 2) * 24 * HOUR + 4 * HOUR;
    const pack = await drafted(books, { reach: 'pack', dueAt });
    const { version } = await pushOf(books, pack);
    await act(books, author, (work) => submitPush(work, setting, { id: pack, version }));
    const ready = await drafted(books, { reach: 'pack', dueAt });
    await approved(books, ready);
    await books.write(system('test'), ({ tx, now }) => tx.update(Push, { id: ready }, { dueAt: now }));
    const running = await schedule(books, 'subscription');
    for (const [account, id, name, seen] of [
      ['shencha', pack, 'pack-review', '初审通过'],
      ['xuanchuan', ready, 'pack', '看转发以后的情况'],
      ['xuanchuan', running, 'push-running', '每秒更新'],
    ] as const) {
      const page = await as(account, `/publicity/pushes/${id}`, PHONE);
      await page.getByText(seen).first().waitFor({ timeout: 40_000 });
      expect(await overflow(page), name).to.equal(0);
      await shoot(page, name);
      await page.context().close();
    }
  });
});
