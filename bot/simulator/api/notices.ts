import { PlatformError } from '../errors.ts';
import type { Template } from '../notices.ts';
import { SUBSCRIPTIONS, TEMPLATES } from '../notices.ts';
import type { Platform } from '../platform.ts';
import type { Reply } from '../types.ts';
import type { ApiCall, Routes, Tell } from './call.ts';
import { OK, part, serviceOnly } from './call.ts';

type Data = Record<string, { value?: unknown } | undefined>;

/** The card of this call, its keywords checked. */
function cardOf({ notices }: Platform, { body }: ApiCall, template: Template): Reply {
  const rows = notices.rows(template, part(body, 'data') as Data);
  return { kind: 'card', title: template.title, rows, url: String(body['url'] ?? body['page'] ?? '') };
}

/** Template messages (verified service accounts) and subscription notices. */
export const notices = (tell: Tell): Routes => ({
  'GET /cgi-bin/template/get_all_private_template': (platform) => {
    serviceOnly(platform);
    return {
      template_list: TEMPLATES.map(({ id, title, content, example }) => ({
        template_id: id,
        title,
        primary_industry: '政府与公共事业',
        deputy_industry: '公共事业',
        content,
        example,
      })),
    };
  },
  'POST /cgi-bin/message/template/send': (platform, call) => {
    serviceOnly(platform);
    const { people, notices, ids, clock, faults, transcripts } = platform;
    const template = notices.template(call.body['template_id']);
    const { openid } = people.follower(call.body['touser']);
    const card = cardOf(platform, call, template);
    const msgId = ids.next(clock());
    const earlier = notices.earlier(openid, call.body['client_msg_id'], msgId, clock());
    if (earlier !== undefined) throw new PlatformError(45065, '', { msgid: earlier });
    const Status = faults.now.templateStatus;
    if (Status === 'success') transcripts.add(openid, { ...card, from: 'account', way: 'template' });
    tell(openid, 'TEMPLATESENDJOBFINISH', { MsgID: msgId, Status });
    return { ...OK, msgid: msgId };
  },
  'GET /wxaapi/newtmpl/gettemplate': () => ({
    ...OK,
    data: SUBSCRIPTIONS.map(({ id, title, content, example, term }) => ({
      priTmplId: id,
      title,
      content,
      example,
      type: term === 'once' ? 2 : 3,
    })),
  }),
  'POST /cgi-bin/message/subscribe/bizsend': (platform, call) => {
    const { people, notices, ids, clock, transcripts } = platform;
    const template = notices.subscription(call.body['template_id']);
    const { openid } = people.known(call.body['touser']);
    const card = cardOf(platform, call, template);
    const crowd = people.crowdOf(openid);
    if (!crowd?.consents.has(template.id)) notices.spendConsent(openid, template);
    transcripts.add(openid, { ...card, from: 'account', way: 'subscription' });
    const sent = { TemplateId: template.id, MsgID: ids.next(clock()), ErrorCode: 0, ErrorStatus: 'success' };
    if (!crowd?.quiet) tell(openid, 'subscribe_msg_sent_event', { SubscribeMsgSentEvent: { List: sent } });
    return OK;
  },
});
