import { expect } from 'chai';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evaluate, share, type Question, type Share, type Sort } from '../../server/answers/evaluation.ts';
import { aims, ownSections, reaches } from '../../server/answers/evaluationReport.ts';
import { buildIndex } from '../../server/answers/finder.ts';
import { loadKnowledge } from '../../server/answers/knowledge.ts';
import { readQuestions, readSets } from '../../server/answers/questionSets.ts';

const sets = readSets(fileURLToPath(new URL('../../server/answers/sets', import.meta.url)));

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

  it('counts by topic, card and rule, and lists every failure', () => {
    const question = (say: string, marks: Omit<Question, 'say'>): Question => ({ say, ...marks });
    const report = evaluate(buildIndex(loadKnowledge()), [
      question('老板欠我三个月工资怎么办', { sort: 'covered', want: 'T10' }),
      question('老板欠我三个月工资怎么办', { sort: 'covered', want: 'T99' }),
      question('老板欠我三个月工资怎么办', { sort: 'uncovered' }),
      question('我不想活了', { sort: 'crisis', card: 'suicide' }),
      question('我不想活了', { sort: 'crisis', card: 'fire' }),
      question('我不想活了', { sort: 'ordinary' }),
      question('老板欠我三个月工资怎么办', { sort: 'crisis', card: 'fire' }),
      question('前夫不给抚养费 我快撑不下去了', { sort: 'crisis', card: 'suicide' }),
      question('前夫不给抚养费 我快撑不下去了', { sort: 'ordinary' }),
      question('你是真人吗', { sort: 'special', card: 'robot' }),
      question('你是真人吗', { sort: 'special', card: 'forge' }),
    ]);
    const plain = ({ hits, all }: Share): [number, number] => [hits, all];
    expect(plain(report.top1)).to.deep.equal([1, 2]);
    expect(plain(report.precision)).to.deep.equal([1, 2]);
    expect(plain(report.byTopic.T10!.solved)).to.deep.equal([1, 1]);
    expect(plain(report.byTopic.T99!.solved)).to.deep.equal([0, 1]);
    expect(plain(report.wrongOnUncovered)).to.deep.equal([1, 1]);
    expect(plain(report.crisisRecall)).to.deep.equal([2, 4]);
    expect(plain(report.crisisSeen)).to.deep.equal([3, 4]);
    expect(plain(report.askedSafe)).to.deep.equal([1, 7]);
    expect(plain(report.byCard.fire!.crisisRecall)).to.deep.equal([1, 2]);
    expect(plain(report.byCard.fire!.rightCard)).to.deep.equal([0, 1]);
    expect(plain(report.falseOnOrdinary)).to.deep.equal([1, 2]);
    expect(plain(report.falseCards)).to.deep.equal([1, 7]);
    expect(plain(report.byRule.robot!)).to.deep.equal([1, 1]);
    expect(report.failures.map(({ what }) => what)).to.deep.equal([
      ...[
        'top3',
        'wrongAnswer',
        'wrongAnswer',
        'wrongCard',
        'falseCard',
        'missedCrisis',
        'missedCrisis',
        'missedSpecial',
      ],
    ]);
  });

  it('counts each half, short questions, long stories and the rest apart', () => {
    const sections = ownSections(buildIndex(loadKnowledge()), [
      { say: '欠薪', sort: 'covered', want: 'T10', length: 'short', half: 'held' },
      { say: '专利年费', sort: 'uncovered', half: 'train' },
    ]);
    expect(
      sections.filter(({ messages }) => messages).map(({ half, kind }) => `${half} ${kind}`),
    ).to.deep.equal(['train rest', 'held short']);
  });

  it('knows when an aim is reached', () => {
    expect(reaches(share(92, 100), aims.short.top1!)).to.equal(true);
    expect(reaches(share(91, 100), aims.short.top1!)).to.equal(false);
    expect(reaches(share(4, 100), aims.rest.wrongOnUncovered!)).to.equal(false);
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
    this.timeout(240_000);
    // Every fourth message: the whole half is what `npm run evaluate` is for.
    const held = sets.filter(({ half }) => half === 'held').filter((_, at) => at % 4 === 0);
    const report = evaluate(buildIndex(loadKnowledge()), held);
    expect(report.top1.hits / report.top1.all).to.be.above(0.89);
    expect(report.top3.hits / report.top3.all).to.be.above(0.96);
    expect(report.precision.hits / report.precision.all).to.be.above(0.94);
    expect(report.crisisRecall.hits / report.crisisRecall.all).to.be.above(0.92);
    expect(report.falseCards.hits / report.falseCards.all).to.be.below(0.015);
  });
});
