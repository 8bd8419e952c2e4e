import { EventEmitter } from 'node:events';
import { textOf } from './callback/fields.ts';
import type { Push } from './callback/push.ts';

/** A push that is no message. */
export interface ChannelEvent extends Push {
  readonly name: ChannelEventName;
  /** EventKey: a menu item's key or address, a QR code's scene. */
  readonly eventKey: string;
  /** The scene of the QR code that led here, if one did. */
  readonly scene?: string;
}

export type ChannelEventName =
  | 'follow'
  | 'unfollow'
  | 'scan'
  | 'menu'
  | 'view'
  | 'location'
  | 'massSendFinished'
  | 'templateFinished'
  | 'publishFinished'
  | 'subscribeMessage'
  | 'other';

const NAMES = new Map<string, ChannelEventName>([
  ['subscribe', 'follow'],
  ['unsubscribe', 'unfollow'],
  ['scan', 'scan'],
  ['click', 'menu'],
  ['scancode_push', 'menu'],
  ['scancode_waitmsg', 'menu'],
  ['pic_sysphoto', 'menu'],
  ['pic_photo_or_album', 'menu'],
  ['pic_weixin', 'menu'],
  ['location_select', 'menu'],
  ['view', 'view'],
  ['view_miniprogram', 'view'],
  ['location', 'location'],
  ['masssendjobfinish', 'massSendFinished'],
  ['templatesendjobfinish', 'templateFinished'],
  ['publishjobfinish', 'publishFinished'],
  ['freepublishjobfinish', 'publishFinished'],
  ['subscribe_msg_popup_event', 'subscribeMessage'],
  ['subscribe_msg_change_event', 'subscribeMessage'],
  ['subscribe_msg_sent_event', 'subscribeMessage'],
]);

const ANSWERED: ReadonlySet<ChannelEventName> = new Set(['follow', 'scan', 'menu']);
const MESSAGES: ReadonlySet<string> = new Set([
  'text',
  'image',
  'voice',
  'video',
  'shortvideo',
  'location',
  'link',
  'file',
]);

/** Whether a person said this; all else is an event. */
export function isMessage(push: Push): boolean {
  return MESSAGES.has(push.msgType);
}

/** Whether a person did this and may be waiting for words. */
export function isAnswered(event: ChannelEvent): boolean {
  return ANSWERED.has(event.name);
}

/** Whether WeChat takes three customer-service messages in the minute after it. Photos and places do not. */
export function opensWindow(event: ChannelEvent): boolean {
  return isAnswered(event) && !/^(pic_|location_select)/.test(event.event.toLowerCase());
}

export function readEvent(push: Push): ChannelEvent {
  const name = NAMES.get(push.event.toLowerCase()) ?? 'other';
  const eventKey = textOf(push.fields, 'EventKey');
  const scene = name === 'scan' ? eventKey : eventKey.match(/^qrscene_(.*)$/s)?.[1];
  return { ...push, name, eventKey, ...(scene ? { scene } : {}) };
}

type Listeners = { [Name in ChannelEventName]: [event: ChannelEvent] };

/** The puppet's events beside Wechaty's. A listener may be async. */
export class ChannelEvents extends EventEmitter<Listeners> {
  /**
   * Calls the listeners and waits for them.
   * @throws what a listener threw, after all of them have settled
   */
  async deliver(event: ChannelEvent): Promise<void> {
    const calls = this.listeners(event.name).map(async (listener) => {
      await (listener as (event: ChannelEvent) => unknown)(event);
    });
    const failed = (await Promise.allSettled(calls)).find((call) => call.status === 'rejected');
    if (failed) throw failed.reason;
  }
}
