import { expect } from 'chai';
import { moveAll, Parameter } from '../../scripts/learning/adam.ts';
import { Chance } from '../../scripts/learning/chance.ts';
import { learnConvolution } from '../../scripts/learning/convolution.ts';
import { Look, smoothing, type LeftOut, type Parameters } from '../../scripts/learning/look.ts';
import { legible, Listener } from '../../server/answers/convolution/listener.ts';
import {
  filterCount,
  filtersOfWidth,
  findBest,
  fitRows,
  fitsOf,
  likelihoods,
  nothingFound,
  rowCount,
  sumsOf,
  unseen,
  vectorSize,
} from '../../server/answers/convolution/network.ts';
import { fromBytes, inBytes } from '../../server/answers/linear/bytes.ts';

const nothingLeftOut: LeftOut = { characters: 0, filters: 0 };

/** Each said as often as it takes to know its characters. */
function lessons(...said: [string, number][]): { say: string; class: number; weight: number }[] {
  return Array.from({ length: 60 }, () => said.map(([say, of]) => ({ say, class: of, weight: 1 }))).flat();
}

function likeliest(heard: Float32Array): number {
  return heard.indexOf(Math.max(...heard));
}

describe('a message as the network reads it', () => {
  it('is plain, with one space for whatever is no word', () => {
    expect(legible('  他……拿【刀】！！追我👋  ')).to.equal('他 拿 刀 追我');
    expect(legible('ＡＢ啊啊啊啊')).to.equal('ab啊啊');
    expect(legible('！！')).to.equal('');
  });
});

describe('slopes of a convolution', () => {
  const characters = 7;
  const classCount = 3;
  const message = Int32Array.of(1, 4, 2, unseen, 2, 6, 3);

  function parameters(): Parameters {
    const chance = new Chance(5);
    const some = (length: number, size: number): Parameter =>
      new Parameter(Float32Array.from({ length }, () => (chance.next() - 0.5) * size));
    return {
      vectors: some(characters * vectorSize, 2),
      filters: some(rowCount * vectorSize, 0.5),
      filterBias: some(filterCount, 0.5),
      classes: some(classCount * filterCount, 0.5),
      classBias: some(classCount, 0.5),
    };
  }

  function fitsIn(said: Int32Array, { vectors, filters, filterBias }: Parameters): Float32Array {
    const tables = new Float32Array(characters * rowCount);
    for (let one = 0; one < characters; one++)
      fitRows({ vectors: vectors.values, filters: filters.values }, one, tables, one * rowCount);
    const found = nothingFound();
    findBest(said, tables, found);
    return fitsOf(found, filterBias.values);
  }

  function costOf(said: Int32Array, right: number, learnt: Parameters): number {
    const classes = { classes: learnt.classes.values, classBias: learnt.classBias.values };
    const likely = likelihoods(sumsOf(fitsIn(said, learnt), classes));
    return likely.reduce(
      (sum, one, at) => sum - ((at === right ? 1 - smoothing : 0) + smoothing / classCount) * Math.log(one),
      0,
    );
  }

  /** The numbers looked at of each parameter: of filters some of every width and place, of vectors all of two characters. */
  function sample(name: keyof Parameters, length: number): number[] {
    const every = { vectors: 1, filters: 331, filterBias: 3, classes: 7, classBias: 1 }[name];
    const all = Array.from({ length: Math.ceil(length / every) }, (_, at) => at * every);
    return name === 'vectors' ? all.slice(vectorSize, 3 * vectorSize) : all;
  }

  it('are those of what mistakes cost, times the weight', () => {
    const learnt = parameters();
    const weight = 3;
    const look = new Look(learnt, nothingLeftOut, new Chance(1));
    look.at(message, 2, weight);
    look.finish();
    for (const [name, { values, slope }] of Object.entries(learnt) as [keyof Parameters, Parameter][]) {
      const measured = sample(name, values.length).map((at) => {
        const before = values[at]!;
        const costs = [0.004, -0.004].map((step) => {
          values[at] = before + step;
          return costOf(message, 2, learnt);
        });
        values[at] = before;
        return { at, steep: (weight * (costs[0]! - costs[1]!)) / 0.008 };
      });
      const steepest = Math.max(...measured.map(({ steep }) => Math.abs(steep)));
      expect(steepest, name).to.be.above(0.001);
      // A filter may find a better place between both costs: a few may differ.
      const wrong = measured.filter(
        ({ at, steep }) => Math.abs(slope[at]! - steep) > 0.02 * steepest + 0.002,
      );
      expect(wrong.length, name).to.be.at.most(measured.length / 50);
    }
  });

  it('leave filters out, and let the others speak for them', () => {
    const learnt = parameters();
    const fits = fitsIn(message, learnt);
    new Look(learnt, { characters: 0, filters: 0.5 }, new Chance(1)).at(message, 0, 1);
    const { classes, classBias } = learnt;
    const factors = [...fits.keys()]
      .filter((filter) => fits[filter]! > 0.01)
      .map(
        (filter) => Math.round((classes.slope[filter]! / classBias.slope[0]! / fits[filter]!) * 1000) / 1000,
      );
    expect(new Set(factors)).to.deep.equal(new Set([0, 2]));
  });

  it('of a batch say nothing of the next, and follow what was moved between', () => {
    const learnt = parameters();
    const look = new Look(learnt, nothingLeftOut, new Chance(1));
    const slopesOf = (seen: Look, said: Int32Array): number[] => {
      for (const { slope } of Object.values(learnt) as Parameter[]) slope.fill(0);
      seen.at(said, 0, 1);
      seen.finish();
      return [...learnt.vectors.slope];
    };
    const first = slopesOf(look, message);
    slopesOf(look, Int32Array.of(4, 5));
    expect(slopesOf(look, message)).to.deep.equal(first);
    learnt.vectors.values.subarray(vectorSize, 2 * vectorSize).fill(0.7);
    const moved = slopesOf(look, message);
    expect(moved).not.to.deep.equal(first);
    expect(moved).to.deep.equal(slopesOf(new Look(learnt, nothingLeftOut, new Chance(1)), message));
  });
});

describe('steps of a learning', () => {
  it('are as long as the rate, however steep it is, and forget the slope', () => {
    const steep = new Parameter(Float32Array.of(1, 1, 1));
    steep.slope.set([50, -0.001, 0]);
    moveAll([steep], 1, 0.1);
    expect(steep.values[0]).to.be.closeTo(0.9, 1e-3);
    expect(steep.values[1]).to.be.closeTo(1.1, 1e-3);
    expect(steep.values[2]).to.equal(1);
    expect([...steep.slope]).to.deep.equal([0, 0, 0]);
  });

  it('come to the lowest place', () => {
    const place = new Parameter(Float32Array.of(3, -2));
    for (let step = 1; step <= 400; step++) {
      place.slope.set([2 * (place.values[0]! - 1), 20 * (place.values[1]! - 1)]);
      moveAll([place], step, 0.05);
    }
    expect(place.values[0]).to.be.closeTo(1, 0.05);
    expect(place.values[1]).to.be.closeTo(1, 0.05);
  });
});

describe('what a convolution hears', () => {
  const whom = ['我', '他', '她', '娃', '妈'];
  const pairs = whom.flatMap((one) => whom.filter((other) => other !== one).map((other) => [one, other]));
  const listener = new Listener(
    learnConvolution(
      lessons(
        ...pairs.flatMap(([one, other]) =>
          ['打', '揍', '踢']
            // She and kicking are never met together.
            .filter((hit) => hit !== '踢' || (one !== '她' && other !== '她'))
            .map((hit): [string, number] => [
              `${one}${hit}${other}`,
              other === '我' ? 1 : one === '我' ? 2 : 0,
            ]),
        ),
      ),
      3,
    ),
  );

  it('is told by order, of people too who were never met so', () => {
    expect(['他打我', '我打他', '他打妈'].map((said) => likeliest(listener.hear(said)))).to.deep.equal([
      1, 2, 0,
    ]);
    expect(['她踢我', '我踢她'].map((said) => likeliest(listener.hear(said)))).to.deep.equal([1, 2]);
  });

  it('is the same for all unknown characters, and the same again', () => {
    const first = listener.hear('他打我');
    expect(listener.hear('龘')).to.deep.equal(listener.hear('𠮷'));
    expect(listener.hear('龘')).not.to.deep.equal(listener.hear('他'));
    expect(listener.hear('他龘我')).to.deep.equal(listener.hear('他\u{20bb7}我'));
    for (const said of ['', '！', '\ud842', '他'.repeat(4000)])
      expect([...listener.hear(said)].every(Number.isFinite), said.slice(0, 9)).to.equal(true);
    expect(listener.hear('他打我')).to.deep.equal(first);
  });

  it('of a long message is its most telling window', () => {
    const long = (said: string): number =>
      listener.hear(`${'妈打娃 '.repeat(150)}${said}${' 娃揍妈'.repeat(150)}`)[1]!;
    expect(long('他打我')).to.be.above(10 * long('他打妈'));
  });

  it('comes from the same lessons the same, and about the same when it was kept', () => {
    const said = lessons(['他打我', 1], ['老板欠薪', 0], ['𠮷𠮷来', 0]);
    const network = learnConvolution(said, 2);
    expect([...network.characters]).to.have.length(9);
    expect(learnConvolution(said, 2)).to.deep.equal(network);
    const kept = new Listener(fromBytes<typeof network>(inBytes(network)));
    for (const { say } of said.slice(0, 3))
      expect(kept.hear(say)[1]).to.be.closeTo(new Listener(network).hear(say)[1]!, 0.02);
  });

  it('can look at four rows at once', () => {
    expect(filtersOfWidth % 4).to.equal(0);
  });
});
