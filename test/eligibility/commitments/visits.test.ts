import { expect } from 'chai';
import { seedDemoCentre } from '../../../server/demo/seed.ts';
import * as visits from '../../../server/eligibility/commitments/visits.ts';
import { system, type Actor } from '../../../server/platform/actor.ts';
import { startOf } from '../../../server/platform/calendar.ts';
import type { Problem } from '../../../server/platform/problems.ts';
import { apply, stepsOn } from '../../support/applying.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../../support/databases.ts';
import { identityNumber } from '../../support/identity.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const [right, wrong] = [identityNumber('320507', '19900101').slice(-4), '0000'];
const wang: Actor = { kind: 'resident', id: 'o-wang' };

onEachEngine('a visit to the signature page', (engine) => {
  let t: TestDatabase;
  let target = '';
  let now = startOf('2026-11-24') + 9 * HOUR;
  before(async () => {
    t = await testDatabase(engine, () => now);
    await seedDemoCentre(t.db);
    target = (await apply(stepsOn(t.db, wang.id))).commitmentId!;
  });
  after(() => t?.drop());

  const open = (through: 'login' | 'chat', actor: Actor = wang): Promise<string> =>
    t.db.write(actor, async (work) => (await visits.openVisit(work, { target, through })).ticket);
  const redeem = (ticket: string, lastFour?: string): Promise<visits.Redeemed> =>
    t.db.write(system('test'), (work) => visits.redeem(work, ticket, lastFour));

  it('is opened for nobody but the person whose commitment it is', async () => {
    const code = await open('login', { kind: 'resident', id: 'o-li' }).catch((error: Problem) => error.code);
    expect(code).to.equal('not_found');
  });

  it('takes a ticket of the page login once, within five minutes', async () => {
    const ticket = await open('login');
    expect((await redeem(ticket)).outcome).to.equal('opened');
    expect((await redeem(ticket)).outcome, 'forwarded').to.equal('closed');
    const late = await open('login');
    now += 5 * MINUTE + 1;
    expect((await redeem(late)).outcome).to.equal('closed');
  });

  it('asks whoever comes by a link from the chat for four characters, five times at most, for a day', async () => {
    const guessed = await open('chat');
    expect((await redeem(guessed)).outcome).to.equal('ask');
    for (let time = 1; time <= 4; time += 1)
      expect((await redeem(guessed, wrong)).outcome, `wrong ${time}`).to.equal('ask');
    expect((await redeem(guessed, wrong)).outcome).to.equal('closed');
    expect((await redeem(guessed, right)).outcome, 'right, and too late').to.equal('closed');
    const own = await open('chat');
    expect((await redeem(own, right)).outcome).to.equal('opened');
    const late = await open('chat');
    now += 24 * HOUR + 1;
    expect((await redeem(late, right)).outcome).to.equal('closed');
  });

  it('knows its visitor by the cookie for two hours, and by no other secret', async () => {
    const opened = await redeem(await open('login'));
    const visitor = (secret: string) => t.db.read((reading) => visits.visitorOf(reading, secret));
    expect(await visitor(opened.secret!)).to.deep.equal(wang);
    expect(await visitor('another')).to.equal(undefined);
    now += 2 * HOUR + 1;
    expect(await visitor(opened.secret!)).to.equal(undefined);
  });
});
