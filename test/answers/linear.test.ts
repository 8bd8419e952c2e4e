import { expect } from 'chai';
import { fromBytes, inBytes } from '../../server/answers/linear/bytes.ts';
import { marginsOf, type Judges } from '../../server/answers/linear/judges.ts';
import { Reader, storedVocabulary, vocabularyIn } from '../../server/answers/linear/reader.ts';
import { wordingOf, type Part } from '../../server/answers/linear/wording.ts';
import { learnJudge } from '../../scripts/learning/hinge.ts';
import { learnJudges } from '../../scripts/learning/judges.ts';

const parts = (text: string): Part[] => [{ weight: 1, names: [...text] }];

describe('what a text says', () => {
  it('is its characters, its words, and its characters across others', () => {
    const [neighbours, words, apart] = wordingOf('没给我工资').map(({ names }) => [...names]);
    expect(neighbours).to.deep.equal([
      '^没',
      '没',
      '没给',
      '给',
      '给我',
      '我',
      '我工',
      '工',
      '工资',
      '资',
      '资$',
    ]);
    expect(words).to.deep.equal(['w工资']);
    expect(apart).to.deep.equal(['没_我', '没_工', '没_资', '给_工', '给_资', '我_资']);
  });

  it('counts by how rare it is, each part as long as its weight', () => {
    const reader = new Reader({ names: ['甲', '乙'], rarity: Float32Array.from([3, 4]) });
    const { ids, values } = reader.read([
      { weight: 2, names: ['甲', '乙', '乙', '丙'] },
      { weight: 1, names: ['丁'] },
    ]);
    expect([...ids]).to.deep.equal([0, 1]);
    expect(values[0]).to.be.closeTo(1.2, 1e-6);
    expect(values[1]).to.be.closeTo(1.6, 1e-6);
  });
});

describe('a judge', () => {
  const lesson = (ids: number[], weight = 1) => ({
    ...{ ids: Int32Array.from(ids), values: Float32Array.from(ids, () => 1), weight },
  });

  it('is as far as can be from what belongs and from what does not', () => {
    // Worked out by hand, of the weight w and the bias b:
    const { weights, bias } = learnJudge([lesson([0]), lesson([])], (at) => at === 0, 1);
    // Minimum of (w^2 + b^2) / 2 + 0.5 (1 - w - b)^2 + 0.5 (1 + b)^2: w = 0.6, b = -0.2.
    expect(weights[0]).to.be.closeTo(0.6, 0.02);
    expect(bias).to.be.closeTo(-0.2, 0.02);
  });

  it('believes more in a lesson that counts more', () => {
    const torn = (weight: number): number => {
      const { weights, bias } = learnJudge([lesson([0], weight), lesson([0])], (at) => at === 0, 1);
      return weights[0]! + bias;
    };
    expect(torn(3)).to.be.above(0);
    expect(torn(1 / 3)).to.be.below(0);
  });
});

describe('judges', () => {
  const said = Array.from({ length: 60 }, (_, at) => `${'甲乙丙'[at % 3]!}${'一二三四五六七'[at % 7]!}`);
  const classes = [...'甲乙丙'].map((name) => (at: number) => said[at]!.startsWith(name));
  const { vocabulary, judges } = learnJudges(
    said.map((text) => ({ parts: () => parts(text), weight: 1 })),
    classes,
    3,
  );
  const margins = (text: string, of = judges, by = vocabulary): number[] => [
    ...marginsOf(new Reader(by).read(parts(text)), of),
  ];

  it('tell classes apart by the names that tell most', () => {
    expect(vocabulary.names).to.have.members(['甲', '乙', '丙']);
    for (const [at, name] of [...'甲乙丙'].entries()) {
      const found = margins(`${name}九`);
      expect(found.indexOf(Math.max(...found))).to.equal(at);
      expect(found[at]).to.be.above(0.5);
    }
  });

  it('say nearly the same after they were kept, and only their bias of what is new to them', () => {
    const kept = JSON.parse(JSON.stringify(inBytes(judges))) as ReturnType<typeof inBytes<Judges>>;
    const words = JSON.parse(JSON.stringify(storedVocabulary(vocabulary))) as ReturnType<
      typeof storedVocabulary
    >;
    const again = margins('甲', fromBytes<Judges>(kept), vocabularyIn(words));
    for (const [at, margin] of margins('甲').entries()) expect(again[at]).to.be.closeTo(margin, 0.05);
    expect(margins('囧')).to.deep.equal([...judges.bias]);
  });
});
