import type { Push } from '../server/channel/contract.ts';
import {
  recognitionOf,
  textOf,
  type ChannelEvent,
  type ChannelEventName,
  type Push as WechatPush,
} from './puppet/index.ts';

const messageKinds: Record<string, Push['kind']> = {
  text: 'text',
  voice: 'voice',
  image: 'image',
  video: 'media',
  shortvideo: 'media',
  file: 'media',
  link: 'media',
  location: 'place',
};

const eventKinds: Partial<Record<ChannelEventName, Push['kind']>> = {
  follow: 'follow',
  unfollow: 'unfollow',
  scan: 'scan',
  menu: 'menu',
};

/** Longer texts than any message of WeChat's keyboard are cut, so that one push stays one small row. */
const LONGEST = 4_000;

/** A message as the one shape that a turn begins with. */
export function incomingMessage(push: WechatPush): Push {
  const kind = messageKinds[push.msgType] ?? 'other';
  return { key: push.key, openid: push.openid, kind, payload: payloadOf(kind, push) };
}

/** A channel event as a turn; undefined where nobody has anything to say or remember. */
export function incomingEvent(event: ChannelEvent): Push | undefined {
  const kind = eventKinds[event.name];
  if (!kind) return undefined;
  const payload: Record<string, string> = {};
  if (kind === 'menu') payload['menu'] = event.eventKey;
  if (event.scene) payload['scene'] = event.scene;
  return { key: event.key, openid: event.openid, kind, payload };
}

function payloadOf(kind: Push['kind'], push: WechatPush): Record<string, string> {
  const { fields } = push;
  switch (kind) {
    case 'text':
      return { text: textOf(fields, 'Content').slice(0, LONGEST) };
    case 'voice':
      return { text: recognitionOf(push).slice(0, LONGEST), media: textOf(fields, 'MediaId') };
    case 'image':
      return { media: textOf(fields, 'MediaId') };
    case 'media':
      return { type: push.msgType };
    case 'place':
      return {
        latitude: textOf(fields, 'Location_X'),
        longitude: textOf(fields, 'Location_Y'),
        label: textOf(fields, 'Label').slice(0, LONGEST),
      };
    default:
      return {};
  }
}
