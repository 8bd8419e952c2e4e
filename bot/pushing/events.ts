import { tellMassOutcome } from '../../server/publicity/orders/contract.ts';
import { tellNoticeEvents } from '../../server/publicity/sending/contract.ts';
import type { Backend } from '../backend.ts';
import type { BotLog } from '../bot.ts';
import { textOf, type ChannelEvent, type Fields, type FieldValue } from '../puppet/index.ts';

const FLUSH_EVERY_MS = 1_000;
const MOST = 500;

interface NoticeEvent {
  openid: string;
  problem: string | null;
}

/** WeChat's events about what was sent: outcomes of mass sends one by one, those of notices in heaps. */
export class SendingEvents {
  #heap: NoticeEvent[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly backend: Backend,
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

  noticeSent({ openid, fields, event }: ChannelEvent): void {
    if (event !== 'subscribe_msg_sent_event') return;
    for (const { ErrorCode = '0' } of listIn(fields['SubscribeMsgSentEvent']))
      this.#heap.push({ openid, problem: ErrorCode === '0' ? null : String(ErrorCode).slice(0, 32) });
    if (this.#heap.length >= MOST) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), FLUSH_EVERY_MS).unref();
  }

  /** Lost events cost nothing but certainty: a recipient without an answer stays 结果不明. */
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

/** WeChat sends one entry as an object and several as a list. */
function listIn(value: FieldValue | undefined): Fields[] {
  const list = (value as Fields | undefined)?.['List'];
  if (Array.isArray(list)) return list as Fields[];
  return typeof list === 'object' ? [list as Fields] : [];
}
