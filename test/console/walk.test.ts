import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { DraftView, StepReply } from '../../server/eligibility/contract.ts';
import { DEMO_PASSWORD } from '../../server/demo/centre.ts';
import { House, waitUntil } from '../support/house.ts';
import { identityNumber } from '../support/identity.ts';
import { DESK, openBrowser, openPage, overflow, PHONE, signedIn } from './browser.ts';

const li = 'demo-resident-li';
const wang = 'demo-resident-wang';

/** What is answered to the questions where the first choice, or the number three, isn't right. */
const answers: Record<string, string> = {
  story: '在工地上干了三个月，包工头一直不给工资',
  claims: '不要别的',
  amount: '21600',
  opponent: '演示装修公司',
  age: '36',
};

describe('the console in a real browser', function () {
  this.timeout(120_000);
  let house: House;
  let browser: Browser;
  const errors: string[] = [];

  before(async function () {
    const opened = await openBrowser('the console');
    if (!opened) return this.skip();
    browser = opened;
    house = await House.start('sqlite');
    for (const openid of [li, wang]) await house.simulator.follow(openid);
    await apply(house, li);
    // Built by the server itself when the sources changed.
    await waitUntil(
      async () => (await fetch(`${house.url}/console/`)).status === 200,
      'the console was not built',
      60_000,
    );
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
  });
  afterEach(() => {
    expect(errors.splice(0)).to.deep.equal([]);
  });

  /** Signs in on the page that was asked for. */
  const as = (account: string, path: string, viewport = DESK): Promise<Page> =>
    signedIn({ browser, url: house.url, errors }, account, path, viewport);
  const openFirst = async (page: Page): Promise<void> => {
    await page.locator('main a[href*="/console/cases/"]').first().click();
    await page.locator('.case-head').waitFor();
  };
  const openDialog = (page: Page, name: string): Promise<void> =>
    page.locator('.actions').getByRole('button', { name }).click();
  const confirm = async (page: Page, name: string): Promise<void> =>
    page
      .getByRole('dialog')
      .getByRole('button', { name: `确定${name}` })
      .click();
  const said = (page: Page, words: RegExp | string): Promise<void> => page.getByText(words).first().waitFor();

  it('tells in Chinese that a password is wrong, and leads to the page that was asked for', async () => {
    const page = await openPage(browser, DESK, errors);
    await page.goto(`${house.url}/console/service-points`);
    await page.getByLabel('账号').fill('shouli');
    await page.getByLabel('密码', { exact: true }).fill('不对');
    await page.getByRole('button', { name: '登录' }).click();
    await said(page, '账号或密码不对');
    await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
    await page.waitForURL('**/console/service-points');
    await said(page, '镇（街道）工作站');
    await page.context().close();
  });

  it('lists the case, and finds it by state and by the number as read over the phone', async () => {
    const page = await as('shouli', '/cases');
    const row = page.locator('tbody tr');
    await row.waitFor();
    expect(await row.innerText())
      .to.match(/\d{3}-\d{3}-\d{3}/)
      .and.match(/李＊/)
      .and.match(/绿色通道/)
      .and.match(/还剩/);
    const number = /\d{3}-\d{3}-\d{3}/.exec(await row.innerText())![0];
    await page.getByRole('button', { name: '已撤回' }).click();
    await said(page, '没有符合条件的案件');
    await page.getByLabel('编号').fill(number.replaceAll('-', ' '));
    await page.getByLabel('编号').press('Enter');
    await row.getByText(number).waitFor();
    await page.context().close();
  });

  it('shows an intake officer the whole case and carries a supplement there and back', async () => {
    const page = await as('shouli', '/cases');
    await openFirst(page);
    for (const words of ['筛查意见', '演示装修公司', '「我承诺」', '待签名', '法律援助法第43条', '收到申请'])
      await said(page, words);
    await openDialog(page, '受理');
    await confirm(page, '受理');
    await said(page, '已受理，进入审查。');
    await openDialog(page, '要求补正');
    await confirm(page, '要求补正');
    await said(page, '请至少写一样要补的材料。');
    await page.getByLabel('第 1 项', { exact: true }).fill('考勤记录');
    await page.getByLabel('第 1 项', { exact: true }).press('Enter');
    await page.keyboard.type('聊天记录截图');
    await confirm(page, '要求补正');
    await said(page, '补正清单已发给申请人。');
    await openDialog(page, '登记补充材料');
    await page.getByLabel('收到的材料').fill('考勤照片 12 张');
    await confirm(page, '登记补充材料');
    await said(page, '已登记，审查继续。');
    await waitUntil(
      () => house.lines(li).some((line) => line.includes('② 聊天记录截图')),
      'the resident was not told',
    );
    await page.context().close();
  });

  it('says when a colleague was quicker, and shows the present state on a tap', async () => {
    const page = await as('shencha', '/cases', PHONE);
    await openFirst(page);
    await openDialog(page, '提交审查意见');
    await page.getByText('建议不予').click();
    await page.getByLabel('理由').fill('先这样写');
    const colleague = await house.signIn('shencha', DEMO_PASSWORD);
    const id = page.url().split('/').at(-1)!;
    const { body } = await colleague.call<{ version: number }>('GET', `/cases/${id}`);
    const opinion = { version: body.version, opinion: 'grant', reasons: '事项在范围内' };
    expect((await colleague.call('POST', `/cases/${id}/review`, opinion)).status).to.equal(200);
    await confirm(page, '提交审查意见');
    await said(page, '这条记录刚被别人改过');
    await page.getByRole('button', { name: '刷新，看最新情况' }).click();
    await said(page, '事项在范围内');
    expect(await page.getByText('先这样写').count()).to.equal(0);
    await page.context().close();
  });

  /** The intake officer has the signed paper in hand. */
  async function signOnPaper(): Promise<void> {
    const page = await as('shouli', '/cases');
    await openFirst(page);
    await page.getByRole('button', { name: '登记纸上签名' }).click();
    await page.getByRole('button', { name: '确定登记纸上签名' }).click();
    await said(page, '请写明怎么签的');
    await page.getByLabel('怎么签的').fill('窗口当面签名、按手印');
    await page.getByRole('button', { name: '确定登记纸上签名' }).click();
    await said(page, '已登记纸上签名。');
    await page.context().close();
  }

  it('does not refuse without reasons, and grants', async () => {
    const page = await as('shenpi', '/cases');
    await openFirst(page);
    await openDialog(page, '给予援助');
    await confirm(page, '给予援助');
    await said(page, '承诺还没有签名');
    await page.getByRole('button', { name: '先不办' }).click();
    await signOnPaper();
    await page.reload();
    await page.locator('.case-head').waitFor();
    await openDialog(page, '不予援助');
    await said(page, '提出异议');
    await confirm(page, '不予援助');
    await said(page, '请写明理由。');
    await page.getByRole('button', { name: '先不办' }).click();
    await openDialog(page, '给予援助');
    await confirm(page, '给予援助');
    await said(page, '已决定给予法律援助');
    await page.locator('.case-head').getByText('已给予援助').waitFor();
    expect(await page.locator('.actions').count()).to.equal(0);
    expect(await house.say(li, '进度')).to.include('已给予援助');
    await page.context().close();
  });

  it('shows who waits for a person; the answer arrives in the chat', async () => {
    await house.say(wang, '人工');
    const page = await as('shouli', '/handoffs', PHONE);
    const card = page.locator('article').first();
    await card.getByLabel('答复').fill('您好，我是值班人员，下午给您回电话。');
    await card.getByRole('button', { name: '发送并结束' }).click();
    await said(page, '现在没有人在等');
    await waitUntil(
      () => house.lines(wang).some((line) => line.includes('下午给您回电话')),
      'the answer did not arrive',
    );
    await page.context().close();
  });

  it('shows photos that the resident sent, and opens them', async () => {
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('no real picture')]);
    await house.simulator.sendImage(li, jpeg);
    await house.say(li, '1');
    const page = await as('shenpi', '/cases');
    await openFirst(page);
    await waitUntil(async () => {
      await page.getByRole('button', { name: '刷新' }).click();
      await said(page, '申请人发来的材料');
      return (await page.getByText(/^照片 \d{4}-\d{2}-\d{2} 1\.jpg$/).count()) > 0;
    }, 'the photo did not arrive');
    const address = await page.locator('a.thumb').getAttribute('href');
    const response = await page.request.get(`${house.url}${address}`);
    expect(await response.body()).to.deep.equal(jpeg);
    await said(page, '未扫描');
    await page.context().close();
  });

  it('gives a code for binding, and shows the binding once it is used', async () => {
    const page = await as('shouli', '/my-wechat');
    await page.getByRole('button', { name: '取绑定码' }).click();
    const words = await page.getByText(/^绑定 \d{8}$/).innerText();
    expect(await house.say('o-new-phone', words)).to.match(/绑定好了。演示受理员·周/);
    await page.getByRole('button', { name: '解除绑定' }).click();
    await said(page, '还没有绑定微信');
    await said(page, '微信正常');
    expect(await page.getByText('律师和志愿者').count(), 'only for those who look after people').to.equal(0);
    await page.context().close();
  });

  it('lets a director make codes for volunteers', async () => {
    const page = await as('shenpi', '/my-wechat');
    const row = page.locator('li', { hasText: '演示志愿者·冯' });
    await row.getByText('已绑定').waitFor();
    await row.getByRole('button', { name: '取绑定码' }).click();
    await row.getByText(/^绑定 \d{8}$/).waitFor();
    await page.context().close();
  });

  for (const viewport of [DESK, PHONE]) {
    it(`fits every page into ${viewport.width} px`, async () => {
      const page = await as('shenpi', '/cases', viewport);
      for (const [path, seen] of [
        ['/cases', 'main a[href*="/console/cases/"]'],
        ['/handoffs', '.el-empty'],
        ['/service-points', '.point'],
        ['/my-wechat', '.person'],
        ['/no/such/page', 'text=没有这个页面'],
      ] as const) {
        await page.goto(`${house.url}/console${path}`);
        await page.locator(seen).first().waitFor();
        expect(await overflow(page), path).to.equal(0);
      }
      await page.goto(`${house.url}/console/cases`);
      await openFirst(page);
      await page.getByText('法律援助经济困难状况告知承诺书').first().click();
      expect(await overflow(page), 'a case').to.equal(0);
      await page.context().close();
    });
  }

  it('signs out for good', async () => {
    const page = await as('shouli', '/cases');
    await page.getByRole('button', { name: '我的账号' }).click();
    await page.getByText('退出').click();
    await page.waitForURL('**/console/sign-in');
    await page.goBack();
    await page.waitForURL(/\/console\/sign-in\?back=\/cases$/);
    await page.context().close();
  });
});

/** An application with a signed commitment, made over the same interface that the bot uses. */
async function apply({ url }: House, openid: string): Promise<void> {
  const post = async <T>(path: string, body: object): Promise<T> => {
    const response = await fetch(`${url}/api${path}`, {
      method: 'POST',
      headers: {
        ...{ authorization: 'Bearer test-bot-token', 'x-openid': openid },
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  let { draft } = await post<{ draft: DraftView }>('/drafts', { afresh: true });
  const step = async (path: string, body: object): Promise<void> => {
    const reply = await post<StepReply>(`/drafts/${draft.id}/${path}`, body);
    if (!reply.ok) throw new Error(`${path} ${JSON.stringify(body)}: ${reply.hint}`);
    draft = reply.draft;
  };
  while (draft.question) {
    const { id, options } = draft.question;
    await step('answer', { question: id, said: answers[id] ?? (options.length > 0 ? '1' : '3') });
  }
  await step('continue', {});
  await step('proof', { proof: 'commitment' });
  await step('commit', { said: '我承诺' });
  while (draft.consent) await step('consent', { kind: draft.consent.id, given: true });
  await step('name', { said: '李某' });
  await step('phone', { said: '13812345678' });
  await step('identity', { said: identityNumber('320507', '19900202') });
}
