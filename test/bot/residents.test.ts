import { expect } from 'chai';
import { DEMO_PASSWORD } from '../../server/demo/centre.ts';
import { fillIn } from '../support/applying.ts';
import { identityNumber } from '../support/identity.ts';
import { House, waitUntil, type Staff } from '../support/house.ts';

const jpeg = (mark: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(mark)]);
const li = 'o-li';

/** Transcripts of what residents and staff send besides plain words, over the real wire. */
describe('what people send in the chat', function () {
  this.timeout(90_000);
  let house: House;
  let shouli: Staff;
  before(async () => {
    house = await House.start('sqlite');
    shouli = await house.signIn('shouli', DEMO_PASSWORD);
  });
  after(() => house?.stop());

  const last = (openid: string): string => house.lines(openid).at(-1) ?? '';
  const photo = async (openid: string, bytes: Buffer): Promise<string> => {
    await house.simulator.sendImage(openid, bytes);
    return last(openid);
  };
  const heard = (openid: string, words: RegExp): Promise<void> =>
    waitUntil(
      () => house.lines(openid).some((line) => words.test(line)),
      () => `${openid} never read ${words}:\n${house.lines(openid).join('\n---\n')}`,
    );

  describe('照片', () => {
    it('没有申请也没有案件：问是哪件事的；选申请就跟着进申请', async () => {
      expect(await photo(li, jpeg('欠条'))).to.match(
        /第 1 张[^]*1 申请新的法律援助\n2 发错了，删掉[^]*「人工」/,
      );
      expect(await house.say(li, '1')).to.match(/现在有人受伤/);
      const more = await photo(li, jpeg('聊天记录'));
      expect(more)
        .to.match(/收到，第 2 张，已放进您正在填的申请/)
        .and.match(/现在有人受伤/);
    });

    it('发错了可以删掉', async () => {
      const openid = 'o-wrong-photo';
      await photo(openid, jpeg('猫'));
      expect(await house.say(openid, '2')).to.match(/已经删掉[^]*「申请」[^]*「人工」/);
    });

    it('说别的事照常回答', async () => {
      const openid = 'o-other-words';
      await photo(openid, jpeg('欠条'));
      expect(await house.say(openid, '网点')).to.match(/可以去这些地方/);
    });

    it('不是照片的内容收不下，会说明原因', async () => {
      await house.say('o-bad-photo', '申请');
      await photo('o-bad-photo', Buffer.from('GIF89a not what it seems'));
      await heard('o-bad-photo', /第 1 份材料没能收下：这里只收照片、PDF 和录音[^]*「人工」[^]*12348/);
    });
  });

  it('视频、文件、链接：说怎么办，都有两条路', async () => {
    const openid = 'o-others';
    await house.simulator.sendVideo(openid, Buffer.from('....ftypmp42'));
    expect(last(openid)).to.match(/视频这里暂时收不了[^]*「人工」[^]*12348/);
    await house.simulator.sendFile(openid, '合同.docx', 1000);
    expect(last(openid)).to.match(/文件这里取不到[^]*「人工」[^]*12348/);
    await house.simulator.sendLink(openid, '标题', '', 'https://example.com');
    expect(last(openid)).to.match(/链接我打不开[^]*「人工」[^]*12348/);
  });

  it('位置：认得出镇、街道的给那里的网点，认不出的给全部，不编距离', async () => {
    const openid = 'o-place';
    await house.simulator.sendLocation(openid, 31.45, 120.44, '江苏省苏州市相城区望亭镇问渡路');
    expect(last(openid))
      .to.match(/望亭镇工作站/)
      .and.not.match(/元和街道|公里|米/);
    await house.simulator.sendLocation(openid, 31.3, 120.6, '苏州市姑苏区太平路');
    expect(last(openid))
      .to.match(/元和街道/)
      .and.match(/太平街道/)
      .and.match(/12348[^]*「申请」/);
  });

  describe('工作人员', () => {
    const phone = 'o-new-phone';
    const code = async (staff: Staff): Promise<string> =>
      (await staff.call<{ code: string }>('POST', '/binding-codes')).body.code;

    it('绑定以后有自己的菜单；待办里没有姓名', async () => {
      expect(await house.say(phone, '绑定 00000000')).to.match(/绑定码不对[^]*「人工」/);
      expect(await house.say(phone, `绑定 ${await code(shouli)}`)).to.match(
        /绑定好了。演示受理员·周[^]*「待办」/,
      );
      expect(await house.say(phone, '你好')).to.match(/「待办」/);
      expect(await house.say(phone, '绑定 12345678')).to.match(/已经绑定了演示受理员·周/);
      expect(await house.say(phone, '待办')).to.match(/演示受理员·周，现在没有等您办的/);
      await house.say('o-needs-person', '人工');
      expect(await house.say(phone, '待办'))
        .to.match(/1 位居民在等人工回复/)
        .and.not.match(/o-needs-person/);
    });

    it('太长的答复不发出去，说最多多少字，名单还在', async () => {
      expect(await house.say(phone, '待联系')).to.match(/1 人工/);
      expect(await house.say(phone, `回复 1 ${'长'.repeat(601)}`)).to.match(/601 个字，一次最多 600 字/);
      expect(await house.say(phone, '回复 1 您好，请说')).to.match(/发给第 1 位/);
    });

    it('原来的微信同时解除绑定', async () => {
      expect(await house.say('demo-staff-zhou', '待办')).to.not.match(/演示受理员/);
    });

    it('「居民」之后按居民的功能来，「工作」回来', async () => {
      expect(await house.say(phone, '居民')).to.match(/按居民的功能来/);
      expect(await house.say(phone, '申请')).to.match(/现在有人受伤/);
      await house.say(phone, '退出');
      expect(await house.say(phone, '进度')).to.match(/填到第 1 题，还没有提交/);
      expect(await house.say(phone, '工作')).to.match(/「待办」/);
      expect(await house.say(phone, '申请')).to.match(/「待办」/);
      expect(await house.say(phone, '1')).to.match(/「待办」/);
    });

    it('在工作菜单里说到危险，一样先保平安', async () => {
      expect(await house.say('demo-volunteer-feng', '我老公打我，现在还在打')).to.match(/110/);
    });

    it('志愿者和律师的菜单只说现在有的', async () => {
      expect(await house.say('demo-volunteer-feng', '你好'))
        .to.match(/志愿者账号[^]*「居民」/)
        .and.not.match(/待办/);
      expect(await house.say('demo-lawyer-lu', '待办'))
        .to.match(/律师账号/)
        .and.not.match(/手上有/);
    });

    it('代填：替别人打的「我承诺」不算数，念完了再由本人签；发来的照片跟着这份申请', async () => {
      const feng = 'demo-volunteer-feng';
      const said = await house.say(feng, '代填');
      expect(said).to.match(/您来代填[^]*念给申请人听/);
      expect(await photo(feng, jpeg('代填的欠条'))).to.match(/第 1 张，已放进您正在填的申请/);
      await fillIn(house, feng, said);
      expect(await house.say(feng, '1')).to.match(/承诺/);
      await heard(feng, /念给申请人听[^]*「念完了」[^]*「交材料」[^]*「人工」/);
      expect(await house.say(feng, '我承诺')).to.match(/申请人本人作出[^]*「念完了」[^]*「交材料」/);
      expect(await house.say(feng, '念完了')).to.match(/念给申请人听，同不同意由他自己定[^]*请您单独同意/);
      for (const words of ['1', '1', '吴某', '没有', '老人没有手机']) await house.say(feng, words);
      await house.say(feng, identityNumber('320507', '19500101'));
      await heard(feng, /您的申请已收到，编号/);
      await heard(feng, /承诺还差申请人本人的手写签名[^]*「人工」[^]*12348/);
      expect(house.lines(feng).join('\n'), 'no link for the helper').not.to.match(/<a href=/);
      const { body: list } = await shouli.call<{ items: { id: string }[] }>('GET', '/cases');
      const { body } = await shouli.call<{ attachments: unknown[]; filledBy: { name: string } }>(
        'GET',
        `/cases/${list.items[0]!.id}`,
      );
      expect([body.attachments.length, body.filledBy.name]).to.deep.equal([1, '演示志愿者·冯']);
    });

    it('解绑立刻生效', async () => {
      expect(await house.say(phone, '解绑')).to.match(/已经解除绑定/);
      expect(await house.say(phone, '待办')).to.not.match(/演示受理员/);
      expect(await house.say(phone, '解绑')).to.match(/没有绑定工作账号/);
    });

    it('离职的人：会话和绑定马上结束', async () => {
      const wu = await house.signIn('shencha', DEMO_PASSWORD);
      const zheng = await house.signIn('shenpi', DEMO_PASSWORD);
      expect(await house.say('demo-staff-wu', '待办')).to.match(/演示审查员·吴/);
      const { body } = await wu.call<{ id: string }>('GET', '/session');
      expect((await wu.call('POST', `/people/staff/${body.id}/deactivate`)).status).to.equal(403);
      expect((await zheng.call('POST', `/people/staff/${body.id}/deactivate`)).status).to.equal(200);
      expect((await wu.call('GET', '/session')).status).to.equal(401);
      expect(await house.say('demo-staff-wu', '待办')).to.not.match(/演示审查员/);
    });
  });

  it('tells operator and staff of a wrong address at WeChat, while the house stays ready', async () => {
    const ready = async (): Promise<{ status: number; body: { status: string; alarms?: string[] } }> => {
      const response = await fetch(`${house.url}/ready`);
      return { status: response.status, body: (await response.json()) as { status: string } };
    };
    expect((await ready()).body).to.deep.equal({ status: 'ready' });
    house.simulator.revokeTokens();
    house.simulator.faults.set({ errorRates: { 40164: 1 } });
    await photo('o-alarm', jpeg('x'));
    await waitUntil(
      async () => (await ready()).body.alarms?.includes('40164') ?? false,
      '/ready names no alarm',
    );
    expect((await ready()).status).to.equal(200);
    type Bots = { items: { alarms: { code: string }[]; silent: boolean }[] };
    const { body } = await shouli.call<Bots>('GET', '/channel/health');
    expect(body.items[0]!.alarms[0]!.code).to.equal('40164');
    house.simulator.faults.clear();
    await waitUntil(async () => (await ready()).body.status === 'ready', 'the alarm stayed');
  });
});
