import { expect } from 'chai';
import { buildIndex, rank } from '../../server/answers/finder.ts';
import { loadKnowledge } from '../../server/answers/knowledge.ts';
import { fromBytes } from '../../server/answers/linear/bytes.ts';
import type { Judges } from '../../server/answers/linear/judges.ts';
import { Reader, vocabularyIn } from '../../server/answers/linear/reader.ts';
import { learntTopicGuess, TopicGuess, type TopicWeights } from '../../server/answers/topicGuess.ts';
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
].map((say) => ({ say }));

function best(guess: TopicGuess, said: string): string {
  const [first] = [...guess.of(said).topics].sort(([, one], [, other]) => other - one);
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
    const most = (said: string): number => Math.max(...guess.of(said).topics.values());
    expect(most('红烧肉怎么烧')).to.be.below(most('老板拖欠工资不发'));
    expect(guess.of('红烧肉怎么烧').familiar).to.be.below(guess.of('老板拖欠工资不发').familiar);
    for (const nothing of ['', '？？', '囧囧']) {
      const { topics, familiar } = guess.of(nothing);
      expect([...topics.values(), familiar], nothing).to.deep.equal([0, 0, 0, 0]);
    }
  });

  it('reads a long story as it reads a question', () => {
    expect(best(guess, '老板欠我三个月工资不给，'.repeat(9))).to.equal('T10');
  });

  it('is nearly the same after it was kept', () => {
    const kept = JSON.parse(keptTopics(learnt, '2026-11-26')) as TopicWeights;
    const again = new TopicGuess(
      kept.topics,
      new Reader(vocabularyIn(kept.vocabulary)),
      fromBytes<Judges>(kept.judges),
    );
    for (const [topic, one] of guess.of('老板拖欠工资不发').topics)
      expect(again.of('老板拖欠工资不发').topics.get(topic)).to.be.closeTo(one, 0.05);
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
