import { bookConsent } from '../server/publicity/subscriptions/contract.ts';
import type { Backend } from './backend.ts';
import type { ChannelEvent, WechatApi } from './puppet/index.ts';

interface AccountTemplate {
  priTmplId: string;
  title: string;
  /** 2: one message for each consent; 3: until it is taken back. */
  type: number;
}

/** One answer or outcome in an event about subscription notices. */
interface Item {
  templateId: string;
  decided: 'accept' | 'reject' | 'sent' | 'failed';
}

/** Books what followers answer to WeChat's question for subscription notices, under the template's title. */
export class Consents {
  #templates: Promise<AccountTemplate[]> | undefined;

  constructor(
    private readonly backend: Backend,
    private readonly api: WechatApi,
  ) {}

  /** Throws where WeChat or the server can't be reached, so that WeChat repeats the event. */
  async hear(event: ChannelEvent): Promise<void> {
    for (const [i, { templateId, decided }] of itemsOf(event).entries()) {
      const template = (await this.#list()).find(({ priTmplId }) => priTmplId === templateId);
      if (!template) continue;
      await this.backend.call(bookConsent, {
        ...{ eventKey: `${event.key}#${i}`, openid: event.openid, templateId, decided },
        ...{ title: template.title, term: template.type === 3 ? 'longTerm' : 'once' },
      });
    }
  }

  #list(): Promise<AccountTemplate[]> {
    this.#templates ??= this.api
      .call('/wxaapi/newtmpl/gettemplate', undefined, { method: 'GET' })
      .then((reply) => (reply as { data?: AccountTemplate[] }).data ?? [])
      .catch((error: unknown) => {
        this.#templates = undefined;
        throw error;
      });
    return this.#templates;
  }
}

/** The items of `SubscribeMsg…Event.List`, which WeChat gives as one or as several. */
export function itemsOf({ fields }: Pick<ChannelEvent, 'fields'>): Item[] {
  const items: Item[] = [];
  for (const name of ['SubscribeMsgPopupEvent', 'SubscribeMsgChangeEvent', 'SubscribeMsgSentEvent']) {
    const within = fields[name];
    if (typeof within !== 'object' || Array.isArray(within)) continue;
    const list = (within as { List?: unknown }).List;
    for (const one of (Array.isArray(list) ? list : [list]) as Record<string, unknown>[]) {
      const templateId = one?.['TemplateId'];
      if (typeof templateId !== 'string') continue;
      const status = one['SubscribeStatusString'];
      const decided =
        name === 'SubscribeMsgSentEvent'
          ? String(one['ErrorCode']) === '0'
            ? 'sent'
            : 'failed'
          : status === 'accept'
            ? 'accept'
            : 'reject';
      items.push({ templateId, decided });
    }
  }
  return items;
}
