import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { commitmentNotice } from '../../server/eligibility/commitment.ts';
import { papersDigest, papersToSign } from '../../server/eligibility/commitments/papers.ts';
import { receiptCode } from '../../server/eligibility/commitments/receipt.ts';

const reference = '261-817-556';

describe('npm run verify-receipt', function () {
  this.timeout(120_000);
  const notice = commitmentNotice('2026-11-24');
  const papers = papersToSign(notice, {
    ...{ applicant: '王＊', identityNumber: '320*************14' },
    statement: [{ name: '家里几口人', value: '3口人' }],
  });
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'legal-aid-receipt-'))));
  after(() => rmSync(folder, { recursive: true }));

  function verify(code: string, texts: readonly string[]): { status: number | null; said: string } {
    const files = texts.map((text, i) => {
      const file = join(folder, `${i}.txt`);
      writeFileSync(file, text);
      return file;
    });
    const command = [
      '--import',
      '@oxc-node/core/register',
      'scripts/verify-receipt.ts',
      reference,
      code,
      ...files,
    ];
    const { status, stdout } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    return { status, said: stdout };
  }

  it('verifies the notice that was shown, and no other text', () => {
    const code = receiptCode(reference, notice.digest);
    const right = verify(code, [notice.text]);
    expect([right.status, right.said]).to.deep.equal([0, right.said]);
    expect(right.said).to.include('verified: the receipt is of exactly this text').and.include(notice.digest);
    expect(verify(code, [notice.text.replace('三千元', '四千元')])).to.include({ status: 1 });
  });

  it('verifies all three papers that were signed, and fails with a letter changed in any of them', () => {
    const code = receiptCode(reference, papersDigest(papers));
    const texts = papers.map(({ text }) => text);
    expect(verify(code, texts)).to.include({ status: 0 });
    for (const i of texts.keys()) {
      const changed = verify(code, texts.with(i, `${texts[i]} `));
      expect(changed.said, papers[i]!.title).to.match(/not verified/);
      expect(changed.status).to.equal(1);
    }
    expect(verify(code, [notice.text]), 'the notice alone is another receipt').to.include({ status: 1 });
    expect(verify(code, texts.slice(0, 2)).said).to.match(/three papers/);
  });
});
