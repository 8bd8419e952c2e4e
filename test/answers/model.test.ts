import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { buildIndex } from '../../server/answers/finder.ts';
import { filedEntries } from '../../server/answers/library.ts';
import { mayAsk, outcomeByModel } from '../../server/answers/model/asking.ts';
import { modelIsOn, switchModel } from '../../server/answers/model/toggle.ts';
import type { Outcome } from '../../server/answers/decide.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { newId } from '../../server/platform/ids.ts';
import { onEachEngine, testDatabase } from '../support/databases.ts';

/** A server of the same interface, whose answer each test says. */
describe('the optional language model', () => {
  let server: Server;
  let url = '';
  let heard: { messages: { role: string; content: string }[] } | undefined;
  let answer: () => unknown = () => ({ pick: null, question: null });
  const index = buildIndex([...filedEntries()]);
  const story =
    '我叫王小明，电话13912345678，在厂里干了两年多，上个月老板说效益不好让我们都别来了，工资也没结，现在不知道该咋办';

  before((done) => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (data: Buffer) => (body += data.toString()));
      request.on('end', () => {
        heard = JSON.parse(body) as typeof heard;
        void Promise.resolve(answer()).then((choice) => {
          const content = typeof choice === 'string' ? choice : JSON.stringify(choice);
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify({ choices: [{ message: { content } }] }));
        });
      });
    }).listen(0, '127.0.0.1', () => {
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
      done();
    });
  });
  after(() => void server.close());

  const ask = () => outcomeByModel({ url, key: undefined, name: 'test' }, index, { said: story, misses: 0 });

  it('chooses among the entries that were found; the wording is the entry’s', async () => {
    answer = () => ({
      pick: /^(\S+?)：/m.exec(heard!.messages[0]!.content.split('\n\n')[1]!)![1],
      question: null,
    });
    const outcome = await ask();
    expect(outcome?.kind === 'answer' && [outcome.byModel, index.byId.has(outcome.entry.id)]).to.deep.equal([
      true,
      true,
    ]);
  });

  it('gets no personal data', async () => {
    answer = () => ({ pick: null, question: null });
    expect(await ask()).to.equal(undefined);
    expect(heard!.messages[1]!.content).to.include('【姓名】').and.include('【电话】');
    expect(JSON.stringify(heard)).not.to.match(/王小明|13912345678/);
  });

  it('may shorten a story to a question, which the finder looks up', async () => {
    answer = () => ({ pick: null, question: '老板拖欠工资怎么办' });
    const outcome = await ask();
    expect(outcome?.kind === 'answer' && outcome.entry.topic).to.equal('T10');
  });

  for (const [what, choice] of [
    ['an entry that was not offered', { pick: 'made.up', question: null }],
    ['more than it may', { pick: null, question: null, answer: '您一定能赢' }],
    ['no JSON', '您可以去仲裁'],
  ] as const)
    it(`is not listened to when it says ${what}`, async () => {
      answer = () => choice;
      expect(await ask()).to.equal(undefined);
    });

  it('is not waited for longer than two seconds, nor needed at all', async () => {
    answer = () => sleep(5_000).then(() => ({ pick: null, question: null }));
    const started = performance.now();
    expect(await ask()).to.equal(undefined);
    expect(performance.now() - started).to.be.below(4_500);
    expect(
      await outcomeByModel({ url: 'http://127.0.0.1:9', key: 'k', name: 'm' }, index, {
        said: story,
        misses: 0,
      }),
    ).to.equal(undefined);
  });

  it('is asked only where the finder is unsure of a story, never about a danger or a refusal', () => {
    const choices: Outcome = { kind: 'choices', entries: [], trust: 0.3 };
    expect([mayAsk(story, choices), mayAsk('离婚', choices)]).to.deep.equal([true, false]);
    const card = { id: 'violence', class: 'A', text: '', numbers: [] } as never;
    expect(mayAsk(story, { kind: 'danger', card })).to.equal(false);
    expect(
      mayAsk(story, { kind: 'redirect', id: 'forge', reason: 'refuse' as never, text: '', entries: [] }),
    ).to.equal(false);
  });
});

onEachEngine('the switch of the language model', (engine) => {
  const director: Actor = {
    ...{ kind: 'staff', id: newId(), name: '郑', roles: ['director'] },
    ...{ servicePointId: 'p', through: 'console' },
  };
  it('is off until somebody switches it on, and off again at once', async () => {
    const t = await testDatabase(engine);
    const states: boolean[] = [await t.db.read(modelIsOn)];
    for (const on of [true, true, false]) {
      await t.db.write(director, (work) => switchModel(work, on));
      states.push(await t.db.read(modelIsOn));
    }
    expect(states).to.deep.equal([false, true, true, false]);
    await t.drop();
  });

  it('takes many who switch it at the same moment', async () => {
    const t = await testDatabase(engine);
    await Promise.all(
      Array.from({ length: 8 }, () => t.db.write(director, (work) => switchModel(work, true))),
    );
    expect(await t.db.read(modelIsOn)).to.equal(true);
    await t.drop();
  });
});
