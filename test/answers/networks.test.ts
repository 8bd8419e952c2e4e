import { expect } from 'chai';
import { netOf, storedNet } from '../../server/answers/networks/bytes.ts';
import { Filters } from '../../server/answers/networks/filters.ts';
import {
  agreed,
  bagScores,
  classOdds,
  dangerOdds,
  probabilities,
  type Bag,
  type Convolution,
} from '../../server/answers/networks/networks.ts';
import { convolutionScores, readByPlaces, scoresOf } from '../../server/answers/networks/scoring.ts';
import { Reader, storedVocabulary, vocabularyIn } from '../../server/answers/networks/reader.ts';
import { learnBag, tellingFeatures } from '../../scripts/learning/bag.ts';
import { learnConvolution } from '../../scripts/learning/convolution.ts';
import { bestPlaces, laidOut } from '../../scripts/learning/places.ts';
import { lessonsOf, shapeOf, vocabularyOf, type Told } from '../../scripts/learning/lessons.ts';

/** A message of one unit whose features are its characters. */
function told(text: string, target: number): Told {
  const keys = [...text];
  const unit = { text, whole: true, keys, values: keys.map(() => 1) };
  return { units: [unit], patterns: [], target, weight: 1 };
}

/** 0 is neither, 1 the only danger, 2 a rule. */
const classes = { classes: 3, dangers: 1 };
const read = (text: string, reader: Reader) => reader.unit(told(text, 0).units[0]!, []);

describe('a bag of features', () => {
  // 甲 with 乙 is a danger, neither is one alone; 丙 is a rule.
  const messages = Array.from({ length: 80 }, (_, at) => {
    const filler = '一二三四五六七八九'.charAt(at % 9);
    return [told(`甲${filler}`, 0), told(`乙${filler}`, 0), told(`甲乙${filler}`, 1), told(`丙${filler}`, 2)];
  }).flat();
  const vocabulary = vocabularyOf(messages);
  const shape = shapeOf(vocabulary, classes);
  const bag = learnBag(lessonsOf(messages, vocabulary), shape, { seed: 1, passes: 60 });
  const reader = new Reader(vocabulary);
  const odds = (text: string): number => dangerOdds(bagScores(read(text, reader), bag), 1);

  it('learns what two words mean together and neither alone', () => {
    expect(odds('甲乙三')).to.be.above(0);
    expect(odds('甲三')).to.be.below(0);
    expect(odds('乙三')).to.be.below(0);
    expect(classOdds(bagScores(read('丙五', reader), bag), 2)).to.be.above(0);
  });

  it('comes out the same with the same seed, and knows its most telling features', () => {
    const again = learnBag(lessonsOf(messages, vocabulary), shape, { seed: 1, passes: 60 });
    expect(again.vectors).to.deep.equal(bag.vectors);
    const telling = tellingFeatures(bag, 3).map((at) => vocabulary.features[at]);
    expect(telling).to.have.members(['甲', '乙', '丙']);
  });

  it('says nearly the same after it was kept as bytes', () => {
    const kept = JSON.parse(JSON.stringify(storedNet(bag))) as ReturnType<typeof storedNet<Bag>>;
    const scores = bagScores(read('甲乙一', reader), bag);
    const again = bagScores(read('甲乙一', reader), netOf<Bag>(kept));
    for (const [at, score] of again.entries()) expect(score).to.be.closeTo(scores[at]!, 0.3);
  });
});

describe('a convolution over characters', () => {
  const fillers = '天地玄黄宇宙洪荒日月';
  const around = (at: number, core: string): string =>
    `${fillers.slice(at % 5, (at % 5) + (at % 4))}${core}${fillers.slice(at % 7, (at % 7) + (at % 3))}`;
  // The same two characters, in this order only.
  const messages = Array.from({ length: 120 }, (_, at) => [
    told(around(at, '要跳'), 1),
    told(around(at, '跳要'), 0),
  ]).flat();
  const vocabulary = vocabularyOf(messages);
  const net = learnConvolution(lessonsOf(messages, vocabulary), shapeOf(vocabulary, classes), 3);
  const reader = new Reader(vocabularyIn(storedVocabulary(vocabulary)));
  const odds = (text: string, of = net): number => dangerOdds(convolutionScores(read(text, reader), of), 1);

  it('tells the order of characters wherever they stand', () => {
    for (const place of ['要跳', '天地玄黄宇要跳', '要跳日月洪荒']) expect(odds(place), place).to.be.above(0);
    for (const place of ['跳要', '天地玄黄宇跳要', '跳要日月洪荒']) expect(odds(place), place).to.be.below(0);
  });

  it('finds the same with what was worked out once as by trying every place', () => {
    for (const text of ['要', '要跳', '天地玄黄要跳宇宙', '囧囧', '打我']) {
      const unit = read(text, reader);
      const slow = bestPlaces(laidOut(unit, net), net).found;
      for (const [at, found] of new Filters(net).best(unit).entries())
        expect(found, `${text} ${at}`).to.be.closeTo(slow[at]!, 1e-4);
    }
  });

  it('says nearly the same after it was kept as bytes, and something of what it has never seen', () => {
    const kept = JSON.parse(JSON.stringify(storedNet(net))) as ReturnType<typeof storedNet<Convolution>>;
    expect(odds('天要跳', netOf<Convolution>(kept))).to.be.closeTo(odds('天要跳'), 0.5);
    expect(odds('囧')).to.satisfy(Number.isFinite);
  });

  it('reads a short message as a whole and a long one in units', () => {
    const unit = read('要跳', reader);
    const part = { ...unit, whole: false };
    expect(readByPlaces([unit, part])).to.deep.equal([unit]);
    expect(readByPlaces([part, part])).to.have.length(2);
    const bag = learnBag(lessonsOf(messages, vocabulary), shapeOf(vocabulary, classes), {
      seed: 1,
      passes: 1,
    });
    expect(scoresOf([unit, part], { bags: [bag], convolutions: [net] })).to.have.length(2);
  });
});

describe('scores', () => {
  it('become probabilities and odds', () => {
    const scores = Float32Array.from([0, Math.log(2), Math.log(1)]);
    const shares = probabilities(scores);
    expect(shares[1]).to.be.closeTo(0.5, 1e-6);
    expect(dangerOdds(scores, 1)).to.be.closeTo(0, 1e-6);
    expect(classOdds(scores, 1)).to.be.closeTo(0, 1e-6);
  });

  it('of several networks agree on the mean of their logarithms', () => {
    const one = Float32Array.from([Math.log(0.9), Math.log(0.1)]);
    const other = Float32Array.from([Math.log(0.1), Math.log(0.9)]);
    const mean = agreed([one, other]);
    expect(mean[0]).to.be.closeTo(mean[1]!, 1e-6);
  });
});
