import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { fillIn } from '../support/applying.ts';
import { waitUntil, type House } from '../support/house.ts';

interface Step {
  line: number;
  who: '>' | '<' | '<<' | '=';
  text: string;
}

/**
 * A transcript. `> 申请` is what a person does, `< 请选择…` the account's next message, `<< …` one of those that follow,
 * `= 1` how many applications of this person have been received. In a message `…` matches anything, lines that begin with
 * two spaces go on with the one above; `#` is a comment. Besides writing, a person does `[关注]`, `[取消关注]`,
 * `[扫码] scene`, `[照片] what it shows`, `[菜单] key`, `[语音] recognised words`, `[重复] words` (one push, three times at once) and `[填完]` (applies and
 * answers as a migrant worker, up to the choice of proof).
 */
export const readTranscript = (file: URL): Step[] => stepsOf(readFileSync(file, 'utf8'));

/** A transcript's steps. Throws where a line is neither said nor done. */
export function stepsOf(transcript: string): Step[] {
  const steps: Step[] = [];
  for (const [i, text] of transcript.split('\n').entries()) {
    if (text === '' || text.startsWith('#')) continue;
    const [, who, said] = /^(<<|[<>=])(?: (.*))?$/.exec(text) ?? [];
    if (who) steps.push({ line: i + 1, who: who as Step['who'], text: said ?? '' });
    else if (text.startsWith('  ') && steps.length > 0) steps.at(-1)!.text += `\n${text.slice(2)}`;
    else throw new Error(`line ${i + 1} is neither said nor done: ${text}`);
  }
  return steps;
}

/** Plays a transcript as this person; throws with the line and both texts where the account says something else. */
export async function play(house: House, openid: string, steps: readonly Step[]): Promise<void> {
  let heard = house.lines(openid).length;
  const silence = async (line: number): Promise<void> => {
    const more = house.lines(openid).slice(heard);
    if (more.length > 0)
      throw new Error(`before line ${line} the account also said:\n${more.join('\n---\n')}`);
  };
  for (const { line, who, text } of steps) {
    if (who === '>') {
      await silence(line);
      heard += await act(house, openid, text);
    } else if (who === '=') {
      expect(await applications(house, openid), `applications at line ${line}`).to.equal(Number(text));
    } else {
      for (;;) {
        const said = await nextLine(house, openid, heard);
        if (said === undefined) throw new Error(`line ${line}: the account fell silent; expected\n${text}`);
        heard += 1;
        if (matches(text, said)) break;
        if (who === '<')
          throw new Error(`line ${line}: expected\n${text}\n--- but the account said\n${said}`);
      }
    }
  }
  await sleep(300);
  await silence(steps.at(-1)!.line + 1);
}

/** Does one thing; returns how many lines of the account need no look. */
async function act(house: House, openid: string, text: string): Promise<number> {
  const { simulator } = house;
  const [, kind, said = ''] = /^\[(.+?)\] ?(.*)$/s.exec(text) ?? [];
  switch (kind) {
    case undefined:
      await simulator.sendText(openid, text);
      return 0;
    case '关注':
      await simulator.follow(openid);
      return 0;
    case '取消关注':
      await simulator.unfollow(openid);
      return 0;
    case '扫码':
      // WeChat tells two events of one person apart by the second; a timer may fire a little before it is over.
      await sleep(1_020 - (Date.now() % 1_000));
      await simulator.scan(openid, said);
      return 0;
    case '照片':
      await simulator.sendImage(openid, photoOf(said));
      return 0;
    case '菜单':
      await simulator.clickMenu(openid, said);
      return 0;
    case '语音':
      await simulator.sendVoice(openid, said || undefined);
      return 0;
    case '重复':
      return repeat(house, openid, said);
    case '填完': {
      const before = house.lines(openid).length;
      await fillIn(house, openid, await house.say(openid, '申请'));
      await waitUntil(() => /书面承诺/.test(house.lines(openid).at(-1)!), 'the choice of proof');
      return house.lines(openid).length - before;
    }
    default:
      throw new Error(`nobody knows how to do [${kind}]`);
  }
}

/** A JPEG of 600 × 400 that is told from others by what it shows. */
const photoOf = (what: string): Buffer =>
  Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    Buffer.from('ffc0001108019002580301220002110103110100', 'hex'),
    Buffer.from(what),
    Buffer.from('ffd9', 'hex'),
  ]);

/** The same message three times at once, each under its own signature, as WeChat repeats it; all get one answer. */
async function repeat({ simulator }: House, openid: string, said: string): Promise<number> {
  const push = { MsgType: 'text', Content: said, MsgId: String(randomInt(2 ** 47)) };
  const results = await Promise.all([1, 2, 3].map(() => simulator.pushRaw(openid, push)));
  const answers = results.flatMap(({ passive }) => (passive?.kind === 'text' ? [passive.text] : []));
  expect(new Set(answers).size, `answers to one message: ${answers.join('\n')}`).to.equal(1);
  // A phone shows one of them; the simulator notes each.
  return answers.length - 1;
}

async function applications({ url }: House, openid: string): Promise<number> {
  const headers = { authorization: 'Bearer test-bot-token', 'x-openid': openid };
  const response = await fetch(`${url}/api/my/cases`, { headers });
  return ((await response.json()) as { items: unknown[] }).items.length;
}

async function nextLine(house: House, openid: string, heard: number): Promise<string | undefined> {
  for (const until = Date.now() + 10_000; Date.now() < until; await sleep(25)) {
    const said = house.lines(openid)[heard];
    if (said !== undefined) return said;
  }
  return undefined;
}

function matches(expected: string, said: string): boolean {
  const parts = expected.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`).test(said);
}
