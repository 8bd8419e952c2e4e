import { expect } from 'chai';
import {
  AidCase,
  Applicant,
  Application,
  Commitment,
  Consent,
  ServicePoint,
  Verification,
} from '../../../entities/index.ts';
import { readCase } from '../../../server/cases/reading.ts';
import { readReference } from '../../../server/cases/reference.ts';
import { seedDemoCentre } from '../../../server/demo/seed.ts';
import { readCommitment } from '../../../server/eligibility/commitments/reading.ts';
import * as service from '../../../server/eligibility/commitments/service.ts';
import { drawSample } from '../../../server/eligibility/commitments/sampling.ts';
import * as verification from '../../../server/eligibility/commitments/verification.ts';
import type { StepReply } from '../../../server/eligibility/contract.ts';
import * as signing from '../../../server/eligibility/signing/service.ts';
import { system, type Actor } from '../../../server/platform/actor.ts';
import { startOf } from '../../../server/platform/calendar.ts';
import type { Work } from '../../../server/platform/db.ts';
import { Problem } from '../../../server/platform/problems.ts';
import { apply, migrantWorker, stepsOn, type Answers, type Steps } from '../../support/applying.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../../support/databases.ts';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

onEachEngine('the way to a commitment', (engine) => {
  let t: TestDatabase;
  let zhou: Actor;
  let people = 0;
  let today = '2026-11-24';
  before(async () => {
    t = await testDatabase(engine, () => startOf(today) + 9 * 3_600_000);
    await seedDemoCentre(t.db);
    const centre = await t.db.read(({ tx }) => tx.findOneByOrFail(ServicePoint, { kind: 'centre' }));
    zhou = {
      ...{ kind: 'staff', id: 'zhou', name: 'zhou', roles: ['intake'], servicePointId: centre.id },
      through: 'console',
    };
  });
  after(() => t?.drop());

  const newcomer = (): string => `o-commit-${(people += 1)}`;
  const asResident = <T>(openid: string, unit: (work: Work) => Promise<T>): Promise<T> =>
    t.db.write({ kind: 'resident', id: openid }, unit);
  const commitmentOf = async (id: string): Promise<Commitment> =>
    t.db.read(({ tx }) => tx.findOneByOrFail(Commitment, { id }));

  it('keeps the typed words as 待签名, with the exact notice, and loses no date', async () => {
    const { commitmentId, receiptCode } = await apply(stepsOn(t.db, newcomer()));
    const kept = await commitmentOf(commitmentId!);
    expect(kept).to.include({ status: 'OFFERED', words: '我承诺', method: null, signer: 'applicant' });
    expect(receiptCode).to.match(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const application = await t.db.read(({ tx }) =>
      tx.findOneByOrFail(Application, { id: kept.applicationId }),
    );
    expect(application).to.include({ proof: 'commitment', submittedOn: '2026-11-24' });
  });

  it('keeps each consent with its version, digest and time, also a refused one', async () => {
    const openid = newcomer();
    const steps = stepsOn(t.db, openid);
    let refusal: StepReply | undefined;
    const consent: Steps['consent'] = async (draft) => {
      if (!refusal) {
        const first = await asResident(openid, (work) =>
          signing.consent(work, draft.id, draft.consent!.id, false),
        );
        refusal = first;
      }
      return steps.consent(draft);
    };
    await apply({ ...steps, consent }, { proof: 'papers' });
    expect([refusal!.ok, refusal!.draft.stage]).to.deep.equal([false, 'consent']);
    expect(refusal!.hint).to.match(/不同意也没关系/);
    const rows = await t.db.read(({ tx }) => tx.find(Consent, { where: { openid }, order: { id: 'ASC' } }));
    expect(rows.map(({ kind, given }) => [kind, given])).to.deep.equal([
      ['data', false],
      ['data', true],
    ]);
    for (const { digest, version, at } of rows) {
      expect(digest).to.match(/^[0-9a-f]{64}$/);
      expect([version, at]).to.deep.equal(['2026-11-01', t.db.clock()]);
    }
  });

  it('goes on with papers for whoever commits and then refuses the check', async () => {
    const openid = newcomer();
    const steps = stepsOn(t.db, openid);
    const consent: Steps['consent'] = (draft) =>
      asResident(openid, (work) =>
        signing.consent(work, draft.id, draft.consent!.id, draft.consent!.id !== 'check'),
      );
    const { commitmentId } = await apply({ ...steps, consent });
    expect(commitmentId).to.equal(null);
    const application = await t.db.read(({ tx }) => tx.findOneByOrFail(Application, { openid }));
    expect(application.proof).to.equal('papers');
  });

  it("asks for the guardian's separate consent for a child under 14, and the guardian signs", async () => {
    const answers: Answers = [
      ...migrantWorker,
      [/是给谁申请/, '我是他的监护人'],
      [/今年多大/, '9'],
      [/监护人是不是就是对方/, '不是'],
    ];
    const openid = newcomer();
    const { commitmentId } = await apply(stepsOn(t.db, openid), { answers });
    expect((await commitmentOf(commitmentId!)).signer).to.equal('guardian');
    const kinds = (await t.db.read(({ tx }) => tx.findBy(Consent, { openid }))).map(({ kind }) => kind);
    expect(kinds).to.have.members(['data', 'check', 'child']);
  });

  it('seals the telephone number, or keeps why there is none', async () => {
    const [withPhone, without] = [newcomer(), newcomer()];
    await apply(stepsOn(t.db, withPhone));
    const steps = stepsOn(t.db, without);
    const phone: Steps['phone'] = ({ id }) =>
      asResident(without, (work) => signing.givePhone(work, id, { reason: '用的是邻居的手机' }));
    await apply({ ...steps, phone });
    const rowOf = (openid: string) => t.db.read(({ tx }) => tx.findOneByOrFail(Applicant, { openid }));
    const [first, second] = [await rowOf(withPhone), await rowOf(without)];
    expect(first.phone).not.to.include('138');
    expect(t.db.sealer.open('applicant.phone', first.phone!)).to.equal('13812345678');
    expect(second.phone).to.equal(null);
    expect(t.db.sealer.open('applicant.phoneReason', second.phoneReason!)).to.equal('用的是邻居的手机');
  });

  it('corrects name and number without taking commitment or consent back', async () => {
    const openid = newcomer();
    const steps = stepsOn(t.db, openid);
    const phone: Steps['phone'] = async (draft, said) => {
      const back = await asResident(openid, async (work) => {
        const { backFromSigning } = signing;
        const { ownDraft } = await import('../../../server/eligibility/drafts.ts');
        return backFromSigning(work, await ownDraft(work, draft.id));
      });
      expect(back!.stage).to.equal('name');
      expect(back!.identity.consents).to.deep.equal({ data: true, check: true });
      await asResident(openid, (work) => signing.giveName(work, draft.id, '王某某'));
      return steps.phone(draft, said);
    };
    const { commitmentId } = await apply({ ...steps, phone });
    expect(commitmentId).to.be.a('string');
    const { name } = await t.db.read(({ tx }) => tx.findOneByOrFail(Applicant, { openid }));
    expect(t.db.sealer.open('applicant.name', name)).to.equal('王某某');
  });

  it('is confirmed on paper by staff, once, with who read it aloud', async () => {
    const { commitmentId: id } = await apply(stepsOn(t.db, newcomer()));
    const paper = { id: id!, signer: 'applicant' as const, readAloud: true, note: '窗口当面按手印' };
    await t.db.write(zhou, (work) => service.confirmOnPaper(work, paper));
    expect(await commitmentOf(id!)).to.include({
      ...{ status: 'SIGNED', method: 'paper', confirmedBy: 'zhou', reader: 'staff:zhou' },
      completedAt: t.db.clock(),
    });
    expect(await codeOf(t.db.write(zhou, (work) => service.confirmOnPaper(work, paper)))).to.equal(
      'commitment_status',
    );
    const view = await t.db.write(zhou, (work) => readCommitment(work, id!));
    expect(view).to.include({ note: '窗口当面按手印', noticeRight: true, statusName: '已签名' });
    expect(view.actions).to.deep.equal(['scan', 'withdraw', 'tip']);
  });

  it('is withdrawn by the applicant: the application goes on with papers', async () => {
    const openid = newcomer();
    const { commitmentId: id, reference } = await apply(stepsOn(t.db, openid));
    const toBring = async (): Promise<string> => {
      const where = { reference: readReference(reference)! };
      const aidCase = await t.db.read(({ tx }) => tx.findOneByOrFail(AidCase, where));
      return (await t.db.write(zhou, (work) => readCase(work, aidCase.id))).verdict.materials.join();
    };
    expect(await toBring(), 'no offer after it was taken').to.include('没有也可以，您已经承诺');
    const withdrawn = await asResident(openid, service.withdrawOwn);
    expect(withdrawn).to.include({ papersDueOn: null });
    const kept = await commitmentOf(id!);
    expect(kept).to.include({ status: 'WITHDRAWN', withdrawnAt: t.db.clock() });
    const application = await t.db.read(({ tx }) =>
      tx.findOneByOrFail(Application, { id: kept.applicationId }),
    );
    expect(application.proof).to.equal('papers');
    expect(await toBring(), 'papers again')
      .to.include('有一样就行')
      .and.not.include('承诺');
    expect(await asResident(openid, service.withdrawOwn), 'a repeat changes nothing').to.equal(undefined);
    expect(await asResident('o-stranger', service.withdrawOwn), "nobody else's").to.equal(undefined);
  });

  describe('is checked', () => {
    const staffOf = (id: string, role: 'reviewer' | 'director'): Actor => ({
      ...(zhou as Extract<Actor, { kind: 'staff' }>),
      ...{ id, name: id, roles: [role] },
    });
    const signed = async (openid: string): Promise<string> => {
      const { commitmentId } = await apply(stepsOn(t.db, openid));
      const paper = { id: commitmentId!, signer: 'applicant' as const, readAloud: false, note: '窗口当面签' };
      await t.db.write(zhou, (work) => service.confirmOnPaper(work, paper));
      return commitmentId!;
    };
    const openChecks = (commitmentId: string): Promise<Verification[]> =>
      t.db.read(({ tx }) => tx.findBy(Verification, { commitmentId, outcome: 'open' }));
    const close = async (id: string, outcome: 'true' | 'false' | 'unknown'): Promise<void> => {
      const [check] = await openChecks(id);
      await t.db.write(staffOf('wu', 'reviewer'), (work) =>
        verification.closeCheck(work, { id: check!.id, outcome, findings: '向民政核对过' }),
      );
    };

    it('on a tip: true is kept, and what could not be found out changes nothing', async () => {
      const id = await signed(newcomer());
      for (const [outcome, status] of [
        ['unknown', 'SIGNED'],
        ['true', 'VERIFIED_OK'],
      ] as const) {
        await t.db.write(zhou, (work) => verification.takeTip(work, id, '有人反映收入不实'));
        await close(id, outcome);
        expect((await commitmentOf(id)).status).to.equal(status);
      }
      expect(await openChecks(id)).to.deep.equal([]);
    });

    it('and false: papers instead, and no new commitment until it is repaired', async () => {
      const falseOne = newcomer();
      const id = await signed(falseOne);
      await t.db.write(zhou, (work) => verification.takeTip(work, id, '有人反映收入不实'));
      await close(id, 'false');
      const kept = await commitmentOf(id);
      expect(kept).to.include({ status: 'FALSE', papersDueOn: null });
      const proofOf = async (applicationId: string): Promise<string> =>
        (await t.db.read(({ tx }) => tx.findOneByOrFail(Application, { id: applicationId }))).proof;
      expect(await proofOf(kept.applicationId)).to.equal('papers');
      // The same WeChat hears it before anything is signed, and papers stay open; another phone and the helped don't.
      const hint = async (openid: string): Promise<string | null> => {
        const steps = stepsOn(t.db, openid);
        let seen: string | null = null;
        await apply(
          { ...steps, proof: (draft, proof) => ((seen = draft.excludedBefore), steps.proof(draft, proof)) },
          { proof: 'papers' },
        );
        return seen;
      };
      expect(await hint(falseOne)).to.match(/^\d{3}-\d{3}-\d{3}$/);
      expect(await hint(newcomer())).to.equal(null);
      // The same person from another phone: received all the same, with papers.
      const again = await apply(stepsOn(t.db, newcomer()));
      expect([again.excluded, again.commitmentId]).to.deep.equal([true, null]);
      const second = await t.db.read(({ tx }) => tx.findOneByOrFail(Commitment, { status: 'EXCLUDED' }));
      expect(await proofOf(second.applicationId)).to.equal('papers');
      await t.db.write(staffOf('zheng', 'director'), (work) => verification.repair(work, id, '已说明并补交'));
      expect((await apply(stepsOn(t.db, newcomer()))).excluded).to.equal(false);
      expect(await hint(falseOne), 'repaired').to.equal(null);
    });

    it('by a sample whose seed was published before the month began, once', async () => {
      const before = await signed(newcomer());
      today = '2026-11-25';
      await t.db.write(system('test'), verification.publishPeriods);
      await t.db.write(system('test'), verification.publishPeriods);
      const [next, current, ...older] = await t.db.read(verification.listSamples);
      expect(older).to.deep.equal([]);
      expect(current, 'a new installation has the month that runs').to.include({ period: '2026-11' });
      expect(next).to.include({ period: '2026-12', percent: 10, drawnAt: null });
      expect(next!.seed).to.match(/^[0-9a-f]{32}$/);
      const draw = (period: string) =>
        t.db.write(staffOf('zheng', 'director'), (work) => verification.drawPeriod(work, period));
      expect(await codeOf(draw('2026-12')), 'not before it is over').to.equal('sample_early');
      expect(await codeOf(draw('2026-10')), 'nor without a seed').to.equal('not_found');
      const after = await signed(newcomer());
      today = '2026-12-01';
      expect(await draw('2026-11')).to.deep.equal({ drawn: 1 });
      expect(await draw('2026-11'), 'drawn twice').to.deep.equal({ drawn: 1 });
      const read = (period: string) => t.db.read((reading) => verification.readSample(reading, period));
      const { seed, percent, keys, drawn } = await read('2026-11');
      expect(drawn, 'drawn again from what is published').to.deep.equal(drawSample(seed, percent, keys));
      expect(keys).to.have.length(1);
      expect(JSON.stringify(keys), 'the case can’t be told').not.to.include(after);
      expect(await codeOf(read('2026-12')), 'nothing before it is drawn').to.equal('not_found');
      expect(await openChecks(before), 'signed before the seed was known').to.deep.equal([]);
      expect(await openChecks(after)).to.have.length(1);
      today = '2026-11-24';
    });
  });
});
