import { expect } from 'chai';
import type { CaseRow, CaseView } from '../../server/cases/contract.ts';
import { DEMO_PASSWORD } from '../../server/demo/centre.ts';
import { applyInChat } from '../support/applying.ts';
import { mysqlReachable } from '../support/databases.ts';
import { House, waitUntil, type Staff } from '../support/house.ts';

const jpeg = (mark: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(mark)]);
const wang = 'o-wang';

/** From a photo in the chat to a file in the case, whatever the house is built of. */
function walk(title: string, engine: 'sqlite' | 'mysql', split: string[]): void {
  describe(`photos, ${title}`, function () {
    this.timeout(120_000);
    let house: House;
    let shouli: Staff;
    let caseId: string;
    before(async function () {
      if (engine === 'mysql' && !(await mysqlReachable())) this.skip();
      house = await House.start(engine, split);
      shouli = await house.signIn('shouli', DEMO_PASSWORD);
    });
    after(() => house?.stop());

    const read = async (): Promise<CaseView> => (await shouli.call<CaseView>('GET', `/cases/${caseId}`)).body;
    const stored = (count: number): Promise<void> =>
      waitUntil(
        async () => (await read()).attachments.filter(({ status }) => status === 'stored').length === count,
        'the photos did not arrive',
        30_000,
      );

    it('申请时发的照片跟着申请进案件', async () => {
      await house.say(wang, '申请');
      await house.simulator.sendImage(wang, jpeg('合同'));
      expect(house.lines(wang).at(-1)).to.match(/第 1 张，已放进您正在填的申请/);
      await applyInChat(house, wang, '王某');
      const { items } = (await shouli.call<{ items: CaseRow[] }>('GET', '/cases')).body;
      caseId = items[0]!.id;
      await stored(1);
      const [first] = (await read()).attachments;
      expect(first).to.include({ mime: 'image/jpeg', statusName: '未扫描', picture: true });
      expect(first!.name).to.match(/^照片 \d{4}-\d{2}-\d{2} 1\.jpg$/);
    });

    it('受理以后发的照片放进案件，机器人和服务器死掉一次也不丢', async () => {
      house.simulator.faults.set({ down: true });
      await house.simulator.sendImage(wang, jpeg('聊天记录'));
      expect(house.lines(wang).at(-1)).to.match(/第 2 张，已放进您的案件（编号 \d{3}-\d{3}-\d{3}）/);
      for (const index of house.processes.keys()) await house.kill(index);
      house.simulator.faults.clear();
      await Promise.all([...house.processes.keys()].map((index) => house.restart(index)));
      shouli = await house.signIn('shouli', DEMO_PASSWORD);
      expect((await read()).attachments).to.have.length(2);
    });

    it('补正时发来的照片会提醒工作人员，登记与否由人决定', async () => {
      const { version } = await read();
      await shouli.call('POST', `/cases/${caseId}/accept`, { version });
      const items = ['工资欠条或者聊天记录'];
      await shouli.call('POST', `/cases/${caseId}/supplement`, { version: version + 1, items });
      await house.simulator.sendImage(wang, jpeg('欠条'));
      await waitUntil(
        () => house.lines('demo-staff-zhou').some((line) => line.includes('收到补充材料待查看')),
        () => house.lines('demo-staff-zhou').join('\n---\n'),
      );
      expect((await read()).state).to.equal('SUPPLEMENT');
    });

    it('shows staff the content with safe headers, and nobody else', async () => {
      // The second photo's fetching was under way when its bot was killed: it is taken up again after a minute.
      const kept = (await read()).attachments.find(({ status }) => status === 'stored')!;
      const url = `${house.url}/api/attachments/${kept.id}/content`;
      const response = await fetch(url, { headers: { cookie: shouli.cookie } });
      expect(Buffer.from(await response.arrayBuffer())).to.deep.equal(jpeg('合同'));
      expect(response.headers.get('content-type')).to.equal('image/jpeg');
      expect(response.headers.get('x-content-type-options')).to.equal('nosniff');
      expect(response.headers.get('content-security-policy')).to.match(/sandbox/);
      expect(response.headers.get('content-disposition')).to.match(/^inline; filename\*=UTF-8''%E7%85%A7/);
      expect((await fetch(url)).status).to.equal(401);
      const bot = { authorization: 'Bearer test-bot-token', 'x-openid': 'demo-staff-zhou' };
      expect((await fetch(url, { headers: bot })).status).to.equal(403);
    });

    it('takes a photo up again that was being fetched when its bot was killed', async function () {
      this.timeout(120_000);
      await waitUntil(
        async () => (await read()).attachments.every(({ status }) => status === 'stored'),
        'a photo was lost',
        90_000,
      );
      expect((await read()).attachments).to.have.length(3);
    });
  });
}

walk('one process on SQLite', 'sqlite', ['web,worker,bot']);
walk('three processes on MariaDB', 'mysql', ['web', 'worker', 'bot']);
