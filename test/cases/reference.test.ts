import { expect } from 'chai';
import { newReference, readReference, spokenReference } from '../../server/cases/reference.ts';

describe('case reference', () => {
  it('is read back as it was given, with spaces, dashes and full-width digits', () => {
    const reference = newReference(2026);
    expect(reference).to.match(/^26\d{7}$/);
    expect(readReference(reference)).to.equal(reference);
    expect(readReference(spokenReference(reference))).to.equal(reference);
    const fullWidth = [...reference].map((digit) => '０１２３４５６７８９'[Number(digit)]).join(' ');
    expect(readReference(fullWidth)).to.equal(reference);
  });

  it('finds every single wrong digit and every swap of neighbours', () => {
    for (let round = 0; round < 50; round += 1) {
      const reference = newReference(2026);
      for (let place = 0; place < 9; place += 1) {
        for (const digit of '0123456789') {
          if (digit === reference[place]) continue;
          expect(readReference(reference.slice(0, place) + digit + reference.slice(place + 1))).to.equal(
            undefined,
          );
        }
        const [a, b] = [reference[place], reference[place + 1]];
        if (b === undefined || a === b) continue;
        expect(readReference(reference.slice(0, place) + b + a + reference.slice(place + 2))).to.equal(
          undefined,
        );
      }
    }
  });
});
