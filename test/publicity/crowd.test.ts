import { expect } from 'chai';
import { Application, Event, Follower, FollowerChoice, Suggestion, Turn } from '../../entities/index.ts';
import { addVolunteer } from '../../server/people/volunteers/service.ts';
import { readVolunteer } from '../../server/people/volunteers/reading.ts';
import { system, type Actor } from '../../server/platform/actor.ts';
import { newId } from '../../server/platform/ids.ts';
import type { Problem } from '../../server/platform/problems.ts';
import { activityFigures, activitySheet } from '../../server/publicity/activities/figures.ts';
import { checkIn, signUp } from '../../server/publicity/activities/guests.ts';
import { nextActivities, readActivity } from '../../server/publicity/activities/reading.ts';
import { checkInOpen, figuresByTownship } from '../../server/publicity/activities/rules.ts';
import { addActivity, cancelActivity, closeActivity } from '../../server/publicity/activities/service.ts';
import type { Audience } from '../../server/publicity/audience/contract.ts';
import { countAudience } from '../../server/publicity/audience/service.ts';
import { listScenes } from '../../server/publicity/scenes/reading.ts';
import { sceneOf, sceneSettings, shown } from '../../server/publicity/scenes/rules.ts';
import { claimScenes, comeBy, orderScene, sceneMade } from '../../server/publicity/scenes/service.ts';
import type { Subscription } from '../../server/publicity/subscriptions/contract.ts';
import { offered } from '../../server/publicity/subscriptions/rules.ts';
import {
  bookConsent,
  ownSubscription,
  spendConsents,
  subscribe,
} from '../../server/publicity/subscriptions/service.ts';
import { pointRow } from '../support/caseRow.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';

const HOUR = 3_600_000;
const resident = (id: string): Actor => ({ kind: 'resident', id });

describe('rules of activities, scenes and subscriptions', () => {
  it('签到：开始前一小时到结束后一小时，取消的不行', () => {
    const activity = { startsAt: 10 * HOUR, endsAt: 12 * HOUR, status: 'planned' };
    expect([8.9, 9, 13, 13.1].map((hour) => checkInOpen(activity, hour * HOUR))).to.deep.equal([
      ...[false, true, true, false],
    ]);
    expect(checkInOpen({ ...activity, status: 'cancelled' }, 11 * HOUR)).to.equal(false);
  });

  it('年度数字按镇（街道）合计，场次多的在前', () => {
    const held = (township: string, minutes: number) => ({
      ...{ township, signedUp: 2, checkedIn: 1, others: 10, services: 1, minutes, given: 5 },
    });
    const figures = figuresByTownship([held('望亭镇', 60), held('元和街道', 90), held('望亭镇', 40)]);
    expect(figures.map(({ township, activities, hours }) => [township, activities, hours])).to.deep.equal([
      ['望亭镇', 2, 1.6],
      ['元和街道', 1, 1.5],
    ]);
  });

  it('人数太少的来源不显示具体数', () => {
    expect(
      [0, 1, sceneSettings.fewestShown - 1, sceneSettings.fewestShown].map((n) => shown(n)),
    ).to.deep.equal([...[0, null, null, sceneSettings.fewestShown]]);
  });

  it('只留下可选的内容', () => {
    expect(offered(['工伤', '别的', '工伤'], ['劳动报酬', '工伤'])).to.deep.equal(['工伤']);
  });
});

onEachEngine('activities, QR codes and subscriptions', (engine) => {
  let t: TestDatabase;
  let now = Date.UTC(2026, 10, 24, 2);
  let volunteer: string;

  before(async () => {
    t = await testDatabase(engine, () => now);
    const point = (await pointRow(t.db, 'ws', 'workstation', '元和街道工作站')).id;
    const profile = { name: '冯', servicePointId: point, legalLiterate: false };
    volunteer = (await t.db.write(system('test'), (work) => addVolunteer(work, profile))).id;
  });
  after(() => t?.drop());

  const as = <T>(actor: Actor, unit: Parameters<typeof t.db.write<T>>[1]) => t.db.write(actor, unit);
  const staff = system('test');
  const plan = (seats?: number) => ({
    ...{ kind: 'lecture' as const, title: '工资讲座', township: '元和街道', place: '社区会议室' },
    ...{
      startsAt: now + 24 * HOUR,
      endsAt: now + 26 * HOUR,
      volunteers: [volunteer],
      ...(seats && { seats }),
    },
  });

  it('an activity from its plan over sign-up and check-in to its figures', async () => {
    const { id } = await as(staff, (work) => addActivity(work, plan(2)));
    const outcome = async (openid: string) =>
      (await as(resident(openid), (work) => signUp(work, id, true))).outcome;
    expect([
      await outcome('o-1'),
      await outcome('o-1'),
      await outcome('o-2'),
      await outcome('o-3'),
    ]).to.deep.equal([...['signedUp', 'signedUp', 'signedUp', 'full']]);
    await as(resident('o-2'), (work) => signUp(work, id, false));
    expect(await outcome('o-3')).to.equal('signedUp');
    expect((await t.db.read((reading) => nextActivities(reading, 'o-3')))[0]).to.include({
      id,
      signedUp: true,
    });

    const { code, version, scene } = await t.db.read((reading) => readActivity(reading, id));
    expect(scene).to.equal(sceneOf('activity', id));
    const check = async (openid: string, said = code) =>
      (await as(resident(openid), (work) => checkIn(work, said))).outcome;
    expect(await check('o-1')).to.equal('early');
    now += 24 * HOUR;
    expect([
      await check('o-1'),
      await check('o-1'),
      await check('o-9'),
      await check('o-1', '000000'),
    ]).to.deep.equal([...['checkedIn', 'already', 'checkedIn', 'wrong']]);
    const closed = await as(staff, (work) =>
      closeActivity(work, {
        ...{ id, version, others: 30, given: [{ what: '宣传册', count: 40 }] },
        volunteers: [{ id: volunteer, status: 'came', minutes: 150 }],
        questions: ['我叫王小明，手机 13812345678，老板不发工资怎么办'],
      }),
    );
    expect(closed.questions).to.equal(1);
    const view = await t.db.read((reading) => readActivity(reading, id));
    expect(view).to.include({ status: 'held', signedUp: 2, checkedIn: 2, others: 30 });
    expect((await t.db.read((reading) => readVolunteer(reading, volunteer))).hours).to.equal(2.5);
    const kept = await t.db.read(({ tx }) => tx.findBy(Suggestion, { source: 'activity' }));
    const said = t.db.sealer.open('suggestion.said', kept[0]!.said);
    expect(said).to.include('老板不发工资').and.not.to.include('13812345678');
    const figures = await t.db.read((reading) => activityFigures(reading, '2026'));
    expect(figures).to.deep.equal([
      {
        ...{ township: '元和街道', activities: 1, signedUp: 2, checkedIn: 2, others: 30 },
        ...{ services: 1, hours: 2.5, given: 40 },
      },
    ]);
    expect(await t.db.read((reading) => activityFigures(reading, '2025'))).to.deep.equal([]);
    expect((await activitySheet('2026', figures)).subarray(0, 2).toString()).to.equal('PK');
  });

  it('an activity is closed once, not before it began, and not by an old page', async () => {
    const { id, version } = await as(staff, (work) => addActivity(work, plan()));
    const result = { others: 0, given: [], volunteers: [], questions: [] };
    const codeOf = (failure: unknown) => (failure as Problem).code;
    const close = (of: number) => as(staff, (work) => closeActivity(work, { id, version: of, ...result }));
    expect(await close(version).catch(codeOf)).to.equal('bad_input');
    now += 25 * HOUR;
    expect(await close(version + 1).catch(codeOf)).to.equal('stale');
    await close(version);
    expect(await close(version + 1).catch(codeOf)).to.equal('activity_state');
    const cancel = as(staff, (work) => cancelActivity(work, { id, version: version + 1, reason: '下雨' }));
    expect(await cancel.catch(codeOf)).to.equal('activity_state');
  });

  it('who signed up hears that it is called off, once; who took it back or only came by does not', async () => {
    const { id, version } = await as(staff, (work) => addActivity(work, plan(5)));
    for (const openid of ['o-stays', 'o-leaves'])
      await as(resident(openid), (work) => signUp(work, id, true));
    await as(resident('o-leaves'), (work) => signUp(work, id, false));
    const told = () => t.db.read(({ tx }) => tx.findBy(Event, { type: 'activity.cancelled' }));
    const cancel = { id, version, reason: '下雨' };
    await as(staff, (work) => cancelActivity(work, cancel));
    await as(staff, (work) => cancelActivity(work, cancel)).catch(() => undefined);
    expect((await told()).map(({ openid }) => openid)).to.deep.equal(['o-stays']);
  });

  it('the last seat goes to one of two who ask at the same moment', async () => {
    const { id } = await as(staff, (work) => addActivity(work, plan(1)));
    const both = await Promise.all(
      ['o-a', 'o-b'].map((openid) => as(resident(openid), (work) => signUp(work, id, true))),
    );
    expect(both.map(({ outcome }) => outcome).toSorted()).to.deep.equal(['full', 'signedUp']);
  });

  it('a QR code is made once and counts people, and small sums are not shown', async () => {
    const { code } = await as(staff, (work) => orderScene(work, 'volunteer', volunteer));
    expect((await as(staff, (work) => orderScene(work, 'volunteer', volunteer))).code).to.equal(code);
    const claimed = await as(staff, (work) => claimScenes(work, 50));
    expect(claimed.map((one) => one.code)).to.include(code);
    expect(await as(staff, (work) => claimScenes(work, 50))).to.deep.equal([]);
    now += 61_000;
    expect((await as(staff, (work) => claimScenes(work, 50))).map((one) => one.code)).to.include(code);
    await as(staff, (work) => sceneMade(work, code, 'http://weixin.qq.com/q/x'));
    const come = (openid: string, followed = true) =>
      as(resident(openid), (work) => comeBy(work, code, followed));
    expect(await come('o-v1')).to.include({ kind: 'volunteer', name: '冯' });
    await come('o-v1', false);
    const one = async () => (await t.db.read(listScenes)).find((scene) => scene.code === code)!;
    expect(await one()).to.include({ people: null, follows: null, questions: 0, applications: 0 });
    for (const openid of ['o-v2', 'o-v3', 'o-v4', 'o-v5']) await come(openid);
    await come('o-v6', false);
    expect(await one()).to.include({ people: 6, follows: 5 });
    await asks(['o-v1', 'o-v2', 'o-v3', 'o-v4', 'o-v5', 'o-else'], now + 1000);
    await asks(['o-v6'], now + 31 * 86_400_000);
    expect(await one()).to.include({ questions: 5, applications: 0 });
    await apply(['o-v1', 'o-v2', 'o-v3', 'o-v4', 'o-v5'], now + 2000);
    expect(await one()).to.include({ applications: 5 });
    expect(await as(resident('o-v1'), (work) => comeBy(work, 'somebody-elses', true))).to.include({
      kind: null,
    });
  });

  const asks = (openids: string[], at: number) =>
    as(staff, async ({ tx }) => {
      for (const openid of openids)
        await tx.insert(Turn, {
          ...{ id: newId(), pushKey: `${openid}-${at}`, openid, kind: 'text', payload: 'x' },
          ...{ status: 'done', reply: null, receivedAt: at, finishedAt: at },
        });
    });
  const apply = (openids: string[], at: number) =>
    as(staff, async ({ tx }) => {
      for (const openid of openids)
        await tx.insert(Application, {
          ...{ id: newId(), draftId: newId(), applicantId: newId(), openid, matter: 'wages' },
          ...{ answers: 'x', verdict: 'x', rulesVersion: 'x', proof: 'papers' },
          ...{ submittedOn: '2026-11-24', submittedAt: at },
        });
    });

  it('somebody chooses, chooses anew, and leaves everything', async () => {
    const me = resident('o-sub');
    const now = t.db.clock();
    await pointRow(t.db, 'sub', 'workstation', '元和街道工作站');
    await as(staff, ({ tx }) =>
      tx.insert(Follower, { openid: 'o-sub', following: true, seenAt: now, changedAt: now }),
    );
    const none = { areas: [], topics: [], groups: [], interests: [], points: [] };
    const choose = (chosen: Partial<Subscription>) =>
      as(me, (work) => subscribe(work, { ...none, pace: 'any', ...chosen }));
    const own = () => t.db.read((reading) => ownSubscription(reading, 'o-sub'));
    const people = async (audience: Audience): Promise<number> =>
      (await t.db.read((reading) => countAudience(reading, { audience, reach: 'mass' }, 'service'))).people;
    const all = {
      ...{ areas: ['元和街道'], topics: ['工伤'], groups: ['务工人员', '老年人'] },
      ...{ interests: ['以案说法'], points: ['元和街道工作站'], pace: 'week' as const },
    };
    await choose({ ...all, areas: ['元和街道', '火星'], points: ['元和街道工作站', '火星工作站'] });
    expect(await own()).to.deep.include({ chosen: true, ...all });
    expect(
      await Promise.all([
        people({ groups: ['务工人员'], points: ['元和街道工作站'], interests: ['以案说法'] }),
        people({ groups: ['务工人员'], interests: ['普法讲座'] }),
        people({ groups: ['妇女', '老年人'] }),
      ]),
      'counted by what was chosen',
    ).to.deep.equal([1, 0, 1]);
    await choose({ topics: ['防范诈骗'] });
    expect(await own()).to.deep.include({ ...none, topics: ['防范诈骗'], pace: 'any' });
    expect(await people({ groups: ['务工人员'] }), 'taken back').to.equal(0);
    await choose({ ...all, pace: 'stop' });
    expect(await own()).to.deep.include({ chosen: false, ...none, pace: 'stop' });
    const rows = await t.db.read(({ tx }) => tx.findBy(FollowerChoice, { openid: 'o-sub' }));
    expect(rows.map(({ kind, value }) => [kind, value])).to.deep.equal([['pace', 'stop']]);
  });

  it('a consent is booked once an event and ends when it was used up or taken back', async () => {
    const consent = { openid: 'o-con', templateId: 'tpl', title: '待办提醒' };
    const book = (eventKey: string, decided: 'accept' | 'reject') =>
      as(staff, (work) => bookConsent(work, { ...consent, eventKey, decided }));
    const sent = (eventKey: string, problem: string | null, term: 'once' | 'longTerm') =>
      as(staff, (work) =>
        spendConsents(work, [{ eventKey, openid: 'o-con', problem, once: term === 'once' ? consent : null }]),
      );
    const held = () => t.db.read(({ tx }) => tx.countBy(FollowerChoice, { openid: 'o-con', kind: 'notice' }));
    expect([await book('e1', 'accept'), await book('e1', 'accept'), await held()]).to.deep.equal([
      true,
      false,
      1,
    ]);
    await sent('e2', null, 'longTerm');
    await sent('e3', '43101', 'once');
    expect(await held(), 'one for long, or a notice that failed, uses nothing up').to.equal(1);
    await sent('e4', null, 'once');
    expect(await held(), 'a notice that arrived').to.equal(0);
    await book('e5', 'accept');
    await sent('e4', null, 'once');
    expect(await held(), 'WeChat repeats an event').to.equal(1);
    await book('e6', 'reject');
    expect(await held()).to.equal(0);
  });
});
