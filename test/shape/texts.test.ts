import { expect } from 'chai';
import { noticeRules } from '../../server/notices/rules.ts';
import { texts } from '../../server/texts/say.ts';
import { filesIn, sourceOf } from './sources.ts';

const all: Record<string, string> = texts;
const LONGEST = 600;

/** Texts that are no message of their own: what they stand in, or right behind, has the ways on. */
const fragments: Record<string, string> = {
  'menu.point': 'a line of menu.points',
  'menu.duty': 'a part of menu.point',
  'turn.reply': 'whatever a dialogue said',
  'turn.replyOvertaken': 'whatever a dialogue said, with a line before it',
  'ask.choices': 'its choices end with 找人工',
  'ask.none': 'a choice',
  'ask.person': 'a choice',
  'ask.source': 'the end of an answer, behind ask.next',
  'ask.more': 'a part of an answer, before ask.next',
  'ask.both': 'before two answers and ask.next',
  'ask.part': 'an answer, before ask.next',
  'ask.law': 'behind ask.part',
  'ask.partMore': 'a part of an answer, before ask.next',
  'ask.reviewed': 'the end of two answers, behind ask.next',
  'ask.calculate': 'a choice in ask.more',
  'ask.further': 'a choice in ask.more',
  'ask.partFurther': 'before ask.next',
  'calculate.start': 'before a question',
  'calculate.orReply': 'a line of calculate.question',
  'calculate.question': 'the ways were named at the start and hold everywhere',
  'person.later': 'behind ask.giveUp',
  'person.noted': 'before person.notedWays or choices',
  'person.notedBy': 'before person.notedWays or choices',
  'apply.resume': 'before a question',
  'apply.question': 'the ways were named at the start and hold everywhere; choices follow',
  'apply.echo': 'before a question',
  'apply.why': 'before a question',
  'apply.skip': 'a line of a question',
  'apply.soon': 'before a question',
  'apply.aidFirst': 'behind apply.pressing',
  'apply.pressing': 'before a question',
  'apply.daysLeft': 'a mark behind a date',
  'apply.today': 'a mark behind a date',
  'apply.expired': 'before apply.start',
  'apply.bring': 'in the opinion',
  'apply.points': 'in the opinion',
  'apply.opinion': 'before apply.proofChoice or apply.ended',
  'apply.needsPerson': 'in the opinion',
  'apply.doors': 'in the opinion',
  'apply.deadlines': 'in the opinion',
  'apply.deadline': 'a line of apply.deadlines',
  'sign.noticeHead': 'before the notice and sign.ask',
  'sign.part': 'a part of the notice, before sign.readAloud',
  'commitment.receipt': 'a line of commitment.receipts',
  'commitment.receiptOfPapers': 'in commitment.receipt',
  'commitment.receiptOnPaper': 'in commitment.receipt',
  'commitment.receiptOfNotice': 'in commitment.receipt',
  'commitment.receiptIntact': 'in commitment.receipt',
  'commitment.receiptChanged': 'in commitment.receipt',
  'sign.papers': 'before sign.askName',
  'sign.consentHelped': 'before sign.consent',
  'sign.materials': 'right behind sign.submitted',
  'progress.one': 'before progress.end',
  'ask.unsure': 'behind an answer and ask.next',
  'ask.byModel': 'behind an answer and ask.next',
  'progress.draftMore': 'before progress.end',
  'progress.due': 'before progress.end',
  'progress.decided': 'before progress.end',
  'progress.unsigned': 'before progress.end',
  'progress.ended': 'before progress.end',
  'progress.supplement': 'before progress.end',
  'progress.provisional': 'a mark behind a date',
  'activity.line': 'a line of activity.list',
  'activity.mine': 'the end of activity.line',
  'subscribe.what': 'in subscribe.done',
  'subscribe.whose': 'in subscribe.what',
  'subscribe.likes': 'in subscribe.what',
  'subscribe.at': 'in subscribe.what',
  'subscribe.everywhere': 'in subscribe.what',
  'subscribe.everything': 'in subscribe.what',
  'subscribe.any': 'in subscribe.what',
  'subscribe.week': 'in subscribe.what',
  'subscribe.month': 'in subscribe.what',
  'files.inDraft': 'a place in files.received',
  'files.inCase': 'a place in files.received',
  'files.toCase': 'a choice of files.unplaced',
  'files.toApply': 'a choice of files.unplaced',
  'files.toNowhere': 'a choice of files.unplaced',
  'files.whyType': 'a reason in notice.fileRejected',
  'files.whySize': 'a reason in notice.fileRejected',
  'files.whyVirus': 'a reason in notice.fileRejected',
  'files.whyEnded': 'a reason in notice.fileLost',
};

/** What staff, lawyers and volunteers read at work, who have the console and each other. */
const forStaff = /^(work\.|notice\.staff)/;

const person = /人工|12348|帮我读/;
/** A word of command, a number to call, a choice, or an invitation to say something. */
const ways =
  /人工|12348|110|「活动」|「订阅」|「退订」|「取消报名」|全部」|帮我读|申请|进度|网点|菜单|返回|修改|退出|重填|继续|全文|交材料|我承诺|回复 ?\d|回复数字|那一条的数字|请发|再发|用文字|换个说法|直接说|接着写|接着把|继续问|说遇到的事|一句话/g;

describe('texts', () => {
  const sources = filesIn(['bot', 'server'], /\.ts$/)
    .filter((file) => !file.startsWith('server/texts/'))
    .map(sourceOf)
    .join('\n');
  // A key may be passed on before it is said; `turn.reply#0` names a part of a reply.
  const literals = new Set(
    [...sources.matchAll(/['`]([a-z]\w*\.[a-zA-Z]\w*)['`#]/g)].map((match) => match[1]!),
  );
  const inRules = new Set(noticeRules.map(({ text }) => text));

  it('are all said somewhere', () => {
    const unused = Object.keys(all).filter((key) => !literals.has(key) && !inRules.has(key));
    expect(unused).to.deep.equal([]);
  });

  it('exist for every key that code or a notice rule names', () => {
    const said = [...sources.matchAll(/(?:\bsay\w*\(|textKey: )\s*(?:\w+ \? )?['`]([\w.]+)/g)].map(
      (match) => match[1]!,
    );
    expect(said.length).to.be.greaterThan(50);
    expect([...new Set([...said, ...inRules])].filter((key) => !(key in all))).to.deep.equal([]);
  });

  it(`are no longer than ${LONGEST} characters, and shorter where they are a welcome`, () => {
    expect(Object.keys(all).filter((key) => [...all[key]!].length > LONGEST)).to.deep.equal([]);
    expect([...all['menu.welcome']!].length).to.be.below(120);
  });

  it('leave at least two ways on, one of them a person', () => {
    const dead = Object.entries(all).filter(([key, text]) => {
      if (forStaff.test(key) || fragments[key]) return false;
      return new Set(text.match(ways)).size < 2 || !person.test(text);
    });
    expect(dead.map(([key]) => key)).to.deep.equal([]);
  });

  it('name no exception for a text that is gone', () => {
    expect(Object.keys(fragments).filter((key) => !(key in all))).to.deep.equal([]);
  });

  it('promise nothing, name no statute in a question, and speak to nobody from above', () => {
    for (const [key, text] of Object.entries(all)) {
      expect(text, key).not.to.match(/一定(能|会)赢|保证(胜诉|给予|能)|包赢|肯定(能|会)/);
      expect(text, key).not.to.match(/请知悉|你必须|严禁|否则后果自负|[a-z]{4,}Error/);
      if (/apply\.(start|question|askName|askIdentity|proofChoice)/.test(key))
        expect(text, key).not.to.match(/《/);
    }
  });

  it('say 已受理 of nothing that was only received', () => {
    for (const key of ['sign.submitted', 'notice.accepted', 'progress.one'])
      expect(all[key], key).not.to.match(/已受理|已批准/);
    expect(all['sign.submitted'])
      .to.match(/已收到/)
      .and.match(/还不是批准/)
      .and.match(/期限照算/);
  });
});
