import { expect } from 'chai';
import {
  countedMinutes,
  exclusionDue,
  hoursOf,
  starsFor,
  strikesIn,
  volunteerSettings,
} from '../../server/people/volunteers/rules.ts';
import { ownVolunteer, listVolunteers, readVolunteer } from '../../server/people/volunteers/reading.ts';
import {
  addVolunteer,
  recordVolunteer,
  setStanding,
  voidRecord,
} from '../../server/people/volunteers/service.ts';
import { ActivityVolunteer, Activity, Binding } from '../../entities/index.ts';
import { system } from '../../server/platform/actor.ts';
import { newId } from '../../server/platform/ids.ts';
import type { Problem } from '../../server/platform/problems.ts';
import { pointRow } from '../support/caseRow.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';

describe('rules for volunteers', () => {
  const rows: { 说明: string; services: [string, number][]; minutes: number }[] = [
    { 说明: '一天 8 小时封顶', services: [['2026-11-01', 600]], minutes: 480 },
    {
      说明: '同一天两场合计封顶',
      services: [
        ['2026-11-01', 300],
        ['2026-11-01', 300],
      ],
      minutes: 480,
    },
    {
      说明: '两天分开算',
      services: [
        ['2026-11-01', 600],
        ['2026-11-02', 60],
      ],
      minutes: 540,
    },
    { 说明: '不到 10 分钟不算', services: [['2026-11-01', 9]], minutes: 0 },
    { 说明: '没有服务', services: [], minutes: 0 },
  ];
  for (const { 说明, services, minutes } of rows)
    it(说明, () => {
      const list = services.map(([onDay, time]) => ({ onDay, minutes: time }));
      expect(countedMinutes(list)).to.equal(minutes);
    });

  it('星级按数据里的小时数，差多少也说得出', () => {
    const [first, second] = volunteerSettings.stars;
    expect(starsFor(first!.hours * 60 - 1)).to.deep.equal({ stars: 0, toNext: 1 });
    expect(starsFor(first!.hours * 60)).to.deep.equal({
      stars: 1,
      toNext: (second!.hours - first!.hours) * 60,
    });
    expect(starsFor(10_000_000)).to.deep.equal({ stars: 5, toNext: null });
    expect(starsFor(120, { ...volunteerSettings, stars: [{ stars: 3, hours: 2 }] }).stars).to.equal(3);
  });

  it('一年三次爽约或三次投诉才提示清退，两样不相加，上一年的、不成立的不算', () => {
    const complaint = (onDay: string, isVoid = false) => ({ kind: 'complaint', onDay, void: isVoid });
    const strikes = strikesIn(
      '2026',
      [
        complaint('2026-01-02'),
        complaint('2026-03-02'),
        complaint('2025-12-31'),
        complaint('2026-05-01', true),
      ],
      ['2026-02-01', '2026-02-08', '2025-02-01'],
    );
    expect(strikes).to.deep.equal({ missed: 2, complaints: 2 });
    expect(exclusionDue(strikes)).to.equal(false);
    expect(exclusionDue({ missed: 3, complaints: 0 })).to.equal(true);
    expect(exclusionDue({ missed: 0, complaints: 3 })).to.equal(true);
  });

  it('小时数向下取一位小数', () => {
    expect([hoursOf(125), hoursOf(59), hoursOf(480)]).to.deep.equal([2, 0.9, 8]);
  });
});

onEachEngine('volunteers', (engine) => {
  let t: TestDatabase;
  const now = Date.UTC(2026, 10, 24, 2);
  let point: string;

  before(async () => {
    t = await testDatabase(engine, () => now);
    point = (await pointRow(t.db, 'ws', 'workstation')).id;
  });
  after(() => t?.drop());

  const add = (name: string) =>
    t.db.write(system('test'), (work) =>
      addVolunteer(work, {
        name,
        servicePointId: point,
        legalLiterate: true,
        phone: '13812345678',
        area: '一村',
      }),
    );
  const serve = (volunteerId: string, minutes: number, onDay: string, status: 'came' | 'missed' | 'asked') =>
    t.db.write(system('test'), async ({ tx }) => {
      const id = newId();
      const startsAt = status === 'asked' ? now + 86_400_000 : now - 86_400_000;
      await tx.insert(Activity, {
        ...{ id, kind: 'stall', title: '摆摊', township: '元和街道', place: '广场', startsAt },
        ...{ endsAt: startsAt + 3_600_000, seats: null, status: status === 'asked' ? 'planned' : 'held' },
        ...{ code: '123456', others: 0, given: '[]', reason: null, byId: 'x', version: 1, createdAt: now },
      });
      await tx.insert(ActivityVolunteer, { activityId: id, volunteerId, status, minutes, onDay });
    });

  it('keep their phone sealed and show it masked', async () => {
    const { id } = await add('冯');
    const view = await t.db.read((reading) => readVolunteer(reading, id));
    expect(view).to.include({
      phone: '138****5678',
      standing: 'active',
      kindName: '法律明白人',
      area: '一村',
    });
    const [stored] = (await t.db.read(({ tx }) =>
      tx.query('SELECT phone FROM volunteer WHERE id = ?', [id]),
    )) as {
      phone: string;
    }[];
    expect(stored!.phone).not.to.include('5678');
  });

  it('have hours of their services, and are proposed for exclusion after three missed ones', async () => {
    const { id } = await add('陈');
    await serve(id, 600, '2026-11-01', 'came');
    await serve(id, 90, '2026-11-02', 'came');
    await serve(id, 0, '2026-03-01', 'missed');
    await serve(id, 0, '2026-04-01', 'missed');
    const record = (kind: 'missed' | 'training', minutes = 0) =>
      t.db.write(system('test'), (work) =>
        recordVolunteer(work, { id, kind, onDay: '2026-05-01', note: '临时没来', minutes }),
      );
    expect((await t.db.read((reading) => readVolunteer(reading, id))).exclusionDue).to.equal(false);
    const third = await record('missed');
    expect(third.exclusionDue).to.equal(true);
    await record('training', 90);
    const view = await t.db.read((reading) => readVolunteer(reading, id));
    expect(view).to.include({ hours: 9.5, missed: 3, trainingHours: 1.5 });
    expect((await t.db.read((reading) => listVolunteers(reading)))[0]!.id).to.equal(id);
    const after = await t.db.write(system('test'), (work) => voidRecord(work, { id, record: third.id }));
    expect(after.exclusionDue).to.equal(false);
  });

  it('take no training without a time, and no day to come', async () => {
    const { id } = await add('赵');
    for (const bad of [
      { kind: 'training' as const, onDay: '2026-11-01' },
      { kind: 'complaint' as const, onDay: '2027-01-01' },
    ]) {
      const error = await t.db
        .write(system('test'), (work) => recordVolunteer(work, { id, note: '说明', ...bad }))
        .catch((failure: unknown) => failure);
      expect((error as Problem).code).to.equal('bad_input');
    }
  });

  it('read their own hours in the chat while they are active, and nothing after', async () => {
    const { id } = await add('林');
    await serve(id, 120, '2026-11-03', 'came');
    await serve(id, 0, '2026-11-25', 'asked');
    await t.db.write(system('test'), ({ tx }) =>
      tx.insert(Binding, { openid: 'o-lin', kind: 'volunteer', personId: id, boundAt: now }),
    );
    const own = await t.db.read((reading) => ownVolunteer(reading, 'o-lin'));
    expect(own.volunteer).to.include({ hours: 2, stars: 0 });
    expect(own.volunteer!.next).to.have.length(1);
    const to = (standing: 'active' | 'excluded' | 'left') =>
      t.db.write(system('test'), (work) => setStanding(work, { id, standing, reason: '三次爽约' }));
    await to('excluded');
    expect((await t.db.read((reading) => ownVolunteer(reading, 'o-lin'))).volunteer).to.equal(null);
    await to('active');
    expect((await t.db.read((reading) => ownVolunteer(reading, 'o-lin'))).volunteer).not.to.equal(null);
    await to('left');
    expect(await t.db.read(({ tx }) => tx.countBy(Binding, { openid: 'o-lin' }))).to.equal(0);
  });
});
