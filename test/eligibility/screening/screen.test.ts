import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { matters } from '../../../server/eligibility/matters.ts';
import { rulesAt } from '../../../server/eligibility/rules.ts';
import { Screening } from '../../../server/eligibility/screening/contract.ts';
import { screen, wrongFacts, type Facts } from '../../../server/eligibility/screening/screen.ts';
import { checker } from '../../../server/platform/validate.ts';

const folder = new URL('../../../scripts/examples/screen/', import.meta.url);
const examples = readdirSync(folder).map((file) => ({
  file,
  facts: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Facts,
}));
const command = ['--import', '@oxc-node/core/register', 'scripts/screen.ts'];

describe('screening facts from outside', () => {
  const branches = new Set<string>();

  for (const { file, facts } of examples) {
    it(`gives the whole verdict on ${file}`, () => {
      expect(wrongFacts(facts)).to.deep.equal([]);
      const screening = screen(facts, rulesAt(facts.date));
      checker(Screening)(screening);
      branches.add(screening.matter);
      expect([screening.ignored, screening.unanswered], 'a whole questionnaire').to.deep.equal([[], null]);
      expect(screening.doors.length).to.be.greaterThan(1);
    });
  }

  it('has an example of every matter', function () {
    if (branches.size === 0) this.skip();
    const without = matters().filter(({ id }) => !branches.has(id));
    expect(without.map(({ id }) => id)).to.deep.equal([]);
  });

  it('keeps the four flags apart and says which rules made each', () => {
    const { facts } = examples.find(({ file }) => file === 'wages.json')!;
    const { flags, route, deadlines } = screen(facts, rulesAt(facts.date));
    expect(Object.keys(flags)).to.have.length(4);
    expect(flags.scope.value).to.equal(true);
    expect(flags.scope.ruleIds).to.include('SC05');
    expect(route.jurisdiction).to.equal('here');
    expect(deadlines[0]!.dueOn).to.match(/^\d{4}-\d\d-\d\d$/);
  });

  it('names answers that did not count, and the question that is open', () => {
    const answers = { danger: 'no', story: '离婚', guess: 'divorce', workKind: 'site' };
    const { ignored, unanswered } = screen({ answers }, rulesAt('2026-11-24'));
    expect(ignored).to.deep.equal(['workKind']);
    expect(unanswered).to.be.a('string');
  });

  it('says in English which field is wrong', () => {
    expect(wrongFacts([])[0]).to.include('object');
    const noDay = 'date: must be a day, as in "2026-11-24"';
    expect(wrongFacts({ date: '2026-02-30', answers: {} })).to.deep.equal([noDay]);
    expect(wrongFacts({ date: '2026-11-24' })).to.deep.equal(['answers: missing']);
    const wrong = wrongFacts({ date: '2026-11-24', answers: { danger: 'maybe' }, when: 1 });
    expect(wrong[0]).to.match(/^danger: not an answer that this question takes \(.*yes.*unknown\)$/);
    expect(wrong[1]).to.match(/^when: unknown field/);
  });

  it('is a command that reads standard input, and ends with 1 on wrong facts', function () {
    this.timeout(120_000);
    const { facts } = examples[0]!;
    const input = JSON.stringify(facts);
    const out = execFileSync(process.execPath, [...command, '-'], { input, encoding: 'utf8' });
    expect(JSON.parse(out)).to.deep.equal(JSON.parse(JSON.stringify(screen(facts, rulesAt(facts.date)))));
    const bad = spawnSync(process.execPath, [...command, '-'], { input: '{"answers":{}}', encoding: 'utf8' });
    expect([bad.status, bad.stdout]).to.deep.equal([1, '']);
    expect(bad.stderr).to.include('date: must be a day');
  });
});
