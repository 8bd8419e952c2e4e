import { expect } from 'chai';
import fc from 'fast-check';
import { Highest } from '../../server/answers/highest.ts';
import { Vocabulary } from '../../server/answers/vocabulary.ts';

describe('vocabulary', () => {
  it('numbers features in the order in which they come, as a Map would', () => {
    const key = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.maxSafeNat(), fc.string({ maxLength: 2 }));
    fc.assert(
      fc.property(fc.array(fc.array(key)), (runs) => {
        const vocabulary = new Vocabulary();
        const expected = new Map<number | string, number>();
        for (const run of runs) {
          for (const key of run) if (!expected.has(key)) expected.set(key, expected.size);
          expect([...vocabulary.add(run)]).to.deep.equal([...new Set(run)].map((key) => expected.get(key)));
        }
        expect(vocabulary.keys).to.deep.equal([...expected.keys()]);
      }),
    );
  });

  it('grows, and knows nothing that never came', () => {
    const vocabulary = new Vocabulary();
    const run = Array.from({ length: 20_000 }, (_, at) => at * 7_000_000_019);
    vocabulary.add(run);
    expect(run.every((key, code) => vocabulary.find(key) === code)).to.equal(true);
    expect(vocabulary.find(5)).to.equal(undefined);
    expect(vocabulary.find('五')).to.equal(undefined);
  });
});

describe('the highest of many', () => {
  it('are those that a stable sort puts first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 })),
        fc.integer({ min: 1, max: 12 }),
        (scores, most) => {
          const highest = new Highest(most);
          scores.forEach((score, who) => highest.offer(who, score));
          const sorted = scores
            .map((score, who) => ({ score, who }))
            .sort((one, other) => other.score - one.score);
          expect([...highest.places()]).to.deep.equal(sorted.slice(0, most).map(({ who }) => who));
        },
      ),
    );
  });
});
