import { Puppet } from 'wechaty-puppet';

/** What an official account does not have, with what an empty list of it looks like. */
const EMPTY = {
  contactList: [],
  roomList: [],
  roomMemberList: [],
  tagContactList: [],
  friendshipSearchHandle: null,
  friendshipSearchPhone: null,
} as const;

const UNSUPPORTED = [
  'contactAlias',
  'contactAvatar',
  'contactCorporationRemark',
  'contactDescription',
  'contactPhone',
  'contactSelfName',
  'contactSelfQRCode',
  'contactSelfSignature',
  'conversationReadMark',
  'friendshipAccept',
  'friendshipAdd',
  'friendshipRawPayload',
  'friendshipRawPayloadParser',
  'messageContact',
  'messageForward',
  'messageMiniProgram',
  'messageRecall',
  'messageSendContact',
  'messageSendLocation',
  'messageSendMiniProgram',
  'messageSendPost',
  'postPublish',
  'postRawPayload',
  'postRawPayloadParser',
  'postSearch',
  'roomAdd',
  'roomAnnounce',
  'roomAvatar',
  'roomCreate',
  'roomDel',
  'roomInvitationAccept',
  'roomInvitationRawPayload',
  'roomInvitationRawPayloadParser',
  'roomMemberRawPayload',
  'roomMemberRawPayloadParser',
  'roomQRCode',
  'roomQuit',
  'roomRawPayload',
  'roomRawPayloadParser',
  'roomTopic',
  'tagContactAdd',
  'tagContactDelete',
  'tagContactRemove',
  'tap',
  'tapSearch',
] as const satisfies readonly (keyof Puppet)[];

type Unsupported = keyof typeof EMPTY | (typeof UNSUPPORTED)[number];

/* eslint-disable @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type --
   the interface declares to the compiler what is defined on the prototype below */
/** Wechaty's base class with every method that an official account can not offer filled in. */
export abstract class PuppetBase extends Puppet {}
export interface PuppetBase extends Pick<Puppet, Unsupported> {}
/* eslint-enable */

for (const [name, value] of Object.entries(EMPTY)) define(name, async () => value);
for (const name of UNSUPPORTED) {
  define(name, async () => {
    throw new Error(`a WeChat official account has no ${name}()`);
  });
}

function define(name: string, value: () => Promise<unknown>): void {
  Object.defineProperty(PuppetBase.prototype, name, { value, writable: true, configurable: true });
}
