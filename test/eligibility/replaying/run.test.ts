import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { storeGenerated } from '../../../scripts/trials/replay.ts';
import type { Changed } from '../../../server/eligibility/replay.ts';
import { replayScenarios, replayStored, type Trial } from '../../../server/eligibility/replaying/run.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../../support/databases.ts';
import { scenarioFile, today } from '../support.ts';

/** A folder with one rule file, changed. */
function changedRules(name: string, change: (text: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'legal-aid-rules-'));
  const own = new URL(`../../../server/eligibility/rules/${name}`, import.meta.url);
  writeFileSync(join(folder, name), change(readFileSync(own, 'utf8')));
  return folder;
}

describe('replaying scenarios through changed rules', () => {
  const folders: string[] = [];
  const folderOf = (name: string, change: (text: string) => string): Trial => {
    const folder = changedRules(name, change);
    folders.push(folder);
    return { folder };
  };
  after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

  const changedBy = (trial: Trial): Changed[] => {
    const changed: Changed[] = [];
    const { looked } = replayScenarios(scenarioFile, trial, today, (one) => changed.push(one));
    expect(looked).to.equal(scenarioFile.情形.length);
    return changed;
  };

  it('changes nothing by rules that are the same', () => expect(changedBy({})).to.deep.equal([]));

  it('tells who would get another outcome by a decision, and by which rules', () => {
    const changed = changedBy({ switches: { NEW_ECONOMY_SCOPE: 'on' } });
    const rider = changed.find(({ id }) => id.startsWith('网约车司机受伤，未定'))!;
    expect([rider.before.scope, rider.after.scope]).to.deep.equal(['LOCAL', 'IN']);
  });

  it('tells it of a changed file, the other files being the built-in ones', () => {
    const without = folderOf('green-channel.yaml', () => '[]');
    expect(changedBy(without), 'priority never changes the verdict').to.deep.equal([]);
    const stricter = folderOf('money.yaml', (text) => text.replace(/- id: EX3\n[\s\S]*?(?=- id: EX4\n)/, ''));
    const changed = changedBy(stricter);
    expect(changed.length).to.be.greaterThan(2);
    expect(changed.some(({ lost }) => lost.includes('EX3'))).to.equal(true);
  });

  it('refuses a file that can’t be read, naming row and field, and a switch that does not exist', () => {
    const wrong = folderOf('money.yaml', (text) => text.replace('effect: ECO', 'effect: PERHAPS'));
    expect(() => changedBy(wrong)).to.throw(/money\.yaml can't be read:\nECO2 effect/);
    expect(() => changedBy({ switches: { NOTHING: 'on' } })).to.throw(RangeError, 'NOTHING');
  });
});

onEachEngine('replaying stored applications', (engine) => {
  let t: TestDatabase;
  const many = 520;
  before(async function () {
    this.timeout(120_000);
    t = await testDatabase(engine);
    await storeGenerated(t.db, many);
  });
  after(() => t?.drop());

  it('looks at each once, over several batches, and tells ids and outcomes only', async function () {
    this.timeout(60_000);
    const changed: Changed[] = [];
    const trial = { switches: { SZ_LABOUR_WAIVER: 'on' } };
    const done = await replayStored(t.db, trial, (one) => changed.push(one));
    expect(done).to.deep.equal({ looked: many, changed: changed.length });
    expect(changed.length).to.be.within(1, many - 1);
    expect(new Set(changed.map(({ id }) => id)).size).to.equal(changed.length);
    for (const one of changed)
      expect(Object.keys(one)).to.deep.equal(['id', 'before', 'after', 'lost', 'gained']);
  });
});
