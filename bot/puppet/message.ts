import { createHash } from 'node:crypto';
import { type payloads, types } from 'wechaty-puppet';
import type { Push } from './callback/push.ts';
import { textOf } from './callback/fields.ts';

const TYPES: Readonly<Record<string, types.Message>> = {
  text: types.Message.Text,
  image: types.Message.Image,
  voice: types.Message.Audio,
  video: types.Message.Video,
  shortvideo: types.Message.Video,
  location: types.Message.Location,
  link: types.Message.Url,
  file: types.Message.Attachment,
};

export function messagePayload(push: Push, listenerId: string): payloads.Message {
  const type = TYPES[push.msgType] ?? types.Message.Unknown;
  const payload: payloads.Message = {
    id: push.key,
    talkerId: push.openid,
    listenerId,
    timestamp: push.at / 1000,
    type,
  };
  // A voice's recognition stays among the fields: what was heard must not pass for what was typed.
  if (type === types.Message.Text) payload.text = fieldOf(push, 'Content');
  if (push.msgType === 'file') payload.filename = textOf(push.fields, 'Title');
  return payload;
}

/** What WeChat heard in a voice message; empty when recognition is off. */
export function recognitionOf(push: Push): string {
  return textOf(push.fields, 'Recognition');
}

export function urlPayload(push: Push): payloads.UrlLink {
  return {
    title: textOf(push.fields, 'Title'),
    url: textOf(push.fields, 'Url'),
    description: textOf(push.fields, 'Description'),
  };
}

export function locationPayload(push: Push): payloads.Location {
  const label = textOf(push.fields, 'Label');
  return {
    latitude: Number(textOf(push.fields, 'Location_X')),
    longitude: Number(textOf(push.fields, 'Location_Y')),
    accuracy: 0,
    name: label,
    address: label,
  };
}

/** A contact without a call: WeChat tells an account no names any more, and Wechaty wants one. */
export function contactPayload(id: string, self: boolean): payloads.Contact {
  const digest = createHash('sha1').update(id).digest('hex').slice(0, 6).toUpperCase();
  return {
    id,
    name: self ? '公众号' : `微信用户${digest}`,
    avatar: '',
    gender: types.ContactGender.Unknown,
    type: self ? types.Contact.Official : types.Contact.Individual,
    phone: [],
    friend: true,
  };
}

function fieldOf(push: Push, name: string): string {
  const value = push.fields[name];
  return typeof value === 'string' ? value : '';
}
