import { expect } from 'chai';
import { cluster } from '../../server/answers/suggestions/clusters.ts';
import { maskPersonal } from '../../server/answers/masking.ts';

describe('masking of personal data', () => {
  const cases: [string, string][] = [
    ['我叫王小明，电话13912345678，老板欠我工资', '我叫【姓名】，电话【电话】，老板欠我工资'],
    ['身份证320507199001010014能查吗', '身份证【身份证】能查吗'],
    ['打0512-65751234没人接', '打【电话】没人接'],
    ['卡号6222 0212 0200 1234 567', '卡号【卡号】'],
    ['苏E·12345撞了我', '【车牌】撞了我'],
    ['苏州某某电子科技有限公司不发工资', '【单位】不发工资'],
    ['住在元和花园3栋201室', '【住址】'],
    ['加我微信 wang_1990 聊', '加我【账号】 聊'],
    ['发到 a.b@qq.com', '发到 【邮箱】'],
    ['，李老板不给钱', '，【姓】老板不给钱'],
    ['电话１３９１２３４５６７８打不通', '电话【电话】打不通'],
    ['139-123-45678或139.1234.5678', '【电话】或【电话】'],
    ['139 12 34 56 78，+86 139 - 1234 - 5678', '【电话】，【电话】'],
    ['13912345678 13987654321', '【电话】 【电话】'],
    ['（0512 6575 1234）没人接', '（【电话】）没人接'],
    ['身份证320507 19900101 001Ｘ', '身份证【身份证】'],
    ['卡号６２２２-０２１２-０２００-１２３４-５６７', '卡号【卡号】'],
    ['卡号6222 1390 1234 567', '卡号【卡号】'],
    ['我叫欧阳小明', '我叫【姓名】'],
    ['名叫诸葛亮，找我', '名叫【姓名】，找我'],
    ['，上官经理不给钱', '，【姓】经理不给钱'],
    ['欠我３个月工资，电话13912345678', '欠我３个月工资，电话【电话】'],
  ];
  for (const [said, masked] of cases) it(`「${said}」`, () => expect(maskPersonal(said)).to.equal(masked));

  it('leaves questions without personal data as they are', () => {
    for (const said of [
      '老板欠我三个月工资怎么办',
      '工伤十级赔多少钱',
      '离婚要带2个孩子吗，2026年判的',
      '12348打得通吗',
      '１２月欠３０００元',
      '扣了3000.00 3200.00 3100.00',
      '2026-11-24 13:00-15:00开门吗',
      '东方之门在哪',
    ])
      expect(maskPersonal(said)).to.equal(said);
  });
});

describe('clusters of what was asked', () => {
  it('put together what asks the same, the most frequent first', () => {
    const said = [
      '公积金怎么取',
      '电动车上牌要啥',
      '我想取公积金怎么弄',
      '公积金怎么取出来',
      '孩子上学学区怎么划',
    ];
    expect(
      cluster(said.map((text) => ({ said: text }))).map(({ items }) => items.map((one) => one.said)),
    ).to.deep.equal([
      ['公积金怎么取', '我想取公积金怎么弄', '公积金怎么取出来'],
      ['电动车上牌要啥'],
      ['孩子上学学区怎么划'],
    ]);
  });

  it('take messages of one character or none', () => {
    expect(
      cluster([{ said: '啊' }, { said: '啊' }, { said: '！' }]).map(({ items }) => items.length),
    ).to.deep.equal([2, 1]);
  });
});
