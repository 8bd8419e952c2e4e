import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { DataSource } from 'typeorm';

describe("an operator's command", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'legal-aid-commands-'))));
  after(() => rmSync(folder, { recursive: true }));

  function run(command: string, args: string[], env: Record<string, string> = {}) {
    const child = spawn(
      process.execPath,
      ['--import', '@oxc-node/core/register', `scripts/${command}.ts`, ...args],
      { env: { PATH: process.env['PATH'], ...env } },
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (said += data.toString()));
    return new Promise<{ code: number | null; said: string }>((resolve) =>
      child.once('close', (code) => resolve({ code, said })),
    );
  }
  const settings = (name: string) => ({
    ...{ NODE_ENV: 'production', DATABASE_URL: `sqlite:${join(folder, name)}` },
    DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
  });

  it('says which database it works on and refuses one that is not there, or was never used', async () => {
    const empty = await new DataSource({
      type: 'better-sqlite3',
      database: join(folder, 'empty'),
    }).initialize();
    await empty.query('CREATE TABLE other (id integer PRIMARY KEY)');
    await empty.destroy();
    for (const [command, args] of [
      ['rotate-key', []],
      ['backup', [join(folder, 'backup')]],
    ] as const) {
      const missing = await run(command, [...args], settings('missing'));
      expect(missing.said).to.match(/^Database: SQLite .*missing\n.*no database at .*DATABASE_URL/i);
      expect([missing.code, existsSync(join(folder, 'missing'))]).to.deep.equal([1, false]);
      const unused = await run(command, [...args], settings('empty'));
      expect(unused.said).to.match(/^Database: SQLite .*empty\n.*the database is empty/i);
      expect(unused.code).to.equal(1);
    }
  });

  it('says in a line what it does not understand', async () => {
    const { code, said } = await run('check-knowledge', ['yesterday']);
    expect([code, said]).to.deep.equal([1, 'yesterday is no date like 2026-11-25\n']);
  });
});
