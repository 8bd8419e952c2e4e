import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { CaseView } from '../../server/cases/contract.ts';
import { DEMO_PASSWORD } from '../../server/demo/centre.ts';
import { applyInChat } from '../support/applying.ts';
import { mysqlReachable } from '../support/databases.ts';
import { House, waitUntil, type Staff } from '../support/house.ts';

/** Every message of a whole application, three times, shuffled and late, as WeChat and bad networks repeat them. */
for (const [engine, split] of [
  ['sqlite', ['web,worker,bot']],
  ['mysql', ['web,worker', 'bot', 'bot']],
] as const)
  describe(`repeated messages (${engine})`, () => repeats(engine, [...split]));

function repeats(engine: 'sqlite' | 'mysql', split: string[]): void {
  let house: House;
  let staff: Staff;
  before(async function () {
    this.timeout(180_000);
    if (engine === 'mysql' && !(await mysqlReachable())) this.skip();
    house = await House.start(engine, split);
    staff = await house.signIn('shouli', DEMO_PASSWORD);
  });
  after(() => house?.stop());

  const caseOf = async (openid: string): Promise<CaseView> => {
    const headers = { authorization: 'Bearer test-bot-token', 'x-openid': openid };
    const mine = (await (await fetch(`${house.url}/api/my/cases`, { headers })).json()) as {
      items: { reference: string }[];
    };
    expect(mine.items, 'one application').to.have.length(1);
    const reference = mine.items[0]!.reference.replaceAll('-', '');
    const listed = await staff.call<{ items: { id: string }[] }>('GET', `/cases?reference=${reference}`);
    return (await staff.call<CaseView>('GET', `/cases/${listed.body.items[0]!.id}`)).body;
  };
  const essence = ({ matter, answers, verdict, state, proof, clocks }: CaseView) => ({
    ...{ matter, answers, verdict, state, proof },
    clocks: clocks.map(({ rule, dueOn }) => [rule, dueOn]),
  });
  /** Without what differs by chance: the number of the case, the time of day, the link and the code of a signature. */
  const plain = (text: string): string =>
    text.replace(/\d{3}-\d{3}-\d{3}|\d{1,2}:\d{2}|\/visit\/[0-9a-f-]{36}|[0-9A-Z]{4}(-[0-9A-Z]{4}){2}/g, '·');

  /** Resolves when nothing more comes to this person: what follows a reply is sent by itself, later on a busy machine. */
  const saidAll = async (openid: string): Promise<void> => {
    for (let known = -1; known !== house.lines(openid).length; await sleep(3000))
      known = house.lines(openid).length;
  };

  it('make the same case and the same replies as messages that come once', async function () {
    this.timeout(180_000);
    // Once, and what was said on the way.
    const words: string[] = [];
    const recording = Object.create(house) as House;
    recording.say = async (openid, text, quietMs) => {
      words.push(text);
      return house.say(openid, text, quietMs);
    };
    await house.say('o-once', '你好');
    await applyInChat(recording, 'o-once', '王某');
    await saidAll('o-once');
    const once = house.lines('o-once').slice(1).map(plain);

    // The same again: each message in its turn, its two repeats at any later moment, among the others.
    const openid = 'o-thrice';
    // Raw pushes open no window on the simulated platform; a greeting does.
    await house.say(openid, '你好');
    const again: Promise<void>[] = [];
    const firsts: string[] = [];
    const push = async (message: Record<string, string>): Promise<string> => {
      const { passive } = await house.simulator.pushRaw(openid, message);
      return passive?.kind === 'text' ? passive.text : '';
    };
    for (const said of words) {
      const message = { MsgType: 'text', Content: said, MsgId: String(randomInt(2 ** 47)) };
      const first = await push(message);
      firsts.push(plain(first));
      for (const _ of [1, 2])
        again.push(
          sleep(randomInt(2500)).then(async () => {
            const repeated = await push(message);
            // Nothing, or word for word what was answered the first time.
            if (repeated !== '') expect(repeated).to.equal(first);
          }),
        );
      await sleep(randomInt(120));
    }
    await Promise.all(again);
    await waitUntil(() => house.lines(openid).length > once.length, 'fewer messages than the first time');
    await saidAll(openid);

    expect(essence(await caseOf(openid))).to.deep.equal(essence(await caseOf('o-once')));
    const shown = firsts.filter((text) => text !== '');
    expect(shown, 'as many replies, and the same ones').to.deep.equal(
      once.filter((text) => shown.includes(text)),
    );
    expect(shown.length).to.equal(words.length);
    // What came behind a reply as a message of its own came once as well.
    const others = (lines: string[]): string[] => lines.filter((text) => !shown.includes(text)).toSorted();
    expect(others(house.lines(openid).slice(1).map(plain))).to.deep.equal(others(once));
  });
}
