import { expect } from 'chai';
import type { EntityManager, QueryRunner } from 'typeorm';
import { seedDemoCentre } from '../../server/demo/seed.ts';
import type { Database } from '../../server/platform/db.ts';
import { apply, stepsOn } from '../support/applying.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';

const bookkeeping = /^(START TRANSACTION|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET )/i;

/** The database with every statement of its units noted, in the order of sending. */
function counting(db: Database, sent: string[]): Database {
  const counted = (runner: QueryRunner): void => {
    const query = runner.query.bind(runner);
    runner.query = (sql: string, ...rest: unknown[]) => {
      if (!bookkeeping.test(sql)) sent.push(sql);
      return (query as (...all: unknown[]) => Promise<never>)(sql, ...rest);
    };
  };
  return {
    ...db,
    write: (actor, unit) =>
      db.write(actor, (work) => {
        const { queryRunner } = work.tx as EntityManager & { queryRunner: QueryRunner & { noted?: true } };
        // SQLite has one runner for all its units, a pool one for each.
        if (!queryRunner.noted) counted(Object.assign(queryRunner, { noted: true as const }));
        return unit(work);
      }),
  };
}

onEachEngine('the statements of a questionnaire', (engine) => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase(engine);
    await seedDemoCentre(t.db);
  });
  after(() => t?.drop());

  it('are at most three in a step: the draft, the decisions of the centre, the draft again', async () => {
    const sent: string[] = [];
    const steps = stepsOn(counting(t.db, sent), 'o-counted');
    const perStep: string[][] = [];
    await apply({
      ...steps,
      async answer(draft, said) {
        sent.length = 0;
        const reply = await steps.answer(draft, said);
        perStep.push([...sent]);
        return reply;
      },
    });
    expect(perStep.length).to.be.greaterThan(10);
    // The opinion's service points are the network's statement; a person is called by the channel's.
    const own = (sql: string): boolean => /\b(draft|switch_decision)\b/.test(sql);
    for (const statements of perStep) {
      expect(statements.filter(own), statements.join('\n')).to.have.length(3);
      expect(statements.length, statements.join('\n')).to.be.at.most(4);
    }
  });
});
