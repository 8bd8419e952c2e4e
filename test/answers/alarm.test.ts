import { expect } from 'chai';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { learnAlarm } from '../../scripts/learning/alarm.ts';
import { readCorpus } from '../../scripts/learning/corpus.ts';
import { cuesIn } from '../../server/answers/cues.ts';
import type { AlarmWeights } from '../../server/answers/alarm/kept.ts';
import {
  Alarm,
  dangerIn,
  likeliestCard,
  messageParts,
  soundsLike,
  together,
} from '../../server/answers/alarm/model.ts';
import { Reader } from '../../server/answers/linear/reader.ts';
import { unitsOf } from '../../server/answers/alarm/units.ts';
import { ownSets } from '../../server/answers/questionSets.ts';
import { readSafety } from '../../server/answers/safety.ts';
import { compact } from '../../server/answers/text.ts';
import { triage } from '../../server/answers/triage.ts';

const file = (name: string): string =>
  fileURLToPath(new URL(`../../server/answers/${name}`, import.meta.url));

function card(said: string): string | undefined {
  const seen = triage(said);
  return seen?.kind === 'danger' ? seen.card.id : undefined;
}

describe('messages to learn from', () => {
  const corpus = readCorpus();
  const of = (kind: string): number => corpus.filter((one) => one.kind === kind).length;

  it('are many, of every kind', () => {
    expect(of('danger')).to.be.at.least(70_000);
    expect(of('harmless')).to.be.at.least(40_000);
    expect(of('special')).to.be.at.least(3000);
    expect(of('topic')).to.be.at.least(40_000);
  });

  it('have one meaning each', () => {
    const meanings = new Map<string, string>();
    const torn: string[] = [];
    for (const { say, kind, name } of corpus) {
      // A question of a topic may be a danger as well.
      if (kind === 'topic') continue;
      const meaning = kind === 'harmless' ? kind : `${kind} ${name}`;
      if ((meanings.get(compact(say)) ?? meaning) !== meaning) torn.push(say);
      meanings.set(compact(say), meaning);
    }
    expect(torn).to.deep.equal([]);
  });

  it('are none of the messages that are measured', () => {
    const learnt = new Set(corpus.map(({ say }) => compact(say)));
    const measured = [
      ...readSafety(file('safety.yaml')).flatMap(({ messages }) => messages),
      ...ownSets()
        .filter(({ half, sort }) => half === 'held' && (sort === 'crisis' || sort === 'special'))
        .map(({ say }) => say),
    ];
    // Only how many: what is held out is not to be read.
    const known = measured.filter((say) => compact(say).length > 4 && learnt.has(compact(say)));
    expect(known.length).to.equal(0);
  });
});

describe('parts of a message', () => {
  it('are the whole when it is short', () => {
    expect(unitsOf('老婆走了，工钱没了')).to.deep.equal(['老婆走了工钱没了']);
    expect(unitsOf('你好')).to.deep.equal(['你好']);
    expect(unitsOf('……')).to.deep.equal([]);
  });

  it('cut a long speech without punctuation into overlapping windows', () => {
    const said = '我在工地干活'.repeat(20);
    const units = unitsOf(said);
    expect(units.length).to.be.within(3, 40);
    for (const unit of units) expect(unit.length).to.be.at.most(36);
    expect(units.at(-1)).to.satisfy((last: string) => said.endsWith(last));
  });

  it('of a very long message are the first and the last', () => {
    const said = Array.from({ length: 200 }, (_, at) => `第${at}天我在厂里上班`).join('，');
    const units = unitsOf(`${said}，最后一句`);
    expect(units).to.have.length(120);
    expect(units).to.include('第0天我在厂里上班');
    expect(units.some((unit) => unit.endsWith('最后一句'))).to.equal(true);
  });

  it('read letters in no time, whatever they are', () => {
    const [parts] = messageParts(`${'ian'.repeat(11)}q`, []);
    expect(parts!.flatMap(({ names }) => [...names]).length).to.be.above(0);
  });

  it('read pictures and spelled sounds', () => {
    expect(unitsOf('他拿着🔪')).to.deep.equal(['他拿着刀']);
    const names = (said: string): string[] => messageParts(said, [])[0]!.flatMap(({ names }) => [...names]);
    const sounds = names('想tiaolou').filter((name) => name.startsWith('s'));
    const written = names('想跳楼');
    expect(sounds).to.include('stiao.nou');
    expect(written).to.include('stiao.nou');
  });

  it('have cues by what words mean', () => {
    expect(cuesIn('俺男人揍俺')).to.include.members(['me', 'hit']);
    expect(cuesIn('去年的事怎么赔')).to.include.members(['@past', '@law']);
    expect(cuesIn('')).to.deep.equal([]);
  });
});

describe('likeness', () => {
  it('knows nothing of nothing', () => {
    expect(soundsLike('', [])).to.equal(undefined);
    expect(soundsLike('！！', [])).to.equal(undefined);
  });

  it('finds the danger in the last of thirty clauses', () => {
    const clauses = Array.from(
      { length: 29 },
      (_, at) => ['今天去了厂里', '主管不在', '我等了一会', '又回家了'][at % 4]! + String(at),
    );
    expect(card(`${clauses.join('，')}，我已经写好遗书了`)).to.equal('suicide');
  });

  it('takes no sounds without words for a danger', () => {
    for (const said of ['阿巴阿巴呜呜', '哈哈哈哈', '呜呜呜', '啊啊啊啊'])
      expect(card(said), said).to.equal(undefined);
    expect(card('呜呜呜 我不想活了')).to.equal('suicide');
  });

  it('finds the danger in one clause of a long story', () => {
    const story =
      '我在相城打工三年了，一直在一个厂里做包装，老板人还可以，就是今年订单少，工资拖了两个月，我跟他说了几次他都说月底，' +
      '我老婆在老家带两个孩子，天天打电话来吵，房租也欠了，昨天房东来催，';
    expect(card(`${story}我刚才把一整瓶安眠药都吃下去了，现在头很晕。`)).to.not.equal(undefined);
    expect(card(`${story}我想问问工资怎么要。`)).to.equal(undefined);
  });

  it('only names cards and rules that there are, and stays small', () => {
    const weights = JSON.parse(readFileSync(file('alarm.json'), 'utf8')) as AlarmWeights;
    const cards = new Set(
      readCorpus()
        .filter(({ kind }) => kind === 'danger')
        .map(({ name }) => name),
    );
    expect(new Set(weights.cards)).to.deep.equal(cards);
    expect([...weights.rules].sort()).to.deep.equal(Object.keys(weights.ruleThresholds).sort());
    expect(weights.thresholds.sure).to.be.at.least(weights.thresholds.doubt);
    expect(statSync(file('alarm.json')).size).to.be.below(5_000_000);
  });

  it('asks whether somebody is safe where it is in doubt and nothing fits', () => {
    const doubtful = readCorpus().find(({ say }) => {
      const seen = triage(say);
      return seen !== undefined && seen.kind !== 'danger' && seen.id === 'safe';
    });
    const seen = doubtful && triage(doubtful.say);
    expect(seen).to.include({ kind: 'empathy', yields: true });
    expect((seen as { text: string }).text).to.match(/110.*人工/u);
  });
});

describe('learning the alarm', () => {
  const story = '我在厂里做了三年，老板说订单少，工资拖了两个月，房租也欠着，';
  const rows = [
    ...['老板欠我工资', '工资怎么要', '我在厂里做了三年', '想问问离婚', '孩子归谁', '明天上班吗'].map(
      (say) => ({ say }),
    ),
    ...['他拿刀追我', '他追着我砍', '他拿刀砍我', `${story}他现在拿刀追我`].map((say) => ({
      say,
      card: 'violence',
    })),
    ...['屋里着火了', '楼下着火了', '厂里着火了'].map((say) => ({ say, card: 'fire' })),
    ...['帮我做假合同', '帮我做假流水', '做份假证明'].map((say) => ({ say, rule: 'forge' })),
  ].map((row) => ({ ...row, weight: 1 }));
  const { cards, rules, vocabulary, judges } = learnAlarm(rows);
  const alarm = new Alarm(cards.length, new Reader(vocabulary), judges);
  const judged = (said: string) => alarm.judge(messageParts(said, []))!;

  it('tells dangers, requests and anything else apart', () => {
    expect([cards, rules]).to.deep.equal([['fire', 'violence'], ['forge']]);
    expect(likeliestCard(judged('有人拿刀追我').cards, cards)).to.equal('violence');
    expect(likeliestCard(judged('仓库着火了').cards, cards)).to.equal('fire');
    for (const danger of ['有人拿刀追我', '仓库着火了']) expect(judged(danger).danger, danger).to.be.above(0);
    expect(judged('老板拖欠工资').danger).to.be.below(0);
    expect(judged('帮我做假证明').rules[0]).to.be.above(0);
  });

  it('learns of a story what its dangerous clause says, not the rest', () => {
    expect(judged(`${story}我想问问怎么要`).danger).to.be.below(0);
    expect(judged(`${story}他刚才拿刀砍我`).danger).to.be.above(0);
  });

  it('counts both that it is a danger and which', () => {
    const [anything, first, second, rule] = [0.2, -1, 0.7, 5];
    expect(dangerIn(Float32Array.of(anything, first, second, rule), 2)).to.be.closeTo(0.9, 1e-6);
  });

  it('takes what was heard together with what the judges say', () => {
    const judged = { danger: 0.5, cards: [1, 0.8], rules: [-1] };
    const heard = (...likely: number[]) => together(judged, Float32Array.from(likely));
    // Anything else, two cards, one rule.
    expect(heard(0.5, 0.25, 0.25, 0).danger).to.be.closeTo(0.5, 1e-4);
    expect(heard(0.05, 0.45, 0.45, 0.05).danger).to.be.above(1);
    expect(heard(0.9, 0.02, 0.02, 0.06).danger).to.be.below(0);
    expect(heard(0, 1, 0, 0).danger).to.be.below(10);
    expect(likeliestCard(heard(0, 0.5, 0.5, 0).cards, ['one', 'other'])).to.equal('one');
    expect(likeliestCard(heard(0, 0.1, 0.9, 0).cards, ['one', 'other'])).to.equal('other');
    expect(heard(0.1, 0, 0, 0.9).rules).to.deep.equal([-1]);
  });

  it('judges nothing said not at all', () => {
    expect(alarm.judge(messageParts('……', []))).to.equal(undefined);
  });
});
