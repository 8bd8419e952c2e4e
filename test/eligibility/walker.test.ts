import { expect } from 'chai';
import { seedDemoCentre } from '../../server/demo/seed.ts';
import type { DraftView, StepReply } from '../../server/eligibility/contract.ts';
import { definitions } from '../../server/eligibility/question.ts';
import * as eligibility from '../../server/eligibility/service.ts';
import { startOf } from '../../server/platform/calendar.ts';
import type { Work } from '../../server/platform/db.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../support/databases.ts';
import { dice } from './random.ts';
import { today } from './support.ts';

const walks = 40;
const said = {
  story: [
    '老板欠我工资',
    '工地上受伤了',
    '要离婚',
    '有件事想问',
    '被狗咬了',
    '儿子不养老',
    '车祸',
    '我弟弟进去了',
  ],
  money: ['三千多', '两万', '没有收入', '一万二', '八千', '不方便说'],
  date: ['昨天', '上个月底', '去年国庆前', '2025年12月1日', '腊月二十', '三年前', '记不清'],
  number: ['3', '十二个', '35', '72', '17', '9'],
};

/** What somebody might say to a question, in words: a number of an option, several, a rough sum, 不知道. */
function words({ id, options, text }: NonNullable<DraftView['question']>, roll: () => number): string {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)]!;
  if (id === 'danger') return '没有';
  if (roll() < 0.08) return '不知道';
  if (options.length > 0 && !/哪天/.test(text)) {
    const one = 1 + Math.floor(roll() * options.length);
    return /可以选几个/.test(text) && roll() < 0.4
      ? `${one}、${1 + Math.floor(roll() * options.length)}`
      : String(one);
  }
  if (/哪天/.test(text)) return pick(options.length > 0 ? [...said.date, '1'] : said.date);
  if (id === 'story') return pick(said.story);
  if (/收入|多少钱/.test(text)) return pick(said.money);
  return pick(/几|多大/.test(text) ? said.number : ['演示某公司']);
}

onEachEngine('a random walker over the service', (engine) => {
  let t: TestDatabase;
  const asked = new Set<string>();
  before(async () => {
    t = await testDatabase(engine, () => startOf(today) + 9 * 3_600_000);
    await seedDemoCentre(t.db);
  });
  after(() => t?.drop());

  /** One resident who answers, goes back, changes, leaves and comes back; ends with the opinion, or where it ends early. */
  async function walk(seed: number): Promise<void> {
    const roll = dice(seed);
    const step = <T>(unit: (work: Work) => Promise<T>): Promise<T> =>
      t.db.write({ kind: 'resident', id: `o-walk-${seed}` }, unit);
    let { draft } = await step((work) => eligibility.openDraft(work, true, { look: roll() < 0.4 }));
    const { id } = draft;
    const take = (reply: StepReply): void => void (draft = reply.draft);
    for (let steps = 0; draft.stage !== 'proof' && draft.stage !== 'ended'; steps += 1) {
      expect(steps, `seed ${seed} has no end: ${JSON.stringify(draft)}`).to.be.lessThan(250);
      const { question, stage } = draft;
      const whim = steps < 120 ? roll() : 1;
      if (whim < 0.06) {
        const before = draft.question;
        const reply = await step((work) => eligibility.goBack(work, id));
        if (reply.ok && before && reply.draft.question)
          expect(reply.draft.question.done, 'the number goes back too').to.be.lessThan(before.done + 1);
        take(reply);
      } else if (whim < 0.1) {
        await step((work) => eligibility.leaveDraft(work, id));
        const again = await step((work) => eligibility.openDraft(work, false));
        expect(again.draft.id).to.equal(id);
        ({ draft } = again);
      } else if (stage === 'check' && whim < 0.4) {
        const line = draft.answers[Math.floor(roll() * draft.answers.length)]!;
        take(await step((work) => eligibility.changeAnswer(work, id, line.question)));
        expect(draft.question?.id).to.equal(line.question);
      } else if (stage === 'check' || stage === 'looked') {
        take(await step((work) => eligibility.continueDraft(work, id)));
      } else {
        expect(question, `${stage} of seed ${seed} asks nothing`).not.to.equal(null);
        asked.add(question!.id);
        const reply = await step((work) =>
          eligibility.answerQuestion(work, id, question!.id, words(question!, roll)),
        );
        expect(reply.ok || reply.hint, 'taken, or told how to say it').to.be.ok;
        // What can't be read (an age of a person, say) is answered by 不知道 the next time.
        take(
          reply.ok
            ? reply
            : await step((work) => eligibility.answerQuestion(work, id, question!.id, '不知道')),
        );
      }
    }
    expect(draft.verdict!.doors.length).to.be.greaterThan(1);
    // All the way back, one question at a time, to the first.
    for (let steps = 0; ; steps += 1) {
      expect(steps).to.be.lessThan(80);
      const reply = await step((work) => eligibility.goBack(work, id));
      if (!reply.ok) break;
      ({ draft } = reply);
    }
    expect(draft.question).to.include({ id: 'danger', done: 0 });
  }

  it(`takes ${walks} walks forward and back without a dead end`, async function () {
    this.timeout(240_000);
    for (let seed = 1; seed <= walks; seed += 1) await walk(seed);
    expect(asked.size, 'questions met on the way').to.be.greaterThan(definitions().length * 0.7);
  });
});
