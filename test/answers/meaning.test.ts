import { expect } from 'chai';
import { learnMeaning, type Lesson } from '../../scripts/learning/meaning.ts';
import { withoutLike } from '../../scripts/learning/examples.ts';
import { buildIndex, rank } from '../../server/answers/finder.ts';
import { loadKnowledge } from '../../server/answers/knowledge.ts';
import { Directions, keptMeaning, learntMeaning } from '../../server/answers/meaning.ts';

/** Two entries of two topics; the words of each occur with one another only. */
const said: [string, number][] = [
  ['工资 拖 欠', 0],
  ['工资 欠', 0],
  ['薪水 拖 欠', 0],
  ['薪水 拖', 0],
  ['工资 拖', 0],
  ['薪水 欠', 0],
  ['离婚 孩子', 1],
  ['孩子 抚养', 1],
  ['离婚 抚养', 1],
  ['离婚 孩子 抚养', 1],
];
const lessons: Lesson[] = said.map(([words, entry]) => ({ keys: words.split(' '), entry, topic: entry }));

describe('learnt meaning', () => {
  const meaning = learnMeaning(lessons, 2, 2);
  const keys = ['工资', '拖', '离婚', '孩子'];
  const phrasings = [
    [0, 1],
    [2, 3],
  ].map((codes) => ({ codes: Int32Array.from(codes), ends: Int32Array.from([2]) }));
  const directions = new Directions(meaning, keys, phrasings, Int32Array.from([0, 1]));

  it('is near an entry whose own words are other ones', () => {
    const { likeness, entries, topics } = directions.of(['薪水', '欠']);
    expect(likeness[0]).to.be.above(0.7);
    expect(likeness[1]).to.be.below(0.3);
    expect(entries[0]).to.be.above(entries[1]!);
    expect(topics[0]).to.be.above(topics[1]!);
  });

  it('knows nothing of words that were never learnt', () => {
    expect([...directions.of(['专利']).likeness]).to.deep.equal([0, 0]);
  });

  it('learns the same from the same lessons', () => {
    expect(keptMeaning(learnMeaning(lessons, 2, 2), '2026-01-01')).to.equal(
      keptMeaning(meaning, '2026-01-01'),
    );
  });

  it('has a vector for each feature it keeps', () => {
    const { size, positions, vectors } = learntMeaning();
    expect(positions.size).to.be.above(10_000);
    expect(vectors.length).to.equal(positions.size * size);
  });

  it('has nearly every question of an entry mean that entry’s topic', () => {
    const entries = loadKnowledge();
    const index = buildIndex(entries);
    const meant = entries.filter(({ id, question }) => {
      const own = rank(index, question, {}, entries.length).find(({ entry }) => entry.id === id);
      return own !== undefined && own.signals.topicMeaning > 0.8;
    });
    expect(meant.length / entries.length).to.be.above(0.9);
  });

  it('is tried with messages that no phrasing is like', () => {
    const kept = withoutLike(loadKnowledge(), ['老板欠我三个月的工资不给咋办']);
    const left = kept.find(({ id }) => id === 'wages.unpaid')!.phrasings;
    expect(left).to.not.include('老板欠我三个月工资不给怎么办');
    expect(left).to.include('我在洗车店干的 工资没给齐');
  });
});
