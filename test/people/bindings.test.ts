import { expect } from 'chai';
import {
  Binding,
  BindingCode,
  Delivery,
  Event,
  Handoff,
  Session,
  Staff,
  Volunteer,
} from '../../entities/index.ts';
import { todo } from '../../server/cases/todo.ts';
import { queueDelivery } from '../../server/notices/queue.ts';
import {
  bind,
  bindable,
  deactivate,
  makeBindingCode,
  ownBinding,
  staffInChat,
  unbind,
} from '../../server/people/bindings.ts';
import { may } from '../../server/people/policies.ts';
import { system, type Actor } from '../../server/platform/actor.ts';
import { newId } from '../../server/platform/ids.ts';
import type { Role } from '../../server/vocabulary.ts';
import { caseRow, pointRow } from '../support/caseRow.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';

const MINUTE = 60_000;

onEachEngine('binding a WeChat to a person', (engine) => {
  let t: TestDatabase;
  let now = Date.UTC(2026, 10, 24, 2);
  let centre: string;
  let zhou: Extract<Actor, { kind: 'staff' }>;
  let admin: Extract<Actor, { kind: 'staff' }>;
  let volunteerId: string;

  before(async () => {
    t = await testDatabase(engine, () => now);
    centre = (await pointRow(t.db, 'centre', 'centre')).id;
    zhou = await staff('周', ['intake'], centre);
    admin = await staff('管', ['admin'], centre);
    volunteerId = newId();
    const volunteer = {
      id: volunteerId,
      name: '冯',
      servicePointId: centre,
      legalLiterate: true,
      active: true,
    };
    await t.db.write(system('test'), ({ tx }) => tx.insert(Volunteer, volunteer));
  });
  after(() => t?.drop());

  async function staff(name: string, roles: Role[], servicePointId: string) {
    const id = newId();
    await t.db.write(system('test'), ({ tx }) =>
      tx.insert(Staff, {
        ...{ id, account: id, name, passwordHash: '', roles: roles.join(' '), servicePointId },
        ...{ active: true, wrongPasswords: 0, lockedUntil: 0 },
      }),
    );
    return { kind: 'staff' as const, id, name, roles, servicePointId, through: 'console' as const };
  }
  const code = async (actor: Actor, person?: { kind: 'staff' | 'lawyer' | 'volunteer'; id: string }) =>
    (await t.db.write(actor, (work) => makeBindingCode(work, person))).code;
  const send = (openid: string, said: string) =>
    t.db.write({ kind: 'resident', id: openid }, (work) => bind(work, said));
  const refused = async (action: Promise<unknown>): Promise<string> => {
    try {
      await action;
      return 'allowed';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const inChat = (openid: string) => t.db.read((reading) => staffInChat(reading, openid));

  it('binds whoever sends the code, once', async () => {
    const said = await code(zhou);
    expect(said).to.match(/^\d{8}$/);
    expect(await send('o-zhou', said)).to.deep.equal({
      outcome: 'bound',
      person: { kind: 'staff', name: '周' },
    });
    expect(await send('o-thief', said)).to.deep.equal({ outcome: 'wrong' });
    expect(await inChat('o-zhou')).to.include({ id: zhou.id, name: '周', through: 'chat' });
    expect((await t.db.read((reading) => ownBinding(reading, zhou.id))).boundAt).to.equal(now);
  });

  it('keeps a keyed digest of a code and never the code', async () => {
    const said = await code(admin);
    const [kept] = await t.db.read(({ tx }) => tx.findBy(BindingCode, { personId: admin.id }));
    expect(kept!.digest).to.match(/^v1\./).and.not.contain(said);
    const events = await t.db.read(({ tx }) => tx.find(Event));
    expect(JSON.stringify(events)).to.not.contain(said);
  });

  it('takes a code for ten minutes, and only the newest of a person', async () => {
    const older = await code(admin);
    const newer = await code(admin);
    expect((await send('o-admin', older)).outcome).to.equal('wrong');
    now += 10 * MINUTE;
    expect((await send('o-admin', newer)).outcome).to.equal('wrong');
  });

  it('makes an openid wait after five wrong codes in an hour, also with the right one', async () => {
    for (let wrong = 0; wrong < 5; wrong += 1)
      expect((await send('o-guess', '00000000')).outcome).to.equal('wrong');
    const right = await code(admin);
    expect(await send('o-guess', right)).to.deep.equal({ outcome: 'slow', minutes: 60 });
    now += 61 * MINUTE;
    expect((await send('o-guess', await code(admin))).outcome).to.equal('bound');
  });

  it('binds one phone to one person and moves when the person takes another phone', async () => {
    expect(await send('o-zhou', await code(admin))).to.deep.equal({
      outcome: 'already',
      person: { kind: 'staff', name: '周' },
    });
    expect((await send('o-zhou-new', await code(zhou))).outcome).to.equal('bound');
    expect(await inChat('o-zhou')).to.equal(undefined);
    expect(await inChat('o-zhou-new')).to.include({ id: zhou.id });
  });

  it('lets director and admin make codes for volunteers and lawyers, nobody for a colleague’s account', async () => {
    const volunteer = { kind: 'volunteer' as const, id: volunteerId };
    expect(await refused(code(zhou, volunteer))).to.equal('not_allowed');
    expect(await refused(code(admin, { kind: 'staff', id: zhou.id }))).to.equal('not_allowed');
    expect(await refused(code(admin, { kind: 'lawyer', id: newId() }))).to.equal('not_found');
    expect(await send('o-feng', await code(admin, volunteer))).to.deep.equal({
      outcome: 'bound',
      person: { kind: 'volunteer', name: '冯' },
    });
    expect(await t.db.read(bindable)).to.deep.include({
      kind: 'volunteer',
      id: volunteerId,
      name: '冯',
      bound: true,
    });
    expect(await inChat('o-feng'), 'a volunteer is no staff').to.equal(undefined);
  });

  it('ends a binding at 解绑, and says when there was none', async () => {
    const end = () => t.db.write({ kind: 'resident', id: 'o-feng' }, unbind);
    expect([await end(), await end()]).to.deep.equal([true, false]);
  });

  it('lets the chat do less than the console in the same name', async () => {
    const chat = (await inChat('o-zhou-new'))!;
    expect([may(zhou, 'cases.accept'), may(chat, 'cases.accept')]).to.deep.equal([true, false]);
    expect([may(zhou, 'cases.read'), may(chat, 'cases.read')]).to.deep.equal([true, false]);
    expect(may(chat, 'todo.read')).to.equal(true);
  });

  it('ends account, sessions, codes, bindings and waiting notices at once when somebody leaves', async () => {
    await t.db.write(system('test'), async (work) => {
      await work.tx.insert(Session, {
        digest: 'd',
        staffId: zhou.id,
        createdAt: now,
        expiresAt: now + MINUTE,
      });
      const notice = { recipient: 'o-zhou-new', params: {}, reach: 'template' as const };
      await queueDelivery(work, { ...notice, eventId: newId(), textKey: 'notice.staffNewCase' });
      await queueDelivery(work, { ...notice, eventId: newId(), textKey: 'turn.reply#0' });
    });
    const left = (actor: Actor) => t.db.write(actor, (work) => deactivate(work, 'staff', zhou.id));
    expect(await refused(left(zhou))).to.equal('not_allowed');
    await left(admin);
    expect(await inChat('o-zhou-new')).to.equal(undefined);
    const gone = await t.db.read(async ({ tx }) => [
      await tx.countBy(Session, { staffId: zhou.id }),
      await tx.countBy(Binding, { personId: zhou.id }),
      await tx.countBy(BindingCode, { personId: zhou.id }),
      (await tx.findBy(Delivery, { recipient: 'o-zhou-new' })).map(({ textKey }) => textKey).join(),
    ]);
    expect(gone).to.deep.equal([0, 0, 0, 'turn.reply#0']);
    expect(await refused(t.db.write(admin, (work) => deactivate(work, 'staff', admin.id)))).to.equal(
      'not_allowed',
    );
  });

  describe('待办', () => {
    const listOf = async (actor: Extract<Actor, { kind: 'staff' }>) =>
      (await t.db.read((reading) => todo(reading, actor))).cases.map(({ what, dueOn }) => `${what} ${dueOn}`);

    before(async () => {
      const station = (await pointRow(t.db, 'ws', 'workstation')).id;
      const reviewerId = newId();
      await caseRow(t.db, 'o-a', 'RECEIVED', { dueOn: '2026-12-03', servicePointId: centre });
      await caseRow(t.db, 'o-b', 'RECEIVED', { dueOn: '2026-12-01', servicePointId: station });
      await caseRow(t.db, 'o-c', 'REVIEW', { dueOn: '2026-12-02', servicePointId: centre });
      await caseRow(t.db, 'o-d', 'REVIEW', { dueOn: '2026-12-04', servicePointId: centre, reviewerId });
      await caseRow(t.db, 'o-e', 'GRANTED', { dueOn: '2026-12-01', servicePointId: centre });
      const handoff = {
        id: newId(),
        openid: 'o-a',
        reason: '要求人工',
        status: 'open' as const,
        takenBy: null,
      };
      await t.db.write(system('test'), ({ tx, sealer }) =>
        tx.insert(Handoff, {
          ...handoff,
          ...{
            urgency: 'danger',
            said: sealer.seal('handoff.said', '救命'),
            askedAt: now - 5 * MINUTE,
            closedAt: null,
          },
        }),
      );
    });

    it('受理员看到待受理的，按期限排；工作站只看到自己站的', async () => {
      expect(await listOf(await staff('甲', ['intake'], centre))).to.deep.equal([
        '申请已收到 2026-12-01',
        '申请已收到 2026-12-03',
      ]);
      const { servicePointId } = (
        await t.db.read(({ tx }) =>
          tx.query(`SELECT id AS servicePointId FROM service_point WHERE code = 'ws'`),
        )
      )[0];
      expect(await listOf(await staff('乙', ['intake'], servicePointId))).to.deep.equal([
        '申请已收到 2026-12-01',
      ]);
    });

    it('审查员看到待审查的，审批人看到有审查意见的', async () => {
      expect(await listOf(await staff('丙', ['reviewer'], centre))).to.deep.equal(['审查中 2026-12-02']);
      expect(await listOf(await staff('丁', ['approver'], centre))).to.deep.equal(['待审批 2026-12-04']);
      expect(await listOf(await staff('戊', ['editor'], centre))).to.deep.equal([]);
    });

    it('等人工的居民只说几位、等了多久，不说是谁、说了什么', async () => {
      const seen = await t.db.read(async (reading) => todo(reading, await staff('己', ['intake'], centre)));
      expect(seen.persons).to.deep.equal({ count: 1, danger: 1, callBacks: 0, waitedMinutes: 5 });
      expect(JSON.stringify(seen)).to.not.match(/o-a|救命/);
      const editor = await staff('庚', ['editor'], centre);
      expect((await t.db.read((reading) => todo(reading, editor))).persons).to.equal(null);
    });
  });
});
