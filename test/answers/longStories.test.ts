import { expect } from 'chai';
import { triage } from '../../server/answers/triage.ts';

/** What a resident tells before and after the one clause that matters. */
const stories: [string, string][] = [
  [
    '我在相城打工三年了，一直在一个厂里做包装，老板人还可以，就是今年订单少，工资拖了两个月，我跟他说了几次他都说月底，',
    '，天天打电话来吵，房租也欠了，昨天房东来催，我想问问工资怎么要。',
  ],
  [
    '律师你好，我和我老公结婚八年，有一个女儿上小学，房子是婚前他父母买的，去年开始他在外面有人，我想离婚但是怕孩子判给他，',
    '，婚后我们一起还的贷款，车子写的他的名字，这种情况财产怎么分，孩子能不能跟我。',
  ],
  [
    '去年三月我爸在工地上干活 是老乡介绍去的 没有签合同 工资现金发 后来工地停工了 包工头说没钱 我们找了劳动局 劳动局说要证据 ',
    ' 现在只有微信聊天记录和几张照片 还有两个工友可以作证 请问这样能不能申请仲裁 要不要钱',
  ],
];

const dangers = `
我刚才把一整瓶农药喝了
我不想活了，准备从楼上跳下去
他现在拿着菜刀在砸我家门
我老公刚才又把我按在地上打
孩子被他锁在屋里哭，他不给吃的
我妈倒在地上叫不醒了
厨房煤气漏了一屋子味
刚把八万块转给那个自称公安的人
我被他们关在宿舍不让出去，手机也收了
明天就是上诉最后一天
我们三十几个人明早去堵厂大门
我今晚就带刀去找那个包工头
经理昨晚把我灌醉了脱我衣服
催债的说今晚要来剁我的手
工友从架子上掉下来满头是血
我爸瘫在床上三天没人给饭吃
有个男的一直跟着我女儿回家
我已经把遗书放在桌上了
老板带人把我拖进车里打
我把家里的安眠药都找出来了，今晚一起吃`
  .trim()
  .split('\n');

describe('a danger in the middle of a long story', () => {
  const seen = (said: string): 'card' | 'asked' | undefined => {
    const found = triage(said);
    if (found?.kind === 'danger') return 'card';
    return found?.id === 'safe' ? 'asked' : undefined;
  };

  it('is none without the clause that matters, and one when that is all', () => {
    for (const [before, after] of stories) expect(seen(before + after), before).to.equal(undefined);
    for (const danger of dangers) expect(seen(danger), danger).to.equal('card');
  });

  it('is seen as often as was reached; to be raised whenever more is', () => {
    const all = stories.flatMap(([before, after]) => dangers.map((danger) => seen(before + danger + after)));
    expect(all.filter((one) => one === 'card').length).to.be.at.least(52);
    expect(all.filter((one) => one !== undefined).length).to.be.at.least(58);
  });
});
