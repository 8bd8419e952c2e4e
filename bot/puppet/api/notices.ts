import type { Caller } from './caller.ts';
import { WechatError } from './errors.ts';

export interface TemplateMessage {
  openid: string;
  templateId: string;
  data: Record<string, string>;
  url?: string;
  /** At most 32 characters; a second message with the same id is not sent. */
  clientMsgId?: string;
}

export interface SubscriptionNotice {
  openid: string;
  templateId: string;
  data: Record<string, string>;
  page?: string;
}

const TEMPLATE = '/cgi-bin/message/template/send';

/** Template messages (模板消息): service notices, which need no open window. */
export class Templates {
  readonly #caller: Caller;
  readonly #accountType: 'service' | 'subscription';

  constructor(caller: Caller, accountType: 'service' | 'subscription') {
    this.#caller = caller;
    this.#accountType = accountType;
  }

  /**
   * @returns WeChat's msgid, which the event `templateFinished` repeats; undefined when it was sent before
   * @throws WechatError `right` for a subscription account (订阅号), which has no template messages
   */
  async send({ openid, templateId, data, url, clientMsgId }: TemplateMessage): Promise<string | undefined> {
    if (this.#accountType !== 'service') {
      throw new WechatError({ path: TEMPLATE, kind: 'right', errmsg: 'only a service account (服务号)' });
    }
    const body = {
      touser: openid,
      template_id: templateId,
      data: valued(data),
      ...(url ? { url } : {}),
      ...(clientMsgId ? { client_msg_id: clientMsgId } : {}),
    };
    const answer = await this.#caller.once(TEMPLATE, body, { idempotent: clientMsgId !== undefined });
    return answer['msgid'] === undefined ? undefined : String(answer['msgid']);
  }
}

/** Subscription notices (订阅通知): one message for one consent. */
export class SubscriptionNotices {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** @throws WechatError `refused` with errcode 43101 when there is no consent left */
  async send({ openid, templateId, data, page }: SubscriptionNotice): Promise<void> {
    await this.#caller.json('/cgi-bin/message/subscribe/bizsend', {
      touser: openid,
      template_id: templateId,
      data: valued(data),
      ...(page ? { page } : {}),
    });
  }
}

function valued(data: Record<string, string>): Record<string, { value: string }> {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, { value }]));
}
