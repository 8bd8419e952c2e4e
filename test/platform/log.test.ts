import { expect } from 'chai';
import { QueryFailedError } from 'typeorm';
import { Job } from '../../entities/index.ts';
import { system } from '../../server/platform/actor.ts';
import { createLog, inWords } from '../../server/platform/log.ts';
import { onEachEngine, testDatabase } from '../support/databases.ts';

/** What the log writes of an error. */
function logged(error: unknown): string {
  let line = '';
  createLog('info', { write: (text) => void (line += text) }).error({ err: error }, 'failed');
  return line;
}
const thrownBy = (action: Promise<unknown>): Promise<unknown> =>
  action.then(
    () => expect.fail('nothing was thrown'),
    (error: unknown) => error,
  );

onEachEngine('the log of a failed statement', (engine) => {
  it('names the code and the statement, and no value', async () => {
    const t = await testDatabase(engine);
    const put = () =>
      t.db.write(system('test'), ({ tx }) =>
        tx.insert(Job, { name: 'o-secret-openid', knownSince: 4_711_471, lastDueAt: 0 }),
      );
    await put();
    const line = logged(await thrownBy(put()));
    const { err } = JSON.parse(line) as { err: Record<string, string> };
    expect(err).to.include({ type: 'QueryFailedError' });
    expect(err['code']).to.match(/^(ER_DUP_ENTRY|SQLITE_CONSTRAINT_PRIMARYKEY)$/);
    expect(err['query']).to.match(/^INSERT INTO .*\?/);
    expect(err['stack']).to.match(/^QueryFailedError\n {4}at /);
    expect(line).not.to.match(/o-secret-openid|4711471/);
    await t.drop();
  });
});

describe('the log of an error', () => {
  it('leaves out values that go over several lines', () => {
    const driver = Object.assign(new Error("Duplicate entry '王小明\n苏州路1号' for key 'x'"), {
      ...{ code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000', sql: "INSERT INTO x VALUES ('王小明')" },
      sqlMessage: "Duplicate entry '王小明' for key 'x'",
    });
    for (const error of [driver, new QueryFailedError('INSERT INTO x VALUES (?)', ['王小明'], driver)]) {
      const line = logged(error);
      expect(line).to.include('ER_DUP_ENTRY').and.include('1062').and.include('log.test.ts');
      expect(line).not.to.match(/王小明|苏州路/);
      expect(inWords(error), 'as a failed job keeps it').to.equal('database: ER_DUP_ENTRY');
    }
    expect(inWords(new Error('no answer'))).to.equal('no answer');
  });

  it('keeps the words, the code and the cause of any other', () => {
    const cause = Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED', text: '我的话' });
    const { err } = JSON.parse(logged(new TypeError('no answer', { cause }))) as {
      err: { cause: Record<string, string> };
    };
    expect(err).to.include({ type: 'TypeError', message: 'no answer' });
    expect(err.cause).to.include({ message: 'connect refused', code: 'ECONNREFUSED' });
    expect(err.cause).not.to.have.property('text');
  });
});
