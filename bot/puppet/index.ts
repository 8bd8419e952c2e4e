export { OfficialAccountPuppet, type Health, type PuppetOptions } from './officialAccountPuppet.ts';
export type { ChannelEvent, ChannelEventName, ChannelEvents } from './events.ts';
export type { Push } from './callback/push.ts';
export type { Fields, FieldValue } from './callback/fields.ts';
export { textOf } from './callback/fields.ts';
export { type Article, MAX_TEXT_BYTES, type Reply } from './callback/reply.ts';
export type { Outcome } from './callback/openPushes.ts';
export { recognitionOf } from './message.ts';
export { splitText } from './text.ts';
export {
  type BudgetStore,
  memoryStore,
  type ReplyStore,
  type Store,
  type Token,
  type TokenStore,
  type WindowKind,
  WINDOWS,
} from './store.ts';
export type { Logger } from './log.ts';
export { type ErrorKind, WechatError } from './api/errors.ts';
export { type MediaFile, type MediaType, sniff } from './api/media.ts';
export type { QrCode, WechatApi } from './api/client.ts';
export type { Alarm, CallOptions } from './api/caller.ts';
export type { Page, Tag } from './api/followers.ts';
export {
  type ConditionalMenu,
  type Menu,
  type MenuButton,
  menuDifference,
  menuProblems,
  type MenuSet,
} from './api/menus.ts';
export type { SubscriptionNotice, TemplateMessage } from './api/notices.ts';
export {
  type Audience,
  type DraftArticle,
  type MassContent,
  type MassSend,
  publishedIn,
} from './api/publishing.ts';
export type { Usage } from './api/quotas.ts';
