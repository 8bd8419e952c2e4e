import { expect } from 'chai';
import { matters, suggestMatters } from '../../server/eligibility/matters.ts';
import { nextPreCheckQuestion, preCheck } from '../../server/eligibility/precheck.ts';
import { rulesAt } from '../../server/eligibility/rules.ts';
import { hardshipStatement } from '../../server/eligibility/statement.ts';
import { assess } from '../../server/eligibility/verdict.ts';
import type { Answers } from '../../server/eligibility/vocabulary.ts';
import { fill, today } from './support.ts';

const rules = rulesAt(today);
const verdictOn = (回答: Record<string, string>) =>
  assess(fill({ 情形: '', 回答, 结果: { 意见: '' } }).answers, rules, today);

describe('verdict', () => {
  it('shows the four flags apart', () => {
    const { flags } = verdictOn({ 事项: '拖欠工资', 要什么: '没有', 外出打工: '是', 干什么活: '工地' });
    expect(flags.scope).to.deep.equal({ value: true, ruleIds: ['SC05', 'SC23'] });
    expect(flags.exemptFromCheck).to.deep.equal({ value: true, ruleIds: ['EX3'] });
    expect(flags.noHardshipCondition.value).to.equal(false);
    expect(flags.greenChannel).to.deep.equal({ value: true, ruleIds: ['GC1f'] });
  });

  it('offers no commitment to whoever has chosen already, and after one asks for nothing that it stands for', () => {
    const { materials, materialsBy } = verdictOn({
      ...{ 事项: '拖欠工资', 要什么: '没有', 外出打工: '是', 干什么活: '工地' },
    });
    const { commitment, papers } = materialsBy;
    expect(materials.join()).to.include('没有可以承诺');
    expect(commitment.join())
      .to.include('没有也可以，您已经承诺')
      .and.include('身份证')
      .and.include('公示牌');
    for (const list of [commitment, papers]) expect(list.join()).not.to.match(/可以承诺|或者书面承诺/);
    const poor = verdictOn({ 事项: '拖欠工资', 要什么: '没有' });
    expect(poor.materials.join()).to.include('或者书面承诺');
    expect(poor.materialsBy.commitment.join()).not.to.include('说明表');
    expect(poor.materialsBy.papers.join()).to.include('说明表').and.not.include('承诺');
  });

  it('asks for the materials of the branch only, and never for a stamped certificate', () => {
    const { materials } = verdictOn({ 事项: '拖欠工资', 要什么: '没有', 外出打工: '是', 干什么活: '工地' });
    expect(materials.join()).to.include('身份证').and.include('工资欠条').and.include('公示牌');
    expect(materials.join()).not.to.match(/病历|残疾证|结婚证|盖章的证明/);
    expect(verdictOn({ 事项: '家庭暴力' }).materials.join()).not.to.include('经济困难');
  });

  it('sends wages to the migrant workers’ station and injuries to theirs, crimes to the centre', () => {
    expect(verdictOn({ 事项: '拖欠工资', 要什么: '没有', 外出打工: '是' }).themes[0]).to.equal('wages');
    expect(verdictOn({ 事项: '工伤' }).themes[0]).to.equal('injury');
    expect(verdictOn({ 事项: '刑事被害人' })).to.include({ jurisdiction: 'here' });
    expect(verdictOn({ 事项: '刑事被害人' }).servicePointKinds).to.deep.equal(['centre']);
    expect(verdictOn({ 事项: '赡养费' }).servicePointKinds).to.deep.equal(['workstation', 'centre']);
  });

  it('leaves doors open where it is out of scope or over the line', () => {
    const doors = verdictOn({ 事项: '继承' }).doors.join();
    for (const door of ['人工', '12348', '仍可提出申请', '代写', '调解', '诉讼费', '基金会'])
      expect(doors).to.include(door);
  });

  it('sends nobody who fears violence to mediation', () => {
    const { doors } = verdictOn({ 事项: '家庭暴力' });
    expect(doors.join()).not.to.include('调解');
    expect(doors.join()).to.include('110').and.include('12338');
  });

  it('marks what is not certain as the centre’s to confirm', () => {
    const { reasons } = verdictOn({ 事项: '抚恤金', 情况: '军属' });
    expect(reasons.join()).to.include('以中心确认为准');
    expect(verdictOn({ 事项: '英雄烈士' }).reasons.join()).not.to.include('以中心确认为准');
  });

  it('ends its reasons with who decides', () => {
    expect(verdictOn({ 事项: '工伤' }).reasons.at(-1)).to.include('由法律援助中心决定');
  });

  it('says nothing certain on nothing', () => {
    const verdict = assess({}, rules, today);
    expect(verdict).to.include({ opinion: '需人工', scope: 'UNKNOWN', matter: 'unclear' });
  });

  it('takes values that no question offers as not known', () => {
    const verdict = assess({ matter: 'nonsense', age: 'old' }, rules, today);
    expect(verdict.opinion).to.equal('需人工');
  });

  it('calls one person once for one reason', () => {
    const { needsPerson } = verdictOn({ 事项: '工伤', 受伤日期: '不知道' });
    expect(new Set(needsPerson.map(({ reason }) => reason)).size).to.equal(needsPerson.length);
  });
});

describe('statement of hardship (经济困难状况说明表)', () => {
  const statement = (回答: Record<string, string>) =>
    hardshipStatement(fill({ 情形: '', 回答, 结果: { 意见: '' } }).answers, rules);

  it('is filled from the answers, with the income a head', () => {
    expect(statement({ 事项: '医疗损害' })).to.deep.equal([
      { name: '家庭人口', value: '3口人' },
      { name: '家庭月收入', value: '6000元' },
      { name: '收入变化', value: '不是' },
      { name: '情况', value: '都没有' },
      { name: '人均月收入', value: '2000元' },
    ]);
  });

  it('counts the applicant alone against a member of the household', () => {
    const lines = statement({ 事项: '赡养费', 同住: '住在一起', 本人月收入: '一千多' });
    expect(lines.at(-1)).to.deep.equal({ name: '人均月收入', value: '1000元到1999元' });
  });

  it('names the exemption, and is not asked for where income plays no part', () => {
    expect(statement({ 事项: '拖欠工资', 要什么: '没有', 外出打工: '是' })).to.deep.equal([
      { name: '免予核查', value: '进城务工人员请求支付劳动报酬或者工伤事故人身损害赔偿' },
    ]);
    expect(statement({ 事项: '家庭暴力' })).to.deep.equal([]);
  });
});

describe('quick look', () => {
  const look = (answers: Answers): string[] => {
    const given: Answers = {};
    const asked: string[] = [];
    for (let q = nextPreCheckQuestion(given, rules); q; q = nextPreCheckQuestion(given, rules)) {
      asked.push(q.id);
      given[q.id] = answers[q.id] ?? 'unknown';
    }
    return asked;
  };

  it('asks at most five questions, whatever is answered', () => {
    for (const matter of matters()) {
      expect(
        look({ danger: 'no', story: '有件事', area: matter.area, matter: matter.id }).length,
      ).to.be.at.most(5);
    }
    expect(look({}).length).to.be.at.most(5);
  });

  it('can say "likely" to a migrant worker who is owed wages after five', () => {
    const answers = { danger: 'no', story: '老板欠我工资', guess: 'wages', migrant: 'yes', workKind: 'site' };
    expect(look(answers)).to.deep.equal(['danger', 'story', 'guess', 'migrant', 'workKind']);
    expect(preCheck(answers, rules)).to.deep.include({ likely: true });
    expect(preCheck(answers, rules).text).to.include('接着填');
  });

  it('stops as soon as it can say so', () => {
    expect(look({ danger: 'no', story: '老公打我', guess: 'violence' })).to.have.length(3);
  });

  it('never says "likely" without scope', () => {
    const answers = { danger: 'no', story: '借钱不还', guess: 'civil', situation: ['relief'] };
    expect(preCheck(answers, rules).likely).to.equal(false);
  });
});

describe('matter suggested from a story', () => {
  const told: [string, string][] = [
    ['老板欠我三个月工资', 'wages'],
    ['干完活不给钱，工地老板跑了', 'wages'],
    ['厂里拖着加班费不发', 'wages'],
    ['在工地上摔断了腿', 'injury'],
    ['上班的时候机器压到手了', 'injury'],
    ['公司把我辞退了，我还怀着孕', 'dismissal'],
    ['没签劳动合同，单位不承认我是员工', 'relation'],
    ['单位一直没给我交社保', 'insurance'],
    ['老公天天打我', 'violence'],
    ['前夫不给孩子抚养费', 'support'],
    ['三个儿子都不养老', 'support'],
    ['我想离婚', 'divorce'],
    ['骑电瓶车被汽车撞了', 'traffic'],
    ['手术失败，医院不认账', 'medical'],
    ['家里要拆迁，补偿太低', 'land'],
    ['我弟弟被刑拘了，在看守所', 'defence'],
    ['网上被骗了两万', 'victim'],
    ['朋友借钱不还，有借条', 'civil'],
    ['租房押金不退', 'civil'],
    ['蟹塘被人打药，螃蟹死光了', 'crops'],
    ['孩子在学校被同学欺负', 'bullying'],
    ['低保被停了', 'benefits'],
    ['干了三个月没给钱', 'wages'],
    ['公司发不出工资', 'wages'],
    ['从脚手架上掉下来了', 'injury'],
    ['我被邻居打了', 'otherInjury'],
    ['被老公打了', 'violence'],
    ['朋友欠我两万不还', 'civil'],
    ['老公被公安抓了', 'defence'],
  ];
  for (const [story, matter] of told) {
    it(`「${story}」`, () => expect(suggestMatters(story)[0]?.id).to.equal(matter));
  }

  it('suggests at most three, and nothing for nothing', () => {
    expect(suggestMatters('离婚、工资、车祸、拆迁、低保、遗产')).to.have.length(3);
    expect(suggestMatters('你好')).to.deep.equal([]);
    expect(suggestMatters('')).to.deep.equal([]);
  });
});
