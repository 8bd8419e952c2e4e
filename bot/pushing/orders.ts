import { setTimeout as sleep } from 'node:timers/promises';
import { readPicture } from '../../server/publicity/materials/contract.ts';
import {
  bookOrders,
  claimOrders,
  type ClaimedOrder,
  type OrderContent,
  type OrderReceipt,
  type OrderResult,
} from '../../server/publicity/orders/contract.ts';
import type { Backend } from '../backend.ts';
import type { BotLog } from '../bot.ts';
import { WechatError, type MassContent, type WechatApi } from '../puppet/index.ts';
import { articleOf } from './article.ts';

const WAIT_MS = 20_000;
const AT_ONCE = 4;
/** What is worth another try: all of these can be done twice without harm. */
const again: ReadonlySet<string> = new Set(['temporary', 'unknown-outcome', 'token', 'configuration']);

/** Does what the server wants done at the account: mass sends, their status and speed, followers and tags. */
export class OrderRunner {
  #stopped = false;

  constructor(
    private readonly backend: Backend,
    private readonly api: WechatApi,
    private readonly log: BotLog,
  ) {}

  async run(): Promise<void> {
    while (!this.#stopped) {
      try {
        const { items } = await this.backend.call(
          claimOrders,
          { max: AT_ONCE, waitMs: WAIT_MS },
          { timeoutMs: WAIT_MS + 5_000, tries: 1 },
        );
        const receipts = await Promise.all(items.map((order) => this.#receipt(order)));
        if (receipts.length > 0)
          await this.backend.call(bookOrders, { items: receipts }, { tries: 20, timeoutMs: 20_000 });
      } catch (error) {
        if (this.#stopped) return;
        this.log.warn({ err: error }, 'orders');
        await sleep(1_000);
      }
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  async #receipt(order: ClaimedOrder): Promise<OrderReceipt> {
    const { id, leaseToken, kind } = order;
    try {
      const result = await this.#do(order);
      this.log.info({ order: id, kind }, 'order done');
      return { id, leaseToken, outcome: 'done', result };
    } catch (error) {
      const wechat = error instanceof WechatError ? error : undefined;
      const problem = String(wechat?.errcode ?? wechat?.kind ?? 'defect');
      this.log.warn({ err: error, order: id, kind }, 'order not done');
      const temporary = wechat ? again.has(wechat.kind) : (error as Error).name === 'Unreachable';
      return { id, leaseToken, outcome: temporary ? 'temporary' : 'failed', problem };
    }
  }

  async #do({ kind, body }: ClaimedOrder): Promise<OrderResult> {
    const { api } = this;
    switch (kind) {
      case 'massSend': {
        const audience = body.openids
          ? { openids: body.openids }
          : body.tagId !== undefined
            ? { tagId: Number(body.tagId) }
            : { all: true as const };
        const content = massContent(body.content!);
        const clientMsgId = body.clientMsgId!;
        const { msgId, alreadySent } = await api.mass.send({ audience, content, clientMsgId });
        return { ...(msgId !== undefined && { msgId }), alreadySent };
      }
      case 'massStatus':
        return { status: await api.mass.status(body.msgId!) };
      case 'massDelete':
        await api.mass.delete(body.msgId!);
        return {};
      case 'massPreview':
        await api.mass.preview(body.openid!, massContent(body.content!));
        return {};
      case 'putContent':
        return { mediaId: await this.#putContent(body.material!) };
      case 'followersPage': {
        const { openids, nextOpenid } = await api.users.getPage(body.next);
        return { openids, next: openids.length < 10_000 ? '' : nextOpenid };
      }
      case 'tagsList': {
        const tags = await api.tags.list();
        return { tags: tags.map(({ id, name, count = 0 }) => ({ id: String(id), name, members: count })) };
      }
      case 'tagPeople':
        return this.#tagPeople(body);
      case 'publish':
        return { msgId: await api.drafts.publish(body.mediaId!) };
      case 'publishStatus':
        return { published: await api.drafts.published(body.msgId!) };
      case 'massSpeed':
        if (body.speed !== undefined) await api.mass.setSpeed(body.speed);
        return { speed: await api.mass.speed() };
      case 'tagMembersPage': {
        const page = await api.tags.members(Number(body.tagId), body.next);
        return { openids: page.openids, next: page.openids.length < 10_000 ? '' : page.nextOpenid };
      }
    }
  }

  /** The tag is made where it isn't there: another bot may have made it before it died. */
  async #tagPeople({ tagName, add = [], remove = [] }: ClaimedOrder['body']): Promise<OrderResult> {
    const { tags } = this.api;
    const known = (await tags.list()).find(({ name }) => name === tagName);
    const { id } = known ?? (await tags.create(tagName!));
    await tags.add(id, add);
    await tags.remove(id, remove);
    return { tagId: String(id), added: add, removed: remove };
  }

  /** A poster becomes a picture at WeChat, an article a draft with its picture; the draft may be made twice unharmed. */
  async #putContent(material: NonNullable<ClaimedOrder['body']['material']>): Promise<string> {
    const { id, version, form, mime } = material;
    const bytes = await this.backend.download(readPicture, { id, version });
    const name = `picture.${mime === 'image/png' ? 'png' : 'jpg'}`;
    const mediaId = await this.api.media.keep('image', bytes, name);
    return form === 'image' ? mediaId : this.api.drafts.add([articleOf(material, mediaId)]);
  }
}

function massContent(content: OrderContent): MassContent {
  if (content.form === 'text') return { msgtype: 'text', text: content.text };
  return { msgtype: content.form === 'news' ? 'mpnews' : 'image', mediaId: content.mediaId };
}
