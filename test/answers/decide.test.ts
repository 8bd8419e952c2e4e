import { expect } from 'chai';
import { decide, type Conversation, type Outcome } from '../../server/answers/decide.ts';
import { buildIndex } from '../../server/answers/finder.ts';
import { askedSection } from '../../server/answers/followUps.ts';
import { loadKnowledge } from '../../server/answers/knowledge.ts';
import { slotQuestion, slotTable } from '../../server/answers/slots.ts';

const index = buildIndex(loadKnowledge());
const said = (text: string, conversation: Partial<Conversation> = {}): Outcome =>
  decide(text, { index, misses: 0, ...conversation });

/** Id of the entry that answers directly. */
function answering(outcome: Outcome): string {
  expect(outcome.kind).to.equal('answer');
  return outcome.kind === 'answer' ? outcome.entry.id : '';
}

describe('what a message gets', () => {
  it('「老板欠我三个月工资怎么办」得到欠薪的答案', () => {
    expect(answering(said('老板欠我三个月工资怎么办'))).to.equal('wages.unpaid');
  });

  it('繁体、错别字、没有标点也找得到', () => {
    expect(answering(said('老闆拖欠工資怎麼辦'))).to.equal('wages.unpaid');
    expect(answering(said('离婚了前夫不给抚样费咋办'))).to.equal('child.support');
  });

  it('乱码和空话不给答案，有话说、有人找', () => {
    for (const text of ['asdf哈哈', '？？？', '', '😀😀', '。', 'qwertyuiop']) {
      const outcome = said(text);
      expect(['choices', 'redirect'], text).to.include(outcome.kind);
      if (outcome.kind === 'redirect') expect(outcome.text).to.match(/人工/);
    }
  });

  it('连着两次没听懂就转给人', () => {
    expect(said('asdf哈哈', { misses: 1 })).to.include({ kind: 'person', id: 'missed' });
  });

  it('只说一个词时给选项，不硬答', () => {
    const outcome = said('工资');
    expect(outcome.kind).to.equal('choices');
    if (outcome.kind === 'choices') expect(outcome.entries.length).to.be.within(1, 4);
  });

  it('追问先看上一个答案', () => {
    for (const [text, section] of [
      ['那要多久', 'deadline'],
      ['要什么材料', 'proof'],
      ['去哪里办', 'where'],
      ['要钱吗', 'payer'],
      ['那我该怎么办', 'now'],
    ]) {
      expect(said(text!, { lastEntryId: 'wages.unpaid' }), text).to.deep.include({ kind: 'answer', section });
    }
  });

  it('追问用方言说也一样', () => {
    const dialect = {
      deadline: ['多少辰光', '要几化辰光', '几时', '啥辰光能好', '要好久', '几耐', '啥时候'],
      proof: ['要啥个材料', '带啥物事', '啥子证据'],
      where: ['到啥地方', '寻啥人', '去哪搭办'],
      payer: ['几钿', '要几化', '要多少钞票', '几多钱', '啥人付', '要铜钿伐'],
      now: ['那哪能办', '哪亨弄', '咋个办', '啷个办'],
    };
    for (const [section, texts] of Object.entries(dialect))
      for (const text of texts)
        expect(said(text, { lastEntryId: 'wages.unpaid' }), text).to.deep.include({
          kind: 'answer',
          section,
        });
    for (const text of ['好久没发工资', '啥时候发工资', '几化人一道去', '多少人'])
      expect(askedSection(text), text).to.equal(undefined);
  });

  it('仲裁输了、赢了，得到裁决以后怎么办', () => {
    for (const text of ['劳动仲裁输了', '劳动仲裁我赢了', '仲裁没赢', '仲裁赢了接下来呢'])
      expect(answering(said(text)), text).to.equal('arbitration.after');
    expect(answering(said('劳动仲裁输了谁出钱'))).to.equal('arbitration.cost');
  });

  it('短短一句接着上一件事的，先在那件事里找', () => {
    for (const [last, text, id] of [
      ['dismissal.unfair', '能赔多少钱', 'dismissal.n'],
      ['injury.first', '能赔多少钱', 'injury.pay'],
      ['wages.unpaid', '公司倒闭了呢', 'wages.bossFled'],
      ['child.support', '一个月给多少', 'child.supportAmount'],
    ])
      expect(answering(said(text!, { lastEntryId: last! })), text).to.equal(id);
    expect(said('过了一年怎么办', { lastEntryId: 'injury.first' })).to.deep.include({ section: 'deadline' });
    // Winning is for nobody to say, whatever was asked before.
    expect(said('能赢吗', { lastEntryId: 'injury.first' })).to.include({ reason: 'facts' });
    const outcome = said('打电话不接怎么办', { lastEntryId: 'loan.unpaid' });
    expect(outcome.kind === 'choices' && outcome.entries[0]?.topic).to.equal('T60');
  });

  it('像是法律上的事，先给相近的，第二次没听懂就找人', () => {
    expect(said('公司拿假合同骗我 怎么办')).to.include({ kind: 'choices' });
    expect(said('专利年费怎么交')).to.include({ kind: 'choices' });
    expect(said('专利年费怎么交', { misses: 1 })).to.include({ kind: 'person', id: 'missed' });
  });

  it('没有上文的追问不当成答案', () => {
    expect(said('那要多久').kind).to.not.equal('answer');
  });

  it('追问里有新的事情就按新的事情答', () => {
    expect(answering(said('孩子抚养费他一直不给怎么办', { lastEntryId: 'wages.unpaid' }))).to.equal(
      'child.support',
    );
  });

  it('一句话两件事，两件都答', () => {
    const outcome = said('公司拖欠工资三个月不给，还有前夫不给抚养费怎么办');
    expect(outcome.kind).to.equal('answer');
    if (outcome.kind === 'answer')
      expect([outcome.entry.topic, outcome.also?.topic]).to.have.members(['T10', 'T42']);
  });

  it('危险先于一切', () => {
    const outcome = said('老公正在打我，我想申请保护令');
    expect(outcome.kind).to.equal('danger');
    if (outcome.kind === 'danger') {
      expect(outcome.card.numbers[0]).to.deep.equal({ number: '110', name: '报警' });
    }
  });

  it('「人工」随时有人', () => {
    for (const text of ['人工', '转人工', '我要找真人', '不想跟机器人说话']) {
      expect(said(text, { lastEntryId: 'wages.unpaid' }), text).to.include({ kind: 'person', id: 'asked' });
    }
  });

  it('问输赢只说事实，给相关的题目和人', () => {
    const outcome = said('我这个欠薪的官司能打赢吗');
    expect(outcome).to.include({ kind: 'redirect', reason: 'facts' });
    expect(outcome.kind === 'redirect' && outcome.entries.map(({ topic }) => topic)).to.include('T10');
    // Nothing but the question of winning names no topic.
    expect(said('能赢吗')).to.deep.include({ reason: 'facts', entries: [] });
  });

  it('可能有危险的，先问平安再答', () => {
    expect(said('前夫不给抚养费 我快撑不下去了')).to.include({ kind: 'answer', careful: true });
    expect(answering(said('老板拖欠工资怎么办'))).to.equal('wages.unpaid');
    expect(said('老板拖欠工资怎么办')).to.not.have.property('careful');
  });

  it('诉苦里有事情就答事情', () => {
    expect(answering(said('烦死了，老板拖欠工资怎么办'))).to.equal('wages.unpaid');
    expect(said('烦死了')).to.include({ kind: 'redirect', reason: 'empathy' });
  });
});

describe('a question that tells near answers apart', () => {
  const entry = (id: string) => index.byId.get(id)!;

  it('在职和离职各有答案时先问还在不在上班，选哪个得哪个', () => {
    const asked = slotQuestion([entry('wages.left'), entry('wages.stillWorking')]);
    expect(asked?.question).to.deep.equal({
      name: 'employed',
      ask: '您现在还在那里上班吗？',
      replies: ['还在上班', '已经离开了'],
    });
    expect(asked?.entries.map(({ id }) => id)).to.deep.equal(['wages.stillWorking', 'wages.left']);
  });

  it('最像的几条跟问题无关时不问', () => {
    expect(slotQuestion([entry('divorce.how'), entry('wages.left'), entry('wages.stillWorking')])).to.equal(
      undefined,
    );
    expect(slotQuestion([entry('wages.left')])).to.equal(undefined);
  });

  it('每个回答都通向真有的解答，一问不超过四个', () => {
    for (const [name, { replies }] of slotTable()) {
      expect(replies.length, name).to.be.within(2, 4);
      const missing = replies.flatMap(({ to }) => to.filter((id) => !index.byId.has(id)));
      expect(missing, name).to.deep.equal([]);
    }
  });

  it('不确定时真的会问', () => {
    const outcome = said('工伤');
    expect(outcome.kind).to.equal('choices');
    if (outcome.kind === 'choices' && outcome.slot)
      expect(outcome.slot.replies.length).to.equal(outcome.entries.length);
  });
});
