import { expect } from 'chai';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadKnowledge, readTopic, type Entry } from '../../server/answers/knowledge.ts';
import { citableSources, obstacles, servable, uncheckedArticles } from '../../server/answers/servable.ts';

const entries = loadKnowledge();
const today = '2026-11-24';

const fields = {
  id: 'wages.sample',
  question: '老板不给工资怎么办',
  phrasings: ['一', '二', '三', '四', '五', '六', '七', '八'],
  answer: '先打12333。',
  law: [{ title: '劳动合同法', articles: [30] }],
  from: '2022-01-01',
  certainty: 'V',
  checkedOn: '2025-04-30',
  reviewer: '演示审核',
  reviewedOn: '2026-11-20',
  reviewBy: '2027-11-19',
};
const sample = (changes: object = {}): Entry => {
  const { entries, wrong } = readTopic({
    topic: 'T10',
    title: '拖欠工资',
    entries: [{ ...fields, ...changes }],
  });
  expect(wrong).to.deep.equal([]);
  return entries[0]!;
};

describe('knowledge base', () => {
  it('has an entry for more than four hundred questions', () => {
    expect(entries.length).to.be.above(400);
  });

  it('cites only articles that the fact base names for that topic', () => {
    const { statutes } = citableSources();
    const wrong = entries.flatMap((entry) => [
      ...entry.law
        .filter(({ title }) => !statutes.some((statute) => statute.title === title))
        .map(({ title }) => `${entry.id}: ${title}`),
      ...uncheckedArticles(entry).map((cited) => `${entry.id}: ${cited}`),
    ]);
    expect(wrong).to.deep.equal([]);
  });

  it('notices an article that nobody compared', () => {
    const law = [{ title: '劳动合同法', articles: [30, 99] }];
    expect(uncheckedArticles(sample({ law }))).to.deep.equal(['《劳动合同法》第99条']);
  });

  it('names only hotlines that the fact base knows', () => {
    const known =
      '110 119 120 12309 12315 12333 12338 12345 12348 12351 12355 12356 12368 12369 12377 12385 96110'.split(
        ' ',
      );
    const wrong = entries.flatMap(({ id, answer, sections, next }) =>
      [answer, ...Object.values(sections), ...next].flatMap((text) =>
        (text.match(/(?<!\d)(?:1[12]\d|12\d{3}|96\d{3})(?![\d.%个天日月年条万元])/g) ?? [])
          .filter((number) => !known.includes(number))
          .map((number) => `${id}: ${number}`),
      ),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('keeps answers within 120 characters and always offers a way on', () => {
    expect(entries.filter(({ answer }) => answer.length > 120).map(({ id }) => id)).to.deep.equal([]);
    expect(entries.filter(({ next }) => next.length === 0).map(({ id }) => id)).to.deep.equal([]);
  });

  it('says nothing that promises or that only a person may say', () => {
    const forbidden = /已受理|已为您报警|一定(能|会)赢|保证(能|会)?(拿到|追回|赢)|包赢|群体性事件/;
    expect(
      entries.filter((entry) => forbidden.test(JSON.stringify(entry))).map(({ id }) => id),
    ).to.deep.equal([]);
  });

  it('has no phrasing twice', () => {
    const seen = new Map<string, string>();
    const twice: string[] = [];
    for (const { id, phrasings } of entries) {
      for (const phrasing of phrasings) {
        if (seen.has(phrasing)) twice.push(`${phrasing}: ${seen.get(phrasing)} and ${id}`);
        seen.set(phrasing, id);
      }
    }
    expect(twice).to.deep.equal([]);
  });

  it('names file, entry and field of what is wrong', () => {
    const folder = mkdtempSync(join(tmpdir(), 'knowledge-'));
    const topic = { topic: 'T10', title: '拖欠工资', entries: [{ ...fields, phrasings: ['一'] }] };
    writeFileSync(join(folder, 'T10.yaml'), JSON.stringify(topic));
    expect(() => loadKnowledge(folder)).to.throw(
      /T10\.yaml: wages\.sample \/phrasings must NOT have fewer than 8/,
    );
    writeFileSync(
      join(folder, 'T10.yaml'),
      JSON.stringify({ ...topic, entries: [{ ...fields, related: ['no.such'] }] }),
    );
    expect(() => loadKnowledge(folder)).to.throw(/wages\.sample: related entry no\.such doesn't exist/);
    writeFileSync(join(folder, 'T10.yaml'), 'topic: [');
    expect(() => loadKnowledge(folder)).to.throw(/T10\.yaml: /);
  });

  it('asks for the signing fields that neither the entry nor its file states', () => {
    const { reviewer: _, ...unsigned } = fields;
    expect(readTopic({ topic: 'T10', title: '拖欠工资', entries: [unsigned] }).wrong).to.deep.equal([
      'wages.sample lacks "reviewer"',
    ]);
    expect(
      readTopic({ topic: 'T10', title: '拖欠工资', defaults: { reviewer: '张律师' }, entries: [unsigned] })
        .entries[0]?.reviewer,
    ).to.equal('张律师');
  });
});

describe('servable entries', () => {
  it('are all entries in a demo, none before a lawyer has signed', () => {
    expect(servable(entries, today, { demo: true }).length).to.equal(entries.length);
    expect(servable(entries, today, { demo: false })).to.deep.equal([]);
    expect(servable([sample({ reviewer: '张律师' })], today, { demo: false }).length).to.equal(1);
  });

  it('leave out what is not yet or no longer in force', () => {
    expect(obstacles(sample({ from: '2027-01-01' }), today, { demo: true })).to.deep.equal([
      '2027-01-01 起才生效',
    ]);
    expect(obstacles(sample({ to: today }), today, { demo: true })).to.deep.equal([`${today} 起已失效`]);
    expect(obstacles(sample({ to: '2026-11-25' }), today, { demo: true })).to.deep.equal([]);
  });

  it('leave out what is past its review date', () => {
    expect(obstacles(sample({ reviewBy: '2026-11-23' }), today, { demo: true })).to.deep.equal([
      '复审期限 2026-11-23 已过',
    ]);
    expect(obstacles(sample({ reviewBy: today }), today, { demo: true })).to.deep.equal([]);
  });

  it('leave out what cites an unreviewed or repealed text', () => {
    const unknown = sample({ law: [{ title: '没有的法', articles: [1] }] });
    expect(obstacles(unknown, today, { demo: true })).to.deep.equal(['引用了未审核的文件《没有的法》']);
    const repealed = sample({ law: [{ title: '环境保护法', articles: [] }] });
    expect(obstacles(repealed, today, { demo: true })).to.deep.equal([
      '引用的《环境保护法》2026-08-15 起已失效',
    ]);
    expect(obstacles(repealed, '2026-08-14', { demo: true })).to.deep.equal([]);
  });
});
