import { expect } from 'chai';
import { SUBSCRIPTIONS } from '../../bot/simulator/index.ts';
import { Push } from '../../entities/index.ts';
import { openBooks } from '../../scripts/trials/pushing.ts';
import { DEMO_PASSWORD } from '../../server/demo/centre.ts';
import { system } from '../../server/platform/actor.ts';
import type { PushItem, PushView } from '../../server/publicity/pushes/contract.ts';
import type { SceneItem } from '../../server/publicity/scenes/contract.ts';
import { House, waitUntil, type Staff } from '../support/house.ts';
import { play, stepsOf } from './player.ts';

const feng = 'demo-volunteer-feng';
const HOUR = 3_600_000;

/** Publicity as residents and volunteers hear it, over the real wire. */
describe('普法宣传的对话', function () {
  this.timeout(120_000);
  let house: House;
  let editor: Staff;
  let code = '';
  let activityId = '';
  const scenes = new Map<string, string>();
  const now = Date.now();

  before(async () => {
    house = await House.start('sqlite');
    editor = await house.signIn('xuanchuan', DEMO_PASSWORD);
    await house.simulator.follow(feng);
    const { body } = await editor.call<{ items: { id: string }[]; points: { id: string; name: string }[] }>(
      'GET',
      '/volunteers',
    );
    const volunteer = body.items[0]!.id;
    const point = body.points.find(({ name }) => name.startsWith('望亭'))!.id;
    await editor.call('POST', '/scenes', { kind: 'point', refId: point });
    await editor.call('POST', '/scenes', { kind: 'volunteer', refId: volunteer });
    const { body: activity } = await editor.call<{ id: string }>('POST', '/activities', {
      ...{ kind: 'lecture', title: '工地普法讲座', township: '望亭镇', place: '项目部会议室' },
      ...{ startsAt: now + HOUR / 2, endsAt: now + 2 * HOUR, seats: 1, volunteers: [volunteer] },
    });
    activityId = activity.id;
    ({ code } = (await editor.call<{ code: string }>('GET', `/activities/${activityId}`)).body);
    for (const scene of await listed()) scenes.set(scene.kind, scene.code);
  });
  after(() => house?.stop());

  const listed = async (): Promise<SceneItem[]> =>
    (await editor.call<{ items: SceneItem[] }>('GET', '/scenes')).body.items;
  const talk = (openid: string, transcript: string): Promise<void> =>
    play(house, openid, stepsOf(transcript));

  it('扫活动的码：报名、取消、再报、到场签到；满了和码不对都说清楚怎么办', async () => {
    const wrong = code === '000000' ? '111111' : '000000';
    await talk(
      'o-guest',
      `
> [扫码] ${scenes.get('activity')}
< 法治讲座「工地普法讲座」…项目部会议室…1 报名，2 不报名…「人工」…
> 1
< 报上名了：「工地普法讲座」…签到…「取消报名」…
> 取消报名
< 好的，「工地普法讲座」的报名取消了。…「活动」…
> [扫码] ${scenes.get('activity')}
< …报名吗？…
> 报名
< 报上名了…
> [扫码] ${scenes.get('activity')}
< 您已经报名了「工地普法讲座」…
> 签到 ${wrong}
< 没有找到这个签到码。…「人工」…
> 签到 ${code}
< 签到成功：「工地普法讲座」。谢谢您来。…12348…
> 签到${code}
< 您已经签过到了…`,
    );
    await talk(
      'o-late-guest',
      `
> 活动
< 近期的活动：
  1 工地普法讲座…
> 1
< 「工地普法讲座」报满了。…现场…「活动」…「人工」…`,
    );
  });

  it('扫网点和志愿者的码：照常欢迎，只记人数', async () => {
    for (const kind of ['point', 'volunteer'])
      await talk(`o-came-by-${kind}`, `> [扫码] ${scenes.get(kind)}\n< 您好，我是法律援助助手…`);
    const counted = (await listed()).map(({ kind, people }) => [kind, people]);
    expect(counted, 'fewer than five are not counted').to.deep.include.members([
      ['point', null],
      ['volunteer', null],
    ]);
  });

  it('订阅：哪里、什么、和谁有关、哪个网点、多久一次，看不懂就再问；能只改一项，退订马上全退', async () => {
    await talk(
      'o-subscriber',
      `
> 订阅
< 您想听哪里的消息？…1 元和街道…
> 那个
< 没看懂您的选择…「退出」…
> 1 8
< 想听哪些内容？…1 劳动报酬…
> 0
< 没看懂您的选择…
> 工伤、劳动报酬
< 想多听听和谁有关的？…不用说是谁：
  1 务工人员
  …
  爱看什么、愿意来什么：
  9 以案说法
  …都不选回复 0。…「人工」。
> 13
< 没看懂您的选择…
> 1、3 9
< 想听哪个网点的消息？…都不选回复 0。
  1 元和街道工作站…
  2 望亭镇工作站…
  …「人工」。
> 0
< 多久收一次合适？…
> 2
< 订好了：元和街道、望亭镇；劳动报酬、工伤；和务工人员、老年人有关的；以案说法；一周最多一次。…您自己选的…「退订」…
> 订阅
< 您现在订的是：元和街道、望亭镇；劳动报酬、工伤；和务工人员、老年人有关的；以案说法；一周最多一次。…「重选」…「退订」…「人工」。
> 3
< 想多听听和谁有关的？…
> 0
< 订好了：元和街道、望亭镇；劳动报酬、工伤；一周最多一次。…
> 订阅
< 您现在订的是…4 哪个网点…
> 4
< 想听哪个网点的消息？…
> 全部
< 订好了：…望亭镇工作站（演示）…的消息；一周最多一次。…
> 退订
< 已经全部退订…您办的事的通知照常。…「订阅」…
> 订阅
< 您想听哪里的消息？…
> 全部
< 想听哪些内容？…
> 全部
< 想多听听和谁有关的？…
> 跳过
< 想听哪个网点的消息？…
> 公司不给我工资怎么办
< …工资…
> 订阅
< 您想听哪里的消息？…
> 退出
< 好的，没有改动。…`,
    );
  });

  it('选了人群和网点的人，编辑能数到、能选到', async () => {
    for (const words of ['订阅', '8', '1', '2 10', '2', '1']) await house.say('o-rider', words);
    const options = await editor.call<{ choices: { kind: string; value: string; people: number }[] }>(
      'GET',
      '/publicity/audience/options',
    );
    const point = options.body.choices.find(({ kind }) => kind === 'point')!;
    expect(options.body.choices).to.deep.include({ kind: 'group', value: '新业态劳动者', people: 1 });
    await house.simulator.follow('o-rider');
    await waitUntil(async () => {
      const audience = { groups: ['新业态劳动者'], interests: ['法律小贴士'], points: [point.value] };
      const { body } = await editor.call<{ people: number; words: string }>(
        'POST',
        '/publicity/audience/count',
        { audience, reach: 'mass' },
      );
      return body.people === 1 && /网点：.+；人群：新业态劳动者；兴趣：法律小贴士/.test(body.words);
    }, 'who chose was not counted');
  });

  it('同意接收订阅通知：两种模板都记下，收回就不再算', async () => {
    const people = async (title: string): Promise<number> =>
      (
        await editor.call<{ people: number }>('POST', '/publicity/audience/count', {
          ...{ audience: {}, reach: 'subscription', template: title },
        })
      ).body.people;
    for (const { id, title } of SUBSCRIPTIONS) {
      await house.simulator.consent('o-consents', id);
      await house.simulator.consent('o-refuses', id, false);
      await waitUntil(async () => (await people(title)) === 1, `the consent to ${title} was not booked`);
      await house.simulator.changeConsent('o-consents', id);
      await waitUntil(async () => (await people(title)) === 0, `${title} was not taken back`);
    }
  });

  it('志愿者发照片配图，照片取到了再交；时长随时能问', async () => {
    await talk(
      feng,
      `
> 宣传
< …回复 1 写一条新的…
> 1
< 标题写什么？…
> 岁末讨薪提醒
< 正文写什么？…
> 工资被拖欠，先打 12333。
< 依据是什么？…
> 《保障农民工工资支付条例》第十条
< 要配图吗？…别拍到别人的脸和证件…
> [照片] 宣传栏
< 怎么发？…
> 2
< 什么时候发？…`,
    );
    await waitUntil(
      async () => /配图：有/.test(await house.say(feng, '1')) || /配图：有/.test(await again()),
      'the photo did not come',
    );
    await talk(
      feng,
      `
> 退出
< 好的，草稿留着。…
> 时长
< 演示志愿者·冯（法律明白人），您的志愿服务：
  · 今年 0 小时，累计 0 小时
  · 还没有星级，再有 …
  · 培训 0 小时
  接下来：
  · 工地普法讲座，…，项目部会议室
  时长由中心按活动记录，以中心确认为准；有出入回复「人工」。…`,
    );
  });

  it('转发包审完，文章先发布，作者拿到可以转发的链接', async () => {
    await house.say(feng, '宣传');
    await house.say(feng, '2');
    expect(await house.say(feng, '提交')).to.match(/交上去了/);
    const { body } = await editor.call<{ items: PushItem[] }>('GET', '/publicity/pushes?status=review');
    const { id } = body.items[0]!;
    const view = async (staff: Staff) => (await staff.call<PushView>('GET', `/publicity/pushes/${id}`)).body;
    for (const account of ['xuanchuan', 'fenguan', 'shenpi']) {
      const staff = await house.signIn(account, DEMO_PASSWORD);
      const { version, review } = await view(staff);
      const { checks } = review.find(({ open }) => open)!;
      const word = { version, decision: 'approved', checks, reasons: '' };
      await staff.call('POST', `/publicity/pushes/${id}/review`, word);
    }
    const books = await openBooks(house);
    await books.write(system('test'), ({ tx }) => tx.update(Push, { id }, { dueAt: Date.now() - 1_000 }));
    await books.close();
    await waitUntil(async () => (await view(editor)).status === 'finished', 'the pack was never ready');
    const { articleUrl } = await view(editor);
    expect(await (await fetch(articleUrl!)).text()).to.include('工资被拖欠，先打 12333。');
    await house.say(feng, '宣传');
    expect(await house.say(feng, '2')).to.include(`文章已发布，可以转发：${articleUrl}`);
  });

  /** The preview once more, when the photo was still being fetched. */
  async function again(): Promise<string> {
    await house.say(feng, '改时间');
    return house.say(feng, '1');
  }
});
