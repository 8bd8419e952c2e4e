import { expect } from 'chai';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evaluate, share, type Sort } from '../../server/answers/evaluation.ts';
import { buildIndex } from '../../server/answers/finder.ts';
import { loadKnowledge } from '../../server/answers/knowledge.ts';
import { readQuestions, readSets } from '../../server/answers/questionSets.ts';

const sets = readSets(fileURLToPath(new URL('sets', import.meta.url)));

describe('evaluation', () => {
  it('gives the Wilson interval', () => {
    const { low, high } = share(81, 263);
    expect(low).to.be.closeTo(0.2553, 0.0005);
    expect(high).to.be.closeTo(0.3662, 0.0005);
    expect(share(0, 0)).to.deep.equal({ hits: 0, all: 0, low: 0, high: 1 });
  });

  it('reads grouped sets and plain lists, and says which file is neither', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sets-'));
    const path = join(folder, 'questions.yaml');
    writeFileSync(path, '- { say: 欠薪, topic: T10 }\n- { say: 救命, trigger: violence }\n- { say: 商标 }\n');
    expect(readQuestions(path)).to.deep.equal([
      { say: '欠薪', sort: 'covered', want: 'T10' },
      { say: '救命', sort: 'crisis', card: 'violence' },
      { say: '商标', sort: 'uncovered' },
    ]);
    writeFileSync(path, 'sort: covered\nhalf: held\nmessages: { T10: [欠薪] }\n');
    expect(readQuestions(path)).to.deep.equal([{ say: '欠薪', sort: 'covered', half: 'held', want: 'T10' }]);
    writeFileSync(path, 'hello: 1\n');
    expect(() => readQuestions(path)).to.throw(/questions\.yaml: expected/);
  });

  it('keeps the halves apart', () => {
    const training = new Set(sets.filter(({ half }) => half === 'train').map(({ say }) => say));
    const shared = sets.filter(
      ({ half, say, sort }) => half === 'held' && sort !== 'special' && training.has(say),
    );
    expect(shared.map(({ say }) => say)).to.deep.equal([]);
  });

  it('has enough of every sort in both halves', () => {
    for (const half of ['train', 'held'] as const) {
      const count = (sort: Sort, length?: 'short' | 'long'): number =>
        sets.filter(
          (question) => question.half === half && question.sort === sort && question.length === length,
        ).length;
      expect(count('covered', 'short'), `${half} short`).to.be.at.least(600);
      expect(count('covered', 'long'), `${half} long`).to.be.at.least(150);
      expect(count('uncovered'), `${half} uncovered`).to.be.at.least(250);
      expect(count('offTopic'), `${half} off topic`).to.be.at.least(250);
      expect(count('crisis'), `${half} crisis`).to.be.at.least(100);
      expect(count('ordinary'), `${half} ordinary`).to.be.at.least(750);
      expect(count('special'), `${half} special`).to.be.at.least(60);
    }
  });

  it('does not fall behind what was reached', function () {
    this.timeout(90_000);
    const held = sets.filter(({ half }) => half === 'held');
    const report = evaluate(buildIndex(loadKnowledge()), held);
    expect(report.top3.hits / report.top3.all).to.be.above(0.82);
    expect(report.precision.hits / report.precision.all).to.be.above(0.86);
    expect(report.crisisRecall.hits / report.crisisRecall.all).to.be.above(0.66);
    expect(report.falseCards.hits / report.falseCards.all).to.be.below(0.025);
  });
});
