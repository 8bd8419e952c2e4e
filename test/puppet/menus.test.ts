import { expect } from 'chai';
import { menuDifference, menuProblems, type MenuSet } from '../../bot/puppet/index.ts';

const click = (name: string, key = name) => ({ name, type: 'click', key });

const WANTED: MenuSet = {
  menu: { button: [click('问问题'), { name: '办申请', sub_button: [click('申请'), click('进度')] }] },
  conditional: [{ button: [click('今日值班')], matchrule: { tag_id: '101' } }],
};

describe('menus', () => {
  it('differ in nothing from what WeChat gives back of them', () => {
    const has: MenuSet = {
      menu: {
        button: [
          { ...click('问问题'), sub_button: [] },
          {
            name: '办申请',
            sub_button: [
              { ...click('申请'), sub_button: [] },
              { ...click('进度'), sub_button: [] },
            ],
          },
        ],
      },
      conditional: [
        { button: [click('今日值班')], matchrule: { tag_id: '101', sex: '' }, menuid: 208396993 },
      ],
    };
    expect(menuDifference(has, WANTED)).to.deep.equal([]);
  });

  it('show line by line what leaves and what comes', () => {
    const has: MenuSet = {
      menu: {
        button: [click('问问题', 'ASK'), { name: '办申请', sub_button: [click('申请'), click('进度')] }],
      },
      conditional: [],
    };
    expect(menuDifference(has, WANTED)).to.deep.equal([
      '- 1 问问题 key=ASK type=click',
      '+ 1 问问题 key=问问题 type=click',
      '+ {"tag_id":"101"} 1 今日值班 key=今日值班 type=click',
    ]);
    expect(menuDifference(undefined, { ...WANTED, conditional: [] })).to.have.length(4);
  });

  it('are refused in words before WeChat sees them', () => {
    expect(menuProblems(WANTED.menu)).to.deep.equal([]);
    expect(menuProblems({ button: [] })).to.deep.equal(['a menu has 1 to 3 buttons, not 0']);
    expect(menuProblems({ button: [{ name: '空' }] })).to.deep.equal(['「空」 does nothing']);
    expect(menuProblems({ button: [click('六个汉字太长', 'k')] })).to.deep.equal([
      '「六个汉字太长」 is longer than 16 bytes',
    ]);
    const six = Array.from({ length: 6 }, (_, index) => click(`${index}`));
    expect(menuProblems({ button: [{ name: '多', sub_button: six }] })).to.deep.equal([
      '「多」 has 6 entries; 5 fit',
    ]);
    expect(menuProblems({ button: [click('长', '键'.repeat(43))] })).to.deep.equal([
      'the key of 「长」 is longer than 128 bytes',
    ]);
  });
});
