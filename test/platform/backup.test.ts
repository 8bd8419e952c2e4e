import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { Applicant, Attachment, Event, Job, JobRun } from '../../entities/index.ts';
import { system } from '../../server/platform/actor.ts';
import { placesIn } from '../../server/files/places.ts';
import { backup, type Saved } from '../../server/platform/backup/backup.ts';
import { readManifest, type Manifest } from '../../server/platform/backup/manifest.ts';
import { restore } from '../../server/platform/backup/restore.ts';
import { compare } from '../../server/platform/backup/verify.ts';
import { openDatabase, type Database } from '../../server/platform/db.ts';
import { newId } from '../../server/platform/ids.ts';
import { migrate, schemaDrift } from '../../server/platform/migrate.ts';
import { createSealer } from '../../server/platform/seal.ts';
import type { DatabaseSetting } from '../../server/platform/sources.ts';
import {
  emptyDatabase,
  mysqlReachable,
  onEachEngine,
  testDatabase,
  testSealer,
  type TestDatabase,
} from '../support/databases.ts';

/** Texts that a careless dump, a line reader or another collation would change. */
const awkward = ['王 "引号" \\ 反斜杠', '两\n行\r\n', '\u2028分隔\u2029', '😀𠮷', ' 空格 ', '', 'null'];

onEachEngine('backup and restore', (engine) => {
  let t: TestDatabase;
  let place: string;
  let files: string;
  const cleaning: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    t = await testDatabase(engine);
    place = mkdtempSync(join(tmpdir(), 'legal-aid-backup-'));
    files = join(place, 'files');
    mkdirSync(join(files, '2026'), { recursive: true });
    writeFileSync(join(files, '2026', '申请书.txt'), '内容');
    writeFileSync(join(files, 'empty'), '');
    writeFileSync(join(files, 'half.part'), 'still being');
  });
  afterEach(async () => {
    for (const clean of cleaning.splice(0)) await clean();
    await t?.drop();
    rmSync(place, { recursive: true, force: true });
  });

  const saved = (folder = join(place, 'backup')): Promise<Saved> =>
    backup({ setting: t.setting, filesUrl: files, places: placesIn, folder, program: '0.1.0', now: 0 });
  const save = async (folder?: string): Promise<Manifest> => (await saved(folder)).manifest;

  /** A fresh database to restore into, as the program opens it. */
  async function target(into: 'sqlite' | 'mysql' = engine, sealer = testSealer()) {
    const { setting, remove } = await emptyDatabase(into);
    const db = await openDatabase({ setting, sealer });
    cleaning.push(async () => {
      await db.close();
      await remove();
    });
    return { db, setting };
  }

  const bring = (to: { db: Database; setting: DatabaseSetting }, overwrite = false) =>
    restore({
      ...to,
      folder: join(place, 'backup'),
      files: join(place, 'restored'),
      places: placesIn,
      overwrite,
    });

  const fill = () =>
    t.db.write(system('test'), async (work) => {
      for (const [i, text] of awkward.entries()) {
        await work.tx.insert(Job, { name: `job ${i}`, knownSince: 1_790_000_000_000 + i, lastDueAt: 0 });
        await work.tx.insert(JobRun, run(`job ${i}`, text));
        work.emit('case.read', { data: { text } });
      }
      await work.tx.insert(Applicant, {
        id: newId(),
        openid: 'oA',
        name: work.sealer.seal('applicant.name', '王某'),
        identityNumber: work.sealer.seal('applicant.identityNumber', '320507199001011234'),
        identityIndex: work.sealer.index('applicant.identityNumber', '320507199001011234'),
        createdAt: 1,
      });
    });
  const run = (job: string, problem: string | null): JobRun => ({
    ...{
      id: newId(),
      job,
      period: '2026-11-24T00:00:00.000Z',
      status: 'failed' as const,
      leaseToken: newId(),
    },
    ...{ leaseUntil: 0, attempts: 1, problem, finishedAt: problem === null ? null : 1 },
  });
  const contents = async (db: Database) => ({
    jobs: await db.read(({ tx }) => tx.find(Job, { order: { name: 'ASC' } })),
    runs: await db.read(({ tx }) => tx.find(JobRun, { order: { id: 'ASC' } })),
    events: await db.read(({ tx }) => tx.find(Event, { order: { id: 'ASC' } })),
    applicants: await db.read(({ tx }) => tx.find(Applicant)),
  });

  const refusal = async (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'was not refused',
      (error: Error) => error.message,
    );

  it('brings everything back, verified, and the program can go on with it', async () => {
    await fill();
    const manifest = await save();
    expect(manifest).to.include({ engine, program: '0.1.0', madeAt: '1970-01-01T00:00:00.000Z' });
    expect(manifest.tables.find(({ name }) => name === 'job')).to.include({ rows: awkward.length });

    const to = await target();
    const { checks, closed } = await bring(to);
    expect(checks.filter(({ same }) => !same)).to.deep.equal([]);
    expect(checks.map(({ name }) => name)).to.include.members(['job', 'event', 'file 2026/申请书.txt']);
    expect(closed).to.deep.equal([]);
    expect(await contents(to.db)).to.deep.equal(await contents(t.db));
    expect(readFileSync(join(place, 'restored', '2026', '申请书.txt'), 'utf8')).to.equal('内容');
    expect(existsSync(join(place, 'restored', 'half.part'))).to.equal(false);
    expect(await migrate(to.db)).to.deep.equal([]);
    expect(await schemaDrift(to.db)).to.deep.equal([]);
  });

  it('brings everything into the other engine', async function () {
    if (!(await mysqlReachable())) this.skip();
    await fill();
    await save();
    const to = await target(engine === 'sqlite' ? 'mysql' : 'sqlite');
    const { checks } = await bring(to);
    expect(checks.filter(({ same }) => !same)).to.deep.equal([]);
    expect(await contents(to.db)).to.deep.equal(await contents(t.db));
  });

  it('saves one moment while units that change two tables together go on', async () => {
    let saving = true;
    let units = 0;
    const pair = (name: string) =>
      t.db.write(system('test'), async ({ tx }) => {
        // More than a page of each, so that a backup without a snapshot would see different moments.
        await tx.insert(JobRun, run(name, null));
        await tx.insert(Job, { name, knownSince: 1, lastDueAt: 1 });
      });
    for (; units < 600; units += 200)
      await t.db.write(system('test'), async ({ tx }) => {
        const names = Array.from({ length: 200 }, (_, i) => `before ${units + i}`);
        await tx.insert(
          JobRun,
          names.map((name) => run(name, null)),
        );
        await tx.insert(
          Job,
          names.map((name) => ({ name, knownSince: 1, lastDueAt: 1 })),
        );
      });
    const before = units;
    const program = async (): Promise<void> => {
      while (saving) {
        units += 1;
        await pair(`while ${units}`);
        // On SQLite a unit never leaves the thread: without this nothing else would get a turn.
        await nextTurn();
      }
    };
    const running = Promise.all([program(), program()]);
    const manifests: Manifest[] = [];
    for (const round of [1, 2]) manifests.push(await save(join(place, `backup-${round}`)));
    saving = false;
    await running;

    expect(units, 'the program wrote meanwhile').to.be.greaterThan(before);
    for (const { tables } of manifests) {
      const rows = (table: string) => tables.find(({ name }) => name === table)!.rows;
      expect(rows('job')).to.equal(rows('job_run')).and.at.least(before);
    }
    const names = readFileSync(join(place, 'backup-2', 'tables', 'job.jsonl'), 'utf8')
      .trim()
      .split('\n');
    const runs = readFileSync(join(place, 'backup-2', 'tables', 'job_run.jsonl'), 'utf8')
      .trim()
      .split('\n');
    const column = (table: string, name: string): number =>
      manifests[1]!.tables.find((one) => one.name === table)!.columns.indexOf(name);
    const values = (lines: string[], at: number): unknown[] =>
      lines.map((line) => (JSON.parse(line) as unknown[])[at]).toSorted();
    expect(values(names, column('job', 'name'))).to.deep.equal(values(runs, column('job_run', 'job')));
  });

  it('finds one changed byte in the backup, before anything is touched', async () => {
    await fill();
    await save();
    const to = await target();
    for (const path of ['tables/job.jsonl', 'files/2026/申请书.txt']) {
      const file = join(place, 'backup', path);
      const bytes = readFileSync(file);
      const changedBytes = Buffer.from(bytes);
      changedBytes[1] = changedBytes[1]! ^ 1;
      writeFileSync(file, changedBytes);
      expect(await refusal(bring(to))).to.match(/is damaged: (table job|file 2026\/申请书.txt) changed/);
      writeFileSync(file, bytes);
    }
    expect(existsSync(join(place, 'restored'))).to.equal(false);
    expect((await bring(to)).checks.every(({ same }) => same)).to.equal(true);
  });

  it('finds a difference in the target', async () => {
    await fill();
    const manifest = await save();
    const to = await target();
    await bring(to);
    await to.db.write(system('test'), ({ tx }) => tx.update(Job, { name: 'job 1' }, { lastDueAt: 7 }));
    rmSync(join(place, 'restored', 'empty'));
    const checks = await compare(to.setting, manifest, join(place, 'restored'));
    expect(checks.filter(({ same }) => !same).map(({ name }) => name)).to.deep.equal(['job', 'file empty']);
  });

  it('refuses a target that holds something, unless told to replace it', async () => {
    await fill();
    await save();
    const to = await target();
    await migrate(to.db);
    await to.db.write(system('test'), ({ tx }) =>
      tx.insert(Job, { name: 'mine', knownSince: 1, lastDueAt: 1 }),
    );
    expect(await refusal(bring(to))).to.match(/not empty \(rows in job\).*--yes/);
    expect(await to.db.read(({ tx }) => tx.count(Job))).to.equal(1);
    expect((await bring(to, true)).checks.every(({ same }) => same)).to.equal(true);
    expect(await to.db.read(({ tx }) => tx.countBy(Job, { name: 'mine' }))).to.equal(0);
  });

  it('says when the key at hand does not open what was restored', async () => {
    await fill();
    await save();
    const other = createSealer([{ version: 'v1', key: Buffer.alloc(32, 9) }]);
    const { closed } = await bring(await target(engine, other));
    expect(closed).to.deep.equal(['applicant.name', 'applicant.identityNumber']);
  });

  it('names papers that rows know and no file holds, when it is made and when it is brought back', async () => {
    await fill();
    const attach = (fileKey: string) =>
      t.db.write(system('test'), ({ tx, sealer }) =>
        tx.insert(Attachment, {
          ...{ id: newId(), openid: 'oA', mediaId: 'm', kind: 'image', number: 1, fileKey, bytes: 1, at: 0 },
          ...{ draftId: null, caseId: null, mime: null, sha256: null, problem: null, scanned: false },
          ...{ name: sealer.seal('attachment.name', '照片'), status: 'stored', attempts: 1, dueAt: 0 },
        }),
      );
    mkdirSync(join(files, 'attachment'));
    writeFileSync(join(files, 'attachment', 'kept'), 'sealed');
    for (const name of ['kept', 'lost']) await attach(`attachment/${name}`);
    const { source, missing } = await saved();
    expect([source, missing]).to.deep.equal([files, ['attachment/lost']]);
    expect((await bring(await target())).missing).to.deep.equal(['attachment/lost']);
    files = join(place, 'elsewhere');
    expect((await saved(join(place, 'b3'))).missing).to.deep.equal(['attachment/kept', 'attachment/lost']);
  });

  it('refuses a folder in use, a cut-off backup, a newer one, and a database that is not there', async () => {
    await fill();
    const manifest = await save();
    expect(await refusal(save())).to.match(/is not empty/);
    expect(await refusal(save(join(files, 'backup')))).to.match(/inside the files' own folder/);

    const to = await target();
    const path = join(place, 'backup', 'manifest.json');
    writeFileSync(path, JSON.stringify({ ...manifest, migrations: [...manifest.migrations, 'Later1999'] }));
    expect(await refusal(bring(to))).to.match(/newer program.*Later1999/);
    writeFileSync(
      path,
      JSON.stringify({ ...manifest, files: [{ ...manifest.files![0]!, path: '../../x' }] }),
    );
    expect(await refusal(bring(to))).to.match(/leads out/);
    writeFileSync(path, '{"format":2}');
    expect(await refusal(bring(to))).to.match(/is not what this program writes/);
    rmSync(path);
    expect(await refusal(bring(to))).to.match(/no finished backup/);
    expect(await refusal(readManifest(join(place, 'nowhere')))).to.match(/no finished backup/);
    const nowhere: DatabaseSetting = { engine: 'sqlite', path: join(place, 'no.sqlite') };
    const options = { filesUrl: files, places: placesIn, folder: join(place, 'b2'), program: '0', now: 0 };
    expect(await refusal(backup({ setting: nowhere, ...options }))).to.match(/no database at/);
  });
});
