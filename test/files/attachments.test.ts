import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Attachment, Draft, Event } from '../../entities/index.ts';
import { claimPending, noteFailure, storeContent } from '../../server/files/fetching.ts';
import { dropUnplaced } from '../../server/files/jobs.ts';
import { addAttachment, moveDraftFiles, placeAttachments } from '../../server/files/placing.ts';
import type { Files } from '../../server/files/port.ts';
import { attachmentsOf, readContent } from '../../server/files/reading.ts';
import { openFiles } from '../../server/files/store.ts';
import { system, type Actor } from '../../server/platform/actor.ts';
import type { Work } from '../../server/platform/db.ts';
import { newId } from '../../server/platform/ids.ts';
import { caseRow, pointRow } from '../support/caseRow.ts';
import { onEachEngine, testDatabase, testSealer, type TestDatabase } from '../support/databases.ts';

const bot = system('bot');
const jpeg = Buffer.from('\xff\xd8\xff\xe0 工资欠条', 'latin1');
const HOUR = 3_600_000;

onEachEngine('files that residents send', (engine) => {
  let t: TestDatabase;
  let files: Files;
  let folder: string;
  let now = Date.UTC(2026, 10, 24, 2);
  before(async () => {
    t = await testDatabase(engine, () => now);
    folder = mkdtempSync(join(tmpdir(), 'legal-aid-files-'));
    files = openFiles(folder, testSealer());
  });
  after(async () => {
    await t?.drop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const as =
    (actor: Actor) =>
    <T>(unit: (work: Work) => Promise<T>): Promise<T> =>
      t.db.write(actor, unit);
  const resident = (id: string) => as({ kind: 'resident', id });
  const sent = (openid: string, mediaId: string) =>
    resident(openid)((work) => addAttachment(work, { mediaId, kind: 'image' }));
  const claim = () => as(bot)((work) => claimPending(work, 10));
  const store = (id: string, bytes: Buffer, scanCommand?: string) =>
    storeContent(t.db, { files, scanCommand }, id, bytes, as(bot));
  const one = (mediaId: string) => t.db.read(({ tx }) => tx.findOneByOrFail(Attachment, { mediaId }));
  const eventsOf = (openid: string) =>
    t.db.read(async ({ tx }) =>
      (await tx.find(Event, { where: { openid }, order: { id: 'ASC' } })).map(({ type }) => type),
    );
  const draft = async (openid: string, status: Draft['status'] = 'answering'): Promise<string> => {
    const id = newId();
    await as(bot)(({ tx, sealer }) =>
      tx.insert(Draft, {
        ...{ id, openid, status, answers: sealer.seal('draft.answers', '{}'), asked: null, identity: null },
        ...{ stage: 'question', noticeVersion: null, version: 1, startedAt: now, updatedAt: now },
      }),
    );
    return id;
  };

  it('填写中的申请优先：照片放进申请，提交后跟着进案件', async () => {
    const older = await caseRow(t.db, 'o-draft', 'REVIEW');
    const id = await draft('o-draft');
    expect(await sent('o-draft', 'm-1')).to.deep.include({
      number: 1,
      place: 'draft',
      reference: null,
      cases: [],
    });
    expect(await sent('o-draft', 'm-2')).to.include({ number: 2 });
    const opened = await caseRow(t.db, 'o-draft', 'RECEIVED');
    await resident('o-draft')((work) => moveDraftFiles(work, id, { caseId: opened.id }));
    expect(await t.db.read((reading) => attachmentsOf(reading, opened.id))).to.have.length(2);
    expect(await t.db.read((reading) => attachmentsOf(reading, older.id))).to.deep.equal([]);
  });

  it('没有在填的申请：放进最新的在办案件；搁下的申请排在案件后面', async () => {
    await caseRow(t.db, 'o-case', 'GRANTED');
    const open = await caseRow(t.db, 'o-case', 'SUPPLEMENT');
    await draft('o-case', 'left');
    const added = await sent('o-case', 'm-3');
    expect(added).to.include({ place: 'case', number: 1 });
    expect(added.reference!.replaceAll('-', '')).to.equal(open.reference);
  });

  it('都没有：问是哪件事的，一天内说了就放进去', async () => {
    const closed = await caseRow(t.db, 'o-none', 'GRANTED');
    const added = await sent('o-none', 'm-4');
    expect(added).to.include({ place: 'none', reference: null });
    expect(added.cases.map(({ id }) => id)).to.deep.equal([closed.id]);
    const placed = await resident('o-none')((work) =>
      placeAttachments(work, { to: 'case', caseId: closed.id }),
    );
    expect(placed.count).to.equal(1);
    expect((await one('m-4')).caseId).to.equal(closed.id);
  });

  it('后来才说是哪件事的：编号和名字接着案件里的排', async () => {
    await sent('o-renamed', 'm-21');
    await store((await one('m-21')).id, jpeg);
    const closed = await caseRow(t.db, 'o-renamed', 'GRANTED');
    for (const mediaId of ['m-22', 'm-23'])
      await resident('o-renamed')(async (work) => {
        await addAttachment(work, { mediaId, kind: 'image' });
        await placeAttachments(work, { to: 'case', caseId: closed.id });
      });
    const listed = await t.db.read((reading) => attachmentsOf(reading, closed.id));
    expect(listed.map(({ name }) => name)).to.deep.equal(['照片 2026-11-24 1.jpg', '第 2 份', '第 3 份']);
  });

  it('发错了：还没取的马上忘掉，取到的连内容一起删掉，都不再打扰', async () => {
    await sent('o-dropped', 'm-24');
    await sent('o-dropped', 'm-25');
    const { id } = await one('m-25');
    await store(id, jpeg);
    expect((await resident('o-dropped')((work) => placeAttachments(work, { to: 'nowhere' }))).count).to.equal(
      2,
    );
    await dropUnplaced(files).run(t.db, now);
    expect(await files.get(`attachment/${id}`)).to.equal(undefined);
    expect(await t.db.read(({ tx }) => tx.countBy(Attachment, { openid: 'o-dropped' }))).to.equal(0);
    expect(await eventsOf('o-dropped')).to.deep.equal(['attachment.stored']);
  });

  it('别人的案件放不进去', async () => {
    const theirs = await caseRow(t.db, 'o-somebody', 'REVIEW');
    await sent('o-stranger', 'm-5');
    let code = '';
    await resident('o-stranger')((work) => placeAttachments(work, { to: 'case', caseId: theirs.id })).catch(
      (error: { code: string }) => (code = error.code),
    );
    expect(code).to.equal('not_found');
    expect((await one('m-5')).caseId).to.equal(null);
  });

  it('一天没说是哪件事的，连内容一起删掉', async () => {
    await sent('o-forgot', 'm-6');
    const { id } = await one('m-6');
    await store(id, jpeg);
    expect(await files.get(`attachment/${id}`)).to.deep.equal(jpeg);
    now += 25 * HOUR;
    await dropUnplaced(files).run(t.db, now);
    expect(await files.get(`attachment/${id}`)).to.equal(undefined);
    expect(await t.db.read(({ tx }) => tx.countBy(Attachment, { mediaId: 'm-6' }))).to.equal(0);
  });

  it('takes a file once: type by its bytes, Chinese name, digest; a repeat changes nothing', async () => {
    await caseRow(t.db, 'o-store', 'REVIEW');
    await sent('o-store', 'm-7');
    const { id } = await one('m-7');
    await store(id, jpeg);
    await store(id, Buffer.from('%PDF- something else'));
    const stored = await one('m-7');
    expect(stored).to.include({ status: 'stored', mime: 'image/jpeg', scanned: false, bytes: jpeg.length });
    expect(t.db.sealer.open('attachment.name', stored.name)).to.equal('照片 2026-11-25 1.jpg');
    expect(await files.get(stored.fileKey!)).to.deep.equal(jpeg);
    expect(await eventsOf('o-store')).to.deep.equal(['attachment.stored']);
  });

  it('refuses what it doesn’t know, what is too large and what the scanner refuses, and tells why', async () => {
    await caseRow(t.db, 'o-refused', 'REVIEW');
    const tries: [string, Buffer, string | undefined, string][] = [
      ['m-8', Buffer.from('<html><script>'), undefined, 'type'],
      ['m-9', Buffer.concat([jpeg, Buffer.alloc(12 * 1024 * 1024)]), undefined, 'size'],
      ['m-10', jpeg, 'cat > /dev/null; exit 1', 'virus'],
    ];
    for (const [mediaId, bytes, scanCommand, problem] of tries) {
      await sent('o-refused', mediaId);
      const { id } = await one(mediaId);
      await store(id, bytes, scanCommand);
      expect(await one(mediaId)).to.include({ status: 'rejected', problem, fileKey: null });
      expect(await files.get(`attachment/${id}`)).to.equal(undefined);
    }
    expect(await eventsOf('o-refused')).to.deep.equal(Array(3).fill('attachment.rejected'));
  });

  it('keeps a file waiting while the scanner can’t be run, and marks it once it was scanned', async () => {
    await caseRow(t.db, 'o-scan', 'REVIEW');
    await sent('o-scan', 'm-11');
    const { id } = await one('m-11');
    let error = '';
    await store(id, jpeg, 'no-such-scanner-here').catch((one: Error) => (error = one.message));
    expect(error).to.match(/SCAN_COMMAND could not be run/);
    expect(await one('m-11')).to.include({ status: 'pending' });
    await store(id, jpeg, 'cat > /dev/null');
    expect(await one('m-11')).to.include({ status: 'stored', scanned: true });
  });

  it('补正中的案件收到材料：半小时内只提醒一次，案件状态不变', async () => {
    const open = await caseRow(t.db, 'o-supplement', 'SUPPLEMENT');
    for (const mediaId of ['m-13', 'm-14']) {
      await sent('o-supplement', mediaId);
      await store((await one(mediaId)).id, jpeg);
    }
    expect(await eventsOf('o-supplement')).to.deep.equal([
      'attachment.stored',
      'case.filesArrived',
      'attachment.stored',
    ]);
    now += HOUR;
    await sent('o-supplement', 'm-15');
    await store((await one('m-15')).id, jpeg);
    expect((await eventsOf('o-supplement')).filter((type) => type === 'case.filesArrived')).to.have.length(2);
    const { state } = await t.db.read(
      async ({ tx }) => (await tx.query('SELECT state FROM aid_case WHERE id = ?', [open.id]))[0],
    );
    expect(state).to.equal('SUPPLEMENT');
  });

  it('hands each waiting file to one bot at a time, and again when its bot died', async () => {
    for (const { id } of await claim()) await as(bot)((work) => noteFailure(work, { id, outcome: 'ended' }));
    await caseRow(t.db, 'o-claim', 'REVIEW');
    await sent('o-claim', 'm-16');
    const claims = await Promise.all([claim(), claim(), claim()]);
    expect(claims.flat().map(({ mediaId }) => mediaId)).to.deep.equal(['m-16']);
    expect(await claim()).to.deep.equal([]);
    now += 61_000;
    expect(await claim()).to.have.length(1);
  });

  it('tries again later with growing pauses, and gives a file up when WeChat has forgotten it', async () => {
    const { id } = await one('m-16');
    await as(bot)((work) => noteFailure(work, { id, outcome: 'temporary' }));
    expect((await one('m-16')).dueAt).to.be.within(now + 5_000, now + 20_000);
    now += 3 * 24 * HOUR;
    expect(await claim()).to.deep.equal([]);
    expect(await one('m-16')).to.include({ status: 'lost', problem: 'ended' });
    expect(await eventsOf('o-claim')).to.deep.equal(['attachment.lost']);
    await store(id, jpeg);
    expect(await one('m-16')).to.include({ status: 'lost' });
  });

  it('shows content to staff who may read cases, and records who looked', async () => {
    const { id, caseId } = await one('m-7');
    const roles = ['reviewer'] as const;
    const staff: Actor = {
      kind: 'staff',
      id: newId(),
      name: '吴',
      roles,
      servicePointId: (await pointRow(t.db, 'centre', 'centre')).id,
      through: 'console',
    };
    const { bytes, name, mime } = await readContent(files, id, as(staff));
    expect([bytes, name, mime]).to.deep.equal([jpeg, '照片 2026-11-25 1.jpg', 'image/jpeg']);
    const looked = await t.db.read(({ tx }) =>
      tx.findBy(Event, { caseId: caseId!, type: 'attachment.read' }),
    );
    expect(looked.map(({ actor, relay }) => [actor, relay])).to.deep.equal([[`staff:${staff.id}`, 'none']]);
    for (const refused of [
      { ...staff, roles: ['editor'] as const },
      { ...staff, through: 'chat' as const },
    ]) {
      let code = '';
      await readContent(files, id, as(refused)).catch((error: { code: string }) => (code = error.code));
      expect(code).to.equal('not_allowed');
    }
    const station = (await pointRow(t.db, 'ws', 'workstation')).id;
    let code = '';
    await readContent(files, id, as({ ...staff, servicePointId: station })).catch(
      (error: { code: string }) => (code = error.code),
    );
    expect(code, 'a case of another station').to.equal('not_found');
  });
});
