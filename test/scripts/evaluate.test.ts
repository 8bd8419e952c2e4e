import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { savedEvaluation } from '../../server/answers/judging/routes.ts';

describe('npm run evaluate', function () {
  this.timeout(120_000);

  it("refuses to put an own file's figures in the place of the console's", () => {
    const before = readFileSync(savedEvaluation, 'utf8');
    const command = ['--import', '@oxc-node/core/register', 'scripts/evaluate.ts', 'own.yaml', '--save'];
    const { status, stdout } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    expect([status, stdout]).to.deep.equal([1, stdout]);
    expect(stdout).to.match(/--save .* leave out FILE/);
    expect(readFileSync(savedEvaluation, 'utf8')).to.equal(before);
  });
});
