import { createHash } from 'node:crypto';
import { expect } from 'chai';
import {
  commitmentNotice,
  commitmentPapers,
  digestOf,
  isCommitment,
} from '../../server/eligibility/commitment.ts';

describe('commitment notice', () => {
  const notice = commitmentNotice('2026-11-24');

  it('tells item, basis, content, manner, effect, verification, liability, withdrawal and publication', () => {
    for (const part of [
      '事项名称',
      '依据',
      '要说明的内容',
      '承诺的方式和效力',
      '核查',
      '责任',
      '撤回',
      '公开',
    ]) {
      expect(notice.text).to.include(part);
    }
    expect(notice.text).to.include('支付已经实施的法律援助费用').and.include('三千元以下罚款');
    expect(notice.text).to.include('可以改交材料，不影响申请').and.include('不向社会公开');
  });

  it('has the digest of exactly its text', () => {
    expect(notice.digest).to.equal(createHash('sha256').update(notice.text).digest('hex'));
  });

  it('verifies an old receipt against the old text and fails against one changed character', () => {
    expect(digestOf(notice.text)).to.equal(notice.digest);
    expect(digestOf(notice.text.replace('三千元', '二千元'))).not.to.equal(notice.digest);
    expect(digestOf(`${notice.text} `)).not.to.equal(notice.digest);
  });

  it('keeps every version that may have been signed as it was: a new text is a new version', () => {
    const signed: Record<string, [string, string]> = {
      '2022-01-01': [
        '3f1e98f948611323db4d97877bca534029ff2e93dc40b1848fd438e009e23213',
        '2103c4f0a28e58e14df0fa5ca7b04829441ade44be19bbf33aca7750586d37db',
      ],
    };
    for (const [version, digests] of Object.entries(signed)) {
      const papers = commitmentPapers(version).map(({ digest }) => digest);
      expect([commitmentNotice(version).digest, ...papers]).to.deep.equal(digests);
    }
  });

  it('comes with an authority to verify that says what, how, who, how long and how to withdraw', () => {
    const [authority] = commitmentPapers('2026-11-24');
    for (const part of ['核查什么', '怎么核查', '谁能看到', '管多久', '怎么撤回'])
      expect(authority?.text).to.include(part);
  });

  it('is found by its version too, and not for a day before the first one', () => {
    expect(commitmentNotice(notice.version)).to.deep.equal(notice);
    expect(() => commitmentNotice('2019-01-01')).to.throw(RangeError);
  });

  it('can be sent in parts: its paragraphs are short', () => {
    for (const part of notice.text.split('\n\n')) expect(Buffer.byteLength(part), part).to.be.below(1500);
  });
});

describe('the words 我承诺', () => {
  for (const said of [
    '我承诺',
    ' 我承诺 ',
    '我承诺。',
    '我承诺！',
    '“我承诺”',
    '"我承诺"',
    '「我承诺」。',
    '我承诺\n',
  ]) {
    it(`「${said.replace('\n', '\\n')}」 is the commitment`, () => expect(isCommitment(said)).to.equal(true));
  }
  for (const said of [
    '我不承诺',
    '我承诺书怎么写',
    '我承诺吗？',
    '我承诺？',
    '承诺',
    '我承诺了',
    '我 承诺',
    '我承诺我承诺',
    '不是我承诺',
    '我承诺,但是有一点',
    '我承認',
    '好',
    '',
    '“我承诺',
    '1',
  ]) {
    it(`「${said}」 is not`, () => expect(isCommitment(said)).to.equal(false));
  }
});
