import { expect } from 'chai';
import { EntryEdit, EntryRelease, Staff, Suggestion } from '../../entities/index.ts';
import { contentOf, digestOf, entryOf, type EntryContent } from '../../server/answers/editing/content.ts';
import * as edits from '../../server/answers/editing/edits.ts';
import { listEntries, viewEdit } from '../../server/answers/editing/reading.ts';
import { suggestionGroups } from '../../server/answers/suggestions/reading.ts';
import { compareOnSets } from '../../server/answers/editing/regressionRun.ts';
import { historyOf, publishEdit, withdrawEntry } from '../../server/answers/editing/releasing.ts';
import { addSuggestion, dismissSuggestions } from '../../server/answers/suggestions/service.ts';
import { readLaw } from '../../server/console/src/knowledge/words.ts';
import { entriesNow, filedEntries } from '../../server/answers/library.ts';
import { answerById, consider } from '../../server/answers/service.ts';
import { servable } from '../../server/answers/servable.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { system } from '../../server/platform/actor.ts';
import type { Work } from '../../server/platform/db.ts';
import { newId } from '../../server/platform/ids.ts';
import { Problem } from '../../server/platform/problems.ts';
import type { Role } from '../../server/vocabulary.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';

const person = (name: string, ...roles: Role[]): Extract<Actor, { kind: 'staff' }> => ({
  ...{ kind: 'staff', id: newId(), name, roles, servicePointId: 'p', through: 'console' },
});
const lin = person('林编辑', 'editor');
const zheng = person('郑主任', 'director');
const zhou = person('周受理', 'intake');

const empty = { asked: 0, solvedBefore: 0, solvedAfter: 0, better: 0, worse: 0, other: 0, differences: [] };

onEachEngine("the editors' loop", (engine) => {
  let t: TestDatabase;
  let now = Date.UTC(2026, 10, 24, 2);
  beforeEach(async () => {
    t = await testDatabase(engine, () => now);
  });
  afterEach(() => t?.drop());

  const as = <T>(actor: Actor, unit: (work: Work) => Promise<T>): Promise<T> => t.db.write(actor, unit);
  const refusal = (action: Promise<unknown>) =>
    action.then(
      () => 'done',
      (error: { code?: string }) => error.code ?? String(error),
    );
  const edit = (id: string) => t.db.read((reading) => edits.readEdit(reading, id));
  const ask = (said: string) => t.db.read((reading) => consider(reading, { said, misses: 0 }, true));
  const checked = async (id: string) => {
    const digest = digestOf((await edit(id)).content);
    await as(lin, (work) => edits.bookCheck(work, id, { digest, report: empty }));
  };
  const step = async (id: string) => ({ id, version: (await edit(id)).version });

  /** 公积金 is in no entry: a new one with eight phrasings. */
  const fund: EntryContent = {
    topic: 'T16',
    title: '社会保险',
    entry: {
      id: 'insurance.housingFund',
      question: '公积金怎么取',
      phrasings: [
        ...['公积金咋取', '公积金能取出来不', '住房公积金提取', '离职公积金怎么弄出来'],
        ...['公积金取现', '我的公积金咋办', '公积金提取要啥', '公积金不给取'],
      ],
      answer: '公积金的事归住房公积金管理部门办，先打12345问清楚要带什么。',
      ...{ sections: {}, slots: [], law: [], related: [], next: ['person', 'hotline:12345'] },
      ...{ from: '2026-01-01', certainty: 'I', checkedOn: '2026-11-24' },
    },
  };

  it('takes a new entry from what residents asked in vain to their next question', async () => {
    const ids = await as(system('test'), async (work) => [
      await addSuggestion(work, { source: 'miss', said: '公积金怎么取，我电话13912345678' }),
      await addSuggestion(work, { source: 'miss', said: '公积金怎么取出来' }),
    ]);
    const [group] = await t.db.read((reading) => suggestionGroups(reading, true));
    expect(group!.items.map(({ said }) => said)).to.have.members([
      '公积金怎么取，我电话【电话】',
      '公积金怎么取出来',
    ]);
    expect(group!.nearest).to.have.length(3);
    const first = await ask('公积金咋取');
    expect(first.kind === 'answer' && first.entry.id).to.not.equal('insurance.housingFund');

    const { id } = await as(lin, (work) => edits.beginEdit(work, { content: fund, suggestions: ids }));
    expect(await t.db.read((reading) => suggestionGroups(reading, true))).to.deep.equal([]);
    expect(await refusal(as(lin, async (work) => edits.submitEdit(work, await step(id))))).to.equal(
      'entry_unchecked',
    );
    await checked(id);
    await as(lin, async (work) => edits.submitEdit(work, { id, version: 1 }));
    expect(await refusal(as(lin, (work) => publishEdit(work, { id, version: 2 }))), 'no right').to.equal(
      'not_allowed',
    );
    await as(zheng, (work) => publishEdit(work, { id, version: 2 }));

    const outcome = await ask('公积金咋取');
    expect(outcome.kind === 'answer' && outcome.entry.id).to.equal('insurance.housingFund');
    const shown = await t.db.read((reading) => answerById(reading, 'insurance.housingFund', true));
    expect([shown.reviewer, shown.reviewedOn]).to.deep.equal(['郑主任', '2026-11-24']);
    expect((await t.db.read(({ tx }) => tx.find(Suggestion))).map(({ status }) => status)).to.deep.equal([
      'used',
      'used',
    ]);
  });

  it('changes an entry of the files, and withdraws it at once', async () => {
    const before = filedEntries()[0]!;
    const { id } = await as(lin, (work) => edits.beginEdit(work, { entryId: before.id }));
    expect(await refusal(as(zheng, (work) => edits.beginEdit(work, { entryId: before.id })))).to.equal(
      'edit_open',
    );
    const content = contentOf(before);
    content.entry = { ...content.entry, answer: '改过的回答。' };
    await as(lin, (work) => edits.saveEdit(work, { id, version: 1 }, content));
    await checked(id);
    await as(lin, (work) => edits.submitEdit(work, { id, version: 2 }));
    await as(zheng, (work) => publishEdit(work, { id, version: 3 }));
    const read = () => t.db.read((reading) => answerById(reading, before.id, true));
    expect((await read()).text).to.equal('改过的回答。');

    now += 60_000;
    await as(zheng, (work) => withdrawEntry(work, { entryId: before.id, reason: '条文改了' }));
    expect(await refusal(read())).to.equal('not_found');
    const { items, withdrawn } = await t.db.read((reading) => listEntries(reading, true));
    expect([withdrawn, items.some((row) => row.id === before.id)]).to.deep.equal([[before.id], false]);
    const history = await t.db.read((reading) => historyOf(reading, before.id));
    expect(history.map(({ kind, reason, answer }) => [kind, reason, answer])).to.deep.equal([
      ['withdrawn', '条文改了', null],
      ['published', null, '改过的回答。'],
    ]);
    // An edit brings it back, beginning with its last text.
    const again = await as(lin, (work) => edits.beginEdit(work, { entryId: before.id }));
    expect((await edit(again.id)).content.entry.answer).to.equal('改过的回答。');
  });

  it('keeps the id and the topic of an entry that exists, and lets no new one take them over', async () => {
    const [filed, other] = filedEntries();
    const { id } = await as(lin, (work) => edits.beginEdit(work, { entryId: filed!.id }));
    const view = (of: string) => t.db.read((reading) => viewEdit(reading, of, lin));
    expect((await view(id)).isNew).to.equal(false);
    const save = (of: string, content: typeof fund) =>
      as(lin, (work) => edits.saveEdit(work, { id: of, version: 1 }, content));
    const same = contentOf(filed!);
    const renamed = { ...same, entry: { ...same.entry, id: 'wages.renamed' } };
    expect(await refusal(save(id, renamed))).to.equal('entry_faulty');
    expect(await refusal(save(id, { ...same, topic: 'T99' }))).to.equal('entry_faulty');

    const fresh = await as(lin, (work) => edits.beginEdit(work, { content: fund }));
    expect((await view(fresh.id)).isNew).to.equal(true);
    const taken = { ...fund, entry: { ...fund.entry, id: other!.id } };
    expect(await refusal(save(fresh.id, taken))).to.equal('entry_faulty');
    const better = { ...fund, entry: { ...fund.entry, id: 'insurance.fundOut' } };
    await save(fresh.id, better);
    expect((await edit(fresh.id)).entryId).to.equal('insurance.fundOut');
  });

  it('has one open edit of an entry, whichever way it is begun', async () => {
    const begin = (what: Parameters<typeof edits.beginEdit>[1]) =>
      refusal(as(lin, (work) => edits.beginEdit(work, what)));
    const [filed, other] = filedEntries();
    const same = contentOf(filed!);
    expect(await begin({ content: { ...same, topic: 'T99' } })).to.equal('entry_faulty');
    expect(await begin({ entryId: filed!.id, content: contentOf(other!) })).to.equal('entry_faulty');
    expect(await begin({ content: same })).to.equal('done');
    expect(await begin({ content: same })).to.equal('edit_open');
    expect(await begin({ entryId: filed!.id })).to.equal('edit_open');
    // A new one that is renamed meets the open edit of that name as well.
    const fresh = await as(lin, (work) => edits.beginEdit(work, { content: fund }));
    const named = { ...fund, entry: { ...fund.entry, id: 'insurance.fundOut' } };
    expect(await begin({ content: named })).to.equal('done');
    expect(
      await refusal(as(lin, (work) => edits.saveEdit(work, { id: fresh.id, version: 1 }, named))),
    ).to.equal('edit_open');
    expect((await edit(fresh.id)).entryId, 'nothing of it is kept').to.equal(fund.entry.id);
  });

  it('gives the entry to one of many who begin at the same moment', async () => {
    const entryId = filedEntries()[0]!.id;
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => refusal(as(lin, (work) => edits.beginEdit(work, { entryId })))),
    );
    expect(outcomes.sort()).to.deep.equal(['done', ...Array<string>(5).fill('edit_open')]);
    expect(await t.db.read(({ tx }) => tx.countBy(EntryEdit, { entryId }))).to.equal(1);
  });

  it('numbers what is withdrawn at the same moment one after another, and withdraws an entry once', async () => {
    const ids = filedEntries()
      .slice(0, 8)
      .map(({ id }) => id);
    const withdraw = (entryId: string) =>
      refusal(as(zheng, (work) => withdrawEntry(work, { entryId, reason: '条文改了' })));
    const outcomes = await Promise.all([...ids, ids[0]!, ids[1]!].map(withdraw));
    expect(outcomes.sort()).to.deep.equal([...Array<string>(8).fill('done'), 'not_found', 'not_found']);
    const released = await t.db.read(({ tx }) => tx.find(EntryRelease, { order: { number: 'ASC' } }));
    expect(released.map(({ number }) => number)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(released.map(({ entryId }) => entryId)).to.have.members(ids);
  });

  it('wants another person for the review, and what was checked is what is published', async () => {
    const { id } = await as(zheng, (work) => edits.beginEdit(work, { content: fund }));
    await checked(id);
    const changedAnswer = { ...fund, entry: { ...fund.entry, answer: '又改了。' } };
    await as(zheng, (work) => edits.saveEdit(work, { id, version: 1 }, changedAnswer));
    expect(
      await refusal(as(zheng, (work) => edits.submitEdit(work, { id, version: 2 }))),
      'changed after the check',
    ).to.equal('entry_unchecked');
    await checked(id);
    await as(zheng, (work) => edits.submitEdit(work, { id, version: 2 }));
    expect(await refusal(as(zheng, (work) => publishEdit(work, { id, version: 3 })))).to.equal('own_edit');
    await as(person('钱副主任', 'approver'), (work) =>
      edits.returnEdit(work, { id, version: 3 }, '写清楚去哪里'),
    );
    const view = await t.db.read((reading) => viewEdit(reading, id, zheng));
    expect([view.status, view.remark, view.mine]).to.deep.equal(['draft', '写清楚去哪里', true]);
  });

  it('lets nobody publish what he saved or handed in, and names who wrote it', async () => {
    const heads = [zheng, person('钱副主任', 'director'), person('孙副主任', 'director')] as const;
    for (const { id, name } of [lin, ...heads])
      await t.db.write(system('test'), ({ tx }) =>
        tx.insert(Staff, {
          ...{ id, name, account: id, passwordHash: '', roles: 'director', servicePointId: 'p' },
          ...{ active: true, wrongPasswords: 0, lockedUntil: 0 },
        }),
      );
    const { id } = await as(lin, (work) => edits.beginEdit(work, { content: fund }));
    const better = { ...fund, entry: { ...fund.entry, answer: '先打12345。' } };
    await as(zheng, (work) => edits.saveEdit(work, { id, version: 1 }, better));
    await checked(id);
    await as(heads[1], (work) => edits.submitEdit(work, { id, version: 2 }));
    const publish = (actor: Actor) => refusal(as(actor, async (work) => publishEdit(work, await step(id))));
    expect(await publish(zheng), 'saved it').to.equal('own_edit');
    expect(await publish(heads[1]), 'handed it in').to.equal('own_edit');
    expect((await t.db.read((reading) => viewEdit(reading, id, zheng))).mine).to.equal(true);
    expect(await publish(heads[2])).to.equal('done');
    const [past] = await t.db.read((reading) => historyOf(reading, fund.entry.id));
    expect([past!.author, past!.by]).to.deep.equal(['林编辑、郑主任', '孙副主任']);
  });

  it('lets no placeholder be handed in or published', async () => {
    const left = { ...fund, entry: { ...fund.entry, answer: '（请写回答）' } };
    const { id } = await as(lin, (work) => edits.beginEdit(work, { content: left }));
    await checked(id);
    const { faults } = await t.db.read((reading) => viewEdit(reading, id, lin));
    expect(faults).to.deep.equal(['简短回答：还留着「（请写回答）」，请换成要写的内容']);
    expect(await refusal(as(lin, (work) => edits.submitEdit(work, { id, version: 1 })))).to.equal(
      'entry_faulty',
    );
    await as(system('test'), ({ tx }) => tx.update(EntryEdit, { id }, { status: 'submitted' }));
    expect(await refusal(as(zheng, (work) => publishEdit(work, { id, version: 1 })))).to.equal(
      'entry_faulty',
    );
  });

  it('says in plain words how a field has to look', async () => {
    const entry = { ...fund.entry, checkedOn: '2026/11/27', next: ['apply', '12348'] };
    const { id } = await as(lin, (work) => edits.beginEdit(work, { content: { ...fund, entry } }));
    expect((await t.db.read((reading) => viewEdit(reading, id, lin))).faults).to.have.members([
      '核对原文的日期：请写成 2026-11-27 这样',
      '下一步：只能是申请、预约、人工、热线号码或计算器（apply、book、person、hotline:12348、calculator:名称）',
    ]);
  });

  it('refuses what is stale, closed or outdated', async () => {
    const first = await as(lin, (work) => edits.beginEdit(work, { content: fund }));
    await as(lin, (work) => edits.saveEdit(work, { id: first.id, version: 1 }, fund));
    expect(
      await refusal(as(lin, (work) => edits.saveEdit(work, { id: first.id, version: 1 }, fund))),
    ).to.equal('stale');
    const handIn = async (id: string) => {
      await checked(id);
      await as(lin, async (work) => edits.submitEdit(work, await step(id)));
    };
    await handIn(first.id);
    await as(zheng, async (work) => publishEdit(work, await step(first.id)));
    const second = await as(lin, (work) => edits.beginEdit(work, { content: fund }));
    await handIn(second.id);
    await as(zheng, (work) => withdrawEntry(work, { entryId: fund.entry.id, reason: '条文改了' }));
    expect(await refusal(as(zheng, async (work) => publishEdit(work, await step(second.id))))).to.equal(
      'edit_outdated',
    );
    expect(await refusal(as(lin, async (work) => edits.dropEdit(work, await step(first.id))))).to.equal(
      'edit_closed',
    );
    expect(await refusal(as(zhou, (work) => edits.beginEdit(work, { content: fund })))).to.equal(
      'not_allowed',
    );
  });

  it('names in Chinese what has to be mended', async () => {
    const faulty: EntryContent = {
      ...fund,
      entry: {
        ...fund.entry,
        ...{ phrasings: ['公积金'], answer: '长'.repeat(121), related: ['no.such'], next: [] },
        law: [
          { title: '没有登记的条例', articles: [1] },
          { title: '劳动合同法', articles: [98] },
        ],
      },
    };
    const { id } = await as(lin, (work) => edits.beginEdit(work, { content: faulty }));
    const { faults } = await t.db.read((reading) => viewEdit(reading, id, lin));
    expect(faults).to.have.members([
      '居民说法至少要 8 条',
      '简短回答不能超过 120 个字',
      '《没有登记的条例》不在可引用的文件清单里，请先核对原文并登记',
      '《劳动合同法》第98条还没有核对原文',
      '相关解答 no.such 不存在',
      '至少写一条下一步（例如 apply、person、hotline:12348）',
    ]);
    const signature = { reviewer: '回归检查', reviewedOn: '2026-11-24', reviewBy: '2026-11-24' };
    expect(() => entryOf(faulty, signature))
      .to.throw(Problem, /^还不行：(居民说法至少要 8 条|简短回答不能超过 120 个字)。$/)
      .with.property('code', 'entry_faulty');
    await checked(id).catch(() => undefined);
    expect(await refusal(as(lin, async (work) => edits.submitEdit(work, await step(id))))).to.equal(
      'entry_faulty',
    );
  });

  it('masks what was asked before it is cut', async () => {
    const id = await as(system('test'), (work) =>
      addSuggestion(work, { source: 'miss', said: `${'问'.repeat(495)}13912345678` }),
    );
    const { said } = await t.db.read(({ tx }) => tx.findOneByOrFail(Suggestion, { id }));
    expect(t.db.sealer.open('suggestion.said', said)).to.equal(`${'问'.repeat(495)}【电话】`);
  });

  it('gives suggestions back when their edit is dropped, and puts those aside that need no answer', async () => {
    const said = await as(system('test'), (work) =>
      addSuggestion(work, { source: 'unhelpful', said: '没用', entryId: 'a.b' }),
    );
    const { id } = await as(lin, (work) => edits.beginEdit(work, { content: fund, suggestions: [said] }));
    const other = { ...fund, entry: { ...fund.entry, id: 'insurance.fundOut' } };
    expect(
      await refusal(as(lin, (work) => edits.beginEdit(work, { content: other, suggestions: [said] }))),
    ).to.equal('stale');
    await as(lin, async (work) => edits.dropEdit(work, await step(id)));
    expect(await as(lin, (work) => dismissSuggestions(work, [said]))).to.equal(1);
    expect((await t.db.read(({ tx }) => tx.find(EntryEdit))).map(({ status }) => status)).to.deep.equal([
      'dropped',
    ]);
  });
});

describe('citations as editors write them', () => {
  it('are read with and without 书名号, 第 and 条', () => {
    for (const [line, articles] of [
      ['《民法典》第1245条', [1245]],
      ['民法典第1245、1246条', [1245, 1246]],
      ['民法典 第1245条、第1246条。', [1245, 1246]],
      ['民法典 1245', [1245]],
    ] as const)
      expect(readLaw(line), line).to.deep.equal([{ title: '民法典', articles }]);
    expect(readLaw('民法典第一千条')).to.deep.equal([{ title: '民法典第一千条', articles: [] }]);
  });
});

describe('the regression check', function () {
  this.timeout(120_000);

  it('shows in a thread of its own which questions get something else, the worse ones first', async () => {
    const before = servable([...filedEntries()], '2026-11-24', { demo: true });
    const unpaid = before.find(({ id }) => id === 'wages.unpaid')!;
    const after = before.filter(({ topic }) => topic !== unpaid.topic);
    const report = await compareOnSets({ before, after, topic: unpaid.topic, others: 40 });
    expect(report.asked).to.be.within(50, 300);
    expect(report.worse, 'questions about unpaid wages').to.be.greaterThan(0);
    expect(report.differences[0]!.verdict).to.equal('worse');
    expect(report.solvedAfter - report.solvedBefore).to.equal(report.better - report.worse);
  });

  it('leaves the entries of the files as they are without a release', async () => {
    const t = await testDatabase('sqlite');
    expect(await t.db.read(entriesNow)).to.deep.equal([...filedEntries()]);
    await t.drop();
  });
});
