import { expect } from 'chai';
import { outage, type OutageFigures } from '../../scripts/trials/outage.ts';

/** The small version of `npm run trial -- outage`. */
describe('the API of WeChat is down, tokens end early, and every tenth message is refused', function () {
  this.timeout(240_000);
  let figures: OutageFigures;
  before(async () => {
    figures = await outage(4, 4, 3);
  });

  it('goes on answering on callbacks', () => {
    expect(figures.asked).to.be.greaterThan(0);
    expect(figures.answered).to.equal(figures.asked);
  });

  it('brings the messages that waited, once, or names what became of them', () => {
    expect(figures.outcomes['sent']).to.be.greaterThan(0);
    expect([figures.missing, figures.doubled]).to.deep.equal([0, 0]);
  });

  it('loses to an unknown outcome at most what was on its way when the API went down', () => {
    expect(figures.outcomes['unknown'] ?? 0).to.be.at.most(8);
  });

  it('fetches each token once, for both bots', () => {
    expect(figures.tokenFetches).to.be.greaterThan(2);
    expect(figures.earlyFetches).to.equal(0);
  });
});
