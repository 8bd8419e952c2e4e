import { expect } from 'chai';
import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { Simulator } from '../../bot/simulator/index.ts';
import { TEMPLATES } from '../../bot/simulator/index.ts';
import { Account, Client, sealed, simulate, textReply } from './account.ts';

const CHROMIUM = [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  existsSync,
);
const QUIET = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking';

describe('simulator: chat page', () => {
  const account = new Account();
  let simulator: Simulator;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  before(async function () {
    if (!CHROMIUM) {
      console.log('      left out: no Chromium found for the chat page');
      this.skip();
    }
    const { chromium } = await import('playwright-core');
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET.split(' ') });
    simulator = await simulate(await account.listen(), {
      answerWithinMs: 5000,
      people: [
        { openid: 'oJia', name: '居民甲', role: '居民' },
        { openid: 'oChen', name: '陈工', role: '工作人员', note: '演示' },
      ],
    });
    const button = [
      { name: '我要申请', sub_button: [{ type: 'click', name: '开始申请', key: 'apply' }] },
      { type: 'click', name: '找人工', key: 'person' },
    ];
    await new Client(simulator.url).post('/cgi-bin/menu/create', { button });
    account.answer = (push) => {
      const { Event, EventKey, Content, Recognition, MsgType } = push.fields;
      if (Event === 'subscribe') return sealed(textReply(push, '欢迎！请看 https://example.com/help'));
      return sealed(textReply(push, `收到：${EventKey ?? Content ?? Recognition ?? MsgType}`));
    };
  });
  after(async () => {
    await browser?.close();
    await simulator?.close();
    await account.close();
  });

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    page.setDefaultTimeout(8000);
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  });
  afterEach(async () => {
    await page.close();
    expect(errors).to.eql([]);
  });

  const bubble = (text: string) => page.locator('.bubble', { hasText: text });

  it('a stranger follows, opens the menu, and types', async () => {
    await page.goto(`${simulator.url}/#oJia`);
    await page.getByRole('button', { name: '关注公众号' }).click();
    await bubble('欢迎').waitFor();
    expect(
      await page.getByRole('link', { name: 'https://example.com/help', exact: true }).getAttribute('target'),
    ).to.equal('_blank');
    await page.getByRole('button', { name: '我要申请' }).click();
    await page.getByRole('button', { name: '开始申请' }).click();
    await bubble('收到：apply').waitFor();
    await page.getByRole('button', { name: '切换到键盘' }).click();
    await page.getByRole('textbox', { name: '输入消息' }).fill('<b>老板</b>欠我工资');
    await page.getByRole('button', { name: '发送' }).click();
    await bubble('收到：<b>老板</b>欠我工资').waitFor();
    expect(await page.locator('.bubble b').count()).to.equal(0);
    expect(await page.locator('.calls .what', { hasText: 'CLICK' }).count()).to.equal(1);
  });

  it('a voice message asks for what will be recognised, a place for where', async () => {
    await page.goto(`${simulator.url}/#oChen`);
    await page.getByRole('button', { name: '切换到键盘' }).click();
    await page.getByRole('button', { name: '切换到语音' }).click();
    await page.getByRole('button', { name: '按住 说话' }).click();
    await page.getByLabel('识别出的文字').fill('在工地摔伤了');
    await page.getByRole('button', { name: '确定' }).click();
    await bubble('收到：在工地摔伤了').waitFor();
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('button', { name: '位置' }).click();
    await page.getByRole('button', { name: '确定' }).click();
    await bubble('收到：location').waitFor();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('button', { name: '照片' }).click();
    const buffer = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
    await (await chooser).setFiles({ name: 'a.png', mimeType: 'image/png', buffer });
    await bubble('收到：image').waitFor();
    errors.length = 0; // those bytes are no whole picture
  });

  it('tells in the list who got something, and shows a notice as a card', async () => {
    await page.goto(`${simulator.url}/#oJia`);
    await page.locator('.contact.chosen').waitFor();
    const data = {
      thing1: { value: '有一项新的待办' },
      character_string2: { value: 'A0001' },
      time3: { value: '2026-11-30' },
    };
    const card = { touser: 'oChen', template_id: TEMPLATES[0]?.id, data };
    await new Client(simulator.url).post('/cgi-bin/message/template/send', card);
    const chen = page.locator('.contact', { hasText: '陈工' });
    await chen.locator('b').waitFor();
    await chen.click();
    await page.locator('.card', { hasText: 'A0001' }).waitFor();
  });

  it('fits a phone of 390 px, with the list behind the back arrow', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${simulator.url}/#oJia`);
    await page.getByText('居民甲的手机').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(390);
    await page.getByRole('button', { name: '返回人物列表' }).click();
    await page.getByRole('button', { name: '添加一位居民' }).click();
    await page.getByRole('button', { name: '关注公众号' }).waitFor();
    expect(await page.locator('#owner').textContent()).to.equal('居民乙的手机');
  });
});
