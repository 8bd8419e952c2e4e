import { expect } from 'chai';
import { Event, Material, Push, SeriesOccasion } from '../../entities/index.ts';
import { startOf } from '../../server/platform/calendar.ts';
import type { Problem } from '../../server/platform/problems.ts';
import { addMaterial } from '../../server/publicity/materials/service.ts';
import { readPlan } from '../../server/publicity/plan/service.ts';
import type { Rhythm, SeriesInput } from '../../server/publicity/series/contract.ts';
import { openOccasions } from '../../server/publicity/series/opening.ts';
import { nextOccasion, occasionsBetween, rhythmWords } from '../../server/publicity/series/rules.ts';
import { addSeries, changeSeries, moveSeries } from '../../server/publicity/series/service.ts';
import { listSeries } from '../../server/publicity/series/view.ts';
import { lookOnce } from '../../server/publicity/sending/worker.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';
import { act, author, editor, setting, tip } from './support.ts';

const HOUR = 3_600_000;

describe('the days of a series', () => {
  const days = (rhythm: Rhythm, from: string, to: string): string =>
    occasionsBetween(rhythm, from, to)
      .map((day) => day.slice(5))
      .join(' ');

  it('每周、每月（短月在月末）、每年（2 月 29 日在平年提前一天）', () => {
    expect(days({ every: 'week', weekday: 7 }, '2026-12-01', '2026-12-20')).to.equal('12-06 12-13 12-20');
    expect(days({ every: 'month', day: 31 }, '2027-01-31', '2027-04-30')).to.equal('01-31 02-28 03-31 04-30');
    expect(days({ every: 'month', day: 30 }, '2028-02-01', '2028-03-01')).to.equal('02-29');
    expect(days({ every: 'year', on: '12-04' }, '2026-11-01', '2026-12-31')).to.equal('12-04');
    expect(days({ every: 'year', on: '02-29' }, '2027-02-01', '2027-03-31')).to.equal('02-28');
    expect(days({ every: 'year', on: '02-29' }, '2028-02-01', '2028-03-31')).to.equal('02-29');
  });

  it('时节的第一天跟着春节走；没有录入春节的年份一天也不猜', () => {
    const wages: Rhythm = { every: 'season', season: 'wage-season' };
    expect(days(wages, '2026-12-01', '2027-02-28'), '60 days before 2027-02-06').to.equal('12-08');
    expect(nextOccasion(wages, '2026-12-01', new Set(['2026-12-08'])), '2028-01-26').to.equal('2027-11-27');
    expect(nextOccasion(wages, '2028-02-01', new Set())).to.equal(undefined);
    expect(rhythmWords(wages, '10:00')).to.equal('每年「岁末讨薪季」第一天 10:00');
    expect(rhythmWords({ every: 'week', weekday: 3 }, '09:30')).to.equal('每周三 09:30');
  });
});

onEachEngine('recurring series', (engine) => {
  let t: TestDatabase;
  let now = startOf('2026-12-01') + 9 * HOUR;
  const weekly: SeriesInput = {
    ...{ name: '周三说法', rhythm: { every: 'week', weekday: 3 }, time: '10:00', daysAhead: 7 },
    ...{ reach: 'mass', audience: { groups: ['务工人员'] }, tag: '工资', startsOn: '2026-12-01' },
  };
  let id = '';

  before(async () => {
    t = await testDatabase(engine, () => now);
    ({ id } = await act(t.db, editor, (work) => addSeries(work, author, weekly)));
  });
  after(() => t?.drop());

  /** Two schedulers at the same moment. */
  const open = () => Promise.all([1, 2].map(() => openOccasions(t.db, setting)));
  const told = async (type: Event['type']): Promise<string[]> =>
    (await t.db.read(({ tx }) => tx.find(Event, { where: { type }, order: { id: 'ASC' } }))).map(
      ({ data }) => (JSON.parse(data) as { day: string }).day,
    );
  const pushes = () => t.db.read(({ tx }) => tx.find(Push, { order: { dueAt: 'ASC' } }));
  const material = (title: string, more = {}) =>
    act(t.db, editor, (work) => addMaterial(work, author, { ...tip, title, tags: ['工资'], ...more }));
  const planned = async (): Promise<string[]> =>
    (
      await t.db.read((reading) => readPlan(reading, { from: '2026-12-01', to: '2026-12-31' }, setting))
    ).planned.map(({ day, waiting }) => `${day.slice(8)}${waiting ? ' 缺材料' : ''}`);
  const item = async () => (await t.db.read((reading) => listSeries(reading, setting))).items[0]!;

  it('stand in the calendar before they exist, and say once that a material is missing', async () => {
    expect(await planned()).to.deep.equal(['02', '09', '16', '23', '30']);
    await material('别的标签', { tags: ['婚姻'] });
    await material('到期的', { expiresOn: '2026-12-01' });
    await open();
    now += HOUR / 2;
    await open();
    expect([await told('series.waiting'), await pushes()]).to.deep.equal([['2026-12-02'], []]);
    expect((await planned())[0]).to.equal('02 缺材料');
    expect((await item()).next).to.deep.include({ day: '2026-12-02', waiting: true, people: 0 });
    expect((await item()).next!.conflicts.map(({ rule }) => rule)).to.include('nobody');
  });

  it('open one draft for each occasion that is near, in the name of the editor, by two workers too', async () => {
    await material('第一篇');
    await material('第二篇');
    now += HOUR / 4;
    await open();
    await open();
    const [first, ...others] = await pushes();
    expect(others).to.deep.equal([]);
    expect(first).to.include({
      ...{ title: '第一篇', status: 'draft', reach: 'mass', author: `staff:${editor.id}` },
      ...{ dueAt: startOf('2026-12-02') + 10 * HOUR, audience: '{"groups":["务工人员"]}' },
    });
    now = startOf('2026-12-02') + HOUR;
    await open();
    expect(
      (await pushes()).map(({ title }) => title),
      'another material each time',
    ).to.deep.equal([...['第一篇', '第二篇']]);
    expect(await told('series.opened')).to.deep.equal(['2026-12-02', '2026-12-09']);
    expect(await planned()).to.deep.equal(['16', '23', '30']);
  });

  it('send nothing that nobody handed in and reviewed', async () => {
    now = startOf('2026-12-02') + 11 * HOUR;
    await lookOnce(t.db, setting, 'one');
    expect((await pushes()).map(({ status }) => status)).to.deep.equal(['draft', 'draft']);
    expect((await item()).pushes.map(({ statusName }) => statusName)).to.deep.equal(['草稿', '草稿']);
  });

  it('rest while paused, go on with what lies ahead, and end for good', async () => {
    await material('第三篇');
    const move = async (status: 'active' | 'paused' | 'ended') => {
      const { version } = await item();
      return act(t.db, editor, (work) => moveSeries(work, { id, version, status }));
    };
    await move('paused');
    now = startOf('2026-12-10') + HOUR;
    await open();
    expect([(await pushes()).length, await planned()]).to.deep.equal([2, []]);
    await move('active');
    await act(t.db, editor, async (work) =>
      changeSeries(work, author, { ...weekly, rhythm: { every: 'week', weekday: 4 }, id, version: 3 }),
    );
    await open();
    expect((await pushes()).map(({ dueAt }) => dueAt).at(-1), '10 December is a Thursday').to.equal(
      startOf('2026-12-10') + 10 * HOUR,
    );
    const refused = (unit: () => Promise<unknown>) =>
      unit().then(
        () => 'done',
        (problem: Problem) => problem.code,
      );
    const stale = { ...weekly, id, version: 1 };
    expect(await refused(() => act(t.db, editor, (work) => changeSeries(work, author, stale)))).to.equal(
      'stale',
    );
    await move('ended');
    expect(await refused(() => move('active'))).to.equal('series_state');
    const rows = await t.db.read(({ tx }) => tx.count(SeriesOccasion));
    await open();
    expect(await t.db.read(({ tx }) => tx.count(SeriesOccasion))).to.equal(rows);
  });

  it('take the same material again after most of a year', async () => {
    const rhythm: Rhythm = { every: 'year', on: '03-08' };
    await t.db.write(editor, ({ tx }) => tx.update(Material, { title: '别的标签' }, { tags: '妇女' }));
    await act(t.db, editor, (work) =>
      addSeries(work, author, { ...weekly, name: '三八', rhythm, tag: '妇女', daysAhead: 14 }),
    );
    for (const day of ['2027-03-01', '2028-03-01']) {
      now = startOf(day);
      await open();
    }
    const opened = (await pushes()).slice(3).map(({ title, dueAt }) => [title, dueAt]);
    expect(opened).to.deep.equal(
      ['2027', '2028'].map((year) => ['别的标签', startOf(`${year}-03-08`) + 10 * HOUR]),
    );
  });
});
