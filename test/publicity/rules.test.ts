import { expect } from 'chai';
import { calendarOf, legalDateOf, startOf } from '../../server/platform/calendar.ts';
import type { Audience } from '../../server/publicity/audience/contract.ts';
import { callsOf, wayOf, wordsOf } from '../../server/publicity/audience/rules.ts';
import type { MaterialInput } from '../../server/publicity/materials/contract.ts';
import { check, passes } from '../../server/publicity/materials/rules.ts';
import { conflictsOf, type Planned, type Proposal } from '../../server/publicity/plan/rules.ts';
import { seasonsBetween } from '../../server/publicity/plan/series.ts';
import { planSettings, withQuietHours } from '../../server/publicity/plan/settings.ts';
import { balanceOf } from '../../server/publicity/report/rules.ts';
import { chain, hindrance, openStep } from '../../server/publicity/review/rules.ts';
import { afterMidnight, fate } from '../../server/publicity/sending/rules.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const at = (day: string, hours: number): number => startOf(day) + hours * HOUR;

describe('宣传内容检查', () => {
  const tip: MaterialInput = {
    kind: 'tip',
    title: '欠薪怎么办',
    text: '打 12333。',
    sources: ['条例第十条'],
  };
  const found = (text: string) =>
    check({ ...tip, text }, null, '2026-11-25').map(
      ({ level, line, found: what }) => `${level} ${line} ${what.split('：')[0]}`,
    );

  const cases: [title: string, text: string, expected: string[]][] = [
    ['公开的服务电话可以写', '请打 12348、12333 或 110', []],
    ['身份证号在第二行', '小案例\n身份证 320507199001010014', ['stop 2 身份证号']],
    ['手机号，中间有空格也认得', '联系 138 1234 5678', ['stop 1 手机号']],
    ['座机要核对', '电话 0512-65432100', ['look 1 固定电话']],
    ['银行卡号', '卡号 4111 1111 1111 1111', ['stop 1 银行卡号']],
    ['一串数字不是银行卡号', '编号 1234 5678 9012 3456', []],
    ['车牌', '苏E12345 的车主', ['stop 1 车牌号']],
    ['新能源车牌', '苏ED12345 的车主', ['stop 1 车牌号']],
    ['当事人的姓名', '当事人王小明在工地受伤', ['stop 1 姓名']],
    ['称呼不是姓名', '当事人王某，在工地受伤', []],
    ['案号能查到人', '见（2025）苏0507民初123号', ['stop 1 案号']],
    ['孩子的学校和班级', '在某实验小学三年级2班', ['stop 1 未成年人信息']],
    ['不能承诺结果', '申请援助包赢', ['stop 1 包赢']],
    ['不能诱导转发', '转发有礼', ['stop 1 转发有礼']],
  ];
  for (const [title, text, expected] of cases) it(title, () => expect(found(text)).to.deep.equal(expected));

  it('不把查到的信息再抄一遍', () => {
    const [one] = check({ ...tip, text: '手机 13812345678' }, null, '2026-11-25');
    expect(one!.found).to.equal('手机号：13*******78');
  });
  it('没有依据、过期、文字太长、海报没有图，都不能提交', () => {
    const stops = (change: Partial<MaterialInput>) =>
      check({ ...tip, ...change }, null, '2026-11-25')
        .filter(({ level }) => level === 'stop')
        .map(({ field }) => field);
    expect(stops({ sources: [] })).to.deep.equal(['sources']);
    expect(stops({ expiresOn: '2026-11-24' })).to.deep.equal(['expiresOn']);
    expect(stops({ text: '法'.repeat(700) })).to.deep.equal(['text']);
    expect(stops({ kind: 'poster' })).to.deep.equal(['picture']);
    expect(stops({ link: 'http://example.com' })).to.deep.equal(['link']);
    expect(passes(check(tip, null, '2026-11-25'))).to.equal(true);
  });
});

describe('推送计划', () => {
  const calendar = calendarOf({ '2026': { holidays: ['10-01'], workdays: ['10-10'] } });
  const proposal: Proposal = {
    ...{ reach: 'mass', dueAt: at('2026-10-20', 10), toAll: true, people: 100, byList: false },
    ...{ hasTemplate: false, expiresOn: null },
  };
  const other = (day: string, toAll = true): Planned => ({
    id: day,
    title: day,
    reach: 'mass',
    dueAt: at(day, 10),
    toAll,
  });
  const rules = (
    change: Partial<Proposal>,
    others: Planned[] = [],
    accountType: 'service' | 'subscription' = 'service',
  ) =>
    conflictsOf(
      { ...proposal, ...change },
      { now: at('2026-09-01', 9), accountType, calendar, settings: planSettings, others },
    ).map(({ level, rule }) => `${level} ${rule}`);

  it('没有冲突就什么都不说', () => expect(rules({})).to.deep.equal([]));
  it('过去的时间、夜里、休息日、没有放假安排的年份', () => {
    expect(rules({ dueAt: at('2026-08-31', 10) })).to.include('stop past');
    expect(rules({ dueAt: at('2026-10-20', 21) })).to.deep.equal(['stop quiet']);
    expect(rules({ dueAt: at('2026-10-21', 0) })).to.deep.equal(['stop quiet']);
    expect(rules({ dueAt: at('2026-10-21', 8) })).to.deep.equal([]);
    expect(rules({ dueAt: at('2026-10-01', 10) })).to.deep.equal(['look holiday']);
    expect(rules({ dueAt: at('2026-10-10', 10) }), '调休上班').to.deep.equal([]);
    expect(rules({ dueAt: at('2027-03-02', 10) })).to.deep.equal(['look unknownCalendar']);
  });
  it('服务号：每位粉丝一个自然月四次，按上海的月份算', () => {
    const four = ['2026-10-02', '2026-10-08', '2026-10-12', '2026-10-16'];
    expect(
      rules(
        {},
        four.map((day) => other(day)),
      ),
    ).to.deep.equal(['stop budgetMonth']);
    expect(
      rules(
        {},
        four.map((day) => other(day, false)),
      ),
    ).to.deep.equal(['look budgetMonth']);
    const september = { ...other('2026-09-30'), dueAt: at('2026-09-30', 23.99) };
    expect(rules({}, [september, ...four.slice(1).map((day) => other(day))])).to.deep.equal([]);
    const october = { ...other('2026-10-01'), dueAt: at('2026-10-01', 0) };
    expect(rules({}, [october, ...four.slice(1).map((day) => other(day))])).to.deep.equal([
      'stop budgetMonth',
    ]);
  });
  it('每月四次算到每个人：没人收满不提，有人收满说人数，人人收满不能发', () => {
    const four = ['2026-10-02', '2026-10-05', '2026-10-12', '2026-10-26'].map((day) => other(day, false));
    expect(rules({ toAll: false, full: 0 }, four)).to.deep.equal([]);
    expect(rules({ toAll: false, full: 3 }, four)).to.deep.equal(['look budgetMonth']);
    expect(rules({ toAll: false, full: 100 }, four)).to.deep.equal(['stop budgetMonth']);
  });
  it('一天一次向全部、间隔太近、订阅号一天一次、订阅号不能按名单', () => {
    expect(rules({}, [other('2026-10-20')])).to.deep.equal(['stop allOncePerDay', 'look spacing']);
    expect(rules({ toAll: false }, [other('2026-10-20', false)])).to.deep.equal(['look spacing']);
    expect(rules({}, [other('2026-10-20')], 'subscription')).to.include('stop budgetDay');
    expect(rules({ byList: true }, [], 'subscription')).to.include('stop accountType');
    expect(rules({ reach: 'subscription' })).to.deep.equal(['stop noTemplate']);
    expect(rules({ people: 0 })).to.deep.equal(['stop nobody']);
    expect(rules({ expiresOn: '2026-10-19' })).to.deep.equal(['stop expired']);
  });
  it('节日和季节：春节前的讨薪季跟着春节走，没有数据的年份不猜', () => {
    const wage = seasonsBetween('2027-01-01', '2027-01-31').find(({ series }) => series === 'wage-season')!;
    expect([wage.from, wage.to, wage.known]).to.deep.equal(['2026-12-08', '2027-02-05', true]);
    expect(seasonsBetween('2026-12-04', '2026-12-04').map(({ series }) => series)).to.include('constitution');
    expect(seasonsBetween('2026-03-08', '2026-03-08').map(({ series }) => series)).to.include('womens-day');
    const disabled = seasonsBetween('2026-05-01', '2026-05-31').find(
      ({ series }) => series === 'disabled-day',
    )!;
    expect(disabled.from).to.equal('2026-05-17');
    expect(seasonsBetween('2040-01-10', '2040-01-20').filter(({ known }) => !known)).not.to.be.empty;
  });
});

describe('到了时间', () => {
  const due =
    (dueAt: number, whenMissed: 'late' | 'missed' = 'late') =>
    (now: number, settings = planSettings) =>
      fate({ dueAt, whenMissed }, now, settings);
  const awake = withQuietHours('off');

  it('23:59 和 00:00：到点就发，只差一分钟也不跨错日子', () => {
    const late = due(at('2026-12-31', 24) - MINUTE);
    expect(late(at('2026-12-31', 24) - 2 * MINUTE, awake)).to.equal('wait');
    expect(late(at('2026-12-31', 24) - MINUTE, awake)).to.equal('start');
    expect(late(at('2027-01-01', 0), awake), '宽限十分钟，跨年也算').to.equal('start');
    const midnight = due(at('2027-01-01', 0));
    expect(midnight(at('2027-01-01', 0) - 1, awake)).to.equal('wait');
    expect(midnight(at('2027-01-01', 0), awake)).to.equal('start');
  });
  it('月底和闰日', () => {
    expect(due(at('2027-02-28', 10))(at('2027-02-28', 10))).to.equal('start');
    expect(due(at('2028-02-29', 10))(at('2028-02-29', 10))).to.equal('start');
    expect(legalDateOf(at('2028-02-29', 10))).to.equal('2028-02-29');
    expect(due(at('2028-02-29', 10))(at('2028-03-01', 10))).to.equal('missed');
  });
  it('停机错过：当天还来得及就补发，否则记为错过；夜里不补发', () => {
    const push = due(at('2026-12-04', 10));
    expect(push(at('2026-12-04', 10) + 10 * MINUTE)).to.equal('start');
    expect(push(at('2026-12-04', 15))).to.equal('late');
    expect(push(at('2026-12-04', 21)), '夜里').to.equal('missed');
    expect(push(at('2026-12-05', 9)), '第二天').to.equal('missed');
    expect(due(at('2026-12-04', 10), 'missed')(at('2026-12-04', 11))).to.equal('missed');
  });
  it('微信次数用完：等到零点以后、居民起床以后', () => {
    expect(afterMidnight(at('2026-12-31', 15), planSettings)).to.equal(at('2027-01-01', 8));
    expect(afterMidnight(at('2026-12-31', 15), awake)).to.equal(at('2027-01-01', 0));
  });
});

describe('三审三校', () => {
  const [first, second, final] = chain as [(typeof chain)[0], (typeof chain)[0], (typeof chain)[0]];
  const person = (id: string, ...held: ('editor' | 'reviewer' | 'approver' | 'director')[]) => ({
    id,
    roles: held,
  });
  const approved = (step: string, staffId: string) => ({ step, staffId, decision: 'approved' as const });

  it('一步一步走，退回就停', () => {
    expect(openStep([])).to.equal(first);
    expect(openStep([approved('first', 'a')])).to.equal(second);
    expect(openStep([approved('first', 'a'), { ...approved('second', 'b'), decision: 'returned' }])).to.equal(
      undefined,
    );
    expect(openStep([approved('first', 'a'), approved('second', 'b'), approved('final', 'c')])).to.equal(
      undefined,
    );
  });
  it('起草的人不审，审过的人不再审，不是这一步的人不审', () => {
    expect(hindrance(first, person('a', 'editor'), 'staff:a', [])).to.match(/起草/);
    expect(hindrance(first, person('b', 'editor'), 'staff:a', [])).to.equal(null);
    expect(
      hindrance(second, person('b', 'editor', 'approver'), 'staff:a', [approved('first', 'b')]),
    ).to.match(/不同的人/);
    expect(hindrance(final, person('c', 'approver'), 'staff:a', [])).to.match(/中心负责人/);
  });
});

describe('发送对象和对账', () => {
  it('全部、一个标签、名单、逐人', () => {
    const way = (audience: Audience, spared = 0, account: 'service' | 'subscription' = 'service') =>
      wayOf(audience, 'mass', spared, account);
    expect(way({})).to.equal('all');
    expect(way({ tags: ['101'] })).to.equal('tag');
    expect(way({ tags: ['101', '102'] })).to.equal('list');
    expect(way({ areas: ['望亭镇'] })).to.equal('list');
    expect(way({}, 3), '有人退订，只有名单能绕开').to.equal('list');
    expect(way({}, 3, 'subscription')).to.equal('all');
    expect([callsOf('all', 1_000_000), callsOf('list', 10_001), callsOf('each', 7)]).to.deep.equal([1, 2, 7]);
    const words = (audience: Audience, reach: 'mass' | 'subscription') =>
      wordsOf(audience, reach, new Map([['101', '工友']]));
    expect(words({ areas: ['望亭镇'], tags: ['101'] }, 'mass')).to.equal('标签：工友；区域：望亭镇');
    expect(words({}, 'subscription')).to.equal('全部同意接收这种通知的人');
  });
  it('微信的数自己对不上时不算平', () => {
    const figures = {
      ...{ id: '', number: '', title: '', reachName: '', startedAt: 0, wanted: 10, reached: 8, refused: 0 },
      ...{ failed: 1, unknown: 0, filtered: 1, perMille: 800 },
    };
    const job = { size: 10, status: 'finished', problem: null, total: 10, filtered: 9, sent: 8, errors: 1 };
    const balance = (with_: object, changes = 0) => balanceOf(figures, [{ ...job, ...with_ }], true, changes);
    expect(balance({})).to.deep.equal({ balanced: true, remarks: [] });
    expect(balance({ sent: 7 }).balanced).to.equal(false);
    expect(balance({ total: null }).balanced).to.equal(false);
    expect(balanceOf({ ...figures, reached: 7 }, [], true, 0).balanced).to.equal(false);
    expect(balance({ total: 12 }, 2).balanced, '期间有两人关注').to.equal(true);
    expect(balance({ total: 12 }, 1), '名单旧了').to.deep.equal({
      ...{
        balanced: false,
        remarks: ['微信统计 12 人，名单上 10 人，期间只有 1 人关注或取关；请同步粉丝名单'],
      },
    });
  });
});
