import type { Fields } from './fields.ts';
import { toJson, toXml } from './fields.ts';
import type { Person } from './people.ts';
import type { Platform } from './platform.ts';
import { BadReply, readReply } from './reply.ts';
import type { LineContent, PushResult, Reply } from './types.ts';

const OUT_OF_ORDER = '该公众号提供的服务出现故障，请稍后再试';

interface Push {
  openid: string;
  /** Message type or event, for the log. */
  what: string;
  message: string;
  msgId?: string;
  /** Whether the person sees a grey line when it fails. */
  shown: boolean;
  /** Whether it may be answered with several articles. */
  severalArticles: boolean;
}

/** Sends messages and events to the account's server, and brings what it answers into the chat. */
export class Pushes {
  private readonly platform: Platform;

  constructor(platform: Platform) {
    this.platform = platform;
  }

  /** Someone who may speak to the account; whoever is unknown becomes a following resident. */
  follower(openid: string): Person {
    const person = this.platform.people.orNewFollower(openid, this.platform.clock());
    if (!person.follows) throw new Error(`${person.name} does not follow the account`);
    return person;
  }

  /** A follower's message: a line in the chat, a MsgId, and 48 hours for customer-service messages. */
  async message(openid: string, type: string, fields: Fields, line: LineContent): Promise<PushResult> {
    const { windows, transcripts, ids, clock } = this.platform;
    this.follower(openid);
    transcripts.add(openid, { ...line, from: 'person' });
    windows.opened(openid, 'message', clock());
    const MsgId = ids.next(clock());
    return this.deliver(openid, type, { ...fields, MsgId }, { shown: true, severalArticles: false });
  }

  /** Something a person did and waits for an answer to: opens one minute for customer-service messages. */
  async act(openid: string, event: string, fields: Fields): Promise<PushResult> {
    this.follower(openid);
    this.platform.windows.opened(openid, 'act', this.platform.clock());
    return this.deliver(openid, 'event', { Event: event, ...fields }, { shown: true, severalArticles: true });
  }

  /** An event that nobody waits for, such as a job's outcome. */
  event(openid: string, event: string, fields: Fields): Promise<PushResult> {
    return this.deliver(
      openid,
      'event',
      { Event: event, ...fields },
      { shown: false, severalArticles: true },
    );
  }

  /** Any fields, the four usual ones filled in, or a ready body. */
  raw(openid: string, message: Fields | string): Promise<PushResult> {
    const options = { shown: false, severalArticles: true };
    if (typeof message === 'string') return this.push({ openid, what: 'raw', message, ...options });
    const { MsgType = 'event', ...fields } = message;
    return this.deliver(openid, String(MsgType), fields, options);
  }

  private deliver(
    openid: string,
    MsgType: string,
    fields: Fields,
    options: Pick<Push, 'shown' | 'severalArticles'>,
  ): Promise<PushResult> {
    const { account, clock } = this.platform;
    const CreateTime = Math.floor(clock() / 1000);
    const all: Fields = { ToUserName: account.id, FromUserName: openid, CreateTime, MsgType, ...fields };
    return this.push({
      openid,
      what: String(all['Event'] ?? MsgType),
      message: account.format === 'json' ? toJson(all) : toXml(all),
      ...(all['MsgId'] !== undefined && { msgId: String(all['MsgId']) }),
      ...options,
    });
  }

  private async push(push: Push): Promise<PushResult> {
    const { callback, transcripts } = this.platform;
    const { openid, what, message, msgId, shown } = push;
    const { answer, tries, statuses } = await callback.push(openid, what, message);
    const { passive, problem } =
      answer === undefined
        ? { passive: undefined, problem: `no answer (${statuses.join(', ')})` }
        : this.read(answer, push);
    if (passive && passive.kind !== 'transfer') {
      transcripts.add(openid, { ...passive, from: 'account', way: 'passive' });
    } else if (problem && shown && !callback.closed) {
      transcripts.add(openid, { kind: 'grey', from: 'platform', text: OUT_OF_ORDER });
    }
    return { passive, tries, statuses, msgId, problem };
  }

  private read(
    answer: string,
    { openid, what, severalArticles }: Push,
  ): Pick<PushResult, 'passive' | 'problem'> {
    const { account, media, calls, clock } = this.platform;
    const { token, crypto, mode, id: accountId } = account;
    const mediaExists = (id: string) => media.get(id) !== undefined;
    let passive: Reply | undefined;
    try {
      passive = readReply(answer, { token, crypto, mode, accountId, openid, severalArticles, mediaExists });
      return { passive, problem: undefined };
    } catch (error) {
      if (!(error instanceof BadReply)) throw error;
      const noted = { what: `${what}: unusable answer`, status: 'refused', ms: 0, request: answer };
      calls.add({ at: clock(), kind: 'push', openid, ...noted, response: error.message });
      return { passive: undefined, problem: error.message };
    }
  }
}
