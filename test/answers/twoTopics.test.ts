import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'yaml';
import { decide, type Outcome } from '../../server/answers/decide.ts';
import { buildIndex } from '../../server/answers/finder.ts';
import { loadKnowledge } from '../../server/answers/knowledge.ts';
import { present } from '../../server/answers/service.ts';
import { cutsOf } from '../../server/answers/twoTopics.ts';

interface Pair {
  say: string;
  /** Two topics; 'A/B' is either. */
  want: [string, string];
}
const file = readFileSync(new URL('twoTopics.yaml', import.meta.url), 'utf8');
const sets = parse(file) as { known: Pair[]; unseen: Pair[]; one: string[] };

const index = buildIndex(loadKnowledge());
const said = (text: string): Outcome => decide(text, { index, misses: 0 });
const topicsOf = (outcome: Outcome): string[] =>
  outcome.kind === 'answer' && outcome.also ? [outcome.entry.topic, outcome.also.topic] : [];

const both = ({ say, want }: Pair): boolean => {
  const [first, second] = want.map((names) => names.split('/'));
  const [one, other] = topicsOf(said(say));
  if (!one || !other) return false;
  const fit = (a: string, b: string): boolean => first!.includes(a) && second!.includes(b);
  return fit(one, other) || fit(other, one);
};

describe('a message that asks about two things', () => {
  it('is cut at the ends of clauses and before words that begin another matter', () => {
    expect(cutsOf('公司欠我工资，还有我想问一下离婚孩子归谁')).to.deep.equal([
      { parts: ['公司欠我工资', '离婚孩子归谁'], said: true },
    ]);
    expect(cutsOf('一个是彩礼能退吗再一个是借的钱不还')[0]).to.deep.equal({
      parts: ['彩礼能退吗', '借的钱不还'],
      said: true,
    });
    expect(cutsOf('工伤没赔钱 老板又把我开除了').map(({ parts }) => parts)).to.deep.include([
      '工伤没赔钱',
      '老板又把我开除了',
    ]);
    expect(cutsOf('老板拖欠工资怎么办')).to.deep.equal([]);
  });

  it('gets both answers', () => {
    const missed = sets.known.filter((pair) => !both(pair)).map(({ say }) => say);
    expect(missed.length, missed.join('\n')).to.be.at.most(4);
  });

  it('gets both answers where nobody looked at it before', () => {
    const missed = sets.unseen.filter((pair) => !both(pair));
    expect(missed.length).to.be.at.most(10);
  });

  it('offers what else it asks, and nothing that it only tells', () => {
    const further = (text: string): string[] => {
      const outcome = said(text);
      return outcome.kind === 'answer' ? (outcome.further ?? []).map(({ id }) => id) : [];
    };
    expect(further('老公出轨还欠了债，债要我还吗，孩子能归我吗')).to.deep.equal([
      'divorce.debt',
      'child.custody',
    ]);
    expect(further('老板不给工资也没签合同，能要双倍吗，加班费能要吗，社保没交怎么办')).to.deep.equal([
      ...['contract.exceptions', 'hours.overtime', 'insurance.unpaid'],
    ]);
    for (const text of ['老公出轨要离婚，房子怎么分，孩子归谁', '想离婚，他不同意怎么办，房子怎么分'])
      expect(further(text), text).not.to.include('inherit.order');
    const offering = sets.one.filter((text) => further(text).length > 0);
    expect(offering.length, offering.join('\n')).to.be.at.most(2);
  });

  it('gets one answer where it tells one thing in several clauses', () => {
    for (const text of sets.one) expect(topicsOf(said(text)), text).to.deep.equal([]);
  });

  it('is answered in the order of the questions, but what is about safety first', () => {
    const told = (text: string): string[] => {
      const shown = present(said(text));
      return shown.kind === 'answer' ? [shown.answer.id, shown.also?.id ?? ''] : [];
    };
    expect(told('我想离婚房子怎么分，我老公打我')).to.deep.equal(['violence.help', 'divorce.property']);
    expect(told('公司欠我三个月工资，另外孩子抚养费他一直不给')).to.deep.equal([
      'wages.unpaid',
      'child.support',
    ]);
  });

  it('is followed by both parts that a follow-up asks for, where both have it', () => {
    const asked = decide('那要什么材料', {
      ...{ index, misses: 0 },
      ...{ lastEntryId: 'wages.unpaid', lastAlsoId: 'child.custody' },
    });
    expect(asked).to.deep.include({ kind: 'answer', section: 'proof' });
    expect(topicsOf(asked)).to.deep.equal(['T10', 'T42']);
    const one = decide('那要多久', {
      ...{ index, misses: 0 },
      ...{ lastEntryId: 'child.custody', lastAlsoId: 'wages.unpaid' },
    });
    expect(one.kind === 'answer' && one.entry.id).to.equal('wages.unpaid');
    expect(topicsOf(one)).to.deep.equal([]);
  });
});
