import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { Staff } from '../../entities/index.ts';
import { DEMO_PASSWORD } from '../../server/demo/centre.ts';
import { seedDemoCentre } from '../../server/demo/seed.ts';
import { commitmentNotice } from '../../server/eligibility/commitment.ts';
import type { DrawnSample } from '../../server/eligibility/commitments/contract.ts';
import { drawSample } from '../../server/eligibility/commitments/sampling.ts';
import * as service from '../../server/eligibility/commitments/service.ts';
import { publishPeriods } from '../../server/eligibility/commitments/verification.ts';
import { system, type Actor } from '../../server/platform/actor.ts';
import { openDatabase } from '../../server/platform/db.ts';
import { migrate } from '../../server/platform/migrate.ts';
import type { DatabaseSetting } from '../../server/platform/sources.ts';
import { addMonths, legalDateOf, startOf } from '../../server/platform/calendar.ts';
import { answerTo, apply, stepsFor, stepsOn } from '../support/applying.ts';
import { emptyDatabase, testSealer } from '../support/databases.ts';
import { databaseUrl, House, waitUntil } from '../support/house.ts';
import { identityNumber } from '../support/identity.ts';
import { DESK, openBrowser, openPage, overflow, PHONE, shoot, signedIn } from './browser.ts';

const widths = [DESK, PHONE];
/** A picture of one point, as a scan of a signed page; each page differs behind the picture's end. */
const png = (page: number): Buffer =>
  Buffer.concat([
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      'base64',
    ),
    Buffer.from([page]),
  ]);

/** What staff do around a commitment, on a wide screen and on a phone. */
describe('commitments in the console', function () {
  this.timeout(120_000);
  let setting: DatabaseSetting;
  let remove: (() => Promise<void>) | undefined;
  let house: House;
  let browser: Browser;
  const errors: string[] = [];
  /** References: a commitment to sign on paper for each width, and a case to be granted and ended. */
  const unsigned: string[] = [];
  let granted = '';
  /** Whose commitment was signed last month. */
  let checked = '';
  const today = legalDateOf(Date.now());
  const lastMonth = addMonths(`${today.slice(0, 7)}-01`, -1);

  before(async function () {
    const opened = await openBrowser('commitments in the console');
    if (!opened) return this.skip();
    browser = opened;
    await prepare();
    house = await House.start('sqlite', ['web,worker,bot'], {
      DATABASE_URL: databaseUrl(setting),
      DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
    });
    await waitUntil(
      async () => (await fetch(`${house.url}/console/`)).status === 200,
      'the console was not built',
    );
    await grant();
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
    await remove?.();
  });
  afterEach(() => expect(errors.splice(0)).to.deep.equal([]));

  /** A commitment that was signed last month, after that month's seed was published; what is open today; drafts half filled in. */
  async function prepare(): Promise<void> {
    let now = startOf(lastMonth) + 9 * 3_600_000;
    ({ setting, remove } = await emptyDatabase('sqlite'));
    const db = await openDatabase({ setting, sealer: testSealer(), clock: () => now });
    await migrate(db);
    await seedDemoCentre(db);
    const intake = async (account: string): Promise<Actor> => {
      const { id, name, servicePointId } = await db.read(({ tx }) => tx.findOneByOrFail(Staff, { account }));
      return { kind: 'staff', id, name, servicePointId, roles: ['intake'], through: 'console' };
    };
    const zhou = await intake('shouli');
    await db.write(system('test'), publishPeriods);
    now += 3_600_000;
    const { commitmentId, reference } = await apply(stepsOn(db, 'o-last-month'));
    checked = reference;
    const paper = { signer: 'applicant' as const, readAloud: false, note: '窗口当面签' };
    await db.write(zhou, (work) => service.confirmOnPaper(work, { id: commitmentId!, ...paper }));
    now = Date.now();
    for (const [i] of widths.entries()) unsigned.push((await apply(stepsOn(db, `o-paper-${i}`))).reference);
    granted = (await apply(stepsOn(db, 'o-granted'), { proof: 'papers' })).reference;
    for (const actor of [zhou, await intake('wangting')]) {
      const steps = stepsFor(db, actor, { helping: true });
      let draft = await steps.open();
      while (draft.question) {
        const said = answerTo(draft.question.text) ?? (draft.question.options.length > 0 ? '1' : '3');
        draft = (await steps.answer(draft, said)).draft;
      }
      await steps.goOn(draft);
    }
    await db.close();
  }

  async function grant(): Promise<void> {
    const steps = [
      ['shouli', 'accept', {}],
      ['shencha', 'review', { opinion: 'grant', reasons: '事项在范围内，材料齐。' }],
      ['shenpi', 'grant', {}],
    ] as const;
    for (const [account, verb, body] of steps) {
      const staff = await house.signIn(account, DEMO_PASSWORD);
      const { body: list } = await staff.call<{ items: { id: string; reference: string }[] }>(
        'GET',
        '/cases',
      );
      const { id } = list.items.find(({ reference }) => reference === granted)!;
      const { body: found } = await staff.call<{ version: number }>('GET', `/cases/${id}`);
      const done = await staff.call('POST', `/cases/${id}/${verb}`, { version: found.version, ...body });
      expect(done.status, `${verb} ${JSON.stringify(done.body)}`).to.equal(200);
    }
  }

  const as = (account: string, path: string, viewport = DESK): Promise<Page> =>
    signedIn({ browser, url: house.url, errors }, account, path, viewport);
  const said = (page: Page, words: RegExp | string): Promise<void> => page.getByText(words).first().waitFor();
  const fits = async (page: Page, what: string): Promise<void> => {
    expect(await overflow(page), what).to.equal(0);
  };
  const openCase = async (page: Page, reference: string): Promise<void> => {
    await page.locator('main a[href*="/console/cases/"]').filter({ hasText: reference }).first().click();
    await page.locator('.case-head').waitFor();
  };
  /** Fills the dialog of a button in, sees that it fits, and confirms. */
  async function act(
    page: Page,
    name: string,
    fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>,
  ): Promise<void> {
    await page.getByRole('button', { name, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await fill(dialog);
    await fits(page, name);
    await shoot(page, name);
    await dialog.getByRole('button', { name: `确定${name}` }).click();
  }

  for (const [i, viewport] of widths.entries()) {
    const at = `at ${viewport.width} px`;

    it(`prints three papers, keeps scans of the signed pages and registers the signature, ${at}`, async () => {
      const page = await as('shouli', '/commitments', viewport);
      await openCase(page, unsigned[i]!);
      await page.getByRole('link', { name: '打印三份材料，请本人签名' }).click();
      const sheets = page.locator('.sheet');
      await sheets.first().waitFor();
      const printed = await sheets.allInnerTexts();
      expect(printed).to.have.length(3);
      for (const [number, text] of printed.entries())
        expect(text)
          .to.include(unsigned[i]!)
          .and.include(`第 ${number + 1} 份，共 3 份`);
      const plain = (text: string): string => text.replace(/\s/g, '');
      const whole = `${plain(commitmentNotice(today).text)}由申请人本人签名`;
      expect(plain(printed[0]!).startsWith(whole), 'not a character more or less').to.equal(true);
      await fits(page, 'the papers');
      await page.emulateMedia({ media: 'print' });
      for (const hidden of ['.top', '.side', '.no-print'])
        expect(await page.locator(hidden).isVisible(), hidden).to.equal(false);
      expect((await sheets.first().boundingBox())!.x, 'no room for a menu that is not there').to.equal(0);
      await page.emulateMedia({ media: null });
      await page.getByRole('button', { name: '返回' }).click();

      await page.getByLabel('存扫描件').setInputFiles([
        { name: '1.png', mimeType: 'image/png', buffer: png(1) },
        { name: '2.png', mimeType: 'image/png', buffer: png(2) },
      ]);
      await said(page, /第 2 页 · 演示受理员·周/);
      // Loaded once it is in sight.
      const scan = page.getByRole('img', { name: '第 1 页' });
      await scan.scrollIntoViewIfNeeded();
      await waitUntil(
        () => scan.evaluate((image: HTMLImageElement) => image.naturalWidth === 1),
        'the scan is not shown',
        10_000,
      );
      await act(page, '登记纸上签名', async (dialog) => {
        await dialog.getByText('我念给本人听的').click();
        await dialog.getByLabel('怎么签的').fill('窗口当面签名、按手印');
      });
      await said(page, '已登记纸上签名。');
      await said(page, '纸上签名，演示受理员·周登记');
      await fits(page, 'the case');
      await page.context().close();
    });

    it(`reads the notice to whoever is filled in for, and offers papers just as large, ${at}`, async () => {
      const page = await as(['shouli', 'wangting'][i]!, '/fill-in', viewport);
      await page.getByRole('button', { name: '开始填' }).click();
      await said(page, '由申请人选，两种都不影响申请');
      const [commitment, papers] = [
        page.getByRole('button', { name: '书面承诺' }),
        page.getByRole('button', { name: '交材料' }),
      ];
      const look = (button: typeof papers): Promise<string> =>
        button.evaluate((one) => {
          const { color, backgroundColor, fontSize, height } = getComputedStyle(one);
          return [color, backgroundColor, fontSize, height].join();
        });
      await page.mouse.move(0, 0);
      await waitUntil(async () => (await look(papers)) === (await look(commitment)), 'papers look smaller');
      await commitment.click();
      const notice = page.locator('.notice');
      await notice.waitFor();
      expect(await notice.textContent()).to.equal(commitmentNotice(today).text);
      expect(await page.evaluate(() => window.scrollY), 'it begins at its top').to.equal(0);
      await fits(page, 'the notice');
      await page.getByRole('button', { name: '念完了，申请人愿意承诺' }).click();
      for (const title of ['用您填的情况办这件事', '请别的部门帮着核对']) {
        await said(page, title);
        await page.getByRole('button', { name: '申请人同意' }).click();
      }
      for (const [label, value] of [
        ['申请人姓名', '钱某'],
        ['能找到申请人的电话', '13912345678'],
        ['身份证号', identityNumber('320507', `195001${10 + i}`)],
      ] as const) {
        await page.getByLabel(label).fill(value);
        await page.getByLabel(label).press('Enter');
      }
      const reference = (await page.locator('.reference').innerText()).trim();
      await fits(page, 'the receipt');
      await page.getByRole('link', { name: '打印三份材料，请本人签名' }).click();
      await said(page, `编号 ${reference}`);
      await page.context().close();
    });
  }

  it('proposes to end aid, ends it, and puts its costs before the bureau, each by whoever may', async () => {
    const proposer = await as('shencha', '/cases', PHONE);
    await openCase(proposer, granted);
    await act(proposer, '提请终止', async (dialog) => {
      await dialog.getByRole('button', { name: '确定提请终止' }).click();
      await said(proposer, '请选择终止的情形。');
      await dialog.getByText('以欺骗或者其他不正当手段获得法律援助').click();
      await dialog.getByLabel('受援人的说明').fill('来电说另有房租收入，当时漏了');
      await dialog.locator('textarea').fill('核对后人均收入高于标准。');
    });
    await said(proposer, '已提请终止，等待决定。');
    await proposer.context().close();

    const director = await as('shenpi', '/cases');
    await openCase(director, granted);
    await said(director, '来电说另有房租收入，当时漏了');
    await act(director, '终止援助', async (dialog) => {
      await dialog.getByText('以欺骗或者其他不正当手段获得法律援助').click();
      await dialog.locator('textarea').fill('另有收入没有说明，依法终止。');
    });
    await said(director, '已作出终止援助的决定，请安排送达。');
    await director.locator('.case-head').getByText('已终止援助').waitFor();
    await act(director, '提请追偿', async (dialog) => {
      await dialog.getByLabel('已实施的援助费用（元）').fill('一千二');
      await dialog.locator('textarea').fill('事实和陈述申辩见附卷。');
      await dialog.getByRole('button', { name: '确定提请追偿' }).click();
      await said(director, '已实施的援助费用（元）请写数字，没有就写 0。');
      await dialog.getByLabel('已实施的援助费用（元）').fill('1,200');
    });
    await said(director, '已记下提请。');
    await director.setViewportSize(PHONE);
    await act(director, '登记司法局决定', async (dialog) => {
      await dialog.getByLabel('文号').fill('〔2026〕演示1号');
      await dialog.getByLabel('决定日期').fill(today);
      await dialog.getByLabel('要支付的援助费用（元）').fill('1200');
      await dialog.getByLabel('罚款（元）').fill('3500');
      await dialog.locator('textarea').fill('照文书');
      await dialog.getByRole('button', { name: '确定登记司法局决定' }).click();
      await said(director, '罚款不能超过3000元');
      await dialog.getByLabel('罚款（元）').fill('500');
    });
    await said(director, '已登记。');
    await said(director, '照文书');
    await fits(director, 'an ended case');
    await director.context().close();

    const intake = await as('shouli', '/cases');
    await openCase(intake, granted);
    await act(intake, '登记送达', async (dialog) => {
      await dialog.getByLabel('送达日期').fill(today);
      await dialog.locator('textarea').fill('窗口当面签收');
    });
    await said(intake, '已登记送达。');
    const button = intake.getByRole('button', { name: '登记送达', exact: true });
    await button.waitFor({ state: 'detached' });
    await intake.context().close();
  });

  const monthOn = (page: Page) =>
    page.locator('.samples li').filter({ has: page.locator('strong', { hasText: lastMonth.slice(0, 7) }) });

  /** What is published of the month, without an account, on a phone. */
  async function readByAnybody(link: string, { seed, key }: Record<'seed' | 'key', string>): Promise<void> {
    const page = await openPage(browser, PHONE, errors);
    await page.goto(`${house.url}${link}`);
    const [year, month] = lastMonth.split('-').map(Number);
    await page.getByRole('heading', { name: `${year}年${month}月承诺抽查` }).waitFor();
    await said(page, '1 份的 10%，不足一份的算一份，取 1 份');
    await page.getByText('全部代号').click();
    const words = await page.locator('main').innerText();
    expect(words).to.include(seed);
    expect(await page.locator('#keys strong').allInnerTexts(), 'drawn').to.deep.equal([key]);
    expect(words).to.include(`npm run draw-sample -- ${house.url}/api/samples/${lastMonth.slice(0, 7)}`);
    expect(words, 'nothing of the person')
      .not.to.match(/王某|元和/)
      .and.not.include(checked);
    await page.getByRole('button', { name: '重新算一遍' }).click();
    await said(page, '算好了：1 份，跟公布的一份不差。');
    await fits(page, 'what is published');
    await shoot(page, 'sample');
    // The page draws for itself: a draw that was tampered with does not pass.
    await page.route('**/api/samples/*', async (route) => {
      const reply = await route.fetch();
      await route.fulfill({
        response: reply,
        json: { ...((await reply.json()) as DrawnSample), drawn: ['0'] },
      });
    });
    await page.reload();
    await page.getByRole('button', { name: '重新算一遍' }).click();
    await said(page, '算出来的跟公布的不一样');
    await page.unroute('**/api/samples/*');
    await page.getByRole('link', { name: '看别的月份' }).click();
    await page.getByRole('heading', { name: '承诺抽查' }).waitFor();
    await said(page, '还没有抽');
    await fits(page, 'the months');
    await shoot(page, 'sample-months');
    await page.goto(`${house.url}/pages/sample?month=${today.slice(0, 7)}`);
    await said(page, '这个月还没有抽');
    await page.context().close();
  }

  it('draws the sample of the month that is over, and publishes what anybody can draw again', async () => {
    const intake = await as('shouli', '/commitments');
    const month = monthOn(intake);
    await month.getByText('10%').waitFor();
    expect(await month.getByRole('button', { name: '抽取' }).count(), 'only the head of the centre').to.equal(
      0,
    );
    await intake.context().close();
    const page = await as('shenpi', '/commitments', PHONE);
    const own = monthOn(page);
    await own.getByRole('button', { name: '抽取' }).waitFor();
    const buttons = page.locator('.samples').getByRole('button', { name: '抽取' });
    expect(await buttons.count(), 'none for a month that is not over').to.equal(1);
    await buttons.click();
    const published = own.getByRole('link', { name: '公布的结果' });
    await published.waitFor();
    await fits(page, 'the samples');
    const link = (await published.getAttribute('href'))!;
    const reply = await page.request.get(`${house.url}/api/samples/${lastMonth.slice(0, 7)}`);
    const { seed, percent, keys, drawn } = (await reply.json()) as DrawnSample;
    expect(keys).to.have.length(1);
    expect(drawn).to.deep.equal(drawSample(seed, percent, keys));
    await readByAnybody(link, { seed, key: keys[0]! });
    await page.reload();
    await said(page, '待核查');
    await page.context().close();
  });

  it('registers a tip, and what was found by the check that it shows', async () => {
    const page = await as('shencha', '/commitments');
    await openCase(page, checked);
    await said(page, '核查（1 次待核查）');
    await act(page, '登记举报', async (dialog) => {
      await dialog.getByRole('button', { name: '确定登记举报' }).click();
      await dialog.getByText('请写明反映了什么。').waitFor();
      await dialog.locator('textarea').fill('来电反映另有房租收入');
    });
    await said(page, '已登记，等待核查。');
    await said(page, '核查（2 次待核查）');
    await shoot(page, 'commitment-to-check');
    await page.setViewportSize(PHONE);
    await shoot(page, 'commitment-to-check');
    await act(page, '登记核查结果', async (dialog) => {
      await dialog.getByText(`抽查 ${lastMonth.slice(0, 7)}：待核查`).waitFor();
      await dialog.getByText('另有 1 次待核查').waitFor();
      await dialog.getByRole('button', { name: '确定登记核查结果' }).click();
      await dialog.getByText('请选择核查结果。').waitFor();
      await dialog
        .locator('label')
        .filter({ hasText: /^属实$/ })
        .click();
      await dialog.locator('textarea').fill('向民政部门核对，与说明表一致');
    });
    await said(page, '核查结果已登记。');
    await said(page, '核查（1 次待核查）');
    await page.setViewportSize(DESK);
    await act(page, '登记核查结果', async (dialog) => {
      await dialog.getByText('反映：来电反映另有房租收入').waitFor();
      await dialog
        .locator('label')
        .filter({ hasText: /^无法核实$/ })
        .click();
      await dialog.locator('textarea').fill('没有找到房子');
    });
    await page.getByRole('button', { name: '登记核查结果', exact: true }).waitFor({ state: 'detached' });
    await page.context().close();
  });
});
