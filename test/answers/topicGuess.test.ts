import { expect } from 'chai';
import { buildIndex, rank } from '../../server/answers/finder.ts';
import { loadKnowledge } from '../../server/answers/knowledge.ts';
import { learntTopicGuess, pieces, TopicGuess } from '../../server/answers/topicGuess.ts';
import { vocabularyIn, Reader } from '../../server/answers/networks/reader.ts';
import { netOf } from '../../server/answers/networks/bytes.ts';
import type { Convolution } from '../../server/answers/networks/networks.ts';
import type { TopicWeights } from '../../server/answers/topicGuess.ts';
import { guessOf, keptTopics, learnTopics } from '../../scripts/learning/topics.ts';

const few = loadKnowledge()
  .filter(({ topic }) => ['T10', 'T30', 'T41'].includes(topic))
  .map((entry) => ({ ...entry, phrasings: entry.phrasings.slice(0, 12) }));
const strangers = [
  '今天天气不错',
  '红烧肉怎么做',
  '股票明天涨不涨',
  '帮我写首诗',
  '手机黑屏了咋修',
  '周末去哪玩',
];

function best(guess: TopicGuess, said: string): string {
  const [first] = [...guess.of(said)].sort(([, one], [, other]) => other - one);
  return first![0];
}

describe('the guess of a topic', () => {
  const learnt = learnTopics(few, strangers);
  const guess = guessOf(learnt);

  it('knows the topic of what was never said that way', () => {
    expect(best(guess, '干了两个月 一分工钱都没见着')).to.equal('T10');
    expect(best(guess, '过马路被电动车撞了 骨折')).to.equal('T30');
    expect(best(guess, '我跟老婆过不下去了 想离')).to.equal('T41');
  });

  it('is unsure of what no topic answers, and says nothing of nothing', () => {
    const most = (said: string): number => Math.max(...guess.of(said).values());
    expect(most('红烧肉怎么烧')).to.be.below(most('老板拖欠工资不发'));
    expect([...guess.of('').values()]).to.deep.equal([0, 0, 0]);
    expect([...guess.of('？？').values()]).to.deep.equal([0, 0, 0]);
  });

  it('reads a long story in pieces of one length', () => {
    const { units } = pieces('老板欠我三个月工资不给，'.repeat(9));
    expect(units.map(({ text }) => text.length)).to.deep.equal([36, 36, 27]);
    expect(units.every(({ whole }) => !whole)).to.equal(true);
    expect(best(guess, '老板欠我三个月工资不给，'.repeat(9))).to.equal('T10');
  });

  it('is nearly the same after it was kept', () => {
    const kept = JSON.parse(keptTopics(learnt, '2026-11-26')) as TopicWeights;
    const again = new TopicGuess(
      kept.topics,
      new Reader(vocabularyIn(kept.vocabulary)),
      kept.nets.map(netOf<Convolution>),
    );
    for (const [topic, one] of guess.of('老板拖欠工资不发'))
      expect(again.of('老板拖欠工资不发').get(topic)).to.be.closeTo(one, 0.15);
  });

  it('is one signal of the finder, and nothing of a topic that is new to it', () => {
    const signal = (entries = few): number =>
      rank(buildIndex(entries, undefined, undefined, undefined, guess), '老板拖欠工资不发')[0]!.signals
        .topicGuess;
    expect(signal()).to.be.above(0.8);
    const renamed = few.map((entry) => ({ ...entry, topic: `${entry.topic}-new` }));
    expect(signal(renamed)).to.equal(0);
  });
});

describe('the guess that was checked in', () => {
  it('knows every topic that there is', () => {
    const topics = new Set(loadKnowledge().map(({ topic }) => topic));
    expect(new Set(learntTopicGuess()?.topics)).to.deep.equal(topics);
  });
});
