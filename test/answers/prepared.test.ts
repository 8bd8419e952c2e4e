import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildIndex, rank } from '../../server/answers/finder.ts';
import { filedEntries } from '../../server/answers/library.ts';
import { prepare, readPrepared } from '../../server/answers/prepared.ts';

describe('prepared answers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'legal-aid-'));
  const path = join(folder, 'prepared.json');
  before(() => writeFileSync(path, prepare()));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are the entries of the topic files', () => {
    expect(readPrepared(path)?.entries).to.deep.equal(filedEntries());
  });

  it('give the same ranking as the texts themselves', () => {
    const prepared = readPrepared(path)!;
    const quick = buildIndex(prepared.entries, undefined, prepared.worked);
    const slow = buildIndex([...filedEntries()]);
    expect(quick.vocabulary.keys).to.deep.equal(slow.vocabulary.keys);
    for (const said of [
      '老板跑了钱没给咋整',
      '怀孕被辞退',
      '我想离婚孩子归谁，他还打我，房子是婚前他爸妈买的',
    ])
      expect(rank(quick, said)).to.deep.equal(rank(slow, said));
  });

  it('are left aside when the topic files are not those they were made from', () => {
    const other = { ...(JSON.parse(readFileSync(path, 'utf8')) as object), digest: 'of other files' };
    writeFileSync(path, JSON.stringify(other));
    expect(readPrepared(path)).to.equal(undefined);
    expect(readPrepared(join(folder, 'none.json'))).to.equal(undefined);
  });
});
