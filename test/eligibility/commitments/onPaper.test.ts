import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { AidCase, Commitment, Event, ServicePoint } from '../../../entities/index.ts';
import { seedDemoCentre } from '../../../server/demo/seed.ts';
import * as due from '../../../server/eligibility/commitments/duePapers.ts';
import { duePapers } from '../../../server/eligibility/commitments/jobs.ts';
import * as onPaper from '../../../server/eligibility/commitments/onPaper/service.ts';
import { papersDigest } from '../../../server/eligibility/commitments/papers.ts';
import { readCommitment } from '../../../server/eligibility/commitments/reading.ts';
import { receiptCode } from '../../../server/eligibility/commitments/receipt.ts';
import * as service from '../../../server/eligibility/commitments/service.ts';
import { ownReceipts, verifyReceipt } from '../../../server/eligibility/commitments/verifying.ts';
import type { Files } from '../../../server/files/port.ts';
import { addAttachment } from '../../../server/files/placing.ts';
import { openFiles } from '../../../server/files/store.ts';
import { relayEvents } from '../../../server/notices/relay.ts';
import { system, type Actor } from '../../../server/platform/actor.ts';
import { addDays, startOf } from '../../../server/platform/calendar.ts';
import type { Work } from '../../../server/platform/db.ts';
import { Problem } from '../../../server/platform/problems.ts';
import { apply, stepsOn } from '../../support/applying.ts';
import { onEachEngine, testDatabase, testSealer, type TestDatabase } from '../../support/databases.ts';

const jpeg = (mark: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(mark)]);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

onEachEngine('a commitment on paper', (engine) => {
  let t: TestDatabase;
  let files: Files;
  let folder: string;
  let zhou: Actor;
  let today = '2026-11-24';
  let people = 0;
  before(async () => {
    t = await testDatabase(engine, () => startOf(today) + 9 * 3_600_000);
    folder = mkdtempSync(join(tmpdir(), 'legal-aid-scans-'));
    files = openFiles(folder, testSealer());
    await seedDemoCentre(t.db);
    const centre = await t.db.read(({ tx }) => tx.findOneByOrFail(ServicePoint, { kind: 'centre' }));
    zhou = {
      ...{ kind: 'staff', id: 'zhou', name: '周某', roles: ['intake'], servicePointId: centre.id },
      through: 'console',
    };
  });
  after(async () => {
    await t?.drop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => (today = '2026-11-24'));

  const as =
    (actor: Actor) =>
    <T>(unit: (work: Work) => Promise<T>): Promise<T> =>
      t.db.write(actor, unit);
  const handedIn = async () => {
    const openid = `o-paper-${(people += 1)}`;
    const { commitmentId, reference } = await apply(stepsOn(t.db, openid));
    return { id: commitmentId!, reference, openid };
  };
  const put = (id: string, bytes: Buffer, scanCommand?: string) =>
    onPaper.addScan({ files, scanCommand }, as(zhou), id, bytes);
  const confirm = (id: string) =>
    as(zhou)((work) =>
      service.confirmOnPaper(work, { id, signer: 'applicant', readAloud: false, note: '窗口当面签' }),
    );
  const view = (id: string) => as(zhou)((work) => readCommitment(work, id));

  it('is printed with the code that its receipt will have; each page is kept with who and when', async () => {
    const { id, reference, openid } = await handedIn();
    const printed = await as(zhou)((work) => onPaper.papersToPrint(work, id));
    expect(printed.papers.map(({ id: paper }) => paper)).to.deep.equal(['notice', 'statement', 'authority']);
    expect(printed.code).to.equal(receiptCode(reference, papersDigest(printed.papers)));
    expect(printed.applicant!.name, 'who promises').to.not.match(/＊/);
    expect(printed.applicant!.identityNumber).to.match(/^\d{17}[\dX]$/);
    expect(JSON.stringify(printed.papers), 'the texts that the code is over').not.to.include(
      printed.applicant!.name,
    );
    const { applicant } = await as({ ...zhou, roles: ['approver'] } as Actor)((work) =>
      onPaper.papersToPrint(work, id),
    );
    expect(applicant, 'whoever has nothing signed').to.equal(null);
    const opened = await t.db.read(({ tx }) => tx.find(Event, { where: { type: 'commitment.printed' } }));
    expect(opened.map(({ actor }) => actor)).to.deep.equal(['staff:zhou']);
    expect(await put(id, jpeg('第一页'))).to.deep.equal({ number: 1 });
    expect(await put(id, Buffer.from('%PDF-1.7 第二页'))).to.deep.equal({ number: 2 });
    expect(await put(id, jpeg('第一页')), 'sent twice, it is one').to.deep.equal({ number: 1 });
    await confirm(id);
    await put(id, jpeg('第三页'));
    const seen = await view(id);
    expect(seen).to.include({ status: 'SIGNED', method: 'paper', papersRight: true });
    expect(seen.receiptCode).to.equal(printed.code);
    expect(seen.papers).to.deep.equal(printed.papers);
    expect(seen.scans.map(({ number, mime, at }) => [number, mime, at])).to.deep.equal([
      [1, 'image/jpeg', t.db.clock()],
      [2, 'application/pdf', t.db.clock()],
      [3, 'image/jpeg', t.db.clock()],
    ]);
    const content = await onPaper.readScan(files, as(zhou), id, 1);
    expect(content).to.deep.equal({ bytes: jpeg('第一页'), mime: 'image/jpeg' });
    expect(await codeOf(onPaper.readScan(files, as(zhou), id, 9))).to.equal('not_found');
    const verified = await t.db.read((reading) => verifyReceipt(reading, reference, printed.code));
    expect(verified).to.include({ kind: 'papers', method: 'paper', at: t.db.clock() });
    const [own] = await t.db.read((reading) => ownReceipts(reading, openid));
    expect(own).to.include({ code: printed.code, signed: true, intact: true, method: 'paper' });
    const events = await t.db.read(({ tx }) => tx.find(Event, { where: { type: 'commitment.scanned' } }));
    expect(events.map(({ actor }) => actor)).to.deep.equal(['staff:zhou', 'staff:zhou', 'staff:zhou']);
  });

  it('takes pictures and PDF only, none that a scanner refuses, and nothing for what was not signed on paper', async () => {
    const { id } = await handedIn();
    expect(await codeOf(put(id, Buffer.from('GIF89a')))).to.equal('bad_input');
    expect(await codeOf(put(id, Buffer.from('#!AMR 录音')))).to.equal('bad_input');
    expect(await codeOf(put(id, jpeg('有毒'), 'false'))).to.equal('bad_input');
    await as({ kind: 'resident', id: `o-paper-${people}` })(service.withdrawOwn);
    expect(await codeOf(put(id, jpeg('晚了')))).to.equal('commitment_not_paper');
    expect((await view(id)).scans).to.deep.equal([]);
  });

  it('shows the same page once, however many windows send it at the same moment', async () => {
    const { id } = await handedIn();
    const numbers = await Promise.all([1, 2, 3].map(() => put(id, jpeg('同一页'))));
    expect(new Set(numbers.map(({ number }) => number))).to.deep.equal(new Set([1]));
    expect((await view(id)).scans).to.have.length(1);
  });

  describe('whose papers are due after a grant', () => {
    const events = async (caseId: string): Promise<string[]> =>
      (await t.db.read(({ tx }) => tx.find(Event, { where: { caseId }, order: { id: 'ASC' } })))
        .map(({ type }) => type)
        .filter((type) => type.startsWith('commitment.papers'));
    async function granted(openid?: string) {
      const made = await handedIn();
      await confirm(made.id);
      const { applicationId } = await t.db.read(({ tx }) => tx.findOneByOrFail(Commitment, { id: made.id }));
      await as(system('test'))(({ tx }) => tx.update(AidCase, { applicationId }, { state: 'GRANTED' }));
      if (openid !== undefined)
        await as(system('test'))(({ tx }) => tx.update(AidCase, { applicationId }, { openid }));
      await as(zhou)((work) => service.withdrawFor(work, made.id, '来电改交材料'));
      const { id: caseId } = await t.db.read(({ tx }) => tx.findOneByOrFail(AidCase, { applicationId }));
      return { ...made, caseId };
    }
    const run = () => duePapers.run(t.db, t.db.clock());

    it('reminds the resident once, then tells resident and staff once that the day is over', async () => {
      const { id, caseId } = await granted();
      expect((await view(id)).papersDueOn).to.equal('2026-12-01');
      for (const [on, seen] of [
        ['2026-11-28', []],
        ['2026-11-29', ['commitment.papersDueSoon']],
        ['2026-12-01', ['commitment.papersDueSoon']],
        ['2026-12-02', ['commitment.papersDueSoon', 'commitment.papersOverdue']],
        ['2026-12-09', ['commitment.papersDueSoon', 'commitment.papersOverdue']],
      ] as const) {
        today = on;
        await run();
        await run();
        expect(await events(caseId), on).to.deep.equal(seen);
      }
      await t.db.write(system('relay'), relayEvents);
      expect((await view(id)).actions, 'what follows is a person’s to do').to.include('papersIn');
    });

    it('speaks of the day being over alone where nobody was there to remind, and by telephone without WeChat', async () => {
      const { caseId } = await granted('');
      today = '2026-12-05';
      await run();
      expect(await events(caseId)).to.deep.equal(['commitment.papersOverdue']);
      today = '2026-11-24';
      const second = await granted('');
      today = '2026-11-30';
      await run();
      const [soon] = await t.db.read(({ tx }) =>
        tx.find(Event, { where: { caseId: second.caseId, type: 'commitment.papersDueSoon' } }),
      );
      expect(JSON.parse(soon!.data)).to.include({ wechat: 'no', dueOn: '2026-12-01' });
    });

    it('is quiet once the papers are noted, and a photo goes straight to the case meanwhile', async () => {
      const { id, caseId, openid, reference } = await granted();
      const added = await as({ kind: 'resident', id: openid })((work) =>
        addAttachment(work, { mediaId: `m-${id}`, kind: 'image' }),
      );
      expect([added.place, added.reference]).to.deep.equal(['case', reference]);
      await as(zhou)((work) => due.notePapersIn(work, { id, note: '收到三个月工资流水' }));
      expect(await codeOf(as(zhou)((work) => due.notePapersIn(work, { id, note: '再记一次' })))).to.equal(
        'not_found',
      );
      today = addDays(today, 30);
      await run();
      expect(await events(caseId)).to.deep.equal(['commitment.papersIn']);
      expect(await view(id)).to.include({ papersInAt: startOf('2026-11-24') + 9 * 3_600_000 });
    });
  });
});
