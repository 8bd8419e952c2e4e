import { expect } from 'chai';
import fc from 'fast-check';
import { readIdentityNumber, readPersonName, readPhoneNumber } from '../../server/eligibility/identity.ts';

const today = '2026-11-24';
const hintOf = (said: string): string => {
  const read = readIdentityNumber(said, today);
  return read.ok ? '' : read.hint;
};

describe('identity number (GB 11643)', () => {
  it('takes the standard’s own example, with region, birth date and sex', () => {
    expect(readIdentityNumber('11010519491231002X', today)).to.deep.equal({
      ok: true,
      value: { number: '11010519491231002X', birthDate: '1949-12-31', province: '11', sex: 'female' },
    });
    expect(
      readIdentityNumber('440524188001010014', today).ok,
      'born 1880: before any living person',
    ).to.equal(false);
  });

  it('takes small x, blanks, full-width digits and a word before it', () => {
    for (const said of [
      '11010519491231002x',
      '110105 19491231 002X',
      '１１０１０５１９４９１２３１００２Ｘ',
      '身份证号：11010519491231002X',
      '一一零一零五一九四九一二三一零零二X',
    ]) {
      expect(readIdentityNumber(said, today).ok, said).to.equal(true);
    }
  });

  it('says what is wrong: length, letters, region, birthday, a wrong digit', () => {
    expect(hintOf('1101051949123100')).to.include('18位').and.include('16位');
    expect(hintOf('110105491231002')).to.include('15位');
    expect(hintOf('我没带身份证')).to.include('18位');
    expect(hintOf('99010519491231002X')).to.include('开头');
    expect(hintOf('11010519491331002X')).to.include('出生日期');
    expect(hintOf('110105209912310026')).to.include('出生日期');
    expect(hintOf('110105194912310021')).to.include('一位不对');
  });

  it('notices any single wrong digit and any two neighbours exchanged', () => {
    const good = '11010519491231002X';
    fc.assert(
      fc.property(fc.nat(16), fc.nat(9), (at, digit) => {
        if (good[at] === String(digit)) return;
        const changed = good.slice(0, at) + digit + good.slice(at + 1);
        expect(readIdentityNumber(changed, today).ok, changed).to.equal(false);
      }),
    );
    for (let at = 0; at < 16; at += 1) {
      if (good[at] === good[at + 1]) continue;
      const swapped = good.slice(0, at) + good[at + 1] + good[at] + good.slice(at + 2);
      expect(readIdentityNumber(swapped, today).ok, swapped).to.equal(false);
    }
  });
});

describe('a person’s name', () => {
  it('is read with or without the words before it', () => {
    for (const [said, name] of [
      ['王小明', '王小明'],
      ['我叫王小明。', '王小明'],
      ['王 小明', '王小明'],
      ['姓名：欧阳娜娜', '欧阳娜娜'],
      ['买买提·艾力', '买买提·艾力'],
      ['阿依古丽.买买提', '阿依古丽·买买提'],
    ] as const) {
      expect(readPersonName(said), said).to.deep.equal({ ok: true, value: name });
    }
  });

  it('is not a number, one character, a sentence or Latin letters', () => {
    for (const said of ['123', '王', 'John Smith', '', '王小明13800000000', '·王', '你'.repeat(21)]) {
      const read = readPersonName(said);
      expect(read.ok, said).to.equal(false);
      if (!read.ok) expect(read.hint).to.include('姓名');
    }
  });
});

describe('a telephone number', () => {
  it('is a mobile or a landline with its area code', () => {
    for (const said of ['13800000000', '+86 138-0000-0000', '１３８００００００００', '0512-12345678']) {
      expect(readPhoneNumber(said).ok, said).to.equal(true);
    }
    for (const said of ['1380000000', '23800000000', '12348', '电话'])
      expect(readPhoneNumber(said).ok, said).to.equal(false);
  });
});
