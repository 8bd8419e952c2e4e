import { MINUTE } from './days.ts';
import { PlatformError } from './errors.ts';

const CLIENT_ID_LIFE = 10 * MINUTE;

export interface Template {
  id: string;
  title: string;
  /** Lines such as 「事项：{{thing1.DATA}}」. */
  content: string;
  example: string;
}

export interface SubscriptionTemplate extends Template {
  /** once: one message for each consent; longTerm: until the person takes it back. */
  term: 'once' | 'longTerm';
}

/** Neutral templates such as an account picks from the platform's library. */
export const TEMPLATES: Template[] = [
  {
    id: 'todo-reminder-0000000000000000000000000001a',
    title: '待办事项提醒',
    content: '待办事项：{{thing1.DATA}}\n编号：{{character_string2.DATA}}\n截止时间：{{time3.DATA}}',
    example: '待办事项：有一项新的待办\n编号：A0001\n截止时间：2026年1月5日 17:00',
  },
  {
    id: 'progress-notice-00000000000000000000000002b',
    title: '业务进度通知',
    content: '业务编号：{{character_string1.DATA}}\n当前进度：{{phrase2.DATA}}\n更新时间：{{time3.DATA}}',
    example: '业务编号：A0001\n当前进度：已更新\n更新时间：2026年1月5日 09:30',
  },
  {
    id: 'supplement-notice-000000000000000000000003c',
    title: '资料补充提醒',
    content: '业务编号：{{character_string1.DATA}}\n提醒内容：{{thing2.DATA}}\n截止时间：{{time3.DATA}}',
    example: '业务编号：A0001\n提醒内容：请补充资料\n截止时间：2026年1月5日 17:00',
  },
  {
    id: 'appointment-notice-00000000000000000000004d',
    title: '预约提醒',
    content: '预约事项：{{thing1.DATA}}\n预约时间：{{time2.DATA}}\n地点：{{thing3.DATA}}',
    example: '预约事项：窗口办理\n预约时间：2026年1月5日 09:30\n地点：服务窗口',
  },
];

export const SUBSCRIPTIONS: SubscriptionTemplate[] = [
  {
    id: 'sub-progress-once-00000000000000000000005e',
    title: '业务进度提醒',
    content: '业务编号：{{character_string1.DATA}}\n当前进度：{{phrase2.DATA}}\n更新时间：{{time3.DATA}}',
    example: '业务编号：A0001\n当前进度：已更新\n更新时间：2026年1月5日 09:30',
    term: 'once',
  },
  {
    id: 'sub-todo-long-term-0000000000000000000006f',
    title: '待办提醒',
    content: '待办事项：{{thing1.DATA}}\n截止时间：{{time2.DATA}}',
    example: '待办事项：有一项新的待办\n截止时间：2026年1月5日 17:00',
    term: 'longTerm',
  },
];

/** Limits of the keyword types, by name without its number. */
const TYPES: Record<string, RegExp> = {
  thing: /^.{1,20}$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: /^(\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{1,2}-\d{1,2})?[ T]?(\d{1,2}:\d{2}(:\d{2})?)?$/,
  date: /^\d{4}(年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2})([ T]\d{1,2}:\d{2}(:\d{2})?)?$/,
  number: /^\d{1,32}$/,
  phone_number: /^[\d+ -]{1,17}$/,
};

type Consent = 'refused' | 'longTerm' | number;

/** Template messages, subscription notices and who consented to which. */
export class Notices {
  private readonly consents = new Map<string, Record<string, Consent>>();
  /** openid and client_msg_id → the message sent for it. */
  private readonly sent = new Map<string, { msgId: bigint; at: number }>();

  /** @throws PlatformError 40037 */
  template(id: unknown): Template {
    const found = TEMPLATES.find((template) => template.id === id);
    if (!found) throw new PlatformError(40037);
    return found;
  }

  /** @throws PlatformError 40037 */
  subscription(id: unknown): SubscriptionTemplate {
    const found = SUBSCRIPTIONS.find((template) => template.id === id);
    if (!found) throw new PlatformError(40037);
    return found;
  }

  /**
   * The card's rows with the data filled in.
   * @throws PlatformError 47003 for a missing or badly formed keyword
   */
  rows(template: Template, data: Record<string, { value?: unknown } | undefined> = {}) {
    return template.content.split('\n').map((line) => {
      const [, label = '', keyword = ''] = /^(.*?)：?\{\{(\w+)\.DATA\}\}$/.exec(line) ?? [];
      const value = String(data[keyword]?.value ?? '');
      const form = TYPES[keyword.replace(/\d+$/, '')];
      if (!value || (form && !form.test(value))) throw new PlatformError(47003, `data.${keyword}.value`);
      return { label, value };
    });
  }

  /** The earlier message id when this client_msg_id was used within ten minutes. */
  earlier(openid: string, clientId: unknown, msgId: bigint, now: number): bigint | undefined {
    if (typeof clientId !== 'string' || !clientId) return undefined;
    const key = `${openid} ${clientId}`;
    const before = this.sent.get(key);
    if (before && now - before.at < CLIENT_ID_LIFE) return before.msgId;
    this.sent.set(key, { msgId, at: now });
    return undefined;
  }

  consent(openid: string, template: SubscriptionTemplate, accepts: boolean): void {
    const held = this.consents.get(openid) ?? {};
    const before = held[template.id];
    const once = typeof before === 'number' ? before + 1 : 1;
    held[template.id] = !accepts ? 'refused' : template.term === 'longTerm' ? 'longTerm' : once;
    this.consents.set(openid, held);
  }

  /** Uses a consent up if it is for one message. @throws PlatformError 43101 */
  spendConsent(openid: string, template: SubscriptionTemplate): void {
    const held = this.consents.get(openid) ?? {};
    const consent = held[template.id];
    if (consent === 'longTerm') return;
    if (typeof consent !== 'number' || consent < 1) throw new PlatformError(43101);
    held[template.id] = consent - 1;
  }

  toJSON() {
    return [...this.consents];
  }

  restore(saved: ReturnType<Notices['toJSON']>): void {
    for (const [openid, held] of saved) this.consents.set(openid, held);
  }
}
