import { createHash } from 'node:crypto';
import { type Fields, type FieldValue, textOf } from './fields.ts';

/** What WeChat pushed to the callback: a follower's message or a channel event. */
export interface Push {
  /** MsgId, or openid + CreateTime + event (+ its detail): the same for all tries of one push. */
  readonly key: string;
  readonly openid: string;
  /** The account's own id (gh_…), the sender of a passive reply. */
  readonly account: string;
  /** CreateTime in ms. */
  readonly at: number;
  readonly msgType: string;
  /** WeChat's name of the event, empty for a message. */
  readonly event: string;
  /** Everything that was pushed, exactly as it came. */
  readonly fields: Fields;
  /** The form it came in, and in which the reply goes back. */
  readonly format: Format;
}

export type Format = 'xml' | 'json';

const MAX_ID = 128;

/** @throws SyntaxError when the sender, the time or the type is missing */
export function readPush(fields: Fields, format: Format = 'xml'): Push {
  const openid = textOf(fields, 'FromUserName');
  const createTime = textOf(fields, 'CreateTime');
  const msgType = textOf(fields, 'MsgType');
  if (!openid || openid.length > MAX_ID || !/^\d{1,12}$/.test(createTime) || !msgType) {
    throw new SyntaxError('the push has no sender, time or type');
  }
  const event = msgType === 'event' ? textOf(fields, 'Event') : '';
  return {
    key: event
      ? short([openid, createTime, event, eventDetail(fields)].filter(Boolean).join(':'))
      : messageKey(fields, `${openid}:${createTime}:${msgType}`),
    openid,
    account: textOf(fields, 'ToUserName'),
    at: Number(createTime) * 1000,
    msgType,
    event,
    fields,
    format,
  };
}

function messageKey(fields: Fields, otherwise: string): string {
  return short(textOf(fields, 'MsgId') || textOf(fields, 'MsgID') || otherwise);
}

/** What tells two events of one person in the same second apart. */
function eventDetail(fields: Fields): string {
  return textOf(fields, 'EventKey') || textOf(fields, 'MsgID') || nestedId(fields);
}

function nestedId(value: FieldValue): string {
  if (typeof value === 'string') return '';
  if (Array.isArray(value)) return value.map(nestedId).filter(Boolean).join(',');
  return Object.entries(value as Fields)
    .map(([name, item]) =>
      typeof item === 'string' && /^(MsgID|publish_id|TemplateId)$/.test(name) ? item.trim() : nestedId(item),
    )
    .filter(Boolean)
    .join(',');
}

function short(key: string): string {
  if (key.length <= MAX_ID) return key;
  return `${key.slice(0, MAX_ID - 41)}:${createHash('sha1').update(key).digest('hex')}`;
}
