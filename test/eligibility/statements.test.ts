import { expect } from 'chai';
import type { EntityManager, QueryRunner } from 'typeorm';
import { seedDemoCentre } from '../../server/demo/seed.ts';
import type { Database } from '../../server/platform/db.ts';
import { finishTurn, openTurn } from '../../server/channel/contract.ts';
import { answerQuestion, openDraft } from '../../server/eligibility/contract.ts';
import { bot, resident, TestServer } from '../http/server.ts';
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

onEachEngine('the statements of a whole turn of the questionnaire', (engine) => {
  let server: TestServer;
  before(async () => (server = await TestServer.start(engine)));
  after(() => server?.stop());

  const finished = ({ id, fence }: { id: string; fence: number }) => ({
    ...{ id, fence, state: {}, reply: ['好'], late: false },
  });

  it('are five of the step and its key, and five of the lease and the end of the turn', async () => {
    const sent: string[] = [];
    // TypeORM tells its logger every statement of a source; on SQLite readers have a source of their own.
    Object.assign(server.db.source, {
      logger: { logQuery: (sql: string) => void (bookkeeping.test(sql) || sent.push(sql)) },
    });
    const wang = resident('o-turn');
    const { body: opened } = await server.call(wang, openDraft, { afresh: true });
    const push = (key: string) => ({
      key,
      openid: 'o-turn',
      kind: 'text' as const,
      payload: { text: '没有' },
    });
    const first = await server.call(bot, openTurn, push('turn-1'));
    if (first.body.status !== 'leased') throw new Error(first.body.status);
    await server.call(bot, finishTurn, finished(first.body.turn));
    // From the second turn on the conversation is known.
    sent.length = 0;
    const { body: turn } = await server.call(bot, openTurn, push('turn-2'));
    if (turn.status !== 'leased') throw new Error(turn.status);
    const before = sent.length;
    const { id, question } = opened.draft;
    const key = { ...wang, 'idempotency-key': `${turn.turn.id}:1` };
    const step = await server.call(key, answerQuestion, { id, question: question!.id, said: '没有' });
    expect(step.body.ok).to.equal(true);
    const after = sent.length;
    expect((await server.call(bot, finishTurn, finished(turn.turn))).status).to.equal(200);
    expect(before, 'they are seen').to.be.greaterThan(0);
    expect(after - before, sent.join('\n')).to.be.within(1, 5);
    expect(sent.length, sent.join('\n')).to.be.at.most(10);
  });
});
