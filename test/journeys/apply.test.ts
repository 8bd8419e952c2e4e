import { expect } from 'chai';
import { DEMO_PASSWORD } from '../../server/demo/centre.ts';
import type { CaseRow, CaseView } from '../../server/cases/contract.ts';
import { fillIn } from '../support/applying.ts';
import { House, waitUntil, type Staff } from '../support/house.ts';
import { mysqlReachable } from '../support/databases.ts';
import { identityNumber } from '../support/identity.ts';

const wang = 'demo-resident-wang';

const waitForLine = (house: House, openid: string, words: RegExp): Promise<void> =>
  waitUntil(
    () => house.lines(openid).some((line) => words.test(line)),
    () => `${openid} never read ${words}:\n${house.lines(openid).join('\n---\n')}`,
  );

/** The same walk, whatever the house is built of. */
function journey(title: string, engine: 'sqlite' | 'mysql', split: string[]): void {
  describe(`the main journey, ${title}`, function () {
    this.timeout(120_000);
    let house: House;
    let intake: Staff;
    let reviewer: Staff;
    let approver: Staff;
    let reference = '';
    let caseId = '';

    before(async function () {
      if (engine === 'mysql' && !(await mysqlReachable())) this.skip();
      house = await House.start(engine, split);
      intake = await house.signIn('shouli', DEMO_PASSWORD);
      reviewer = await house.signIn('shencha', DEMO_PASSWORD);
      approver = await house.signIn('shenpi', DEMO_PASSWORD);
    });
    after(() => house?.stop());

    const read = async (staff: Staff): Promise<CaseView> =>
      (await staff.call<CaseView>('GET', `/cases/${caseId}`)).body;
    const step = async (staff: Staff, verb: string, body: object = {}): Promise<number> => {
      const { version } = await read(staff);
      return (await staff.call('POST', `/cases/${caseId}/${verb}`, { version, ...body })).status;
    };

    it('welcomes with three ways on', async () => {
      await house.simulator.follow(wang);
      expect(house.lines(wang).at(-1)).to.match(/1 问问题，2 申请，3 找人工/);
    });

    it('answers a question briefly, with its source and next steps', async () => {
      const said = await house.say(wang, '老板欠我三个月工资怎么办');
      expect(said)
        .to.match(/劳动监察|12333/)
        .and.match(/依据：《/)
        .and.match(/「申请」/)
        .and.match(/「人工」/);
      expect([...said].length).to.be.below(600);
    });

    it('meets nonsense with a way on and a person', async () => {
      expect(await house.say(wang, 'asdf哈哈？？')).to.match(/人工/);
    });

    it('goes on where it stopped when the whole house is killed in the middle of the questionnaire', async () => {
      const first = await house.say(wang, '申请');
      expect(first).to.match(/现在有人受伤/);
      await fillIn(house, wang, first, async (asked) => {
        if (asked !== 5) return;
        for (const index of house.processes.keys()) await house.kill(index);
        await Promise.all([...house.processes.keys()].map((index) => house.restart(index)));
      });
      await waitForLine(house, wang, /问题都问完了[^]*请核对/);
      await waitForLine(house, wang, /1 书面承诺[^]*2 交材料/);
    });

    it('shows the whole notice and takes only exactly 我承诺, across another kill', async () => {
      await house.say(wang, '1');
      await waitForLine(house, wang, /第一部分　告知/);
      await waitForLine(house, wang, /三千元以下罚款/);
      await waitForLine(house, wang, /交材料/);
      expect(await house.say(wang, '我不承诺')).to.match(/要回复原话/);
      expect(await house.say(wang, '我承诺')).to.match(/会看到的人[^]*不会看到的人[^]*1 同意  2 不同意/);
      expect(await house.say(wang, '1')).to.match(/请别的部门帮着核对/);
      expect(await house.say(wang, '1')).to.match(/姓名/);
      for (const index of house.processes.keys()) await house.kill(index);
      await Promise.all([...house.processes.keys()].map((index) => house.restart(index)));
      expect(await house.say(wang, '王某')).to.match(/电话/);
      expect(await house.say(wang, '1381234')).to.match(/电话号码好像不对/);
      expect(await house.say(wang, '138 1234 5678')).to.match(/身份证号/);
      expect(await house.say(wang, '320507199001011234')).to.match(/核对/);
      const receipt = await house.say(wang, identityNumber('320507', '19900101'));
      expect(receipt)
        .to.match(/您的申请已收到，编号 (\d{3}-\d{3}-\d{3})/)
        .and.match(/还不是批准/)
        .and.not.match(/已受理/);
      reference = /\d{3}-\d{3}-\d{3}/.exec(receipt)![0];
    });

    it('makes one case of it, whatever is said twice', async () => {
      await house.say(wang, '我承诺');
      await house.say(wang, identityNumber('320507', '19900101'));
      const { body } = await intake.call<{ items: CaseRow[]; total: number }>('GET', '/cases');
      expect(body.total).to.equal(1);
      expect(body.items[0]).to.include({
        reference,
        state: 'RECEIVED',
        applicant: '王＊',
        greenChannel: true,
      });
      caseId = body.items[0]!.id;
    });

    it('tells staff within seconds, without a name or a fact of the case', async () => {
      await waitForLine(house, 'demo-staff-zhou', new RegExp(reference));
      const note = house.lines('demo-staff-zhou').find((line) => line.includes(reference))!;
      expect(note)
        .to.match(/待办事项/)
        .and.not.match(/王|工资|装修/);
    });

    it('shows staff answers, commitment, clocks and history', async () => {
      const view = await read(intake);
      expect(view.answers.some(({ answer }) => answer.includes('演示装修公司'))).to.equal(true);
      expect(view.commitment).to.include({ words: '我承诺', status: 'OFFERED', statusName: '待签名' });
      expect(view.commitment!.noticeDigest).to.match(/^[0-9a-f]{64}$/);
      expect(view.clocks.map(({ rule }) => rule)).to.deep.equal(['D1']);
      expect(view.identityNumber).to.match(/^320\*{13}\w{2}$/);
      expect(view.actions).to.deep.equal(['accept', 'supplement']);
      expect((await read(intake)).history.map(({ what }) => what)).to.include.members([
        '收到申请',
        '查看案卷',
      ]);
    });

    it('carries a supplement to the resident and back', async () => {
      expect(await step(intake, 'accept')).to.equal(200);
      expect(await step(intake, 'supplement', { items: ['工资欠条或者聊天记录'] })).to.equal(200);
      await waitForLine(house, wang, /还差几样材料[^]*① 工资欠条或者聊天记录/);
      expect(await house.say(wang, '进度')).to.match(/待补充材料[^]*1 工资欠条或者聊天记录/);
      expect(await step(intake, 'supplied', { note: '聊天记录三张' })).to.equal(200);
    });

    it('is granted by somebody other than the reviewer, and the resident is told', async () => {
      expect(await step(approver, 'grant'), 'no opinion yet').to.equal(409);
      expect(await step(reviewer, 'review', { opinion: 'grant', reasons: '符合条件' })).to.equal(200);
      expect(await step(reviewer, 'grant'), 'a reviewer may not decide').to.equal(403);
      expect(await step(approver, 'grant'), 'typed words are no signature').to.equal(409);
      const { commitment } = await read(reviewer);
      const paper = { signer: 'applicant', readAloud: false, note: '窗口当面签' };
      expect((await intake.call('POST', `/commitments/${commitment!.id}/paper`, paper)).status).to.equal(200);
      expect(await step(approver, 'grant')).to.equal(200);
      await waitForLine(house, wang, /已决定给您法律援助/);
      expect(await house.say(wang, '进度')).to.match(new RegExp(`${reference}[^]*已给予援助`));
    });

    it('stops gracefully', async () => {
      expect(await house.stop()).to.deep.equal(split.map(() => 0));
      house = undefined as unknown as House;
    });
  });
}

journey('one process on SQLite', 'sqlite', ['web,worker,bot']);
journey('three processes on MariaDB', 'mysql', ['web', 'worker', 'bot']);
