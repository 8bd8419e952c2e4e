import type { Caller } from './caller.ts';

/** Who gets a mass message: everybody, the members of a tag, or 2 to 10,000 openids. */
export type Audience = { all: true } | { tagId: number } | { openids: string[] };

export type MassContent =
  { msgtype: 'text'; text: string } | { msgtype: 'mpnews' | 'image' | 'voice' | 'mpvideo'; mediaId: string };

export interface MassSend {
  audience: Audience;
  content: MassContent;
  /** At most 64 bytes; a second send with the same id within 24 h is not done. */
  clientMsgId: string;
}

export interface DraftArticle {
  title: string;
  author?: string;
  digest?: string;
  content: string;
  content_source_url?: string;
  thumb_media_id: string;
}

/** Mass messages (群发). */
export class MassSends {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Starts a mass send. Its outcome comes later as the event `massSendFinished` with this MsgID. */
  async send({ audience, content, clientMsgId }: MassSend): Promise<{
    msgId: string | undefined;
    alreadySent: boolean;
  }> {
    const path = 'openids' in audience ? '/cgi-bin/message/mass/send' : '/cgi-bin/message/mass/sendall';
    const body = { ...recipients(audience), ...contentBody(content), clientmsgid: clientMsgId };
    const answer = await this.#caller.once(path, body, { idempotent: true });
    return {
      msgId: answer['msg_id'] === undefined ? undefined : String(answer['msg_id']),
      alreadySent: Number(answer['errcode'] ?? 0) !== 0,
    };
  }

  /** Shows a mass message to one person. */
  async preview(openid: string, content: MassContent): Promise<void> {
    await this.#caller.json('/cgi-bin/message/mass/preview', { touser: openid, ...contentBody(content) });
  }

  /** WeChat's word for how far it is, such as SEND_SUCCESS or SENDING. */
  async status(msgId: string): Promise<string> {
    const path = '/cgi-bin/message/mass/get';
    return String((await this.#caller.json(path, { msg_id: msgId }, { idempotent: true }))['msg_status']);
  }

  /** Takes a sent article away; who has read it has read it. Texts and pictures can't be taken back. */
  async delete(msgId: string): Promise<void> {
    await this.#caller.json('/cgi-bin/message/mass/delete', { msg_id: msgId }, { idempotent: true });
  }

  async speed(): Promise<MassSpeed> {
    const answer = await this.#caller.json('/cgi-bin/message/mass/speed/get', {}, { idempotent: true });
    return { level: Number(answer['speed']), real: Number(answer['realspeed']) };
  }

  async setSpeed(level: number): Promise<void> {
    await this.#caller.json('/cgi-bin/message/mass/speed/set', { speed: level }, { idempotent: true });
  }
}

/** How fast WeChat sends a mass message: its level 0 (fastest) to 4, and what it says that makes, in 10,000 a minute. */
export interface MassSpeed {
  level: number;
  real: number;
}

export interface Published {
  status: number;
  url: string;
}

/** Drafts (草稿) and their publication, which puts an article online and tells nobody. */
export class Drafts {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** @returns the media_id to mass-send or publish */
  async add(articles: readonly DraftArticle[]): Promise<string> {
    return String((await this.#caller.json('/cgi-bin/draft/add', { articles }))['media_id']);
  }

  /** @returns the publish_id that the event `publishFinished` repeats */
  async publish(mediaId: string): Promise<string> {
    const answer = await this.#caller.json('/cgi-bin/freepublish/submit', { media_id: mediaId });
    return String(answer['publish_id']);
  }

  /** How far a publication is: WeChat's number (0 done, 1 under way, else failed), and where its article is online. */
  async published(publishId: string): Promise<Published> {
    const path = '/cgi-bin/freepublish/get';
    return publishedIn(await this.#caller.json(path, { publish_id: publishId }, { idempotent: true }));
  }
}

/** A publication as WeChat's answer and its event PUBLISHJOBFINISH tell it. */
export function publishedIn(told: Readonly<Record<string, unknown>>): Published {
  const { item } = (told['article_detail'] ?? {}) as { item?: unknown };
  const [first] = [item].flat() as ({ article_url?: unknown } | undefined)[];
  return { status: Number(told['publish_status'] ?? NaN), url: String(first?.article_url ?? '') };
}

function recipients(audience: Audience): Record<string, unknown> {
  if ('openids' in audience) return { touser: audience.openids };
  return { filter: 'tagId' in audience ? { is_to_all: false, tag_id: audience.tagId } : { is_to_all: true } };
}

function contentBody(content: MassContent): Record<string, unknown> {
  const { msgtype } = content;
  return {
    msgtype,
    [msgtype]: 'text' in content ? { content: content.text } : { media_id: content.mediaId },
  };
}
