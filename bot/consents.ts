import { bookConsent } from '../server/publicity/subscriptions/contract.ts';
import type { Backend } from './backend.ts';
import type { NoticeTemplates } from './noticeTemplates.ts';
import type { ChannelEvent } from './puppet/index.ts';

/** What followers answered to WeChat's question for a subscription notice. */
interface Answer {
  templateId: string;
  decided: 'accept' | 'reject';
}

/** What became of a notice that was sent. */
interface Outcome {
  templateId: string;
  /** WeChat's code; null where it arrived. */
  problem: string | null;
}

/** Books what followers answer to WeChat's question for subscription notices, under the template's title. */
export class Consents {
  constructor(
    private readonly backend: Backend,
    private readonly templates: NoticeTemplates,
  ) {}

  /** Throws where WeChat or the server can't be reached, so that WeChat repeats the event. */
  async hear(event: ChannelEvent): Promise<void> {
    for (const [i, { templateId, decided }] of answersIn(event).entries()) {
      const template = await this.templates.byId(templateId);
      if (!template) continue;
      const eventKey = `${event.key}#${i}`;
      await this.backend.call(bookConsent, {
        ...{ eventKey, openid: event.openid, templateId, decided },
        title: template.title,
      });
    }
  }
}

/** The answers in an event about subscription notices; none where it tells an outcome. */
export function answersIn({ fields }: Pick<ChannelEvent, 'fields'>): Answer[] {
  return ['SubscribeMsgPopupEvent', 'SubscribeMsgChangeEvent']
    .flatMap((name) => listIn(fields[name]))
    .map(({ TemplateId, SubscribeStatusString: status }) => ({
      templateId: String(TemplateId),
      decided: status === 'accept' ? 'accept' : 'reject',
    }));
}

/** The outcomes in an event about subscription notices. */
export const outcomesIn = ({ fields }: Pick<ChannelEvent, 'fields'>): Outcome[] =>
  listIn(fields['SubscribeMsgSentEvent']).map(({ TemplateId, ErrorCode = '0' }) => ({
    templateId: String(TemplateId),
    problem: ErrorCode === '0' ? null : String(ErrorCode).slice(0, 32),
  }));

/** WeChat gives one item as an object and several as a list. */
function listIn(within: ChannelEvent['fields'][string] | undefined): Record<string, unknown>[] {
  if (typeof within !== 'object' || Array.isArray(within)) return [];
  const { List: list } = within as { List?: unknown };
  return ((Array.isArray(list) ? list : [list]) as (Record<string, unknown> | undefined)[]).filter(
    (one) => typeof one?.['TemplateId'] === 'string',
  ) as Record<string, unknown>[];
}
