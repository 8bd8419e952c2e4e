import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { drawSample, inOrder, publicKeyOf } from '../../server/eligibility/commitments/sampling.ts';

describe('npm run draw-sample', function () {
  this.timeout(120_000);
  const seed = '5f2b';
  const keys = inOrder(
    seed,
    Array.from({ length: 25 }, (_, i) => publicKeyOf(`case-${i}`)),
  );
  const published = {
    period: '2026-11',
    seed,
    percent: 10,
    drawnAt: 1,
    keys,
    drawn: drawSample(seed, 10, keys),
  };
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'legal-aid-sample-'))));
  after(() => rmSync(folder, { recursive: true }));

  function draw(sample: object): { status: number | null; said: string } {
    const file = join(folder, 'sample.json');
    writeFileSync(file, JSON.stringify(sample));
    const command = ['--import', '@oxc-node/core/register', 'scripts/draw-sample.ts', file];
    const { status, stdout } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    return { status, said: stdout };
  }

  it('draws again what was published', () => {
    const { status, said } = draw(published);
    expect(status, said).to.equal(0);
    expect(said)
      .to.include('25 cases, 10 %, 3 drawn')
      .and.include(published.drawn[0]!)
      .and.include('verified');
  });

  it('tells a case that was put in place of another, and an order that is not the seed’s', () => {
    expect(draw({ ...published, drawn: keys.slice(1, 4) }).status).to.equal(1);
    expect(draw({ ...published, seed: '5f2c' }).status).to.equal(1);
    expect(draw({ ...published, keys: keys.toReversed() }).status).to.equal(1);
  });
});
