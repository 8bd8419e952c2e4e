import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatLine, PushResult, Simulator } from '../../bot/simulator/index.ts';
import { say } from '../../server/texts/say.ts';
import { identityNumber } from '../../test/support/identity.ts';
import { wordsOf } from '../../test/support/house.ts';

/** How long a resident waits for an answer that found no callback before sending the same again. */
const PATIENCE_MS = 45_000;
const MOST_MESSAGES = 80;

/** Somebody who reads what the account says and answers it, from 申请 to the receipt. */
export class Resident {
  readonly openid: string;
  /** Words that must be found in the application. */
  readonly said: string[];
  readonly passives: string[] = [];
  reference: string | undefined;
  sent = 0;
  /** Messages whose answer came by another reach, after WeChat's tries. */
  outsideTries = 0;
  lastHeard = '';
  /** The longest time from sending to the end of WeChat's tries, in ms. */
  longestMs = 0;
  private readonly employer: string;

  constructor(
    private readonly simulator: Simulator,
    private readonly number: number,
  ) {
    this.openid = `trial-${number}`;
    this.employer = `演示公司${number}号`;
    this.said = [this.employer, `老板欠我${(number % 9) + 1}个月工资`];
  }

  isApology(text: string): boolean {
    return text === say('turn.unreachable') || text === say('turn.trouble');
  }

  /** Walks until the receipt names a reference, or gives up. */
  async apply(): Promise<void> {
    let heard = await this.send('申请');
    while (!this.reference && this.sent < MOST_MESSAGES) heard = await this.send(this.answerTo(heard));
  }

  /** What to say to these messages, the last question first: an earlier one may have come late. */
  private answerTo(messages: string[]): string {
    // A reply that came too late says itself that it needs no answer.
    const standing = messages.filter((heard) => !heard.startsWith('【补发】'));
    for (const heard of [...standing].reverse()) {
      const answer = this.answers().findLast(([question]) => question.test(heard))?.[1];
      if (answer) return answer;
    }
    const heard = standing.join('\n\n');
    // A question that isn't known by its words: its first option, or 不知道. No question: 申请 goes on where it stood.
    const question = /【\d+\/\d+】[^]*$/.exec(heard)?.[0];
    return question ? (/\n1 /.test(question) ? '1' : '不知道') : '申请';
  }

  private answers(): [RegExp, string][] {
    return [
      [/现在有人受伤/, '没有'],
      [/用一句话说说/, this.said[1]!],
      [/您遇到的是哪件事/, '1'],
      [/是给谁申请/, '我自己'],
      [/农村出来打工/, '是'],
      [/哪种(活|工作)/, '工地'],
      [/还想要别的/, '不要别的'],
      [/大约欠了多少/, '一万二'],
      [/哪天离开/, '还在'],
      [/单位或老板叫什么/, this.employer],
      [/办到哪一步/, '还没找过部门'],
      [/干活的地方在哪里/, '相城区'],
      [/请.{0,2}律师/, '没请'],
      [/今年多大/, '35'],
      [/怎么联系您/, '电话、微信都行'],
      [/请核对一下/, '继续'],
      [/1 书面承诺/, '1'],
      [/告知承诺书|要回复原话/, '我承诺'],
      [/单独同意|同意请回复 1/, '1'],
      [/能打通的电话/, '13812345678'],
      [/申请人的姓名|身份证上的姓名/, '王某'],
      [/身份证号/, identityNumber('320507', '19900101', String(100 + (this.number % 900)))],
    ];
  }

  /** Sends a text; resolves with the messages that came back. */
  private async send(text: string): Promise<string[]> {
    const known = this.simulator.transcript(this.openid).length;
    this.sent += 1;
    const sentAt = performance.now();
    const { passive } = await this.simulator
      .sendText(this.openid, text)
      .catch((): Partial<PushResult> => ({}));
    this.longestMs = Math.max(this.longestMs, performance.now() - sentAt);
    if (passive?.kind === 'text') {
      this.passives.push(passive.text);
    } else {
      this.outsideTries += 1;
      await this.waitForMore(known);
    }
    // A second message of the same turn (the choice of proof, the way to sign) follows a moment later.
    const heard = (): string => this.since(known).join('\n\n');
    for (
      let i = 0;
      i < 100 && /初步意见|全文（版本/.test(heard()) && !/1 书面承诺|请回复：我承诺/.test(heard());
      i += 1
    )
      await sleep(100);
    const messages = this.since(known);
    if (messages.length === 0 && passive?.kind === 'text') messages.push(passive.text);
    this.lastHeard = messages.join('\n\n');
    // Who missed the receipt hears of it when they want to begin again.
    this.reference ??= /申请已(?:经)?收到，(?:正在办，)?编号 (\d{3}-\d{3}-\d{3})/.exec(this.lastHeard)?.[1];
    return messages;
  }

  private async waitForMore(known: number): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    while (this.since(known).length === 0 && Date.now() < until) await sleep(250);
  }

  /** The messages that the account sent after the first `known` lines. */
  private since(known: number): string[] {
    return this.simulator
      .transcript(this.openid)
      .slice(known)
      .filter((line: ChatLine) => line.from === 'account')
      .map(wordsOf);
  }
}
