import { expect } from 'chai';
import { DEMO_PASSWORD } from '../../server/demo/centre.ts';
import type { PushReport } from '../../server/publicity/report/contract.ts';
import type { PushItem, PushView } from '../../server/publicity/pushes/contract.ts';
import { databaseSetting } from '../../server/settings/parsing.ts';
import { system } from '../../server/platform/actor.ts';
import { openDatabase, type Database } from '../../server/platform/db.ts';
import { mysqlReachable, testSealer } from '../support/databases.ts';
import { House, waitUntil, type Staff } from '../support/house.ts';

const feng = 'demo-volunteer-feng';
const readers = ['demo-resident-wang', 'demo-resident-wei', 'demo-resident-li'];

/** Publicity as a volunteer does it, over the real callback, to the report; and one that is sent back. */
for (const [engine, split] of [
  ['sqlite', ['web,worker,bot']],
  ['mysql', ['web', 'worker', 'bot']],
] as const)
  describe(`a volunteer's broadcast (${engine}, ${split.length === 1 ? 'one process' : 'three processes'})`, function () {
    this.timeout(120_000);
    before(async function () {
      if (engine === 'mysql' && !(await mysqlReachable())) this.skip();
    });
    broadcast(engine, [...split]);
  });

function broadcast(engine: 'sqlite' | 'mysql', split: string[]): void {
  let house: House;
  let db: Database;
  let editor: Staff;
  let approver: Staff;
  let director: Staff;
  let pushId = '';
  let followers = 0;

  before(async () => {
    house = await House.start(engine, split);
    db = await openDatabase({ setting: databaseSetting(house.databaseUrl), sealer: testSealer() });
    editor = await house.signIn('xuanchuan', DEMO_PASSWORD);
    approver = await house.signIn('fenguan', DEMO_PASSWORD);
    director = await house.signIn('shenpi', DEMO_PASSWORD);
    for (const openid of [feng, ...readers]) await house.simulator.follow(openid);
    await editor.call('POST', '/publicity/followers/sync');
    await waitUntil(
      async () => {
        const { body } = await editor.call<{ followers: number; syncedAt: number | null }>(
          'GET',
          '/publicity/audience/options',
        );
        followers = body.followers;
        // Staff of the demo follow the account already: more than those who followed here.
        return body.syncedAt !== null && followers > readers.length + 1;
      },
      () => `followers were not synchronised: ${followers}`,
    );
  });
  after(async () => {
    await db?.close();
    await house?.stop();
  });

  const say = (text: string): Promise<string> => house.say(feng, text);
  const heard = (words: RegExp): Promise<void> =>
    waitUntil(
      () => house.lines(feng).some((line) => words.test(line)),
      () => `${feng} never read ${words}:\n${house.lines(feng).join('\n---\n')}`,
    );
  const view = async (): Promise<PushView> =>
    (await editor.call<PushView>('GET', `/publicity/pushes/${pushId}`)).body;
  const review = async (staff: Staff, decision: 'approved' | 'returned', reasons = '') => {
    const { version, review: steps } = await view();
    const checks = decision === 'approved' ? steps.find((step) => step.open)!.checks : [];
    const word = { version, decision, checks, reasons };
    return (await staff.call('POST', `/publicity/pushes/${pushId}/review`, word)).status;
  };
  const newest = async (): Promise<PushItem> =>
    (await editor.call<{ items: PushItem[] }>('GET', '/publicity/pushes?status=review')).body.items[0]!;

  it('is asked for step by step, and told by line what to mend', async () => {
    expect(await say('宣传'))
      .to.match(/回复 1 写一条新的/)
      .and.match(/「人工」/);
    expect(await say('1')).to.match(/标题写什么/);
    expect(await say('被欠工资怎么办')).to.match(/正文写什么/);
    expect(await say('先打 12333 投诉。\n张某某的电话是 13812345678，他包赢。')).to.match(/依据是什么/);
    expect(await say('《保障农民工工资支付条例》第十条')).to.match(/要配图吗/);
    expect(await say('0')).to.match(/1 公众号群发[^]*2 转发包/);
    expect(await say('1')).to.match(/1 全部粉丝/);
    expect(await say('1')).to.match(/什么时候发[^]*1 \d+月\d+日/);
    const found = await say('1');
    expect(found)
      .to.match(/先改这几处/)
      .and.match(/正文第 2 行「手机号[^]*正文第 2 行「包赢」/);
    expect(found).not.to.include('13812345678');
    expect(await say('改正文')).to.match(/正文写什么/);
    const preview = await say('先打 12333 投诉，也可以申请法律援助。\n欠条、聊天记录留好。');
    expect(preview).to.match(/手机上会是这样[^]*被欠工资怎么办[^]*欠条、聊天记录留好/);
    expect(preview)
      .to.include(`对象：全部粉丝，现在约 ${followers} 人`)
      .and.match(/回复「提交」/);
  });

  it('is handed in, and sees its way', async () => {
    expect(await say('提交')).to.match(/初审、复审、终审/);
    pushId = (await newest()).id;
    const menu = await say('宣传');
    expect(menu).to.match(/2 被欠工资怎么办（审核中）/);
    expect(await say('2')).to.match(/现在：审核中/);
    await say('退出');
  });

  it('is sent back with words, mended and handed in again', async () => {
    expect(await review(editor, 'returned', '写上监察大队的名称')).to.equal(200);
    await heard(/要改一改：写上监察大队的名称/);
    await say('宣传');
    expect(await say('2')).to.match(/退回修改[^]*初审：退回（写上监察大队的名称）/);
    await say('改正文');
    expect(await say('先打 12333，找劳动监察大队投诉。')).to.match(/劳动监察大队投诉/);
    expect(await say('提交')).to.match(/交上去了/);
  });

  it('needs three different people, and nobody twice', async () => {
    expect(await review(editor, 'approved')).to.equal(200);
    expect(await review(editor, 'approved')).to.be.oneOf([403, 409]);
    expect(await review(approver, 'approved')).to.equal(200);
    expect((await view()).status).to.equal('review');
    expect(await review(director, 'approved')).to.equal(200);
    expect((await view()).status).to.equal('scheduled');
  });

  it('goes out at its time, is reconciled, and its author reads the figures', async () => {
    await db.write(system('test'), ({ tx, now }) =>
      tx.query('UPDATE push SET dueAt = ? WHERE id = ?', [now - 1000, pushId]),
    );
    await waitUntil(
      async () => (await view()).status === 'finished',
      () => 'the push was never finished',
      40_000,
    );
    for (const openid of readers) expect(house.lines(openid).at(-1)).to.match(/劳动监察大队投诉/);
    const { body: report } = await editor.call<PushReport>('GET', `/publicity/pushes/${pushId}/report`);
    expect([report.wanted, report.reached, report.balanced]).to.deep.equal([followers, followers, true]);
    await heard(new RegExp(`被欠工资怎么办[^]*${followers}`));
    await say('宣传');
    expect(await say('2')).to.match(new RegExp(`已完成[^]*应收 ${followers} 人，送达 ${followers} 人`));
  });

  it('is refused for good: the author takes it back, and it never goes', async () => {
    await say('宣传');
    for (const words of [
      '1',
      '冬至法律小贴士',
      '聚会喝酒别开车。',
      '《道路交通安全法》第九十一条',
      '0',
      '1',
      '1',
    ])
      await say(words);
    expect(await say('2')).to.match(/冬至法律小贴士/);
    expect(await say('提交')).to.match(/交上去了/);
    pushId = (await newest()).id;
    expect(await review(editor, 'returned', '和中心业务无关，不发')).to.equal(200);
    await heard(/和中心业务无关，不发/);
    await say('宣传');
    expect(await say('2')).to.match(/退回修改/);
    expect(await say('撤回')).to.match(/撤回了，不会发出/);
    expect((await view()).status).to.equal('withdrawn');
    expect(await say('宣传')).to.match(/冬至法律小贴士（已撤回）/);
  });
}
