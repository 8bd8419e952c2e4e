import { expect } from 'chai';
import fc from 'fast-check';
import { digestOf } from '../../../server/eligibility/commitment.ts';
import { consentDigest, consentsFor } from '../../../server/eligibility/commitments/consents.ts';
import { papersDigest, papersToSign } from '../../../server/eligibility/commitments/papers.ts';
import { readReceiptCode, receiptCode, verifies } from '../../../server/eligibility/commitments/receipt.ts';
import {
  after,
  carriesDecision,
  commitmentTransitions,
  ownWords,
  signerOf,
} from '../../../server/eligibility/commitments/rules.ts';
import { drawSample } from '../../../server/eligibility/commitments/sampling.ts';
import {
  commitmentActs,
  commitmentStatuses,
  type CommitmentStatus,
} from '../../../server/eligibility/commitments/vocabulary.ts';
import { commitmentNotice } from '../../../server/eligibility/commitment.ts';

const today = '2026-11-24';

describe("a commitment's life", () => {
  it('reaches every status from 没有承诺, and only by the acts in the table', () => {
    const reached = new Set<CommitmentStatus>(['NOT_OFFERED']);
    for (let size = 0; size < reached.size;) {
      size = reached.size;
      for (const { from, to } of commitmentTransitions)
        if (from.some((one) => reached.has(one))) reached.add(to);
    }
    expect([...reached]).to.have.members([...commitmentStatuses]);
    expect(commitmentTransitions.map(({ act }) => act)).to.have.members([...commitmentActs]);
  });

  it('carries a decision only once it is signed, and not after it was withdrawn or false', () => {
    expect(commitmentStatuses.filter(carriesDecision)).to.deep.equal(['SIGNED', 'VERIFIED_OK']);
    expect(after('sign', 'WITHDRAWN'), 'no way back').to.equal(undefined);
    expect(after('sign', 'FALSE')).to.equal(undefined);
    expect(after('sign', 'EXCLUDED')).to.equal(undefined);
    expect(after('disprove', 'OFFERED'), 'what was never signed can not be false').to.equal(undefined);
  });
});

describe('who signs', () => {
  const cases: [string, Record<string, string | number>, string][] = [
    ['自己申请的成年人', { applicant: 'self', age: 35 }, 'applicant'],
    ['年龄没填的', { applicant: 'self' }, 'applicant'],
    ['17岁，自己来问', { applicant: 'self', age: 17 }, 'guardian'],
    ['给孩子申请的监护人', { applicant: 'guardian', age: 9 }, 'guardian'],
    ['给成年人申请的监护人', { applicant: 'guardian', age: 40 }, 'guardian'],
    ['给父母申请的，有委托书', { applicant: 'kin', age: 80, authority: 'mandate' }, 'kin'],
    ['给父母申请的，还没有代办证明', { applicant: 'kin', age: 80, authority: 'none' }, 'applicant'],
    ['给父母申请的，代办证明不知道', { applicant: 'kin', age: 80, authority: 'unknown' }, 'applicant'],
    ['给弟弟申请的', { applicant: 'kin', age: 15 }, 'guardian'],
  ];
  for (const [name, answers, signer] of cases)
    it(`${name}：${signer}`, () => expect(signerOf(answers)).to.equal(signer));
});

describe('whose 我承诺 it is', () => {
  const helper = { kind: 'volunteer', id: 'feng' };
  const cases: [string, object | null, Record<string, string | number>, boolean][] = [
    ['自己申请的', null, { applicant: 'self', age: 35 }, true],
    ['几个人一起申请的代表', null, { applicant: 'group', age: 35 }, true],
    ['给孩子申请的监护人', null, { applicant: 'guardian', age: 9 }, true],
    ['有委托书的家人', null, { applicant: 'kin', age: 80, authority: 'mandate' }, true],
    ['还没有代办证明的家人', null, { applicant: 'kin', age: 80, authority: 'none' }, false],
    ['没问到代办证明的家人', null, { applicant: 'kin', age: 80 }, false],
    ['志愿者代填的', helper, { applicant: 'self', age: 70 }, false],
    ['志愿者代填的，申请人有监护人', helper, { applicant: 'guardian', age: 9 }, false],
  ];
  for (const [name, filledBy, answers, own] of cases)
    it(`${name}：${own ? '算数' : '不算，要申请人本人签名'}`, () =>
      expect(ownWords({ filledBy, answers })).to.equal(own));
});

describe('separate consents', () => {
  const ids = (answers: Record<string, string | number>, byCommitment: boolean): string[] =>
    consentsFor(answers, byCommitment, today).map(({ id }) => id);

  it('are asked only where a rule needs them', () => {
    expect(ids({ age: 35 }, false)).to.deep.equal(['data']);
    expect(ids({ age: 35 }, true)).to.deep.equal(['data', 'check']);
    expect(ids({ age: 14 }, false), '14 is not under 14').to.deep.equal(['data']);
    expect(ids({ age: 13 }, true)).to.deep.equal(['data', 'check', 'child']);
  });

  it('say who will see it and who will not, and what still works for whoever refuses', () => {
    for (const one of consentsFor({ age: 9 }, true, today)) {
      expect([one.seen.length > 0, one.unseen.length > 0], one.id).to.deep.equal([true, true]);
      expect(one.refusing, one.id).to.match(/人工|交材料|窗口|当面/);
      expect(one.title + one.purpose, 'no statute in what people read').not.to.match(/《|第\d+条/);
      expect(consentDigest(one)).to.not.equal(consentDigest({ ...one, purpose: `${one.purpose}。` }));
    }
  });
});

describe('a receipt', () => {
  const { text } = commitmentNotice(today);
  const reference = '261-817-556';

  it('verifies against the text that was shown, and fails with one character changed', () => {
    const code = receiptCode(reference, digestOf(text));
    expect(verifies(reference, code, digestOf(text))).to.equal(true);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, letter) => {
        const changed = text.slice(0, at) + letter + text.slice(at + 1);
        return verifies(reference, code, digestOf(changed)) === (changed === text);
      }),
    );
    expect(verifies('261-817-557', code, digestOf(text)), 'nor with another number').to.equal(false);
  });

  it('may be typed in small letters, with blanks, with O for 0', () => {
    const code = receiptCode(reference, digestOf(text));
    expect(readReceiptCode(code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'))).to.equal(code);
    for (const wrong of ['', '核对', 'ABCD', `${code}A`, 'UUUU-UUUU-UUUU'])
      expect(readReceiptCode(wrong), wrong).to.equal(undefined);
  });
});

describe('the three papers', () => {
  const notice = commitmentNotice(today);
  const facts = {
    applicant: '王＊',
    identityNumber: '320*************14',
    statement: [{ name: '家里几口人', value: '3口人' }],
  };

  it('are notice, statement and authority, and their digest changes with any letter of any of them', () => {
    const papers = papersToSign(notice, facts);
    expect(papers.map(({ title }) => title)).to.deep.equal([
      '法律援助经济困难状况告知承诺书',
      '法律援助经济困难状况说明表',
      '经济困难状况核查授权书',
    ]);
    expect(papers[0]!.text).to.equal(notice.text);
    for (const [i, paper] of papers.entries()) {
      const changed = papers.with(i, { ...paper, text: `${paper.text} ` });
      expect(papersDigest(changed)).not.to.equal(papersDigest(papers));
    }
  });

  it('ask for no income where none counts', () => {
    const [, statement] = papersToSign(notice, { ...facts, statement: [] });
    expect(statement!.text).to.match(/不看家里收入/);
  });
});

describe('a sample', () => {
  const ids = Array.from({ length: 57 }, (_, i) => `case-${i}`);

  it('is the same for whoever draws it, in whatever order the cases come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: ids.length }), fc.string(), (shuffled, seed) => {
        expect(drawSample(seed, 10, shuffled)).to.deep.equal(drawSample(seed, 10, ids));
      }),
    );
  });

  it('has the published part of the cases, rounded up, and another seed draws others', () => {
    expect(drawSample('a', 10, ids)).to.have.length(6);
    expect(drawSample('a', 0, ids)).to.have.length(0);
    expect(drawSample('a', 100, ids)).to.have.members(ids);
    expect(drawSample('a', 10, ['one'])).to.deep.equal(['one']);
    expect(drawSample('a', 10, ids)).not.to.deep.equal(drawSample('b', 10, ids));
  });

  it('draws this known one', () => {
    expect(drawSample('2026-12', 10, ids.slice(0, 20))).to.deep.equal(['case-4', 'case-16']);
  });
});
