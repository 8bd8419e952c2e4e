import { expect } from 'chai';
import { daysLeft } from '../../server/answers/alarm/deadline.ts';
import { triage } from '../../server/answers/triage.ts';

// A Wednesday.
const today = '2026-11-25';

describe('days that a deadline leaves', () => {
  const left: [string, number | undefined][] = [
    ['裁决书拿到手十三天了 我不服', 2],
    ['五天内起诉 已经第四天了', 1],
    ['复议六十天 今天五十八天', 2],
    ['刑事判决收到第八天 想上诉', 2],
    ['判决书昨天收到 怎么上诉', 14],
    ['还有二十天上诉期', 20],
    ['上诉期还剩三天', 3],
    ['后天就开庭了', 2],
    ['法官说这周五前要交证据', 2],
    ['房子下周二拍卖', 6],
    ['今天是上诉最后一天', 0],
    ['我去年12月1号被辞退的 仲裁还来得及吗', 6],
    ['判决书11月12号收到的 上诉赶得上不', 2],
    ['试用期被辞退，仲裁后天开庭', 2],
    ['试用期辞退的判决书收到十四天了', 1],
    // A house number, and wages of a day.
    ['收到法院的判决，我住15号楼', undefined],
    ['法院判决赔我12号的工资', undefined],
    // Nobody's hurry: over, everyday, or a question about the law.
    ['上诉期早过了', undefined],
    ['合同明天到期 没说续签', undefined],
    ['仲裁时效是多久', undefined],
    ['明天去你们那 几点上班', undefined],
    ['还剩五天年假没休', undefined],
    ['', undefined],
  ];
  for (const [said, days] of left)
    it(`「${said}」 ${days ?? '–'}`, () => void expect(daysLeft(said, today)).to.equal(days));

  it('are a danger below seven, and take it back from seven on', () => {
    const card = (said: string): string | undefined => {
      const seen = triage(said, today);
      return seen?.kind === 'danger' ? seen.card.id : undefined;
    };
    expect(card('裁决书拿到手十三天了 我不服')).to.equal('urgentDate');
    expect(card('还有二十天上诉期 先问问')).to.equal(undefined);
    // Life comes before dates.
    expect(card('明天开庭 我不想活了')).to.equal('suicide');
  });

  const pressing: [string, boolean][] = [
    ['后天那个庭法官说不开了，另行通知', false],
    ['仲裁委短信说周四的开庭顺延到下月中旬', false],
    ['明天本来要开庭的，对方撤诉了，不用去了吧', false],
    ['上诉状前天就寄出了，今天到期没关系吧', false],
    ['上诉费今天交掉了，明天才是最后期限', false],
    ['对方上诉期明天满，他不上诉我就能申请执行了吗', false],
    // One date is settled, another is not.
    ['明天开庭取消了，可上诉期还剩两天怎么办', true],
    ['仲裁开庭改期了，可是判决书收到十四天了还没上诉', true],
    ['离婚案的庭取消了，我的工伤案后天开庭没律师', true],
    // It is on after all, in vain, half done, or a threat.
    ['开庭改到明天了，我没准备', true],
    ['申请延期法院不准，后天照开', true],
    ['明天开庭，能不能改期', true],
    ['上诉状交了，诉讼费明天最后一天还没缴', true],
    ['明天开庭，老板说不用去了', true],
    ['昨天补了材料，法院说明天最后一天交上诉费', true],
    ['仲裁那边说缺席就按撤诉，明天开庭', true],
  ];
  for (const [said, presses] of pressing)
    it(`${presses ? 'press' : 'press nobody'} in 「${said}」`, () => {
      const seen = triage(said, today);
      expect(seen?.kind === 'danger' && seen.card.id === 'urgentDate').to.equal(presses);
    });
});
