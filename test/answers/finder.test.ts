import { expect } from 'chai';
import { buildIndex, rank } from '../../server/answers/finder.ts';
import { trust } from '../../server/answers/trust.ts';
import { loadKnowledge } from '../../server/answers/knowledge.ts';
import { clauses, compact, syllables } from '../../server/answers/text.ts';

const entries = loadKnowledge();
const index = buildIndex(entries);

describe('finder', () => {
  it('finds every entry by its own question among the first three', () => {
    const lost = entries.filter(
      ({ id, question }) => !rank(index, question, {}, 3).some(({ entry }) => entry.id === id),
    );
    expect(lost.map(({ id }) => id)).to.deep.equal([]);
  });

  it('finds nothing in an empty message or an empty index', () => {
    expect(rank(index, ' ？！')).to.deep.equal([]);
    expect(rank(buildIndex([]), '老板欠工资')).to.deep.equal([]);
    expect(trust(index, [], '老板欠工资')).to.equal(0);
  });

  it('gives the same order on every call, and the whole message no more than asked for', () => {
    const once = rank(index, '受伤了老板不管').map(({ entry }) => entry.id);
    expect(rank(index, '受伤了老板不管').map(({ entry }) => entry.id)).to.deep.equal(once);
    expect(rank(index, '受伤了老板不管', {}, 2).length).to.equal(2);
  });

  it('lets the topic of the conversation break a near tie', () => {
    const score = (topic?: string) =>
      rank(index, '他一直不给钱', topic ? { topic } : {}, 400).find(({ entry }) => entry.topic === 'T42')!
        .score;
    expect(score('T42')).to.be.above(score());
  });

  it('trusts a phrasing word for word more than a message about something else', () => {
    const trustIn = (said: string): number => trust(index, rank(index, said), said);
    expect(trustIn('老板欠我三个月工资不给怎么办')).to.be.above(0.9);
    expect(trustIn('植物新品种权怎么登记')).to.be.below(index.weights.thresholds.answer);
  });
});

describe('text', () => {
  it('compares simplified characters without punctuation, spaces and stretched repeats', () => {
    expect(compact('老闆 欠錢！！怎麼辦～～')).to.equal('老板欠钱怎么办');
    expect(compact('啊啊啊啊啊ABC')).to.equal('啊啊abc');
  });

  it('cuts stories into clauses', () => {
    expect(clauses('老板跑了，钱没给。嗯？怎么办呢')).to.deep.equal(['老板跑了', '钱没给', '怎么办呢']);
  });

  it('hears homophones and southern endings alike', () => {
    expect(syllables('抚样费')).to.deep.equal(syllables('抚养费'));
    expect(syllables('兰')).to.deep.equal(syllables('南'));
    expect(syllables('身')).to.deep.equal(syllables('僧'));
  });
});
