import { tellMassOutcome, tellPublished } from '../../server/publicity/orders/contract.ts';
import { tellNoticeEvents, type NoticeEvent } from '../../server/publicity/sending/contract.ts';
import type { Backend } from '../backend.ts';
import type { BotLog } from '../bot.ts';
import { outcomesIn } from '../consents.ts';
import type { NoticeTemplates } from '../noticeTemplates.ts';
import { publishedIn, textOf, type ChannelEvent } from '../puppet/index.ts';

const FLUSH_EVERY_MS = 1_000;
const MOST = 500;

/** WeChat's events about what was sent: outcomes of mass sends one by one, those of notices in heaps. */
export class SendingEvents {
  #heap: NoticeEvent[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly backend: Backend,
    private readonly templates: NoticeTemplates,
    private readonly log: BotLog,
  ) {}

  /** Rejects when the server can't be told, so that WeChat repeats the event. */
  async massFinished({ fields }: ChannelEvent): Promise<void> {
    const number = (name: string): number => Number(textOf(fields, name) || 0);
    await this.backend.call(tellMassOutcome, {
      msgId: textOf(fields, 'MsgID') || textOf(fields, 'MsgId'),
      status: textOf(fields, 'Status').slice(0, 64),
      ...{ total: number('TotalCount'), filtered: number('FilterCount') },
      ...{ sent: number('SentCount'), errors: number('ErrorCount') },
    });
  }

  /** Rejects when the server can't be told, so that WeChat repeats the event. */
  async published({ fields }: ChannelEvent): Promise<void> {
    const told = fields['PublishEventInfo'];
    if (typeof told !== 'object' || Array.isArray(told)) return;
    const { publish_id: publishId } = told as Record<string, unknown>;
    await this.backend.call(tellPublished, {
      publishId: String(publishId).trim(),
      ...publishedIn(told as Record<string, unknown>),
    });
  }

  /** As many as there are recipients: they wait for each other, none costs a call of its own. */
  async noticeSent(event: ChannelEvent): Promise<void> {
    for (const [i, { templateId, problem }] of outcomesIn(event).entries()) {
      const template = await this.templates.byId(templateId);
      const once = template?.term === 'once' ? { templateId, title: template.title } : null;
      this.#heap.push({ eventKey: `${event.key}#${i}`, openid: event.openid, problem, once });
    }
    if (this.#heap.length >= MOST) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), FLUSH_EVERY_MS).unref();
  }

  /**
   * Lost events cost nothing but certainty: a recipient without an answer stays 结果不明, and a consent that is used up
   * shows at the next notice.
   */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const items = this.#heap.splice(0, MOST);
    if (items.length === 0) return;
    try {
      await this.backend.call(tellNoticeEvents, { items }, { timeoutMs: 10_000 });
    } catch (error) {
      this.log.warn({ err: error, events: items.length }, 'events of notices were not told');
    }
  }
}
