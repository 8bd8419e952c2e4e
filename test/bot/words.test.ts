import { expect } from 'chai';
import { isFigure } from '../../bot/dialogues/figure.ts';
import { wantsToStop } from '../../bot/dialogues/stopWords.ts';
import { asksAfterAnswer } from '../../bot/dialogues/waiting.ts';

describe('words of residents', () => {
  const stops =
    '退出 取消 停 算了 不算了 我不算了 不想算了 我不想继续了 不弄了 我不弄了 我不想填了 不填了 不想申请了 取消。 算了吧';
  const goesOn =
    '我不想继续上班了 取消报名 老板取消了我的岗位 算一算 停工了 工资不算了没给 不干了 不想干了 我不想活了 申请';
  it('stop what is asked step by step, as a whole message only', () => {
    for (const text of stops.split(' ')) expect(wantsToStop(text), text).to.equal(true);
    for (const text of goesOn.split(' ')) expect(wantsToStop(text), text).to.equal(false);
  });

  it('are only a sum or a time, or tell more', () => {
    const figures =
      '6年 我干了6年 干了三年半 做了6年了呀 8000 一个月八千 每月6500块 8,500元 工资五千多 十级 伤残八级 2万 三个月了';
    const others =
      '1 12 三 一个月 老板欠我8000 6年没签合同 2023年5月 2023年 2023 八千块工资没发 十个人 百 千万 3天 110 12348 96110 13812345678 261817556 20230501 1，2，3 1,2,3 人工';
    for (const text of figures.split(' ')) expect(isFigure(text), text).to.equal(true);
    for (const text of others.split(' ')) expect(isFigure(text), text).to.equal(false);
  });

  const after =
    '你们什么时候回 什么时候回我 还没人回我 没人回 还没回 怎么还没人联系我 多久能回复 到现在都没人理我 等你们回 我等你们电话 你们几时给我回电话？';
  const other =
    '什么时候回来上班 老板没回我微信 要多久 没人管 公司没给我回话 等了半天老板没来 工资什么时候发 没有工资 人工';
  it('ask after an answer that was promised', () => {
    for (const text of after.split(' ')) expect(asksAfterAnswer(text), text).to.equal(true);
    for (const text of other.split(' ')) expect(asksAfterAnswer(text), text).to.equal(false);
  });
});
