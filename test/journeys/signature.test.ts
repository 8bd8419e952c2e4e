import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { CommitmentRow, CommitmentView } from '../../server/eligibility/commitments/contract.ts';
import { DEMO_PASSWORD } from '../../server/demo/centre.ts';
import { openBrowser, openPage, overflow, PHONE } from '../console/browser.ts';
import { applyInChat } from '../support/applying.ts';
import { House, waitUntil } from '../support/house.ts';

const [wang, li] = ['demo-resident-wang', 'demo-resident-li'];

/** From the chat over WeChat's page login to a signature under three papers, and to the console. */
describe('a handwritten signature', function () {
  this.timeout(240_000);
  let house: House;
  let browser: Browser;
  let reference = '';
  let link = '';
  const errors: string[] = [];

  before(async function () {
    const opened = await openBrowser('the signature page');
    if (!opened) return this.skip();
    browser = opened;
    house = await House.start('sqlite');
    for (const openid of [wang, li]) await house.simulator.follow(openid);
    reference = await applyInChat(house, wang, '王某');
    await waitUntil(() => house.lines(wang).some((line) => line.includes('<a href=')), 'no link in the chat');
    link = /<a href="([^"]+)">手写签名<\/a>/.exec(
      house.lines(wang).find((line) => line.includes('<a href='))!,
    )![1]!;
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
  });
  afterEach(() => expect(errors.splice(0)).to.deep.equal([]));

  /** A tap on a link in this person's chat, in a phone of its own. */
  async function tap(openid: string, url: string): Promise<Page> {
    const page = await openPage(browser, PHONE, errors);
    await page.goto(`${house.simulator.url}/open?${new URLSearchParams({ openid, url }).toString()}`);
    await page.locator('main > section:not([hidden]) h1').first().waitFor();
    return page;
  }
  const words = (page: Page): Promise<string> => page.locator('main').innerText();

  it('has a link that names nobody and opens nothing outside WeChat', async () => {
    expect(link).to.match(/\/wechat\/visit\/[0-9a-f-]{36}$/);
    const page = await openPage(browser, PHONE, errors);
    await page.goto(link);
    expect(await page.locator('body').innerText()).to.equal('请在微信客户端打开链接');
    await page.context().close();
  });

  it('shows nothing to whom the link was forwarded', async () => {
    const page = await tap(li, link);
    expect(await words(page))
      .to.match(/这个链接打不开/)
      .and.not.match(/王|工资|\d{3}-\d{3}-\d{3}|承诺书/);
    expect(page.url()).to.match(/\/pages\/sign$/);
    await page.context().close();
  });

  it('wants all three papers read to their end, and a drawing', async () => {
    const page = await tap(wang, link);
    expect(page.url(), 'the ticket left the address').to.match(/\/pages\/sign$/);
    expect(await words(page))
      .to.include(reference)
      .and.match(/申请人本人/);
    expect(await overflow(page)).to.equal(0);
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('还有没看完的').waitFor();
    await page.reload();
    await page.getByText('请看完三份材料').waitFor();
    await readAll(page);
    const texts = (await page.locator('.paper').allTextContents()).join('\n');
    expect(texts)
      .to.include('王＊')
      .and.match(/第一部分　告知/)
      .and.not.include('王某');
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('还没有签名').waitFor();
    await page.context().close();
  });

  async function readAll(page: Page): Promise<void> {
    const cards = page.locator('.card');
    expect(await cards.count()).to.equal(3);
    for (let i = 0; i < 3; i += 1) {
      await cards.nth(i).locator('button').click();
      await cards
        .nth(i)
        .locator('.paper')
        .evaluate((paper) => paper.scrollTo(0, paper.scrollHeight));
      await cards.nth(i).getByText('看完了').waitFor();
      await cards.nth(i).locator('button').click();
    }
  }

  async function draw(page: Page): Promise<void> {
    const canvas = page.locator('#canvas');
    await canvas.scrollIntoViewIfNeeded();
    const box = (await canvas.boundingBox())!;
    for (const [x, y] of [
      [40, 60],
      [120, 90],
    ] as const) {
      await page.mouse.move(box.x + x, box.y + y);
      await page.mouse.down();
      for (let step = 0; step < 20; step += 1)
        await page.mouse.move(box.x + x + step * 6, box.y + y + 40 * Math.sin(step / 2));
      await page.mouse.up();
    }
  }

  it('is taken once, however often it is sent, and the chat and the console know', async () => {
    const page = await tap(wang, link);
    await readAll(page);
    await draw(page);
    await page.getByRole('button', { name: '重写' }).click();
    await draw(page);
    // Sent twice at the same moment, as by an impatient thumb.
    const request = page.waitForRequest(
      (one) => one.method() === 'POST' && /\/api\/signing\//.test(one.url()),
    );
    await page.getByRole('button', { name: '提交' }).click();
    const sent = await request;
    const repeats = await Promise.all(
      [1, 2, 3].map(() =>
        page.evaluate(
          async ([url, body]) =>
            (
              await fetch(url!, {
                method: 'POST',
                body: body!,
                headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'page' },
              })
            ).json() as Promise<{ code: string }>,
          [sent.url(), sent.postData()],
        ),
      ),
    );
    await page.getByText('签好了').waitFor();
    const code = await page.locator('#code').innerText();
    expect(code).to.match(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(repeats.map((one) => one.code)).to.deep.equal([code, code, code]);
    await waitUntil(
      () => house.lines(wang).filter((line) => line.includes('您的手写签名收到了')).length === 1,
      'the chat was not told once',
    );
    await page.context().close();
    const again = await tap(wang, link);
    expect(await words(again))
      .to.match(/签好了/)
      .and.include(code);
    await again.context().close();

    const staff = await house.signIn('shouli', DEMO_PASSWORD);
    const { body } = await staff.call<{ items: CommitmentRow[] }>('GET', '/commitments?status=SIGNED');
    expect(body.items.map((one) => [one.reference, one.method])).to.deep.equal([[reference, 'page']]);
    const { body: view } = await staff.call<CommitmentView>('GET', `/commitments/${body.items[0]!.id}`);
    expect(view).to.include({ papersRight: true, noticeRight: true, fileMime: 'image/png' });
    expect(view.papers.map(({ id }) => id)).to.deep.equal(['notice', 'statement', 'authority']);
    const picture = await fetch(`${house.url}/api/commitments/${view.id}/file`, {
      headers: { cookie: staff.cookie },
    });
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).to.equal('PNG');
  });

  it('has a receipt that verifies in the chat and on its page, and fails with another code', async () => {
    const said = await house.say(wang, '核对回执');
    const code = /核对码 ([0-9A-Z-]{14})/.exec(said)![1]!;
    expect(said).to.match(/签名的三份材料.*没有改过/);
    expect(await house.say(li, `核对回执 ${reference} ${code}`)).to.match(/核对一致/);
    expect(await house.say(li, `核对回执 ${reference} ABCD-EFGH-JKMN`)).to.match(/核对不上/);
    const page = await openPage(browser, PHONE, errors);
    await page.goto(`${house.url}/pages/receipt`);
    await page.getByLabel('编号').fill(reference);
    await page.getByLabel('核对码').fill(code.toLowerCase());
    await page.getByRole('button', { name: '核对' }).click();
    await page.getByText('核对一致').waitFor();
    expect(await words(page))
      .to.match(/第一部分　告知/)
      .and.not.match(/王|工资/);
    expect(await overflow(page)).to.equal(0);
    await page.context().close();
  });
});
