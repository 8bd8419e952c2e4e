import { expect } from 'chai';
import {
  AidCase,
  Application,
  Attachment,
  Binding,
  Draft,
  Event,
  Handoff,
  Volunteer,
} from '../../entities/index.ts';
import { readCase } from '../../server/cases/reading.ts';
import { seedDemoCentre } from '../../server/demo/seed.ts';
import type { DraftView, StepReply } from '../../server/eligibility/contract.ts';
import { expireDrafts } from '../../server/eligibility/jobs.ts';
import * as eligibility from '../../server/eligibility/service.ts';
import * as signing from '../../server/eligibility/signing/service.ts';
import type { AddedAttachment } from '../../server/files/contract.ts';
import { addAttachment, placeAttachments } from '../../server/files/placing.ts';
import { attachmentsOf } from '../../server/files/reading.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { addDays, startOf } from '../../server/platform/calendar.ts';
import { newId } from '../../server/platform/ids.ts';
import { Problem } from '../../server/platform/problems.ts';
import { answerTo, apply, migrantWorker, stepsFor, type Answers } from '../support/applying.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';

const DAY = 86_400_000;

onEachEngine('a questionnaire in the database', (engine) => {
  let t: TestDatabase;
  let today = '2026-11-24';
  let people = 0;
  let resident: Actor & { kind: 'resident' };

  before(async () => {
    t = await testDatabase(engine, () => startOf(today) + 9 * 3_600_000);
    await seedDemoCentre(t.db);
  });
  after(() => t?.drop());
  beforeEach(() => {
    today = '2026-11-24';
    resident = { kind: 'resident', id: `o-draft-${(people += 1)}` };
  });

  const open = (actor: Actor = resident, how: { look?: boolean; helping?: boolean } = {}) =>
    t.db.write(actor, (work) => eligibility.openDraft(work, false, how));
  const answer = (draft: DraftView, said: string, actor: Actor = resident): Promise<StepReply> =>
    t.db.write(actor, (work) => eligibility.answerQuestion(work, draft.id, draft.question!.id, said));
  const handoffs = () =>
    t.db.read(({ tx }) => tx.find(Handoff, { where: { openid: resident.id }, order: { id: 'ASC' } }));

  /** Answers until a question's words match, and returns the draft at that question. */
  async function upTo(question: RegExp, answers: Answers = migrantWorker): Promise<DraftView> {
    let { draft } = await open();
    while (draft.question && !question.test(draft.question.text)) {
      const { text, options } = draft.question;
      const reply = await answer(draft, answerTo(text, answers) ?? (options.length > 0 ? '1' : '3'));
      expect(reply.ok, `${text} ${reply.hint}`).to.equal(true);
      draft = reply.draft;
    }
    return draft;
  }
  const refusal = async (unit: () => Promise<unknown>): Promise<string> =>
    unit().then(
      () => 'nothing',
      (error: unknown) => (error instanceof Problem ? error.code : String(error)),
    );

  describe('deadlines', () => {
    it('call a person the same minute when the date is answered and a limit ends within a week', async () => {
      const answers: Answers = [...migrantWorker, [/哪天离开/, '2025年11月27日'], [/最近一次要钱/, '没有']];
      const draft = await upTo(/哪天离开/, answers);
      expect(await handoffs()).to.have.length(0);
      const reply = await answer(draft, '2025年11月27日');
      expect(reply.urgent[0]).to.include({ name: '申请劳动仲裁', dueOn: '2026-11-27', daysLeft: 3 });
      expect(reply.urgent[0]).to.include({ called: true, aidFirst: true });
      const [asked, ...more] = await handoffs();
      expect(asked).to.include({ reason: '期限紧急', urgency: 'danger', status: 'open' });
      expect(more).to.have.length(0);
      const events = await t.db.read(({ tx }) => tx.find(Event, { where: { openid: resident.id } }));
      expect(events.filter(({ type }) => type === 'person.asked')).to.have.length(1);
    });

    it('call nobody twice for the same limit, and warn only within 30 days', async () => {
      const answers: Answers = [...migrantWorker, [/哪天离开/, '2025年12月10日'], [/最近一次要钱/, '没有']];
      const reply = await answer(await upTo(/哪天离开/, answers), '2025年12月10日');
      expect(reply.urgent[0]).to.include({ daysLeft: 16, called: false, aidFirst: false });
      expect(await handoffs()).to.have.length(0);
      const next = await answer(reply.draft, '演示公司');
      expect(next.urgent, 'told already').to.deep.equal([]);
    });

    it('begin anew with the last demand: the warning is for nothing then', async () => {
      const answers: Answers = [...migrantWorker, [/哪天离开/, '2025年11月27日']];
      const later = await answer(await upTo(/最近一次要钱或投诉/, answers), '上个月3号');
      expect(later.urgent).to.deep.equal([]);
      const rest = await finish(later.draft, answers);
      const { draft } = await t.db.write(resident, (work) => eligibility.continueDraft(work, rest.id));
      const arbitration = draft.verdict!.deadlines.find(({ name }) => name === '申请劳动仲裁');
      expect(arbitration?.dueOn).to.equal('2027-10-03');
      expect(draft.verdict!.points.map(({ name }) => name)).to.include('相城区法律援助中心（演示）');
    });

    it('of few days call a person although no aid comes first (复核 3 working days)', async () => {
      const draft = await upTo(/认定书是哪天拿到/, [
        [/现在有人受伤/, '没有'],
        [/用一句话说说/, '骑车被汽车撞了'],
        [/您遇到的是哪件事/, '1'],
        [/是给谁申请/, '我自己'],
        [/向对方要/, '1'],
        [/人受了伤害/, '1'],
        [/哪天发生/, '上个月3号'],
        [/认定书拿到了吗/, '拿到了，有意见'],
      ]);
      const reply = await answer(draft, '昨天');
      expect(reply.urgent.map(({ called, aidFirst }) => [called, aidFirst])).to.deep.equal([[true, false]]);
      expect((await handoffs())[0]).to.include({ reason: '期限紧急' });
    });
  });

  /** Answers all that is left. */
  async function finish(draft: DraftView, answers: Answers, actor: Actor = resident): Promise<DraftView> {
    let at = draft;
    while (at.question) {
      const { text, options } = at.question;
      at = (await answer(at, answerTo(text, answers) ?? (options.length > 0 ? '1' : '3'), actor)).draft;
    }
    return at;
  }

  describe('that lay for days', () => {
    it('goes on where it stood after 29 days', async () => {
      const draft = await upTo(/大约欠了多少/);
      today = addDays(today, 29);
      const again = await open();
      expect(again.resumed).to.equal(true);
      expect(again.draft.question?.id).to.equal(draft.question?.id);
    });

    it('is over after 30: words to it are told so, and 申请 begins a new one and says so once', async () => {
      const draft = await upTo(/大约欠了多少/);
      const old = today;
      today = addDays(today, 30);
      expect(await refusal(() => answer(draft, '一万'))).to.equal('draft_expired');
      const anew = await open();
      expect([anew.resumed, anew.expired]).to.deep.equal([false, old]);
      expect(anew.draft.question?.id).to.equal('danger');
      expect((await open()).expired).to.equal(null);
    });

    it('is marked by the nightly job, and nobody is written to', async () => {
      const draft = await upTo(/大约欠了多少/);
      today = addDays(today, 30);
      const events = await t.db.read(({ tx }) => tx.count(Event));
      await expireDrafts.run(t.db, startOf(today) + DAY);
      const row = await t.db.read(({ tx }) => tx.findOneByOrFail(Draft, { id: draft.id }));
      expect(row.status).to.equal('expired');
      expect(await t.db.read(({ tx }) => tx.count(Event))).to.equal(events);
      expect((await open()).expired).to.equal('2026-11-24');
    });
  });

  describe('of a quick look', () => {
    it('asks at most five, and none of them again', async () => {
      let { draft } = await open(resident, { look: true });
      const asked: string[] = [];
      while (draft.question) {
        asked.push(draft.question.id);
        expect(draft.question).to.include({ done: asked.length - 1, about: 5 });
        const { text, options } = draft.question;
        draft = (await answer(draft, answerTo(text) ?? (options.length > 0 ? '1' : '3'))).draft;
      }
      expect(asked.length).to.be.at.most(5);
      expect(draft.look).to.match(/很可能可以申请/);
      ({ draft } = await t.db.write(resident, (work) => eligibility.continueDraft(work, draft.id)));
      const later = await upToEnd(draft);
      expect(later.filter((id) => asked.includes(id))).to.deep.equal([]);
    });
    async function upToEnd(draft: DraftView): Promise<string[]> {
      const asked: string[] = [];
      for (let at = draft; at.question;) {
        asked.push(at.question.id);
        const { text, options } = at.question;
        at = (await answer(at, answerTo(text) ?? (options.length > 0 ? '1' : '3'))).draft;
      }
      return asked;
    }
  });

  describe('that is filled in for somebody (代填)', () => {
    const atConsole = async (id: string, roles = ['intake']): Promise<Actor> => {
      const { id: servicePointId } = await t.db.read(({ tx }) =>
        tx
          .query(`SELECT id FROM service_point WHERE kind = 'centre'`)
          .then((found) => found[0] as { id: string }),
      );
      return {
        ...{ kind: 'staff', id, name: '周某', roles: roles as never, servicePointId, through: 'console' },
      };
    };
    const volunteer = async (): Promise<Actor> => {
      const personId = newId();
      await t.db.write(resident, async ({ tx, now }) => {
        await tx.query(
          `INSERT INTO volunteer (id, name, servicePointId, legalLiterate, active)
           SELECT ?, '演示志愿者·何', id, 0, 1 FROM service_point WHERE kind = 'centre'`,
          [personId],
        );
        await tx.insert(Binding, { openid: resident.id, kind: 'volunteer', personId, boundAt: now });
      });
      return resident;
    };

    it('is the same walk, keeps who filled it in, and leaves the applicant’s WeChat empty', async () => {
      const helper = await volunteer();
      const { reference } = await apply(stepsFor(t.db, helper, { helping: true }), {
        answers: [...migrantWorker, [/为什么请您代填/, '不识字']],
      });
      const found = await t.db.read(({ tx }) =>
        tx.findOneByOrFail(AidCase, { reference: reference.replaceAll('-', '') }),
      );
      expect(found.openid).to.equal('');
      const application = await t.db.read(({ tx }) =>
        tx.findOneByOrFail(Application, { id: found.applicationId }),
      );
      expect(application).to.include({ filledByKind: 'volunteer', openid: '' });
      const view = await t.db.write(await atConsole('zhou'), (work) => readCase(work, found.id));
      expect(view.filledBy).to.deep.equal({ kind: '志愿者', name: '演示志愿者·何' });
      expect(view.answers.map(({ answer: said }) => said)).to.include('不识字，或看不清');
      // The helper read the notice and typed nothing: it waits for the applicant's own signature.
      expect(view.commitment).to.include({ status: 'OFFERED', words: '', reader: '演示志愿者·何' });
      expect(view.commitment).to.include({ signer: '申请人本人', noticeRight: true });
      expect((await open(resident)).resumed, 'the helper’s own is another').to.equal(false);
    });

    it('at the console is the member of staff’s own draft and nobody else’s', async () => {
      const zhou = await atConsole('zhou-1');
      const { draft } = await open(zhou);
      expect((await open(zhou)).resumed).to.equal(true);
      expect(await refusal(async () => answer(draft, '没有', await atConsole('wu-1')))).to.equal('not_found');
      expect(await refusal(() => answer(draft, '没有'))).to.equal('not_allowed');
      const reply = await answer(draft, '没有', zhou);
      expect(reply.draft.question!.text).to.equal('申请人为什么请您代填？');
      expect(await refusal(async () => open(await atConsole('editor-1', ['editor'])))).to.equal(
        'not_allowed',
      );
    });

    it('takes no 我承诺 of the helper for the applicant', async () => {
      const steps = stepsFor(t.db, await volunteer(), { helping: true });
      let refused: StepReply | undefined;
      await apply({
        ...steps,
        commit: async (draft) => {
          refused = await t.db.write(resident, (work) => signing.commit(work, draft.id, '我承诺'));
          return steps.commit(draft);
        },
      });
      expect(refused).to.include({ ok: false });
      expect(refused!.hint).to.match(/申请人本人[^]*「念完了」[^]*「交材料」[^]*「人工」/);
      expect(refused!.draft.stage).to.equal('notice');
    });

    it('takes photos that the helper sends: into the draft, then the case, and later to the case by its number', async () => {
      const helper = await volunteer();
      const photo = (mediaId: string) =>
        t.db.write(helper, (work) => addAttachment(work, { mediaId, kind: 'image' }));
      const steps = stepsFor(t.db, helper, { helping: true });
      let sent: AddedAttachment | undefined;
      const { reference } = await apply({
        ...steps,
        name: async (draft, said) => {
          sent ??= await photo(`m-${resident.id}-1`);
          return steps.name(draft, said);
        },
      });
      expect(sent).to.include({ place: 'draft', number: 1 });
      const later = await photo(`m-${resident.id}-2`);
      expect([later.place, later.cases.map((one) => one.reference)]).to.deep.equal(['none', [reference]]);
      const caseId = later.cases[0]!.id;
      await t.db.write(helper, (work) => placeAttachments(work, { to: 'case', caseId }));
      expect(await t.db.read((reading) => attachmentsOf(reading, caseId))).to.have.length(2);
      const stranger: Actor = { kind: 'resident', id: 'o-nobody' };
      expect(
        await refusal(() => t.db.write(stranger, (work) => placeAttachments(work, { to: 'case', caseId }))),
      ).to.equal('not_found');
    });

    it('for several people keeps each one’s apart, with its photos, and goes on with any of them', async () => {
      const helper = await volunteer();
      const helping = (afresh: boolean, draft?: string) =>
        t.db.write(helper, (work) =>
          eligibility.openDraft(work, afresh, { helping: true, ...(draft !== undefined && { draft }) }),
        );
      const photo = (mediaId: string) =>
        t.db.write(helper, (work) =>
          addAttachment(work, { mediaId: `${resident.id}-${mediaId}`, kind: 'image' }),
        );
      const filesOf = (draftId: string) => t.db.read(({ tx }) => tx.countBy(Attachment, { draftId }));
      const first = await helping(true);
      expect(first.others).to.deep.equal([]);
      expect(await photo('one')).to.include({ place: 'draft', number: 1 });
      const second = await helping(true);
      expect([await filesOf(first.draft.id), await filesOf(second.draft.id)]).to.deep.equal([1, 0]);
      expect(second.others.map(({ id }) => id)).to.deep.equal([first.draft.id]);
      expect(await photo('two'), 'numbered anew').to.include({ place: 'draft', number: 1 });
      const back = await helping(false, first.draft.id);
      expect(back).to.include({ resumed: true }).and.to.have.nested.property('draft.id', first.draft.id);
      expect(back.others.map(({ id }) => id)).to.deep.equal([second.draft.id]);
      expect(await photo('three')).to.include({ number: 2 });
      expect(await refusal(() => helping(false, newId()))).to.equal('not_found');
      // Put aside, none of them is anybody's in particular: the helper is asked.
      await t.db.write(helper, (work) => eligibility.leaveDraft(work, first.draft.id));
      expect(await photo('four')).to.include({ place: 'none' });
    });

    it('is refused to whoever is bound to no account', async () => {
      expect(await refusal(() => open(resident, { helping: true }))).to.equal('not_allowed');
      expect(await t.db.read(({ tx }) => tx.count(Volunteer))).to.be.greaterThan(0);
    });
  });
});
